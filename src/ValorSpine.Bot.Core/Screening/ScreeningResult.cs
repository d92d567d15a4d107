using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The end of a screening: the answers and what they point to.</summary>
internal static class ScreeningResult
{
    /// <summary>The summary as a card and as text with the same words.</summary>
    public static Reply Summary(Turn turn, ScreeningState state, Verdict? judged = null)
    {
        var definition = turn.Content.Screenings.Of(state);
        var walk = new Walk(definition, state);
        var verdict = judged ?? definition.Judge(state);
        var notes = verdict.Notes.Select(note => note.Text).ToImmutableArray();
        var closing = definition.Orientations.Closing;
        ImmutableArray<CardFact> facts = [.. walk.Applying.Select(question => new CardFact(question.Short, ScreeningReplies.Shown(turn, state.AnswerTo(question.LinkId))))];
        var sections = new[]
        {
            new CardFact(turn.Say("screening.summary-points"), verdict.Outcome is { } outcome ? string.Join("\n\n", [outcome.Title + ".", .. outcome.Text.Select(Said)]) : ""),
            new CardFact(turn.Say("screening.summary-notes"), List(notes)),
            new CardFact(turn.Say("screening.summary-discuss"), List(verdict.Outcome?.Discuss ?? [])),
            new CardFact(turn.Say("screening.summary-limits"), string.Join("\n\n", closing.Select(Said))),
        }.Where(section => section.Value.Length > 0).ToImmutableArray();
        var title = turn.Say("screening.summary-title");
        var text = string.Join("\n\n", [$"{title}\n{string.Join('\n', facts.Select(fact => $"- {fact.Name}: {fact.Value}"))}", .. sections.Select(section => $"{section.Name}\n{section.Value}")]);
        ImmutableArray<string> sources = [.. (verdict.Outcome?.Text ?? []).Concat(verdict.Outcome?.Discuss ?? []).Concat(notes).Concat(closing).SelectMany(one => one.Sources).Distinct()];
        return new Reply
        {
            Text = text,
            Card = new Card.Summary(title, facts, sections),
            Citations = [new Citation("screening", verdict.OutcomeId, "screening", definition.Title, sources) { References = turn.Content.Knowledge.ReferencesTo(sources), HasPage = false }],
        };

        string Said(SourcedText one) => turn.Content.Clinic.Fill(one.Text);
        string List(ImmutableArray<SourcedText> points) => string.Join('\n', points.Select(point => $"- {Said(point)}"));
    }
}
