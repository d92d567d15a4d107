using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Takes something out of a list that was answered: "remove the bulge", "I never said bulge, they said tear".</summary>
internal static class RemovingAnswers
{
    private static readonly FrozenSet<string> s_polite = FrozenSet.Create("please", "can", "could", "you", "no", "and", "i", "want", "to", "also", "actually", "sorry", "just", "ok", "okay", "wait");

    private static readonly ImmutableArray<ImmutableArray<string>> s_removing = [.. new[] { "remove", "delete", "drop", "erase", "uncheck", "unselect", "take out", "take off", "take away", "get rid of", "leave out" }.Select(SaidText.WordsOf)];

    private static readonly ImmutableArray<ImmutableArray<string>> s_neverSaid = [.. new[] { "never said", "didnt say", "did not say", "havent said", "never told you", "didnt mean" }.Select(SaidText.WordsOf)];

    /// <summary>Takes out what is named, and asks again where nothing is left. Null where the message takes nothing out of an answer.</summary>
    public static Decision.Done? Removed(Turn turn, ScreeningState state, SaidText said)
    {
        if (Spoken(said) is not var (gone, instead) || gone.Words.IsEmpty)
            return null;
        foreach (var question in ChangingAnswers.Answered(turn, state).Where(question => question is { Repeats: true, IsChoice: true, SafetyRule: null }))
        {
            var before = state.EarlierAnswerTo(question.LinkId)!;
            var taken = Named(question, gone).Select(option => (AnswerValue)option.Value).Where(before.Values.Contains).ToArray();
            if (taken.Length == 0)
                continue;
            var added = instead is not null && AddingAnswers.ReadingOf(turn, question, instead) is AnswerReading.Understood understood ? understood.Values : [];
            ImmutableArray<AnswerValue> left = [.. before.Values.Except(taken).Union(added)];
            return left.IsEmpty ? ChangingAnswers.Change(turn, state, question) : new Correction(question, new(question.LinkId, AnswerStatus.Given, [.. question.Options.Select(option => (AnswerValue)option.Value).Where(left.Contains)])).Apply(turn, state);
        }

        return null;
    }

    /// <summary>The words that name what goes, and those that may name what comes instead.</summary>
    private static (SaidText Gone, SaidText? Instead)? Spoken(SaidText said)
    {
        var at = said.Words.TakeWhile(s_polite.Contains).Count();
        if (s_removing.FirstOrDefault(verb => said.Words.AsSpan()[at..].StartsWith(verb.AsSpan())) is { IsDefault: false } removing)
            return (said.From(at + removing.Length), null);
        var never = s_neverSaid.Select(phrase => (Phrase: phrase, At: said.IndexOf(phrase.AsSpan()))).FirstOrDefault(one => one.At >= 0);
        if (never.Phrase.IsDefault || never.At > 2)
            return null;
        var from = never.At + never.Phrase.Length;
        var end = Enumerable.Range(from, said.Words.Length - from).FirstOrDefault(place => said.StartsClause(place), said.Words.Length);
        return (said.Until(end).From(from), end < said.Words.Length ? said.From(end) : null);
    }

    private static IEnumerable<AnswerOption> Named(Question question, SaidText said) => question.Phrases.In(question.Phrases.Corrected(said)).Select(mention => mention.Option).OfType<AnswerOption>();
}
