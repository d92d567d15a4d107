using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What a patient asks of the last answer itself: how sure it is, the same in short, what was before it, and the questions of the same message that are still open.</summary>
internal static class AboutLastAnswer
{
    private const string Part = "part-", Left = "part-left";

    /// <summary>The reply to an intent that is about the last answer; null for any other, or where nothing was answered.</summary>
    public static Decision? TryReply(Turn turn, string? intent) => intent switch
    {
        "sure" => Sure(turn),
        "in-short" => InShort(turn),
        "said-already" => SaidAlready(turn),
        "back" => Back(turn),
        _ when intent?.StartsWith(Part, StringComparison.Ordinal) == true => OfParts(turn, intent),
        _ => null,
    };

    /// <summary>Whether the short answer of an article is what was said just before, or the last that was answered before a word in between.</summary>
    public static bool WasJustSaid(Turn turn, Article article) =>
        IsInLast(turn, article) || (turn.State is { Frame: { SectionsSaid: > 0 } frame, AskedLast: not null } && frame.Article == article.Id && SpanishReplies.TextOf(turn, article.Id) is null);

    /// <summary>Whether the short answer of an article stands in the last reply.</summary>
    public static bool IsInLast(Turn turn, Article article) => turn.State.Last.Any(reply => reply.Language is null && IsWithin(turn, reply, article.ShortAnswer.Text));

