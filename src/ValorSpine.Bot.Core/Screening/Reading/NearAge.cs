using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells that a number is near the age: a year above it, where the birthday is said to be near, or on a side that is not told.</summary>
internal static class NearAge
{
    private static readonly FrozenSet<string> s_about = FrozenSet.Create("almost", "nearly", "about", "around", "roughly", "over", "under", "past", "mid", "early", "late", "between", "approximately", "ish", "going", "pushing", "approaching", "maybe", "like", "circa", "quite", "yet", "rising", "touching", "nudging", "hitting", "north", "south", "nearing", "knocking", "become");

    private static readonly FrozenSet<string> s_nearBefore = FrozenSet.Create("shy", "short", "until", "till", "til", "not", "nearer", "twice", "double", "triple", "times", "far", "before", "minus", "plus", "closer", "near", "felt", "when");

    private static readonly FrozenSet<string> s_nearAfter = FrozenSet.Create("next", "tomorrow", "soon", "baby", "model", "vintage", "minus", "ago", "until", "till", "til", "again", "forever", "holding", "plus", "give", "odd");

    /// <summary>"Two months shy of 19", "3 weeks short of 60": less than a year before it.</summary>
    public static bool IsMonthsBefore(AgeNumber number) => number.Words[..number.At] switch
    {
        [.., var unit, "shy" or "short" or "away", "of" or "from" or "off"] => IsShort(unit),
        [.., var unit, "off" or "until" or "till" or "til" or "before"] => IsShort(unit),
        _ => false,
    };

    private static bool IsShort(string unit) => Durations.UnitOf(unit) is "mo" or "wk" or "d";

    /// <summary>"Almost 60 - next week"</summary>
    public static bool IsAlmost(AgeNumber number) => number.Before is "almost" or "nearly" && number.Words[number.End..].Any(word => word is "next" or "tomorrow" or "birthday" or "soon");

    /// <summary>"Next birthday 75"</summary>
    public static bool IsNextBirthday(AgeNumber number) => number.Words[..number.At] is [.., "next", "birthday"] && number.IsInClause(number.At - 1);

    /// <summary>"I'll be 50 in June", "in 2 months I'll be 50", "next birthday 50".</summary>
    public static bool IsStillToCome(AgeNumber number) => IsNextBirthday(number) || (number.Before is "be" or "turn" && number.Words[0] is "in" && number.Words[..number.At].Any(IsShort)) || (number.Before is "be" or "turn" or "turning" && number.After is "in" or "next" or "this" or "on" or "tomorrow" or "soon" or "later");

    /// <summary>"About 50", "closing in on 50".</summary>
    public static bool IsAbout(AgeNumber number) =>
        (s_about.Contains(number.Before) && !number.IsOld && number.Before is not ("like" or "maybe")) || number.Before is "over" or "under" or "about"
        || (number.Before is "on" or "the" or "my" && number.After.Length == 0 && number.At > 1 && number.Words[number.At - 2] is "going" or "closing");

    /// <summary>"Born in 58"</summary>
    public static bool IsYearOfBirth(AgeNumber number) => number.Words.Any(word => word is "born" or "dob" or "birth" or "birthdate") && !number.IsOld && number.Before is not ("im" or "so" or "turned" or "am");

    /// <summary>"Two years shy of 70", "55 until may", "33 next month", "65+": which side is not told.</summary>
    public static bool IsOnEitherSide(AgeNumber number) =>
        number.Words[Math.Max(0, number.At - 2)..number.At].Any(s_nearBefore.Contains) || number.Words.Skip(number.End).Take(3).Any(s_nearAfter.Contains)
        || IsBeforeBirthday(number) || IsAboutToBe(number) || (number.Next is "and" && number.End == number.Words.Length - 1) || IsSplit(number);

    /// <summary>"45 come april", "45 on tuesday", "45 in a week", "80 if I make it to sunday".</summary>
    private static bool IsBeforeBirthday(AgeNumber number) =>
        number.Next is "come" or "comes" or "on" || (number.Next is "if" && number.Then is "i" or "we" or "god") || (number.Next is "in" && number.Before is not "turned" && (number.Then is "a" or "few" || CalendarTimes.IsMonth(number.Then)));

    /// <summary>"About to turn 45"</summary>
    private static bool IsAboutToBe(AgeNumber number) => number.Words[..number.At] is [.., "about" or "soon" or "going" or "due", "to", "turn" or "be" or "hit"];

    /// <summary>"6 0" may be sixty.</summary>
    private static bool IsSplit(AgeNumber number) => IsFigure(number.Words[number.At]) && (IsFigure(number.Next) || IsFigure(number.Before));

    private static bool IsFigure(string word) => word.Length == 1 && char.IsAsciiDigit(word[0]);
}
