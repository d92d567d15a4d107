using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads an age in years: "im 47", "38 f", "born march 3 1970", "i'll be 50 in june". A year of birth alone leaves two ages and is no answer.</summary>
internal static class AgeReader
{
    private const int MostYears = 125, YoungestAmongWords = 10;

    private static readonly FrozenSet<string> s_before = FrozenSet.Create("im", "am", "age", "aged", "turned", "turn", "hes", "shes", "be", "just", "so", "is", "its", "currently", "tengo", "turning");

    private static readonly FrozenSet<string> s_about = FrozenSet.Create("almost", "nearly", "about", "around", "roughly", "over", "under", "past", "mid", "early", "late", "between", "approximately", "ish", "going", "pushing", "approaching", "maybe", "like", "circa");

    /// <summary>The age, or null where none or more than one may be meant.</summary>
    public static int? Read(SaidText told, DateTimeOffset now)
    {
        if (Corrections.Start(told) is var start and > 0 && Clearly(told.From(start), now) is { } corrected)
            return corrected;
        return Clearly(told, now);
    }

    /// <summary>The age where a message that answers another question tells it beyond doubt: "im 52", "52 years old".</summary>
    public static int? Told(SaidText said, DateTimeOffset now) =>
        Born(said, now) ?? (Candidates(said).Where(one => one.Strength == 3).Select(one => one.Age).Distinct().ToArray() is [var only] ? only : null);

    private static int? Clearly(SaidText said, DateTimeOffset now)
    {
        if (Born(said, now) is { } born)
            return born;
        if (said.IndexOf(["half", "a", "century"]) >= 0 && Numbers.In(said.Words).Length == 0 && !said.Words.Any(word => word is "plus" or "over" or "and" or "more" or "past"))
            return 50;
        var all = Candidates(said).ToArray();
        if (all.Length == 0)
            return null;
        // "I'm 44 but my back is 90": what is said of oneself counts.
        if (all.Where(one => one.Strength == 3).Select(one => one.Age).Distinct().ToArray() is [var told])
            return told;
        var strong = all.Where(one => one.Strength >= 2).Select(one => one.Age).Distinct().ToArray();
        if (strong.Length > 0)
            return strong is [var only] ? only : null;
        return all.Select(one => one.Age).Distinct().ToArray() is [var single] ? single : null;
    }

    private static int? Born(SaidText said, DateTimeOffset now)
    {
        if (CalendarTimes.FullDate(said.Words) is not { } day)
            return null;
        var today = DateOnly.FromDateTime(now.DateTime);
        var age = today.Year - day.Year - (today < day.AddYears(today.Year - day.Year) ? 1 : 0);
        return age is >= 0 and <= MostYears ? age : null;
    }

    private static bool IsNear(ImmutableArray<string> words, int at, int end) =>
        words[Math.Max(0, at - 2)..at].Any(word => word is "shy" or "short" or "until" or "till" or "til" or "not" or "before" or "minus" or "plus" or "closer" or "near" or "felt" or "when")
        || words[end..Math.Min(words.Length, end + 3)].Any(word => word is "next" or "tomorrow" or "soon" or "minus" or "ago" or "until" or "till" or "til" or "again" or "forever" or "holding" or "plus" or "give" or "odd")
        // "65+", "6 0"
        || (end == words.Length - 1 && words[end] is "and") || (end < words.Length && words[end].Length == 1 && char.IsAsciiDigit(words[end][0]) && words[at].Length == 1) || (at > 0 && words[at - 1].Length == 1 && char.IsAsciiDigit(words[at - 1][0]) && words[at].Length == 1);

