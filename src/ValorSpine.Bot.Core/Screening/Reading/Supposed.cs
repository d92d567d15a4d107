using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Hears that something is feared, wished, tested or past rather than told to be so: "afraid of cancer", "could lose some weight", "tested negative", "used to take warfarin".</summary>
internal static class Supposed
{
    private const int Near = 4, VeryNear = 2;

    private static readonly FrozenSet<string> s_fears = FrozenSet.Create("afraid", "scared", "fear", "fearing", "worried", "worry", "worrying", "terrified", "frightened", "paranoid", "anxious", "allergic", "allergy");

    private static readonly FrozenSet<string> s_wishes = FrozenSet.Create("could", "should", "would", "trying", "want", "wants", "wish", "need");

    /// <summary>"Scared of chiropractors", "needles scare me", in answer to what was tried.</summary>
    public static bool IsFeared(SaidText said, Mention mention, bool[] named) =>
        Enumerable.Range(mention.End, VeryNear).Any(at => at < said.Words.Length && said.Clauses[at] == said.Clauses[mention.At] && said.Words[at] is "scares" or "scare" or "terrifies" or "terrify" or "frightens" or "frighten") || Before(said, mention, Near).Any(at => !named[at] && s_fears.Contains(said.Words[at]));

    /// <summary>"Could lose some weight"</summary>
    public static bool IsWished(SaidText said, Mention mention, bool[] named) => mention.Places.Length > 1 && Before(said, mention, VeryNear).Any(at => !named[at] && s_wishes.Contains(said.Words[at]));

    /// <summary>"Used to take warfarin"; what is so now is not told.</summary>
    public static bool IsPast(SaidText said, Mention mention, bool[] named) => Before(said, mention, Near).Any(at => !named[at] && said.Words[at] is "used" && at + 1 < said.Words.Length && said.Words[at + 1] is "to");

    /// <summary>"I took blood thinners for 3 months after my knee replacement in 2020": taken then, and not told of today.</summary>
    public static bool WasTaken(SaidText said, Mention mention)
    {
        var clause = ClauseOf(said, mention);
        return clause.Any(word => word is "took") || clause.AsSpan().IndexOf(["was", "on"]) >= 0 || clause.AsSpan().IndexOf(["was", "taking"]) >= 0
            ? IsOfThen(clause) || Enumerable.Range(0, clause.Length - 1).Any(at => clause[at] is "for" && Durations.At(SaidText.Of(string.Join(' ', clause)), at + 1) is not null)
            : false;
    }

    /// <summary>"Sinus infection last month", where it is asked for what is there right now.</summary>
    public static bool IsNoLongerNow(SaidText said, Mention mention) => IsOfThen(ClauseOf(said, mention));

    private static bool IsOfThen(string[] clause) =>
        !clause.Any(word => word is "now" or "still" or "since" or "yet" or "current" or "currently" or "ongoing")
        && Enumerable.Range(0, clause.Length).Any(at => clause[at] is "ago" || IsYear(clause[at]) || (clause[at] is "last" && at + 1 < clause.Length && (clause[at + 1] is "month" or "year" or "summer" or "winter" or "spring" or "autumn" || CalendarTimes.IsMonth(clause[at + 1]))));

    private static bool IsYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit) && word[0] is '1' or '2';

    private static string[] ClauseOf(SaidText said, Mention mention) => [.. said.Words.Where((_, at) => said.Clauses[at] == said.Clauses[mention.At])];

    /// <summary>"It used to wake me", "it will get worse": was so, or may come to be so.</summary>
    public static bool IsOfOtherTime(SaidText said, Mention mention) => !said.Words.Contains("now") && (IsPast(said, mention, new bool[said.Words.Length]) || Before(said, mention, VeryNear).Any(at => said.Words[at] is "will"));

    /// <summary>"Tested negative for HIV"</summary>
    public static bool IsTestedNegative(SaidText said, Mention mention) => Before(said, mention, Near).Any(at => said.Words[at] is "negative") && !mention.Places.Any(place => said.Words[place] is "negative");

    /// <summary>"Anything but work", "everywhere but the back".</summary>
    public static bool IsAnythingBut(SaidText said, Mention mention, bool[] named) =>
        Enumerable.Range(1, VeryNear).Any(back => mention.At - back >= 1 && !named[mention.At - back] && said.Words[mention.At - back] is "but" or "except" && said.Words[mention.At - back - 1] is "anything" or "everywhere" or "anywhere");

    private static IEnumerable<int> Before(SaidText said, Mention mention, int near) =>
        Enumerable.Range(1, near).Select(back => mention.At - back).Where(at => at >= 0 && said.Clauses[at] == said.Clauses[mention.At]);
}
