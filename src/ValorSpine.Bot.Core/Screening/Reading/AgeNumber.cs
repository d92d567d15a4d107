using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>How plainly a number is told to be somebody's age.</summary>
internal enum AgeClarity
{
    /// <summary>It stands among other words.</summary>
    Bare,

    /// <summary>The words around it are those of an age: "just 52".</summary>
    Likely,

    /// <summary>It is said to be one: "im 52", "52 years old".</summary>
    Plain,
}

/// <summary>A number that may be an age, and the words around it.</summary>
/// <param name="said">The message.</param>
/// <param name="found">The number in it.</param>
internal sealed class AgeNumber(SaidText said, Numbers.Found found)
{
    /// <summary>Nobody is older.</summary>
    public const int MostYears = 125;

    private static readonly FrozenSet<string> s_before = FrozenSet.Create("im", "am", "age", "aged", "turned", "turn", "hes", "shes", "be", "just", "so", "is", "its", "currently", "tengo", "turning", "really", "exactly", "officially", "actually");

    public SaidText Said => said;

    public ImmutableArray<string> Words => said.Words;

    public int Age { get; } = (int)found.Value;

    public int At => found.At;

    /// <summary>The place behind it.</summary>
    public int End { get; } = found.At + found.Length;

    public string Before { get; } = WordAt(said, found.At - 1);

    /// <summary>The word behind it in its clause.</summary>
    public string After { get; } = found.At + found.Length < said.Words.Length && said.Clauses[found.At + found.Length] == said.Clauses[found.At] ? said.Words[found.At + found.Length] : "";

    /// <summary>The word behind it, whether its clause goes on or not.</summary>
    public string Next { get; } = WordAt(said, found.At + found.Length);

    /// <summary>The word after that.</summary>
    public string Then { get; } = WordAt(said, found.At + found.Length + 1);

    /// <summary>The unit of time right behind it, or null: "52 years".</summary>
    public string? Unit => field ??= Durations.UnitOf(After);

    /// <summary>Whether another number is told besides.</summary>
    public bool IsOneOfSeveral => Numbers.In(Words).Length > 1;

    /// <summary>"It's for my dad, he's 81": then he is the patient.</summary>
    public bool IsForAnother => Enumerable.Range(1, Words.Length - 1).Any(at => ReadingWords.Others.Contains(Words[at]) && (Words[at - 1] is "for" || (at > 1 && Words[at - 2] is "for" && Words[at - 1] is "my" or "our" or "me")));

    /// <summary>"Im 43" where it is for somebody else.</summary>
    public bool IsOfWhoWrites => IsForAnother && Before is "im" or "am";

    /// <summary>"52 years old", "52 y o".</summary>
    public bool IsOld => (Unit == "a" && (Then is "old" or "young" || (Then is "of" && End + 2 < Words.Length && Words[End + 2] is "age"))) || (After is "y" && Then is "o") || After is "yo" or "old" or "f" or "m" or "female" or "male" || (After is "years" or "yr" or "o" && Then is "old");

    /// <summary>"Was 69, so 70 now"</summary>
    public bool IsNow => After is "now" && End == Words.Length - 1;

    public AgeClarity Clarity =>
        IsOld || IsNow || (Next is "it" && Then is "is") || Before is "im" or "am" or "age" or "aged" or "turned" or "hes" or "shes" || (Before is "female" or "male" or "woman" or "man" && After.Length == 0) ? AgeClarity.Plain
        : s_before.Contains(Before) || After is "year" or "half" || (At == 0 && After is "" or "and" or "yrs" or "years") ? AgeClarity.Likely
        : AgeClarity.Bare;

    /// <summary>"Seventy-eleven" is no number.</summary>
    public bool IsGarbled => IsTens && End < Words.Length && !char.IsAsciiDigit(Next[0]) && Numbers.At(Words, End) is not null;

    /// <summary>"Sixty too", "forty se7en": a unit that is not understood may follow.</summary>
    public bool MayGoOn => IsTens && !char.IsAsciiDigit(Words[At][0]) && ((Next is "too" or "to" or "for" or "ate" or "won" && End == Words.Length - 1) || (Next.Any(char.IsAsciiDigit) && Next.Any(char.IsLetter)));

    private bool IsTens => Age % 10 == 0;

    /// <summary>Whether a number can be an age in years.</summary>
    public static bool MayBe(Numbers.Found found) => found.Value == decimal.Truncate(found.Value) && found.Value is >= 1 and <= MostYears;

    /// <summary>Whether one of the words right before it is of a kind.</summary>
    /// <param name="most">How many words are looked at.</param>
    /// <param name="isOne">Whether a word, at its place, is of the kind.</param>
    public bool HasBefore(int most, Func<int, bool> isOne) => Enumerable.Range(1, most).Any(back => At >= back && isOne(At - back));

    /// <summary>Whether a place is in its clause.</summary>
    public bool IsInClause(int at) => said.Clauses[at] == said.Clauses[At];

    private static string WordAt(SaidText said, int at) => at >= 0 && at < said.Words.Length ? said.Words[at] : "";
}
