using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Times of day in plain words. Lunch is 12 to 1 PM; an hour without AM or PM is the one in which clinics are open.</summary>
internal static class HourWords
{
    private const string Clock = @"\d{1,2}(?::\d{2})?(?: ?[ap]m| ?o'?clock)?|noon";

    // "On 20 or 21" are days.
    private const int LatestBare = 19;

    private static readonly TimeOnly s_noon = new(12, 0);

    private static readonly Regex s_span = Phrase.Pattern($"(?<lead>between|from|like|around|about|say|anywhere from|any ?time from|only|hours|do|free|available|open|prefer|or|works|,)? ?(?<one>{Clock}) (?:and|to|until|till) (?<two>{Clock})");

    private static readonly Regex s_bound = Phrase.Pattern(
        $"(?<word>nothing before|nothing earlier than|never before|not any ?time before|can't (?:do |come |make it |get there |be there )?(?:before|until|till)|starting at|starting from|starting|beginning at|not until|not till|nothing until|nothing after|nothing later than|can't (?:do |come |make it )?after|not before|no earlier than|after|past|from|any ?time after|later than|not after|no later than|before|by|until|till|earlier than|not past) (?<one>{Clock})");

    private static readonly Regex s_mustEnd = Phrase.Pattern($"(?:(?:need|needs|have|has|got|gotta|must|want|should|ought)(?: to)? (?:be|get) (?:done|finished|out|home|back|gone|out of there)|(?:done|finished|out|out of there|gone)) (?:by|before) (?<one>{Clock})");
    private static readonly Regex s_afterDoing = Phrase.Pattern($"after (?:(?:i|we|my [a-z]+|the kids|he|she) [a-z ']{{2,30}}|(?:my |the |school )?(?:drop ?off|pick ?up|class|church|practice|therapy|gym|rehab|breakfast)) (?:at|by|around|about) (?<one>{Clock})");
    private static readonly Regex s_beforeDoing = Phrase.Pattern($"before (?:i|we|my [a-z]+|our [a-z]+|the [a-z]+|her [a-z]+|his [a-z]+|(?:school |kid )?pick ?up|drop ?off|school|work|class|church|practice|therapy|the kids|he|she)(?: [a-z']+){{0,4}} (?:at|starts at|by|around) (?<one>{Clock})");
    private static readonly Regex s_freeBy = Phrase.Pattern($"by (?<one>{Clock}) (?:i'm|i am|i'll be|we're|i) (?:usually |always |all )?(?:free|loose|done|off|out|home|available|finished|clear|good)");
    private static readonly Regex s_notUntil = Phrase.Pattern($"(?:doesn't|don't|won't|can't|couldn't|isn't|aren't|not|never|nobody|no 1)(?: (?!stay|wait|last|keep|hold|sit|mind|sleep)[a-z']+){{1,5}} (?:until|till|before) (?:at |about |around )?(?<one>{Clock})");
    private static readonly Regex s_atWorkUntil = Phrase.Pattern($"(?:(?:i'm|i am|we're) (?:at|in|on) (?!town|here)(?:[a-z]+ ){{1,3}}|i (?!can|could|have|need|want|am|was|do|don|may|stay|wait)[a-z]+ (?:[a-z]+ ){{0,2}})(?:until|till) (?:at |about |around )?(?<one>{Clock})");
    private static readonly Regex s_refused = new(@"\b(?:not|no|except|excluding|but|never|besides|avoid|without|can't|can't do|don't want|isn't|won't)(?: (?:in|at|the|on|any|during|around|over|my|do|be|come|for|from))*$", RegexOptions.CultureInvariant);

    private static readonly Regex s_at = Phrase.Pattern($"(?:at|around|about|near|like|for|say) (?<one>{Clock})");
    private static readonly Regex s_inPart = Phrase.Pattern(@"(?:at |around |about )?(?<one>\d{1,2}(?::\d{2})?)(?: o'?clock)? (?:in the |this )?(?<part>morning|afternoon|evening)");
    private static readonly Regex s_halfPast = Phrase.Pattern(@"(?:at |around |about )?(?<part>(?:a )?half|(?:a )?quarter) (?:(?<side>past|after|to|til|till|before) )?(?<one>\d{1,2})");
    private static readonly Regex s_minutesPast = Phrase.Pattern(@"(?:at |around |about )?(?<minutes>5|10|20|25) (?:minutes )?past (?<one>\d{1,2})");
    private static readonly Regex s_hourOf = Phrase.Pattern(@"(?:in |at |around )?(?:the )?(?<one>\d{1,2})(?:th)? ?(?:hour|hours|hs|h)(?! (?!on |in |at |for |works|please|good|ok|is |to |or |and )[a-z])");
    private static readonly Regex s_busyUntil = Phrase.Pattern(
        $"(?:(?:get|gets|got|getting|am|i'm|be|is|he's|she's) (?:off|out|home|done|finished)(?: of| from| with)?(?: the)?(?: work| school| class| my shift)?(?: (?:at|by|around|about|until))?|(?:work|working|shift|class|classes|school|meeting|meetings|job|busy|teach|teaching|volunteer|babysit|babysitting|tutor|training|practice)(?: day)? (?:(?:ends|end|finishes|finish|lasts|runs|goes|is over|lets out|over|out) ?)?(?:(?:at|by|around|until|till|to) ?)|(?:done|finished|finish)(?: with)?(?: work| school| class)? (?:at|by|around)|(?:work|working|busy|class|school) (?:from |between )?(?:{Clock}) (?:to|until|till|and)|(?:not|isn't|aren't|won't be|can't be) (?:free|available|off|done|home|out|back|there) (?:until|till|before)) (?<one>{Clock})");

