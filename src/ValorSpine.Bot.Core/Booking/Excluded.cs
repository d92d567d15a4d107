using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a patient rules out: "not monday", "any day but friday", "no mornings", "not this week".</summary>
internal static class Excluded
{
    private const string Refusal =
        "not|no|neither|instead of|rather than|nothing|nothing on|skip|isn't|that isn't|that's not|don't want|don't want to come|would rather not|rather not|prefer not|don't give me|not keen on|except|excluding|besides|but|but not|anything but|other than|avoid|never|can't|can't do|can't make|can't come|don't like|not on|never on|can't on|except on|except for|won't do|can't make it|can't make it on|i work|i'm working|we work|busy|i'm busy|unavailable|not available|not free|i'm away|out of town|anything except|every day except|any day except|all but|apart from|aside from|i teach|i babysit|dialysis";

    private const string Fails = "(?:is|are|would be) (?:no good|not good|not great|bad|worst|the worst|terrible|out|not possible|impossible|hard|tough|difficult|full|busy|taken|crazy|packed|hectic|booked|nuts|rough|too soon|no go|a no go|off the table)(?: for (?:me|us))?|isn't (?:good|possible|great)|i (?:can't|work|have (?:an? )?[a-z]+)|(?:doesn't|don't|does not|do not|won't|will not|wouldn't) (?:work|suit|do)";

    private const string OneDay = "(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|weekdays?)";

    private static readonly Regex s_days = Phrase.Pattern(
        $"(?<word>{Refusal}) (?:(?:on|a|any|the|this|next|in|do|for|to|come|want|be|have) )*(?<days>{OneDay}(?:(?: ,| /)?(?: or| and| nor)?(?: on| the| or)* {OneDay})*)");

    private static readonly Regex s_daysThatFail = Phrase.Pattern(
        $"(?<days>{OneDay}(?: (?:or|and) {OneDay})*) (?:{Fails})");

    private static readonly Regex s_engaged = Phrase.Pattern(
        $"(?:i have|i've got|i got|there's|i've) (?<what>[a-z]+ )(?:[a-z]+ )?(?:[a-z]+ )?(?:on )(?<days>{OneDay}(?:(?: ,)?(?: or| and)?(?: on)? {OneDay})*)");

    private static readonly Regex s_mine = Phrase.Pattern(
        $"my (?<what>[a-z]+ )(?:[a-z]+ )?(?:is|are) (?:always )?on (?<days>{OneDay}(?:(?: ,)?(?: or| and)?(?: on)? {OneDay})*)");

    private static readonly Regex s_own = Phrase.Pattern(
        $"(?<days>{OneDay}(?:(?: ,)?(?: or| and)?(?: on)? {OneDay})*) (?:is|are) (?:always )?(?:my|our|the|his|her) (?<what>[a-z]+ )(?:[a-z]+ )?days?");

    private static readonly Regex s_fixed = Phrase.Pattern(
        $"(?:chemo|chemotherapy|therapy|pt|dialysis|church|class|practice|rehab|school|bingo|treatment|infusions?) (?:is|are) (?:always |on |every )*(?<days>{OneDay}(?:(?: ,)?(?: or| and)?(?: on)? {OneDay})*)");

    private static readonly Regex s_otherDays = Phrase.Pattern($"(?<days>{OneDay}(?:(?: ,)?(?: or| and)?(?: on)? {OneDay})*)(?: ,)?(?: so)? any (?:other|another) day");
    private static readonly Regex s_anyOther = Phrase.Pattern("(?:so |but |, )*(?:any other (?:day|time)s?|(?:all |the )*other days|any ?(?:thing|day) else|otherwise)");
    private static readonly Regex s_thoseDays = Phrase.Pattern("(?:so |but |just )*not (?:on )?(?:those|these)(?: days)?|not then");
    private static readonly Regex s_notTooEarly = Phrase.Pattern("(?:not|nothing|isn't) (?:too|so|super|very|really) early|nothing early|not early|not first thing(?: in the morning)?");
    private static readonly Regex s_notTooLate = Phrase.Pattern("(?:not|nothing) (?:too|so|very) late");
    private static readonly Regex s_butNext = Phrase.Pattern("(?:not|can't|can't do) this week (?:but|,|maybe|only)+ (?:the )?next(?: week| one)?");
    private static readonly string[] s_leisure = ["time ", "off ", "free ", "availability ", "openings ", "some ", "only ", "just ", "day ", "days ", "best ", "preference ", "ride ", "rides ", "transportation ", "car ", "driver ", "sitter ", "babysitter ", "help "];

    private static readonly Regex s_mornings = Phrase.Pattern($"(?:{Refusal}) (?:(?:in|the|any) )*mornings?");
    private static readonly Regex s_afternoons = Phrase.Pattern($"(?:{Refusal}) (?:(?:in|the|any) )*afternoons?");
    private static readonly Regex s_evenings = Phrase.Pattern($"(?:{Refusal}) (?:(?:in|the|any) )*(?:evenings?|nights?)");
    private static readonly Regex s_today = Phrase.Pattern($"(?:{Refusal}) today");
    private static readonly Regex s_tomorrow = Phrase.Pattern($"(?:{Refusal}) tomorrow");
    private static readonly Regex s_thisAndNext = Phrase.Pattern($"(?:{Refusal}) this week (?:or|and|nor) (?:next week|next)");
    private static readonly Regex s_thisWeek = Phrase.Pattern($"(?:{Refusal}) this week");
    private static readonly Regex s_nextWeek = Phrase.Pattern($"(?:{Refusal}) next week");

