using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells that a number is not the patient's age: it rates, counts or measures something, is guessed by the looks, or is somebody else's.</summary>
internal static class NoAge
{
    private const int YoungestAmongWords = 16;

    /// <summary>Who guesses an age by the looks: it is not the one that is asked for.</summary>
    private static readonly FrozenSet<string> s_guessers = FrozenSet.Create("look", "looks", "looking", "think", "thinks", "guess", "guesses", "feel", "feels", "feeling", "act", "acts", "like", "pass", "body", "back", "knees", "bones", "spine", "move", "walk", "heart");

    private static readonly FrozenSet<string> s_seems = FrozenSet.Create("act", "acts", "feel", "feels", "look", "looks", "feeling");

    private static readonly FrozenSet<string> s_compared = FrozenSet.Create("back", "spine", "knees", "bones", "body", "feel", "birthday", "weigh");

    /// <summary>What a number counts or measures where it stands right before it.</summary>
    private static readonly FrozenSet<string> s_counted = FrozenSet.Create(
        "kids", "children", "grandkids", "dogs", "cats", "times", "percent", "lbs", "lb", "pounds", "mg", "kg", "kilos", "stone", "cm", "feet", "inches", "ft", "foot", "decades", "dozen", "quarters", "hundred", "x", "min", "mins", "minute", "minutes", "seconds", "secs", "winters", "summers",
        "outta", "out", "pm", "oclock", "s", "to", "ish", "or");

    /// <summary>Words behind which a number is a time, a place or the bound of something.</summary>
    private static readonly FrozenSet<string> s_beforeOther = FrozenSet.Create("to", "or", "was", "since", "at", "than", "in", "from", "number", "with");

    private static readonly FrozenSet<string> s_differs = FrozenSet.Create("away", "older", "younger", "more", "less", "longer", "ago");

    private static readonly FrozenSet<string> s_toAnother = FrozenSet.Create("from", "off", "shy", "short", "until", "till", "til", "to", "before", "past", "over", "under");

    /// <summary>Whether it is said of something else than the patient's age, or not for true.</summary>
    public static bool IsSaidOfElse(AgeNumber number) => number.IsOfWhoWrites || IsGuessed(number) || IsRating(number) || IsOfPersonNamedBefore(number) || IsOfAnother(number) || IsLength(number) || IsCompared(number);

    /// <summary>"50s", "40 to 50", "3 kids", "since i was 30", "for 4".</summary>
    public static bool IsCount(AgeNumber number) =>
        number.After.StartsWith("some", StringComparison.Ordinal) || s_counted.Contains(number.After) || s_beforeOther.Contains(number.Before)
        || (number.Before is "of" && number.Unit != "a")
        || (number.Before is "for" && !(number.At > 1 && number.Words[number.At - 2] is "down"))
        || (number.Before is "and" && number.Words[..number.At].Contains("between"));

    /// <summary>"Five decades and two": a small number among words is seldom an age.</summary>
    public static bool IsSmall(AgeNumber number) =>
        number.Age < YoungestAmongWords && !number.IsOld && number.Before is not ("im" or "age" or "aged" or "i") && !(number.IsForAnother && number.Before is "hes" or "shes")
        && !(number.Next is "and" && number.Words[^1] is "half" && number.End + 1 < number.Words.Length)
        && !number.Words.Where((_, at) => at < number.At || at >= number.End).All(ReadingWords.Fillers.Contains);

    /// <summary>"I'm 5 years away from 70", "my wife is 70, I'm three years younger".</summary>
    public static bool IsDifference(AgeNumber number)
    {
        var isSmall = number.Age < YoungestAmongWords;
        if (number.Unit is not null && number.Words.Skip(number.End + 1).Take(2).Any(word => s_differs.Contains(word) || (isSmall && s_toAnother.Contains(word))))
            return true;
        return isSmall && number.Words[number.End..].Any(word => word is "younger" or "older" or "behind" or "ahead");
    }