    /// <summary>The first sentence of the short answer.</summary>
    public static string FirstSentence(Turn turn, Article article)
    {
        var text = turn.Content.Clinic.Fill(article.ShortAnswer.Text);
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    /// <summary>Whether the message that declines a question is what was said just before.</summary>
    public static bool WasJustSaid(Turn turn, DeclinedArticle article) => turn.State.Last.Any(reply => IsWithin(turn, reply, article.Says.Text));

    /// <summary>Whether a message repeats the last question to the word: whoever asks again is told again.</summary>
    public static bool IsSameMessage(Turn turn, ConversationState before) =>
        before.AskedLast is { } last && Words.Split(last.Question).SequenceEqual(Words.Split(turn.Text));

    private static bool IsWithin(Turn turn, Reply reply, string text) => reply.Text.Contains(turn.Content.Clinic.Fill(text), StringComparison.Ordinal);

    /// <summary>What the last answer rests on, and how good the proof for the treatment is that it was about.</summary>
    private static Decision.Done? Sure(Turn turn)
    {
        if (turn.State.Frame is not { } frame || turn.Content.Knowledge.Find(frame.Article) is not { } article)
            return turn.State.AskedLast is null ? null : turn.Says("answering.sure-of-nothing", Outcome.Smalltalk, "answering", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]);
        ImmutableArray<Citation> cited = [.. turn.State.Last.SelectMany(reply => reply.Citations)];
        string[] labels = [.. cited.SelectMany(citation => citation.References).Select(reference => reference.Label).Distinct(StringComparer.Ordinal)];
        if (labels.Length == 0)
            return turn.Says(cited.IsEmpty ? "answering.sure-of-nothing" : "answering.sure-of-clinic", Outcome.Smalltalk, "answering", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]);
        var proof = turn.Content.Knowledge.SideBySide.Subjects.FirstOrDefault(subject => subject.Id == turn.Content.Answering.TreatmentOf(article))?.Cells.GetValueOrDefault(Comparison.Evidence);
        var text = turn.Say("answering.sure", ("sources", string.Join("; ", labels))) + "\n\n" + (proof is null ? turn.Say("answering.sure-any") : turn.Say("answering.sure-proof", ("proof", turn.Content.Clinic.Fill(proof.Text))));
        return Says(turn, article, text, "how sure it is") is var done && proof is null ? done : WithSources(turn, done, article, proof!);
    }

    private static Decision.Done WithSources(Turn turn, Decision.Done done, Article article, Sourced proof) =>
        new(done.Turn with { Replies = [done.Turn.Replies[0] with { Citations = [turn.Content.Knowledge.Cite(article, article.ShortAnswer, [.. article.ShortAnswer.Sources.Concat(proof.Sources).Distinct()])] }] });

    /// <summary>The first sentence of the last answer; of a comparison, what the proof for both is worth.</summary>
    private static Decision.Done? InShort(Turn turn)
    {
        if (turn.State.Frame is not { } frame || turn.Content.Knowledge.Find(frame.Article) is not { } article || turn.State.Last is not [{ Citations.IsEmpty: false }, ..])
            return turn.State.AskedLast is null ? null : Manners.Repeat(turn);
        if (frame.Compared is { } pair && turn.Content.Knowledge.SideBySide.RuleOf(pair.First, pair.Second)?.Note is { } note)
            return Says(turn, article, turn.Content.Clinic.Fill(note.Text), "in short");
        return Says(turn, article, FirstSentence(turn, article), "in short");
    }

    /// <summary>Says sorry for a repeat, and the ways on.</summary>
    private static Decision.Done SaidAlready(Turn turn) => turn.Says(
        "answering.said-already", Outcome.Smalltalk, "answering", [.. HasMore(turn) ? [turn.Choice(ChoiceAction.More)] : Array.Empty<Choice>(), turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]);

    /// <summary>The answer before the last one.</summary>
    private static Decision.Done? Back(Turn turn) =>
        turn.State.Active != ActiveDialog.None ? null
        : turn.State.AskedLast?.Before is { } before && turn.Content.Knowledge.Find(before) is { } article && AnsweringReplies.Answer(turn, article) is { Turn: var again }
            ? new(again.Opening(turn.Say("answering.back")) with { State = again.State with { AskedLast = turn.State.AskedLast with { Before = null } } })
        : turn.Says("conversation.back", Outcome.Smalltalk, "manners", turn.StandardChoices());

    /// <summary>"The second question", "you missed one": a question of the message that asked several.</summary>
    private static Decision.Done? OfParts(Turn turn, string intent)
    {
        if (turn.State.AskedLast is not { Parts: { IsEmpty: false } parts })
            return null;
        var all = parts.Select(part => (Part: part, Result: turn.Content.Answering.Find(part, null))).ToArray();
        var (asked, result) = intent == Left
            ? all.FirstOrDefault(one => one.Result is not AnswerResult.Found found || !IsInLast(turn, found.Article))
            : all[Math.Min(int.TryParse(intent[Part.Length..], out var number) ? number : 1, all.Length) - 1];
        if (result is null)
            return turn.Says("answering.missed-which", Outcome.Clarify, "answering", [turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Staff)]);
        // What was asked stays known, for "and the third".
        var done = result switch
        {
            AnswerResult.Found found => AnsweringReplies.Answer(turn, found.Article, found.Considered),
            AnswerResult.FoundBoth both => AnsweringReplies.AnswerBoth(turn, both.First, both.Second, both.Considered),
            AnswerResult.Ambiguous which => AnsweringReplies.Clarify(turn, which.Articles, which.Considered),
            AnswerResult.Declined declined => AnsweringReplies.Decline(turn, declined.Article, declined.Considered),
            _ => AnsweringReplies.Nothing(turn, NoAnswer.TooLittleCovered, result.Considered),
        };
        return new Decision.Done(done.Turn with { State = done.Turn.State with { AskedLast = turn.State.AskedLast with { Question = asked } } });
    }

    private static bool HasMore(Turn turn) => turn.State.Frame is { } frame && turn.Content.Knowledge.Find(frame.Article) is { } article && article.Sections.Skip(frame.SectionsSaid).Any();

    private static Decision.Done Says(Turn turn, Article article, string text, string note) => new(new TurnResult
    {
        State = turn.State,
        Replies = [new Reply { Text = text, Choices = [.. HasMore(turn) ? [turn.Choice(ChoiceAction.More)] : Array.Empty<Choice>(), turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Book)], Citations = [turn.Content.Knowledge.Cite(article, article.ShortAnswer)] }],
        Outcome = Outcome.Answer,
        Why = new() { DecidedBy = "answering", Note = note, Topics = [article.Topic] },
    });
}
