using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads an age in years: "im 47", "38 f", "born march 3 1970", "i'll be 50 in june". A year of birth alone leaves two ages and is no answer.</summary>
internal static class AgeReader
{
    private const int MostYears = 125, YoungestAmongWords = 16;

    private static readonly FrozenSet<string> s_before = FrozenSet.Create("im", "am", "age", "aged", "turned", "turn", "hes", "shes", "be", "just", "so", "is", "its", "currently", "tengo", "turning", "really", "exactly", "officially", "actually");

    /// <summary>Who guesses an age by the looks: it is not the one that is asked for.</summary>
    private static readonly FrozenSet<string> s_guessers = FrozenSet.Create("look", "looks", "looking", "think", "thinks", "guess", "guesses", "feel", "feels", "feeling", "act", "acts", "like", "pass", "body", "back", "knees", "bones", "spine", "move", "walk", "heart");

    private static readonly FrozenSet<string> s_about = FrozenSet.Create("almost", "nearly", "about", "around", "roughly", "over", "under", "past", "mid", "early", "late", "between", "approximately", "ish", "going", "pushing", "approaching", "maybe", "like", "circa", "quite", "yet", "rising", "touching", "nudging", "hitting", "north", "south", "nearing", "knocking", "become");

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
        if (said.IndexOf(["half", "a", "century"]) is >= 0 and var half && half + 4 < said.Words.Length && said.Words[half + 3] is "plus" or "and" && Numbers.At(said.Words, half + 4) is { Value: > 0 and < 10 } above && Numbers.In(said.Words).Length == 1)
            return 50 + (int)above.Value;
        if (said.IndexOf(["half", "a", "century"]) >= 0 && Numbers.In(said.Words).Length == 0 && !said.Words.Any(word => word is "plus" or "over" or "and" or "more" or "past"))
            return 50;
        var all = Candidates(said).ToArray();
        if (all.Length == 0)
            return null;
        // "I'm 44 but my back is 90": what is said of oneself counts.
        if (all.Where(one => one.Strength == 3).Select(one => one.Age).Distinct().ToArray() is [var told])
            return told;
        // "It says 45 and I am really 43": which of two that are told alike?
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

    /// <summary>"Two months shy of 19", "3 weeks short of 60": less than a year before it.</summary>
    private static bool IsJustBefore(ImmutableArray<string> words, int at) =>
        at >= 4 && words[at - 1] is "of" or "from" or "off" && words[at - 2] is "shy" or "short" or "away" && Durations.UnitOf(words[at - 3]) is "mo" or "wk" or "d";

    /// <summary>"Everyone thinks 50", "I look 80", "feel like 90".</summary>
    private static bool IsGuessed(SaidText said, int at) =>
        Enumerable.Range(1, 4).Any(back => at >= back && said.Clauses[at - back] == said.Clauses[at] && said.Words[at - back] is "act" or "acts" or "feel" or "feels" or "look" or "looks" or "feeling" && said.Words[(at - back)..at].Any(word => word is "like" or "if" or "as" or "though" or "about"))
        ||         Enumerable.Range(1, 3).Any(back => at >= back && said.Clauses[at - back] == said.Clauses[at] && s_guessers.Contains(said.Words[at - back]) && !(at - back > 0 && said.Words[at - back] is "think" or "guess" or "like" && said.Words[at - back - 1] is "i" or "id" or "im")
            && !(said.Words[at - back] is "think" or "guess" && said.StartsClause(at - back)) && said.Words[at - 1] is not ("im" or "am"))
        && Numbers.In(said.Words).Length > 1;

    /// <summary>"8 out of 10": how bad it is.</summary>
    private static bool IsRating(ImmutableArray<string> words, int at, int end) =>
        words[..at].Any(word => word is "pain" or "level" or "scale" or "score") && !words[..at].Any(word => word is "im" or "age" or "aged")
        || (at > 0 && words[at - 1] is "outta") || (at > 1 && words[at - 1] is "of" && words[at - 2] is "out") || (end + 1 < words.Length && words[end] is "out" && words[end + 1] is "of");

    private static bool IsNear(ImmutableArray<string> words, int at, int end) =>
        words[Math.Max(0, at - 2)..at].Any(word => word is "shy" or "short" or "until" or "till" or "til" or "not" or "nearer" or "twice" or "double" or "triple" or "times" or "far" or "before" or "minus" or "plus" or "closer" or "near" or "felt" or "when")
        || words[end..Math.Min(words.Length, end + 3)].Any(word => word is "next" or "tomorrow" or "soon" or "baby" or "model" or "vintage" or "minus" or "ago" or "until" or "till" or "til" or "again" or "forever" or "holding" or "plus" or "give" or "odd")
        // "45 come april", "45 on tuesday", "about to turn 45"
        || (end < words.Length && words[end] is "come" or "comes" or "on") || (end + 1 < words.Length && words[end] is "in" && !(at > 0 && words[at - 1] is "turned") && (words[end + 1] is "a" or "few" || CalendarTimes.IsMonth(words[end + 1]))) || (at > 2 && words[at - 1] is "turn" or "be" or "hit" && words[at - 2] is "to" && words[at - 3] is "about" or "soon" or "going" or "due")
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
            if (IsJustBefore(words, number.At))
            {
                yield return (age - 1, 2);
                continue;
            }

