using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Asks an answered question again: the one that is named, or which.</summary>
internal static class ChangingAnswers
{
    private const int ShortestStem = 4;

    /// <summary>Asks again what the words name, or which answer is to be changed.</summary>
    public static Decision.Done Which(Turn turn, ScreeningState state, ImmutableArray<string> topic)
    {
        var answered = Answered(turn, state);
        if (answered.Length == 0)
            return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "nothing to change", ScreeningReplies.Ask(turn, state, turn.Say("screening.change-nothing")));
        // "Change my last answer"
        if (topic is ["last" or "previous"] && answered.LastOrDefault(question => question.LinkId != state.Current) is { } last)
            return Change(turn, state, last);
        if (Named(answered, topic) is { } named)
            return Changed(turn, state, named, topic) ?? Change(turn, state, named);
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "which to change", ScreeningReplies.Plain(turn.Say("screening.change-which")) with
        {
            Choices = [.. answered.DistinctBy(question => question.Short).Select(question => new Choice(question.Short, ScreeningActions.Change(question.LinkId)))],
        });
    }

    /// <summary>"My age, I'm 45" where it was asked which answer is to be changed. Null where it names none.</summary>
    public static Decision.Done? Chosen(Turn turn, ScreeningState state, SaidText said)
    {
        if (!turn.State.Offered.Any(choice => choice.Action.StartsWith(ScreeningActions.Changing, StringComparison.Ordinal)))
            return null;
        ImmutableArray<string> topic = [.. said.Words.Where(word => word is not ("my" or "the" or "im" or "i" or "am" or "its" or "is" or "it" or "to" or "a" or "answer" or "about"))];
        return Answered(turn, state) is { Length: > 0 } answered && Named(answered, topic) is { } named ? Changed(turn, state, named, topic) ?? Change(turn, state, named) : null;
    }

    /// <summary>Asks an answered question again.</summary>
    public static Decision.Done Change(Turn turn, ScreeningState state, Question question)
    {
        var changed = ScreeningTurn.Touched(turn, state) with { Current = question.LinkId, Collecting = false, Checking = null, Claim = null, Tries = 0 };
        return ScreeningTurn.Done(turn, changed, $"change {question.LinkId}", ScreeningReplies.Ask(turn, changed, turn.Say("screening.change", ("answer", ScreeningReplies.Shown(turn, state.EarlierAnswerTo(question.LinkId))))));
    }

    /// <summary>"Change my age to 53": the new answer stands in the same message.</summary>
    private static Decision.Done? Changed(Turn turn, ScreeningState state, Question question, ImmutableArray<string> topic)
    {
        var name = SaidText.WordsOf($"{question.Short} {question.LinkId} {question.Text}");
        ImmutableArray<string> rest = [.. topic.SkipWhile(word => name.Any(other => IsSame(word, other)))];
        return rest.Length > 0 && rest.Length < topic.Length && Correction.Meant(turn, state, question, SaidText.Of(string.Join(' ', rest))) is { } correction ? correction.Apply(turn, state) : null;
    }

    /// <summary>The questions that apply and were answered, in order.</summary>
    public static ImmutableArray<Question> Answered(Turn turn, ScreeningState state) =>
        [.. new Walk(turn.Content.Screenings.Of(state), state).Applying.Where(question => state.EarlierAnswerTo(question.LinkId) is not null)];

    /// <summary>The answered question that words name, or null.</summary>
    public static Question? NamedBy(Turn turn, ScreeningState state, ImmutableArray<string> topic) => Answered(turn, state) is { Length: > 0 } answered ? Named(answered, topic) : null;

    /// <summary>The one question that the words name best, or null.</summary>
    public static Question? Named(ImmutableArray<Question> answered, ImmutableArray<string> topic)
    {
        var scored = answered.Select(question => (Question: question, Score: Score(question, topic))).OrderByDescending(one => one.Score).ToImmutableArray();
        return scored[0].Score > 0 && (scored.Length == 1 || scored[0].Score > scored[1].Score) ? scored[0].Question : null;
    }

    /// <summary>Words of the short name count double, and the name itself one more: "scan" is no "scan report".</summary>
    public static int Score(Question question, ImmutableArray<string> topic)
    {
        var (name, text) = (SaidText.WordsOf($"{question.Short} {question.LinkId}"), SaidText.WordsOf(question.Text));
        var exact = SaidText.WordsOf(question.Short).AsSpan().SequenceEqual(topic.AsSpan()) ? 1 : 0;
        return exact + topic.Sum(word => name.Any(other => IsSame(word, other)) ? 2 : text.Any(other => IsSame(word, other)) ? 1 : 0);
    }

    /// <summary>"Goal" names "Your goals".</summary>
    private static bool IsSame(string word, string other) => Spelling.Same(word, other) || (Math.Min(word.Length, other.Length) >= ShortestStem && OptionPhrase.StemOf(word) == OptionPhrase.StemOf(other));

    /// <summary>A finished screening, open again for a change.</summary>
    public static ScreeningState Reopened(Turn turn, ScreeningState finished) =>
        Progress.Located(turn, finished with { EndedAt = null, OutcomeId = null, Summary = null, PendingSummaryShare = false });
}
