using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The end of a screening: the one page, and the summary that shows it.</summary>
internal static class ScreeningResult
{
    /// <summary>The one page for the answers.</summary>
    public static ScreeningSheet Sheet(Turn turn, ScreeningState state) => Sheet(turn, state, turn.Content.Screenings.Of(state).Judge(state));

    /// <summary>The one page for answers and what they point to.</summary>
    public static ScreeningSheet Sheet(Turn turn, ScreeningState state, Verdict verdict)
    {
        var definition = turn.Content.Screenings.Of(state);
        var walk = new Walk(definition, state);
        var (outcome, notes) = (verdict.Outcome, verdict.Notes);
        var applying = walk.Applying.ToLookup(question => state.AnswerTo(question.LinkId) is null or { Status: AnswerStatus.Skipped });
        ImmutableArray<(string Heading, ImmutableArray<SourcedText> Points, bool AsList)> sections =
        [
            ("screening.summary-points", outcome?.Text ?? [], false),
            ("screening.summary-rule", verdict.Rule.Length == 0 ? [] : [new(verdict.Rule, [])], false),
            // What the patient said stands before what studies say.
            ("screening.summary-against", [.. In(NoteSection.Against), .. outcome?.Against ?? []], true),
            ("screening.summary-unknown", [.. outcome?.Unknown ?? [], .. In(NoteSection.Unknown)], true),
            ("screening.summary-notes", In(NoteSection.Know), true),
            ("screening.summary-discuss", outcome?.Discuss ?? [], true),
            ("screening.summary-bring", [.. outcome?.Bring ?? [], .. In(NoteSection.Bring)], true),
        ];
        var closing = definition.Orientations.Closing;
        ImmutableArray<string> sources = [.. sections.SelectMany(section => section.Points).Concat(closing).SelectMany(point => point.Sources).Distinct()];
        return new()
        {
            Title = definition.Title,
            Questionnaire = definition.Canonical,
            At = state.EndedAt ?? turn.Facts.Now,
            Answers = [.. applying[false].Select(question => new CardFact(question.Short, ScreeningReplies.Shown(turn, state.AnswerTo(question.LinkId))))],
            Unanswered = [.. applying[true].Select(question => question.Short)],
            OutcomeId = verdict.OutcomeId,
            Outcome = outcome?.Title ?? "",
            Rule = verdict.Rule,
            Row = verdict.Row is { } row ? definition.Orientations.Rows.IndexOf(row) + 1 : 0,
            RowSays = verdict.Row?.Says ?? "",
            Rows = definition.Orientations.Rows.Length,
            Notes = [.. notes.Select(note => note.Id)],
            Sections = [.. sections.Where(section => section.Points.Length > 0).Select(section => new SheetSection(turn.Say(section.Heading), Said(section.Points), section.AsList))],
            Closing = Said(closing),
            Sources = sources,
            References = turn.Content.Knowledge.ReferencesTo(sources),
        };

        ImmutableArray<SourcedText> In(NoteSection section) => [.. notes.Where(note => note.Section == section).Select(note => note.Text)];
        ImmutableArray<string> Said(ImmutableArray<SourcedText> points) => [.. points.Select(point => turn.Content.Clinic.Fill(point.Text))];
    }

    /// <summary>The page as a card and as text with the same words.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="sheet">The page.</param>
    /// <param name="pageKey">The key that opens it, or null where it has none.</param>
    public static Reply Summary(Turn turn, ScreeningSheet sheet, string? pageKey)
    {
        ImmutableArray<CardFact> facts = [.. sheet.Answers, .. Unanswered(turn, sheet)];
        ImmutableArray<CardFact> sections =
        [
            .. sheet.Sections.Select((section, index) => new CardFact(section.Heading, index == 0 ? $"{sheet.Outcome}.\n\n{TextOf(section)}" : TextOf(section))),
            new(turn.Say("screening.summary-limits"), string.Join("\n\n", sheet.Closing)),
        ];
        var title = turn.Say("screening.summary-title");
        var answers = $"{title}\n{string.Join('\n', facts.Select(fact => $"- {fact.Name}: {fact.Value}"))}";
        string[] said = [.. sections.Select(section => $"{section.Name}\n{section.Value}")];
        string[] brief = [.. said.Take(1).Append(said[^1]).Concat(said).Distinct()];
        var path = pageKey is null || turn.Facts.Now > sheet.LinkUntil ? null : ScreeningSheet.PathOf(pageKey);
        return new Reply
        {
            Text = string.Join("\n\n", said.Prepend(answers)),
            // What they answered they know; what it points to is what they wait for, and what it is not and when to call for help must not be left unread.
            Brief = string.Join("\n\n", [.. brief.Take(LittleRoom.Takes(brief, least: 2)), turn.Say(path is null || turn.Content.Clinic.ChatAddress is null ? "screening.summary-rest-staff" : "screening.summary-rest")]),
            Card = new Card.Summary(title, facts, sections) { PagePath = path },
            Citations = [ScreeningReplies.Cite(turn, sheet.Title, sheet.OutcomeId, sheet.Sources)],
        };

        static string TextOf(SheetSection section) => section.AsList ? string.Join('\n', section.Points.Select(point => $"- {point}")) : string.Join("\n\n", section.Points);
    }

    private static ImmutableArray<CardFact> Unanswered(Turn turn, ScreeningSheet sheet) =>
        sheet.Unanswered.IsEmpty ? [] : [new(turn.Say("screening.summary-none"), string.Join(", ", sheet.Unanswered))];
}