            // "Seventy-eleven"
            if (age % 10 == 0 && end < words.Length && !char.IsAsciiDigit(words[end][0]) && Numbers.At(words, end) is not null)
                yield break;
            // "Sixty too", "forty se7en": a unit that is not understood may follow.
            if (age % 10 == 0 && !char.IsAsciiDigit(words[number.At][0]) && end < words.Length && (words[end] is "too" or "to" or "for" or "ate" or "won" && end == words.Length - 1 || (words[end].Any(char.IsAsciiDigit) && words[end].Any(char.IsLetter))))
                continue;
            if (IsGuessed(said, number.At) || IsRating(words, number.At, end))
                continue;
            // "I was forty when she was born and he is thirty-one": his age.
            if (before is "hes" or "shes" or "turned" && !isForAnother && Enumerable.Range(0, number.At).Any(at => words[at] is "hes" or "shes" && said.Clauses[at] == said.Clauses[number.At]) && Numbers.In(words).Length > 1)
                continue;
            if (!isForAnother && before is not ("im" or "am") && Enumerable.Range(1, 3).Any(back => number.At >= back && ReadingWords.Others.Contains(words[number.At - back]) && said.Clauses[number.At - back] == said.Clauses[number.At]))
                continue;
            var isOld = (Durations.UnitOf(after) == "a" && then is "old" or "young" or "of") || after is "y" && then is "o" || after is "yo" or "yr" or "o" or "old" or "f" or "m" or "female" or "male" or "years" && then is "old";
            if (Durations.UnitOf(after) is not null && !isOld && !(after is "years" or "yrs" or "year" && before is "have" or "tengo" or "is" or "im" or "am" or "age" or "aged" or "being") && !(after is "y" && then is "o" or "") && !(Durations.UnitOf(after) == "a" && (words.Length == 2 || before is "of" || (number.At == 0 && end + 2 < words.Length && Numbers.At(words, end + 1) is not null && Durations.UnitOf(words[end + 2]) == "mo"))))
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
            if (after.StartsWith("some", StringComparison.Ordinal) || after is "s" or "to" or "ish" or "or" or "kids" or "children" or "times" or "percent" or "lbs" or "pounds" or "mg" or "grandkids" or "dogs" or "cats" or "kg" or "kilos" or "cm" or "feet" or "inches" or "ft" or "foot" or "lb" or "lbs" or "decades" or "dozen" or "quarters" or "hundred" or "x" or "min" or "mins" or "minute" or "minutes" or "seconds" or "secs" or "outta" or "out" or "pm" or "oclock" or "dozen" or "stone" or "winters" or "summers" || (before is "of" && Durations.UnitOf(after) != "a") || (before is "for" && !(number.At > 1 && words[number.At - 2] is "down")) || before is "to" or "or" or "was" or "since" or "at" or "than" or "in" or "from" or "number" or "with" || (before is "and" && number.At > 1 && words[..number.At].Contains("between")))
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
            if (age < YoungestAmongWords && !isOld && before is not ("im" or "age" or "aged") && before is not "i" && !(end + 1 < words.Length && words[end] is "and" && words[^1] is "half") && !words.Where((_, at) => at < number.At || at >= end).All(ReadingWords.Fillers.Contains))
                continue;
            // "I'm 5 years away from 70"
            if (Durations.UnitOf(after) is not null && words[(end + 1)..].Take(2).Any(word => word is "away" or "older" or "younger" or "more" or "less" or "longer" or "ago" || (age < YoungestAmongWords && word is "from" or "off" or "shy" or "short" or "until" or "till" or "til" or "to" or "before" or "past" or "over" or "under")))
                continue;
            // "My wife is 70, I'm three years younger"
            if (age < YoungestAmongWords && words[end..].Any(word => word is "younger" or "older" or "behind" or "ahead"))
                continue;
            // "Two years shy of 70", "55 until may", "33 next month": near it, and which side is not told here.
            if (IsNear(words, number.At, end))
                continue;
            yield return (age, isOld || (end + 1 < words.Length && words[end] is "it" && words[end + 1] is "is") || before is "im" or "am" or "age" or "aged" or "turned" or "hes" or "shes" ? 3 : s_before.Contains(before) || after is "year" or "half" || (number.At == 0 && after is "" or "and" or "yrs" or "years") ? 2 : 1);
        }
    }
}
