using System.Collections.Frozen;
using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads an age in years: "im 47", "38 f", "born march 3 1970", "i'll be 50 in june". A year of birth alone leaves two ages and is no answer.</summary>
internal static class AgeReader
{
    private const int HalfCentury = 50;

    /// <summary>Below this nobody uses a check on their own, and a bare number is seldom meant for an age.</summary>
    public const int SeldomAlone = 12;

    private static readonly FrozenSet<string> s_decades = FrozenSet.Create("twenties", "thirties", "forties", "fourties", "fifties", "sixties", "seventies", "eighties", "nineties");

    /// <summary>"Mid forties", "60ish", "in my 50s", "almost 70", "born in 1958": an age that is told about right.</summary>
    public static bool IsAboutRight(SaidText said)
    {
        if (said.Words.Any(ReadingWords.Others.Contains))
            return false;
        return said.Words.Any(s_decades.Contains) || Numbers.In(said.Words).Any(number =>
        {
            var (before, after) = (number.At > 0 ? said.Words[number.At - 1] : "", number.At + number.Length < said.Words.Length ? said.Words[number.At + number.Length] : "");
            return number.Value is >= 18 and <= 110 && number.Value == decimal.Truncate(number.Value) && Durations.UnitOf(after) is null
                ? (after is "s" or "ish" && (after is "ish" || number.Value % 10 == 0)) || before is "almost" or "nearly" or "about" or "around" or "roughly" or "approximately" or "over" or "under" or "past"
                : number.Value is >= 1910 and <= 2025 && (said.Words.Length == 1 || said.Words.Any(word => word is "born" or "birth" or "birthday" or "dob" or "vintage" or "class"));
        });
    }

    /// <summary>The two ages that a year of birth or a birthday that is near leave: "born in 1961", "sixty-six next month". Null where it tells none.</summary>
    public static string? EitherOf(SaidText said, DateTimeOffset now)
    {
        if (said.Words.Any(ReadingWords.Others.Contains))
            return null;
        var isBirth = said.Words.Length == 1 || said.Words.Any(word => word is "born" or "birth" or "dob");
        int[] born = [.. Numbers.In(said.Words).Where(number => isBirth && number.Value >= now.Year - AgeNumber.MostYears && number.Value < now.Year - 1 && said.Words[number.At].Length == 4).Select(number => now.Year - (int)number.Value)];
        int[] near = [.. Numbers.In(said.Words).Where(number => AgeNumber.MayBe(number) && number.Value >= SeldomAlone && said.Words[(number.At + number.Length)..] is ["next" or "this", "month" or "week" or "year"] or ["tomorrow" or "soon"]).Select(number => (int)number.Value)];
        return born is [var years] ? string.Create(CultureInfo.InvariantCulture, $"{years - 1} or {years}") : near is [var next] ? string.Create(CultureInfo.InvariantCulture, $"{next - 1} or {next}") : null;
    }

    /// <summary>The age, or null where none or more than one may be meant.</summary>
    public static int? Read(SaidText told, DateTimeOffset now)
    {
        if (SelfRepair.Start(told) is var start and > 0 && Clearly(told.From(start), now) is { } corrected)
            return corrected;
        return Clearly(told, now);
    }

    /// <summary>The age where a message that answers another question tells it beyond doubt: "im 52", "52 years old".</summary>
    public static int? Told(SaidText said, DateTimeOffset now) => Born(said, now) ?? Only(Candidates(said).Where(one => one.Clarity is AgeClarity.Plain));

    private static int? Clearly(SaidText said, DateTimeOffset now)
    {
        if ((Born(said, now) ?? HalfACentury(said)) is { } known)
            return known;
        var all = Candidates(said).ToArray();
        // "I'm 44 but my back is 90": what is said of oneself counts.
        if (Only(all.Where(one => one.Clarity is AgeClarity.Plain)) is { } told)
            return told;
        // "It says 45 and I am really 43": which of two that are told alike?
        var clear = all.Where(one => one.Clarity is not AgeClarity.Bare).ToArray();
        return Only(clear.Length > 0 ? clear : all);
    }

    private static int? Only(IEnumerable<(int Age, AgeClarity Clarity)> candidates) => candidates.Select(one => one.Age).Distinct().ToArray() is [var only] ? only : null;

    private static int? Born(SaidText said, DateTimeOffset now)
    {
        if (CalendarTimes.FullDate(said.Words) is not { } day)
            return null;
        var today = DateOnly.FromDateTime(now.DateTime);
        var age = today.Year - day.Year - (today < day.AddYears(today.Year - day.Year) ? 1 : 0);
        return age is >= 0 and <= AgeNumber.MostYears ? age : null;
    }

    /// <summary>"Half a century", "half a century plus 3".</summary>
    private static int? HalfACentury(SaidText said)
    {
        var (words, half) = (said.Words, said.IndexOf(["half", "a", "century"]));
        if (half < 0)
            return null;
        var (numbers, more) = (Numbers.In(words), half + 4);
        if (numbers.Length == 1 && more < words.Length && words[more - 1] is "plus" or "and" && Numbers.At(words, more) is { Value: > 0 and < 10 } above)
            return HalfCentury + (int)above.Value;
        return numbers.Length == 0 && !words.Any(word => word is "plus" or "over" or "and" or "more" or "past") ? HalfCentury : null;
    }

    /// <summary>Every number that may be the age, with the age that it tells.</summary>
    private static IEnumerable<(int Age, AgeClarity Clarity)> Candidates(SaidText said)
    {
        foreach (var number in Numbers.In(said.Words).Where(AgeNumber.MayBe).Select(found => new AgeNumber(said, found)))
        {
            if (NearAge.IsMonthsBefore(number))
                yield return (number.Age - 1, AgeClarity.Likely);
            else if (number.IsGarbled)
                yield break;
            else if (number.MayGoOn || NoAge.IsSaidOfElse(number))
                continue;
            else if (NearAge.IsAlmost(number))
                yield return (number.Age - 1, AgeClarity.Likely);
            else if (NoAge.IsCount(number) || NearAge.IsAbout(number) || NearAge.IsYearOfBirth(number))
                continue;
            else if (NearAge.IsStillToCome(number))
                yield return (number.Age - 1, said.Words.Contains("so") ? AgeClarity.Bare : AgeClarity.Likely);
            else if (!NoAge.IsSmall(number) && !NoAge.IsDifference(number) && !NearAge.IsOnEitherSide(number))
                yield return (number.Age, number.Clarity);
        }
    }
}
