using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What a message takes back.</summary>
/// <param name="Rest">What is said instead: "it's been two years".</param>
/// <param name="Topic">The words in it that may name a question.</param>
/// <param name="IsAdmitted">Whether it only says that something was wrong: "I said the wrong thing about the scan".</param>
internal sealed record ReadCorrection(string Rest, ImmutableArray<string> Topic, bool IsAdmitted);

/// <summary>Finds "actually …", "wait, I meant …", "I got my age wrong".</summary>
internal static class Corrections
{
    private const int LongestMessage = 25;

    private static readonly ImmutableArray<ImmutableArray<string>> s_openers = [.. new[]
    {
        "actually", "wait", "no wait", "wait no", "hold on", "hang on", "sorry", "oops", "whoops", "my bad", "my mistake", "correction", "i meant to say", "i meant", "i mean", "scratch that", "on second thought", "come to think of it",
        "i take that back", "i misspoke", "i was wrong", "thats wrong", "that was wrong", "that is wrong", "thats not right", "that should be", "it should be", "should be", "make that", "make it", "i should have said", "let me correct that", "i need to correct",
        "i need to fix", "no actually", "well actually", "uh", "um", "oh", "er", "hmm",
    }.Select(SaidText.WordsOf).OrderByDescending(words => words.Length)];

    /// <summary>Said before an answer as often as before a correction: no opener by themselves.</summary>
    private static readonly ImmutableHashSet<string> s_sounds = ImmutableHashSet.Create("uh", "um", "oh", "er", "hmm", "sorry");

    private static readonly ImmutableArray<ImmutableArray<string>> s_admissions = [.. new[]
    {
        "wrong thing", "wrong answer", "wrong one", "answered wrong", "answer wrong", "answered it wrong", "got it wrong", "said it wrong", "mixed up", "messed up", "misspoke", "made a mistake", "was a mistake", "is a mistake", "typed it wrong", "put it wrong", "is wrong", "was wrong", "isnt right", "wasnt right", "is not right",
        "gave you the wrong", "said the wrong", "told you the wrong", "picked the wrong", "put the wrong", "tapped the wrong", "hit the wrong", "clicked the wrong", "wrong about", "wrong", "need to change", "want to change", "have to change", "like to change", "need to correct", "want to correct", "need to fix", "want to fix",
    }.Select(SaidText.WordsOf)];

    private static readonly ImmutableHashSet<string> s_empty = ImmutableHashSet.Create(
        "i", "im", "ive", "my", "the", "a", "an", "about", "for", "on", "of", "to", "with", "what", "was", "is", "it", "its", "that", "said", "say", "gave", "put", "wait", "no", "actually", "sorry", "oops", "think", "got", "you", "told", "wrong", "thing",
        "answer", "one", "question", "mistake", "made", "mixed", "messed", "up", "please", "need", "want", "have", "like", "change", "correct", "fix", "part", "bit", "stuff", "oh", "well", "there", "in", "before", "earlier", "as");

    private static readonly ImmutableHashSet<string> s_aroundNumbers = ImmutableHashSet.Create("i", "im", "am", "my", "age", "is", "its", "years", "year", "yrs", "yr", "yo", "old", "of", "turned", "turn", "just", "only", "to", "should", "be");

    /// <summary>What a message corrects, or null.</summary>
    public static ReadCorrection? Read(SaidText said)
    {
        if (said.Words.Length is 0 or > LongestMessage)
            return null;
        if (said.Words.Length <= 14 && s_admissions.Any(admission => said.IndexOf(admission.AsSpan()) >= 0) && !HasNumber(said))
            return new("", TopicOf(said.Words), IsAdmitted: true);
        var (rest, opened) = (said.Words, false);
        while (s_openers.FirstOrDefault(opener => rest.AsSpan().StartsWith(opener.AsSpan())) is { IsDefault: false } opener)
        {
            opened |= opener is not [var only] || !s_sounds.Contains(only);
            rest = rest[opener.Length..];
        }

        return opened && rest.Length > 0 ? new(string.Join(' ', rest), TopicOf(rest), IsAdmitted: false) : null;
    }

    /// <summary>Whether a message is a number and nothing that makes it a length of time or a place in a list.</summary>
    public static bool IsOnlyNumber(SaidText said) =>
        Numbers.In(said.Words).Length == 1 && said.Words.All(word => s_aroundNumbers.Contains(word) || Numbers.In([word]).Length == 1)
        && (!said.Words.Any(word => Durations.UnitOf(word) is not null) || said.Words.Any(word => word is "old" or "im" or "am" or "age" or "turned"));

    private static bool HasNumber(SaidText said) => Numbers.In(said.Words).Length > 0;

    private static ImmutableArray<string> TopicOf(ImmutableArray<string> words) => [.. words.Where(word => !s_empty.Contains(word))];
}