    /// <summary>"Everyone thinks 50", "I look 80", "feel like 90".</summary>
    private static bool IsGuessed(AgeNumber number)
    {
        var words = number.Words;
        if (number.HasBefore(4, at => number.IsInClause(at) && s_seems.Contains(words[at]) && words[at..number.At].Any(word => word is "like" or "if" or "as" or "though" or "about")))
            return true;
        return number.IsOneOfSeveral && number.Before is not ("im" or "am") && number.HasBefore(3, at => number.IsInClause(at) && s_guessers.Contains(words[at]) && !IsOwnGuess(at));

        // "I think 52", "guess 52" is the patient's own word.
        bool IsOwnGuess(int at) =>
            (at > 0 && words[at] is "think" or "guess" or "like" && words[at - 1] is "i" or "id" or "im") || (words[at] is "think" or "guess" && number.Said.StartsClause(at));
    }

    /// <summary>"8 out of 10": how bad it is.</summary>
    private static bool IsRating(AgeNumber number)
    {
        var before = number.Words[..number.At];
        return (before.Any(word => word is "pain" or "level" or "scale" or "score") && !before.Any(word => word is "im" or "age" or "aged"))
            || number.Before is "outta" || before is [.., "out", "of"] || (number.Next is "out" && number.Then is "of");
    }

    /// <summary>"I was forty when she was born and he is thirty-one", "twice my son's age, he's 24": his age.</summary>
    private static bool IsOfPersonNamedBefore(AgeNumber number)
    {
        var before = number.Words[..number.At];
        var isHis = number.Before is "hes" or "shes" || before is [.., "he" or "she", "is"];
        if (number.IsForAnother || !(isHis || number.Before is "turned"))
            return false;
        return (isHis && before.Any(word => word is "age" or "i" or "im" or "me" or "older" or "younger")) || (number.IsOneOfSeveral && Enumerable.Range(0, number.At).Any(at => number.Words[at] is "hes" or "shes" && number.IsInClause(at)));
    }

    /// <summary>"My son is 30"</summary>
    private static bool IsOfAnother(AgeNumber number) =>
        !number.IsForAnother && number.Before is not ("im" or "am") && number.HasBefore(3, at => ReadingWords.Others.Contains(number.Words[at]) && number.IsInClause(at));

    /// <summary>"Had it 5 years": how long, and not how old. "I have 37 years", "52 y" and "52 years" alone are an age.</summary>
    private static bool IsLength(AgeNumber number)
    {
        if (number.Unit is null || number.IsOld)
            return false;
        var isAge = (number.After is "years" or "yrs" or "year" && number.Before is "have" or "tengo" or "is" or "im" or "am" or "age" or "aged" or "being" or "having") || (number.After is "y" && number.Then is "o" or "");
        return !isAge && !(number.Unit == "a" && (number.Words.Length == 2 || number.Before is "of" || IsYearsAndMonths(number) || IsWholeClause(number)));
    }

    /// <summary>"5'4, 160 pounds, 67 yrs": no pain has lasted so long of which nothing else is said.</summary>
    private static bool IsWholeClause(AgeNumber number) => number.Age >= YoungestAmongWords && number.Said.StartsClause(number.At) && number.Said.EndsClause(number.End);

    /// <summary>"52 years 3 months"</summary>
    private static bool IsYearsAndMonths(AgeNumber number) =>
        number.At == 0 && number.End + 2 < number.Words.Length && Numbers.At(number.Words, number.End + 1) is not null && Durations.UnitOf(number.Words[number.End + 2]) == "mo";

    /// <summary>"44, my back is 84", "74, next birthday 75".</summary>
    private static bool IsCompared(AgeNumber number) =>
        !number.IsOld && !number.IsNow && !NearAge.IsNextBirthday(number) && number.HasBefore(3, at => s_compared.Contains(number.Words[at])) && number.Words[..number.At].Any(word => Numbers.At([word], 0) is not null);
}