    private static readonly Regex s_afterThat = Phrase.Pattern("(?:so |and )?(?:any ?time |anything |something )?after(?: that| then| this)?(?: works| is fine| is good)?");
    private static readonly Regex s_dateBefore = new(@"(?:/|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* ?(?:the )?)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_dayBefore = new("(?:day|tomorrow|today)(?: at)? ?$|^ *$", RegexOptions.CultureInvariant);
    private static readonly Regex s_orHour = Phrase.Pattern(@"(?<one>\d{1,2}(?::\d{2})? ?(?:[ap]m)?) or (?<two>\d{1,2}(?::\d{2})? ?(?:[ap]m)?)");
    private static readonly Regex s_orAfter = new(@"@ (?:or|and) (?:any ?time )?(?:after|later|past)(?: that)?\b|@ onwards?\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_orBefore = new(@"@ (?:or|and) (?:any ?time )?(?:before|earlier)(?: that)?\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_plain = Phrase.Pattern(@"(?<one>\d{1,2}(?::\d{2})? ?[ap]m|\d{1,2}:\d{2}|\d{1,2} ?o'?clock|noon)");

    /// <summary>Parts of the day, with their first and last minute; the narrower ones first.</summary>
    public static readonly (Regex Words, int AfterMinutes, int BeforeMinutes)[] Parts =
    [
        (Phrase.Pattern("(?:any ?time )?after lunch(?: ?time)?"), 13 * 60, 0),
        (Phrase.Pattern("before lunch(?: ?time)?"), 0, 12 * 60),
        (Phrase.Pattern("(?:(?:at|over|during|around) )?(?:my )?lunch(?: ?times?| hours?| breaks?)?"), 12 * 60, 13 * 60),
        (Phrase.Pattern("after work"), 17 * 60, 0),
        (Phrase.Pattern("before work"), 0, 9 * 60),
        (Phrase.Pattern("after school"), 15 * 60, 0),
        (Phrase.Pattern("first thing(?: in the morning)?|early(?: in the)? morning|early in the day|early mornings"), 0, 10 * 60),
        (Phrase.Pattern("late(?:r in the)? mornings?"), 10 * 60, 12 * 60),
        (Phrase.Pattern("mid ?mornings?"), 9 * 60, 11 * 60),
        (Phrase.Pattern("early afternoons?"), 12 * 60, 14 * 60),
        (Phrase.Pattern("mid ?afternoons?"), 13 * 60, 15 * 60),
        (Phrase.Pattern("late(?:r in the)? afternoons?|(?:the )?end of (?:the )?day|late in the day|eod|cob|close of business"), 15 * 60, 0),
        (Phrase.Pattern("mornings?"), 0, 12 * 60),
        (Phrase.Pattern("afternoons?"), 12 * 60, 0),
        (Phrase.Pattern("evenings?"), 17 * 60, 0),
    ];

    // A number before one of these counts days or names one: "from 2 to 3 weeks", "after 3 december".
    private static readonly Regex s_dateFollows = new(
        @"^ ?(?:/|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|days?\b|weeks?\b|months?\b|years?\b|hours?\b|minutes?\b)",
        RegexOptions.CultureInvariant);

    // "Morning or afternoon" leaves the time open; two days with a time of day each cannot be put into one wish.
    private static readonly Regex s_either = Phrase.Pattern("(?:either )?mornings?(?: or| and|/)+ ?(?:early |late )?afternoons?|afternoons?(?: or| and|/)+ ?mornings?");
    private static readonly Regex s_joined = Phrase.Pattern("(?:(?<one>late|mid|early) )?mornings?(?: or| and| to|/)+ (?:in the )?(?:(?<two>early|mid|late) )?afternoons?");
    private static readonly Regex s_partLeft = Phrase.Pattern(@"mornings?|afternoons?|evenings?|noon|lunch|\d{1,2}(?::\d{2})? ?[ap]m|at \d{1,2}|\d{1,2}:\d{2}");

    /// <summary>Takes the time of day that is left once the days are out: an hour after which someone is free, "early".</summary>
    public static WhenWanted TakeRest(Phrase phrase, WhenWanted wish, Regex early, Regex late)
    {
        if (wish.HasTime)
            return s_partLeft.IsMatch(phrase.Text) ? wish with { Kind = WhenKind.Unclear } : wish;
        return phrase.TakeTime(early, (_, _) => true) is not null ? wish with { Before = new TimeOnly(10, 0) }
            : phrase.TakeTime(late, (match, _) => !phrase.Text[..match.Index].EndsWith("too ", StringComparison.Ordinal) && !phrase.Text[..match.Index].EndsWith("as ", StringComparison.Ordinal)) is not null ? wish with { After = new TimeOnly(15, 0) }
            : wish;
    }

    /// <summary>An hour without morning or afternoon, or null where the clock has none such.</summary>
    public static TimeOnly? Plain(int hour) => Hour(hour.ToString(CultureInfo.InvariantCulture));

    public static WhenWanted Take(Phrase phrase, WhenWanted wish)
    {
        if (phrase.TakeTime(s_joined, (match, _) => match.Groups["one"].Success || match.Groups["two"].Success) is { } joined)
        {
            TimeOnly? from = joined.Groups["one"].Value switch { "late" => new(10, 0), "mid" => new(9, 0), _ => null };
            TimeOnly? to = joined.Groups["two"].Value switch { "early" => new(14, 0), "mid" => new(15, 0), _ => null };
            return wish with { After = from, Before = to };
        }

        _ = phrase.Take(s_either);
        if (phrase.TakeTime(s_mustEnd, (match, rest) => IsHour(match, rest)) is { } end)
            return TakeSaid(phrase, wish) with { Before = Hour(end.Groups["one"].Value) };
        if (phrase.TakeTime(s_afterDoing, (match, rest) => IsHour(match, rest)) is { } done)
            wish = wish with { After = Hour(done.Groups["one"].Value) };
        if (phrase.TakeTime(s_beforeDoing, (match, rest) => IsHour(match, rest)) is { } doing)
            return TakeSaid(phrase, wish) is var timed && timed.Before is null ? timed with { Before = Hour(doing.Groups["one"].Value) } : timed;
        if ((phrase.TakeTime(s_notUntil, (match, rest) => IsHour(match, rest)) ?? phrase.TakeTime(s_atWorkUntil, (match, rest) => IsHour(match, rest)) ?? phrase.TakeTime(s_freeBy, (match, rest) => IsHour(match, rest))) is { } begins)
            return TakeSaid(phrase, wish) is var later && (later.After is null || later.After < Hour(begins.Groups["one"].Value)) && later.At is null ? later with { After = Hour(begins.Groups["one"].Value) } : later;
        var free = phrase.TakeTime(s_busyUntil, (match, rest) => IsHour(match, rest)) is { } busy ? Hour(busy.Groups["one"].Value) : null;
        if (free is null)
            return TakeSaid(phrase, wish);
        _ = phrase.Take(s_afterThat, (_, rest) => rest.TrimStart() is not [>= '0' and <= '9', ..]);
        var said = TakeSaid(phrase, wish);
        return said.HasTime ? said : said with { After = free };
    }

    private static WhenWanted TakeSaid(Phrase phrase, WhenWanted wish)
    {
        if (phrase.TakeTime(s_span, (match, rest) => IsSpan(match, rest, phrase.Text[..match.Index])) is { } span)
        {
            var one = Hour(span.Groups["one"].Value)!.Value;
            var two = Hour(span.Groups["two"].Value)!.Value;
            return two > one ? wish with { After = one, Before = two } : wish with { After = one };
        }

        if (phrase.TakeTime(s_halfPast, (match, _) => IsHour(match, "")) is { } half)
        {
            var minutes = half.Groups["part"].Value.EndsWith("half", StringComparison.Ordinal) ? 30 : 15;
            return wish with { At = Hour(half.Groups["one"].Value)!.Value.AddMinutes(half.Groups["side"].Value is "" or "past" or "after" ? minutes : -minutes) };
        }

        if (phrase.TakeTime(s_minutesPast, (match, _) => IsHour(match, "")) is { } past)
            return wish with { At = Hour(past.Groups["one"].Value)!.Value.AddMinutes(int.Parse(past.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture)) };
        if (phrase.TakeTime(s_hourOf, (match, _) => IsHour(match, "") && !match.Value.EndsWith("hours", StringComparison.Ordinal)) is { } hourOf)
            return wish with { At = Hour(hourOf.Groups["one"].Value) };
        while (phrase.TakeTime(s_bound, (match, rest) => IsHour(match, rest) && !(IsBefore(match) ? wish.Before : wish.After).HasValue) is { } bound)
        {
            var hour = Hour(bound.Groups["one"].Value)!.Value;
            wish = IsBefore(bound) ? wish with { Before = hour } : wish with { After = hour };
        }

        if (phrase.TakeTime(s_inPart, (match, _) => IsHour(match, "") && !s_dateBefore.IsMatch(phrase.Text[..match.Index])) is { } inPart)
            return wish with { At = Hour(inPart.Groups["one"].Value + (inPart.Groups["part"].Value == "morning" ? "am" : "pm")) };
        if (phrase.TakeTime(s_orHour, (match, rest) => IsHour(match, rest) && Hour(match.Groups["two"].Value) is not null && !s_dateBefore.IsMatch(phrase.Text[..match.Index])) is { } either)
            return wish with { At = Hour(either.Groups["one"].Value.Trim() + (either.Groups["one"].Value.Contains('m', StringComparison.Ordinal) ? "" : either.Groups["two"].Value.Trim()[^1] == 'm' ? either.Groups["two"].Value.Trim()[^2..] : "")) };
        if ((phrase.TakeTime(s_at, (match, rest) => IsHour(match, rest)) ?? phrase.TakeTime(s_plain, (match, rest) => IsHour(match, rest))) is { } at)
        {
            var time = Hour(at.Groups["one"].Value);
            wish = phrase.TakeTime(s_orAfter, (_, _) => true) is not null ? wish with { After = time } : phrase.TakeTime(s_orBefore, (_, _) => true) is not null ? wish with { Before = time } : wish with { At = time };
        }

        foreach (var (words, from, to) in Parts)
        {
            var after = from > 0 && !(wish.After > FromMidnight(from)) ? FromMidnight(from) : wish.After;
            var before = to > 0 && !(wish.Before < FromMidnight(to)) ? FromMidnight(to) : wish.Before;
            if (after >= before || phrase.TakeTime(words, (match, _) => !s_refused.IsMatch(phrase.Text[..match.Index].TrimEnd())) is null || wish.At is not null)
                continue;
            wish = wish with { After = after, Before = before };
            while (phrase.Take(words, (match, _) => !s_refused.IsMatch(phrase.Text[..match.Index].TrimEnd())) is not null)
            {
                // "Tonight or tomorrow night" says the same twice.
            }
        }

        return wish;
    }

    private static bool IsBefore(Match bound) =>
        bound.Groups["word"].Value is "nothing after" or "nothing later than" or "not after" or "no later than" or "before" or "by" or "until" or "till" or "earlier than" or "not past" || (bound.Groups["word"].Value is ['c', ..] word && word.EndsWith("after", StringComparison.Ordinal));

    private static TimeOnly FromMidnight(int minutes) => TimeOnly.MinValue.AddMinutes(minutes);

    private static bool IsHour(Match match, string rest) => !s_dateFollows.IsMatch(rest) && Hour(match.Groups["one"].Value) is not null;

    private static bool IsSpan(Match match, string rest, string before) =>
        IsHour(match, rest) && Hour(match.Groups["two"].Value) is not null && !s_dateBefore.IsMatch(before)
        && (s_dayBefore.IsMatch(before) || match.Groups["lead"].Value.Length > 0 || match.Value.Contains('m', StringComparison.Ordinal) || match.Value.Contains(':', StringComparison.Ordinal));

    /// <summary>An hour as written; one without morning or afternoon is the one in which clinics are open.</summary>
    public static TimeOnly? Hour(string clock)
    {
        if (clock == "noon")
            return s_noon;
        var digits = clock.TrimEnd(' ', 'a', 'p', 'm', 'o', '\'', 'c', 'l', 'k').Split(':');
        if (!int.TryParse(digits[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour))
            return null;
        var minute = digits.Length > 1 ? int.Parse(digits[1], CultureInfo.InvariantCulture) : 0;
        if (clock.EndsWith("pm", StringComparison.Ordinal) && hour is >= 1 and < 12)
            hour += 12;
        else if (clock.EndsWith("am", StringComparison.Ordinal))
            hour = hour == 12 ? 0 : hour;
        else if (hour is >= 1 and <= 6)
            hour += 12;
        else if (hour >= LatestBare && digits.Length == 1)
            return null;
        return hour is >= 0 and < 24 && minute < 60 && !(hour == 0 && !clock.EndsWith("am", StringComparison.Ordinal)) ? new TimeOnly(hour, minute) : null;
    }
}
