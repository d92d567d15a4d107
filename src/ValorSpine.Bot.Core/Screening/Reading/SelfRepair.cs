using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds where a patient takes back what they said in the same message: "2 no wait 3 years".</summary>
internal static class SelfRepair
{
    private static readonly ImmutableArray<ImmutableArray<string>> s_marks = [.. new[]
    {
        "no wait", "wait no", "oh wait", "no sorry", "sorry no", "sorry i mean", "sorry i meant", "no i mean", "no i meant", "i mean", "i meant", "scratch that", "or rather", "make that", "correction", "no actually", "actually no", "no no", "wait", "my bad", "oops", "i take that back", "typo", "no thats wrong", "thats wrong", "that is wrong", "sorry wrong", "wrong way round", "wrong way around", "no its", "no it was", "no it is", "nope its", "no more like", "more like", "strike that", "truthfully", "truth is", "in truth", "in reality", "this time", "i wish", "lol wish", "just kidding", "only kidding", "jk", "only joking", "just joking", "im joking", "in my dreams", "thinking on it", "oh you mean", "oh you mean me", "you mean me", "oh me", "thinking about it", "on second thought", "on second thoughts", "come to think of it", "on reflection", "pressed wrong", "typed wrong", "wrong button", "fat fingers", "it should be", "should be", "should have been", "i should say", "to be exact", "not really its", "hang on", "hold on", "no hang on",
    }.Select(SaidText.WordsOf).OrderByDescending(mark => mark.Length)];

    /// <summary>Where what counts begins; 0 where nothing is taken back.</summary>
    public static int Start(SaidText said)
    {
        for (var at = said.Words.Length - 1; at > 0; at--)
        {
            if (s_marks.FirstOrDefault(mark => At(said, mark, at)) is { IsDefault: false } found && at + found.Length < said.Words.Length)
                return at + found.Length;
            // "No... well yes": the last word stands.
            if (at + 1 < said.Words.Length && said.Words[at] is "well" or "wait" or "actually" && said.Words[at + 1] is "yes" or "yeah" or "no" && said.Words[at - 1] is "no" or "yes" or "yeah" or "nope")
                return at + 1;
            // "61, no 62": one number for another.
            if (said.Words[at] is "no" or "sorry" or "oops" && at + 1 < said.Words.Length && Numbers.At(said.Words, at + 1) is { } number && at + 1 + number.Length <= said.Words.Length && Numbers.In(said.Words[..at]) is [var before] && before.At + before.Length == at && said.Words.Length > at + 1 && Durations.UnitOf(said.Words[at - 1]) is null && before.Value > 9 && number.Value > 9)
                return at + 1;
            // "2 weeks no 2 months", "the leg. sorry the back"
            if (said.Words[at] is "no" or "sorry" && at + 1 < said.Words.Length && at > 0 && Durations.UnitOf(said.Words[at - 1]) is not null && Numbers.At(said.Words, at + 1) is not null)
                return at + 1;
        }

        return 0;
    }

    // The spelling must be right, so that "waist" is no "wait"; "i cant wait" waits for something.
    private static bool At(SaidText said, ImmutableArray<string> mark, int at) =>
        at + mark.Length <= said.Words.Length && mark.AsSpan().SequenceEqual(said.Words.AsSpan().Slice(at, mark.Length))
        && !(mark is ["wait"] && (at + 1 >= said.Words.Length || said.Words[at + 1] is "for" or "to" or "until" or "and" or "list" or "till" || said.Words[at - 1] is "cant" or "to" or "i" or "the" or "must" or "could" or "they" or "will"))
        && !(mark is ["no", "no"] && at == 0);
}