    private static readonly Regex s_partOfIt = new("~ (?:in the |this )?(?:mornings?|afternoons?|evenings?|at \\d|before \\d|after \\d|until \\d|till \\d)", RegexOptions.CultureInvariant);
    private static readonly Regex s_rangeOfThem = new($"~ (?:to|through|until|till) {OneDay}", RegexOptions.CultureInvariant);
    private static readonly Regex s_universal = new("\\b(?:any|every|all|each|any ?thing|any ?time|any ?day|everything|whenever|whatever|week ?days?|mornings?|afternoons?|evenings?|week|month|open|flexible|free)\\b[^#~]*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_every = new("^.*\\b(?<from>(?:any|every|all|each|any ?thing|any ?time|any ?day|everything|whenever|whatever)\\b[^#~]*)$", RegexOptions.CultureInvariant);
    private static readonly Regex s_weekThatFails = Phrase.Pattern($"(?<week>this|next) week (?:{Fails})");
    private static readonly Regex s_todayFails = Phrase.Pattern($"(?<day>today|tomorrow) (?:{Fails})");
    private static readonly Regex s_past = new("(?:last|since|past|this past) $", RegexOptions.CultureInvariant);
    private static readonly Regex s_refusedBefore = new("~|\\b(?:not|no|can't|won't|don't|isn't|doesn't|never)\\b", RegexOptions.CultureInvariant);

    public static WhenWanted Take(Phrase phrase, WhenWanted wish, DateOnly today)
    {
        if (phrase.Take(s_butNext) is not null)
            phrase.Insert("next week");
        if (phrase.Take(s_engaged, IsBusy) is { } engaged)
            wish = wish with { Days = DaysOfWeek.All & ~Days.Named(engaged.Groups["days"].Value) };
        if ((phrase.Take(s_otherDays) ?? phrase.Take(s_mine, IsBusy) ?? phrase.Take(s_own, IsBusy) ?? phrase.Take(s_fixed)) is { } mine)
            wish = wish with { Days = DaysOfWeek.All & ~Days.Named(mine.Groups["days"].Value) };
        while ((phrase.Take(s_daysThatFail, (match, _) => !s_past.IsMatch(phrase.Text[..match.Index]) && !Array.Exists(s_leisure, free => match.Value.EndsWith(free.TrimEnd(), StringComparison.Ordinal))) ?? phrase.Take(s_days, (match, _) => !IsContrast(phrase.Text[..match.Index], match.Groups["word"].Value))) is { } days)
        {
            // "Any day but thursday afternoon" leaves the thursday morning; "I work mondays to fridays from 8" leaves the evenings.
            if (s_partOfIt.IsMatch(phrase.Text) || s_rangeOfThem.IsMatch(phrase.Text))
                return wish with { Kind = WhenKind.Unclear };
            wish = wish with { Days = (wish.Days == DaysOfWeek.None ? DaysOfWeek.All : wish.Days) & ~Days.Named(days.Groups["days"].Value) };

            // "Any day except weekdays and weekends"
            if (wish.Days == DaysOfWeek.None)
                return wish with { Kind = WhenKind.Unclear };
        }

        if (wish.Days != DaysOfWeek.None)
        {
            _ = phrase.Take(s_thoseDays);
            _ = phrase.Take(s_anyOther);
        }

        if (phrase.Take(s_notTooEarly) is not null)
            wish = wish with { After = new TimeOnly(10, 0) };
        if (phrase.Take(s_notTooLate) is not null)
            wish = wish with { Before = new TimeOnly(16, 0) };
        if (phrase.Take(s_mornings) is not null)
            wish = wish with { After = new TimeOnly(12, 0) };
        if (phrase.Take(s_afternoons) is not null)
            wish = wish with { Before = new TimeOnly(12, 0) };
        if (phrase.Take(s_evenings) is not null && wish.Before is null)
            wish = wish with { Before = new TimeOnly(17, 0) };
        if (phrase.Take(s_today) is not null)
            wish = wish with { From = today.AddDays(1) };
        if (phrase.Take(s_tomorrow) is not null)
            wish = wish with { From = today.AddDays(2) };
        if (phrase.Take(s_weekThatFails) is { } week)
            wish = wish with { From = Calendars.Monday(today).AddDays(week.Groups["week"].Value == "this" ? 7 : 14) };
        if (phrase.Take(s_todayFails) is { } soon)
            wish = wish with { From = today.AddDays(soon.Groups["day"].Value == "today" ? 1 : 2) };
        if (phrase.Take(s_thisAndNext) is not null)
            wish = wish with { From = Calendars.Monday(today).AddDays(14) };
        if (phrase.Take(s_thisWeek) is not null)
            wish = wish with { From = Calendars.Monday(today).AddDays(7) };
        if (phrase.Take(s_nextWeek) is not null)
            wish = wish with { From = Calendars.Monday(today).AddDays(14) };
        return wish;
    }

    private static bool IsBusy(Match match, string rest) => !s_leisure.Contains(match.Groups["what"].Value);

    // "Any day but friday" rules out, "not tomorrow but friday" and "tuesdays are hard but thursdays work" do not.
    private static bool IsContrast(string before, string word) => word == "but" && !IsUniversal(before);

    // "No later than 2, any day next week but wednesday": what was refused before "any" is another matter.
    private static bool IsUniversal(string before) => s_every.Match(before) is { Success: true } every
        ? !s_refusedBefore.IsMatch(before[every.Groups["from"].Index..])
        : s_universal.IsMatch(before) && !s_refusedBefore.IsMatch(before);
}