    private static IEnumerable<(int Age, int Strength)> Candidates(SaidText said)
    {
        var words = said.Words;
        // "It's for my dad, he's 81": then he is the patient.
        var isForAnother = words.IndexOf("for") is >= 0 and var of && of + 2 < words.Length && words[of + 1] is "my" or "our" && ReadingWords.Others.Contains(words[of + 2]);
        var isBirth = words.Any(word => word is "born" or "dob" or "birth" or "birthdate");
        foreach (var number in Numbers.In(words))
        {
            if (number.Value != decimal.Truncate(number.Value) || number.Value is < 1 or > MostYears)
                continue;
            var (age, end) = ((int)number.Value, number.At + number.Length);
            var before = number.At > 0 ? words[number.At - 1] : "";
            var after = end < words.Length && said.Clauses[end] == said.Clauses[number.At] ? words[end] : "";
            var then = end + 1 < words.Length ? words[end + 1] : "";
            if (!isForAnother && Enumerable.Range(1, 3).Any(back => number.At >= back && ReadingWords.Others.Contains(words[number.At - back]) && said.Clauses[number.At - back] == said.Clauses[number.At]))
                continue;
            var isOld = (Durations.UnitOf(after) == "a" && then is "old" or "young" or "of") || after is "y" && then is "o" || after is "yo" or "yr" or "o" or "old" or "f" or "m" or "female" or "male" or "years" && then is "old";
            if (Durations.UnitOf(after) is not null && !isOld && !(after is "years" or "yrs" or "year" && before is "have" or "tengo" or "is" or "im" or "am") && !(after is "y" && then is "o" or "") && !(Durations.UnitOf(after) == "a" && (words.Length == 2 || before is "of" || (number.At == 0 && end + 2 < words.Length && Numbers.At(words, end + 1) is not null && Durations.UnitOf(words[end + 2]) == "mo"))))
                continue;
            // "44, my back is 84", "74, next birthday 75".
            if (!isOld && Enumerable.Range(1, 3).Any(back => number.At >= back && words[number.At - back] is "back" or "spine" or "knees" or "bones" or "body" or "feel" or "birthday" or "weigh") && words[..number.At].Any(word => Numbers.At([word], 0) is not null))
                continue;
            // "Almost 60 - next week"
            if (before is "almost" or "nearly" && words[end..].Any(word => word is "next" or "tomorrow" or "birthday" or "soon"))
            {
                yield return (age - 1, 2);
                continue;
            }

            // "50s", "40 to 50", "40 ish"; "since i was 30", "3 kids", "for 4".
            if (after.StartsWith("some", StringComparison.Ordinal) || after is "s" or "to" or "ish" or "or" or "kids" or "children" or "times" or "percent" or "lbs" or "pounds" or "mg" or "grandkids" or "dogs" or "cats" or "kg" or "kilos" or "cm" or "feet" or "inches" or "ft" or "foot" or "lb" or "lbs" or "decades" or "dozen" or "quarters" or "hundred" or "x" or "stone" or "winters" or "summers" || (before is "of" && Durations.UnitOf(after) != "a") || before is "to" or "or" or "was" or "for" or "since" or "at" or "than" or "in" or "from" or "number" or "with" || (before is "and" && number.At > 1 && words[..number.At].Contains("between")))
                continue;
            if (s_about.Contains(before) && !isOld && before is not ("like" or "maybe" or "over" or "about") || (before is "on" or "the" or "my" && after.Length == 0 && number.At > 1 && words[number.At - 2] is "going" or "closing"))
                continue;
            if (before is "over" or "under" or "about" || (isBirth && !isOld && before is not ("im" or "so" or "turned" or "am")))
                continue;
            // "I'll be 50 in June"
            if (before is "be" or "turn" or "turning" && (after is "in" or "next" or "this" or "on" or "tomorrow" or "soon" or "later"))
            {
                yield return (age - 1, words.Contains("so") ? 1 : 2);
                continue;
            }

            // "Five decades and two": a small number among words is seldom an age.
            if (age < YoungestAmongWords && words.Length > 2 && !isOld && before is not ("im" or "age" or "aged"))
                continue;
            // "Two years shy of 70", "55 until may", "33 next month": near it, and which side is not told here.
            if (IsNear(words, number.At, end))
                continue;
            yield return (age, isOld || before is "im" or "am" or "age" or "aged" or "turned" or "hes" or "shes" ? 3 : s_before.Contains(before) || after is "year" or "half" || (number.At == 0 && after is "" or "and" or "yrs" or "years") ? 2 : 1);
        }
    }
}
