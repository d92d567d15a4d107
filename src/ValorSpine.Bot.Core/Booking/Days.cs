using System.Globalization;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Finds the days that a phrase names, from left to right, and puts <c>#</c> in their places.</summary>
internal static class Days
{
    private const string OneDay = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private const string Month = "january|february|march|april|may|june|july|august|september|october|november|december";
    private const string Early = "early(?: in| on in| on)?|(?:the )?(?:beginning|start|first part|front half) of|at the (?:beginning|start) of|beginning|start of";
    private const string Middle = "mid|middle|middle of|(?:the )?middle of|in the middle of";
    private const string Late = "late(?: in)?|later(?: in| on in| on)?|(?:at |towards? )?(?:the )?(?:end|latter part|last part|back half|tail end) of|end|toward the end of";
    private const string Count = @"\d{1,2}|a couple(?: of)?|couple(?: of)?|a few|few|several|an?";

    private const string Holiday = "patricks day|april fool'?s?'?(?: day)?|tax day|cinco de mayo|easter(?: sunday| monday)?|good friday|memorial day|labor day|columbus day|indigenous people'?s?'? day|juneteenth|independence day|halloween|thanksgiving(?: day)?|christmas(?: eve| day)?|veteran'?s?'? day|new year'?s'?(?: day| eve)?|new year|palm sunday|president'?s?'? day|mlk day|martin luther king day|black friday|mother'?s'? day|father'?s'? day|valentine'?s'?(?: day)?|leap day|groundhog day|earth day|boxing day|election day|super ?bowl(?: sunday)?";

    private const int FarAhead = 120;
    private const int FirstHolidayMonth = 11;

    private static readonly string[] s_months = Month.Split('|');

    private static readonly (Regex Words, Func<Match, DateOnly, NamedDays?> Read)[] s_rules =
    [
        Rule("(?:chinese|lunar|jewish|persian|orthodox|greek|russian|ethiopian|coptic) (?:new year'?s?|easter|christmas)(?: day| eve)?|passover|hanukkah|chanukah|ramadan|eid|diwali|yom kippur|rosh hashanah?|mardi gras|ash wednesday|lent", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule($"(?:in )?(?:the )?week (?:after|following) (?<holiday>{Holiday})", (match, today) => Calendars.HolidayAbout(match.Groups["holiday"].Value, today) is { Kind: NamedKind.Date } day ? NamedDays.Span(Calendars.Monday(day.From).AddDays(7), Calendars.Monday(day.From).AddDays(13)) : null),
        Rule($"(?<holiday>{Holiday}) (?<what>week|weekend|wk)", (match, today) => Calendars.Around(Calendars.Holiday(match.Groups["holiday"].Value, today), match.Value.EndsWith("end", StringComparison.Ordinal))),
        Rule(Holiday, (match, today) => Calendars.Holiday(match.Value, today)),
        Rule("(?:the )?(?:time change|clocks? (?:change|changes|changing)|daylight savings?(?: time)?)", (_, today) => Calendars.ClockChange(today)),
        Rule($"(?:in |an? |about )*(?:half an?|an?|\\d{{1,3}}|few|couple(?: of)?) (?:hours?|minutes?|mins?)(?: from now| or so from now)|in (?:about |like |around )?(?:half an?|an?|\\d{{1,3}}|a few|a couple(?: of)?) (?:hours?|minutes?|mins?)", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule("(?:(?:the )?(?:first|1st|second|2nd|third|3rd|last|next|in|within|following|\\d{1,2}) )?(?:\\d{1,2} )?(?:business|working) days?(?: (?:of|in|from|before|after) (?:next month|the month|this month|now|today|" + Month + "))?", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule($"next next (?:week|month|{OneDay})", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule("(?:the )?day after tomorrow|overmorrow", (_, today) => NamedDays.Date(today.AddDays(2)) with { IsNear = true }),
        Rule("(?<on>tomorrow|today) week", (match, today) => NamedDays.Date(today.AddDays(match.Groups["on"].Value == "today" ? 7 : 8))),
        Rule("tomorrow", (_, today) => NamedDays.Date(today.AddDays(1)) with { IsNear = true }),
        // The holidays are over with the new year.
        Rule("after (?:the )?holidays", (_, today) => today.Month >= FirstHolidayMonth ? NamedDays.Span(new(today.Year + 1, 1, 2), new(today.Year + 1, 1, 15)) : NamedDays.Not(NamedKind.Unclear)),
        Rule("(?:in|during|over|after|before|until|this|next|for) (?:the )?(?:spring|summer|fall|autumn|winter|holidays|school holidays)(?: break)?|(?:spring|summer|fall|winter|school) break", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule("same day next week(?: as (?:today|now))?", (_, today) => NamedDays.Date(today.AddDays(7))),
        Rule("(?:in |during |sometime |after )?next year", (_, today) => NamedDays.Span(new(today.Year + 1, 1, 1), new(today.Year + 1, 12, 31))),
        Rule($"same (?:day|time)(?: of day)? (?:as|next)|(?:the )?{OneDay} (?:after|before|following) (?:that|then)", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule(@"in (?:about |around )?(?<count>\d{1,2}) or (?<most>\d{1,2}) (?<unit>days|weeks|months)", InSomeTime),
        Rule(@"(?:about |around )?(?<count>\d{1,2}) or (?<most>\d{1,2}) (?<unit>days|weeks|months) (?:from now|from today|out|away|or so)", InSomeTime),
        Rule("(?:later )?today|same day", (_, today) => NamedDays.Date(today) with { IsNear = true }),
        Rule("(?:in )?(?:the )?week after next(?: week)?", (_, today) => Week(today, 2)),
        Rule($"(?:(?<count>{Count}) )?weeks? (?:(?:from|on) )?(?<on>(?:next |this |this coming |the )?{OneDay}|tomorrow|today)", FromDay),
        Rule($"(?<count>{Count}) days? (?:from|after) (?<on>(?:next |this )?{OneDay}|tomorrow|today)", FromDay),
        Rule($"(?<day>{OneDay}) week(?: after next)?", (match, today) => NamedDays.Date(Calendars.Next(today, Named(match.Value)).AddDays(7))),
        Rule($"(?<day>{OneDay}) after this(?: one| 1| coming(?: one| 1)?)?", (match, today) => NamedDays.Date(Calendars.Next(today, Named(match.Value)).AddDays(7))),
        Rule($"(?<day>{OneDay}) after next", (match, today) => NamedDays.Date(InWeek(today, 2, match))),
        Rule($"next (?<day>{OneDay})", (match, today) => NamedDays.Date(InWeek(today, 1, match)) with { Kind = NamedKind.NextWeekday }),
        Rule($"(?<this>this (?:coming |upcoming )?)(?<day>{OneDay})", (match, today) => NamedDays.Date(Calendars.Next(match.Groups["this"].Value == "this " ? today.AddDays(-1) : today, Named(match.Value)))),
        Rule($"(?:coming|upcoming) (?<day>{OneDay})", (match, today) => NamedDays.Date(Calendars.Next(today, Named(match.Value)))),
        Rule($"(?:the )?following (?<day>{OneDay})", (match, today) => Calendars.Next(today, Named(match.Value)) is var day && day <= Calendars.Monday(today).AddDays(6) ? NamedDays.Not(NamedKind.Unclear) : NamedDays.Date(day)),
        Rule("(?:this|this coming|the coming|coming|over the|for the) weekend", (_, today) => NamedDays.Span(Later(Calendars.Monday(today).AddDays(5), today), Calendars.Monday(today).AddDays(6))),
        Rule($"weekend of (?:the )?(?:(?<month>{Month}) )?(?:the )?(?<day>\\d{{1,2}})(?:st|nd|rd|th)?", (match, today) => (match.Groups["month"].Success ? OnDate(match, today) : Calendars.DayOfMonth(Number(match, "day"), today)) is { Kind: NamedKind.Date } date ? NamedDays.Span(Calendars.Monday(date.From).AddDays(5), Calendars.Monday(date.From).AddDays(6)) : NamedDays.Not(NamedKind.NoSuchDay)),
        Rule($"(?:the |that |in the |in )?week of (?:the )?(?:(?<month>{Month}) )?(?:the )?(?<day>\\d{{1,2}})(?:st|nd|rd|th)", (match, today) => (match.Groups["month"].Success ? OnDate(match, today) : Calendars.DayOfMonth(Number(match, "day"), today)) is { Kind: NamedKind.Date } date ? NamedDays.Span(Later(Calendars.Monday(date.From), today), Calendars.Monday(date.From).AddDays(6)) : NamedDays.Not(NamedKind.NoSuchDay)),
        Rule("weekend after next", (_, today) => NamedDays.Span(Calendars.Monday(today).AddDays(19), Calendars.Monday(today).AddDays(20))),
        Rule("next weekend|weekend after this(?: 1| one)?", (_, today) => NamedDays.Span(Calendars.Monday(today).AddDays(12), Calendars.Monday(today).AddDays(13))),
        Rule($"(?:within |over |in |during |any ?time in |sometime in |any ?time (?:within|over|during) )(?:the )?(?:next|coming|following) (?:(?<count>{Count}) )?(?<unit>days?|weeks?|months?)(?: or so)?", Within),
        Rule($"(?:the )?next (?<count>\\d{{1,2}}|few|couple(?: of)?|several) (?<unit>days|weeks|months)", Within),
        Rule($"(?:within|in less than|in under|less than) (?<count>{Count}) (?<unit>days?|weeks?|months?)", Within),
        Rule($"(?<=starting |back )in (?<count>{Count}) (?<unit>weeks|fortnight)(?: or so| time| from now)?", (match, today) => NamedDays.Date(After(today, CountOf(match), match.Groups["unit"].Value))),
        Rule($"in (?:about |around |like )?(?<count>{Count}) (?<unit>days?|weeks?|months?|fortnight)(?: or so| or 2| time| from now)?", InAWhile),
        Rule($"(?:about |around )?(?<count>{Count}) (?<unit>days?|weeks?|months?) (?:or so )?(?:out|away|from now|from today|ahead)", InAWhile),
        Rule($"(?:(?<early>{Early})|(?<middle>{Middle})|(?<late>{Late}))(?: the)? (?:(?<next>next)|this|the|the coming|coming)? ?week", PartOfWeek),
        // At the weekend "this week thursday" can only be of the week that begins.
        Rule($"this week(?: on)? (?<day>{OneDay})|(?<day>{OneDay}) (?:of )?this week", (match, today) => IsWeekend(today) && (Named(match.Groups["day"].Value) & DaysOfWeek.Weekdays) != DaysOfWeek.None ? NamedDays.Date(Calendars.Next(today, Named(match.Groups["day"].Value))) : null),
        Rule("next week|(?:the|this) coming week|coming week", (_, today) => Week(today, 1)),
        Rule("this week", ThisWeek),
        Rule($"(?<which>first|1st|second|2nd|third|3rd|fourth|4th|last) (?:full )?week (?:(?:of|in) )?(?:the month of )?(?<month>{Month}|next month|this month|the month)|(?:in )?(?<month>{Month}|next month|this month)(?: ,)?(?: the)? (?<which>first|1st|second|2nd|third|3rd|fourth|4th|last) (?:full )?week", WeekOfMonth),
        Rule($"(?<which>first|1st|second|2nd|third|3rd|fourth|4th|last) (?<day>{OneDay}|day) (?:of|in) (?<month>{Month}|next month|this month|the month)", DayInMonth),
        Rule($"(?:second|2nd|third|3rd|other) {OneDay}(?: from now)?|(?:the )?{OneDay} (?:right )?after(?: it| that| then)?(?= ,|$)", (_, _) => NamedDays.Not(NamedKind.Unclear)),
        Rule($"yesterday|last (?:week|month|night|year|{OneDay})|(?:{Count}) (?:days?|weeks?|months?|years?) ago|ago", (_, _) => NamedDays.Not(NamedKind.Past)),
        Rule($"(?:(?<early>{Early}|first half of)|(?<middle>{Middle})|(?<late>{Late}|second half of|last half of))(?: the)? (?<month>{Month}|next month|this month|the month|month)(?! \\d)", PartOfMonth),
        Rule(@"(?<day>first|\d{1,2})(?:st|nd|rd|th)? (?:day )?of (?<month>next month|this month|the month|the next month)", DayOfSaidMonth),
        Rule($"(?:the )?first (?:day )?of (?<month>{Month})", (match, today) => Calendars.On(null, MonthOf(match.Groups["month"].Value, today), 1, today)),
        Rule("next month|this month", (match, today) => Calendars.InMonth(MonthOf(match.Value, today), today, end => (1, end)) is var month && match.Value.StartsWith("this", StringComparison.Ordinal) ? month with { From = today } : month),
        Rule($@"(?:in |during |for |sometime |any ?time )?(?<month>{Month}) (?:the )?(?<day>\d{{1,2}})(?:st|nd|rd|th)?(?:(?: ,)? (?<year>20\d{{2}}))?", OnDate),
        Rule($@"(?<day>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? (?<month>{Month})(?:(?: ,)? (?<year>20\d{{2}}))?", OnDate),
        Rule($"(?:in|during|sometime|any ?time|for|maybe|perhaps|the month of) (?<month>{Month})(?:(?: ,)? (?<year>20\\d{{2}}))?", WholeMonth),
        Rule($"(?<month>{Month.Replace("|may", "", StringComparison.Ordinal)})(?:(?: ,)? (?<year>20\\d{{2}}))?", WholeMonth),
        Rule(@"(?<month>\d{1,2})/(?<day>\d{1,2})(?:/(?<year>\d{4}|\d{2}))?", Slashes),
        Rule(@"(?<day>\d{1,2})(?:st|nd|rd|th)", (match, today) => Calendars.DayOfMonth(Number(match, "day"), today)),
        Rule($"(?:any|every|each) (?:single )?(?<day>{OneDay})s?|(?<day>{OneDay})s", (match, today) => new NamedDays(NamedKind.Recurring, today, today, Named(match.Value))),
        Rule("(?:any |during the |on |on the )?(?:weekends?|weekdays?|week days?|during the week)", (match, today) => new NamedDays(NamedKind.Recurring, today, today, match.Value.Contains("end", StringComparison.Ordinal) ? DaysOfWeek.Weekend : DaysOfWeek.Weekdays)),
        Rule($"(?<day>{OneDay})", (match, today) => new NamedDays(NamedKind.Weekday, Calendars.Next(today, Named(match.Value)), Calendars.Next(today, Named(match.Value)), Named(match.Value))),
    ];

    private static readonly Regex s_fromToday = Phrase.Pattern("today|tomorrow");

    // "March 16 to 20": the second number is a day of the month too, on or after the first.
    private static readonly Regex s_secondNumber = new(@"^ (?:, )?(?<join>to|through|until|till|and|or|,|/)(?: or| and)?(?: the)? (?<day>\d{1,2})(?<ordinal>st|nd|rd|th)?(?<end> |,|\?|$)", RegexOptions.CultureInvariant);
    private static readonly Regex s_noDayFollows = new($"^(?:am|pm|o'?clock|days|weeks|hours|minutes|people|of |{Month})", RegexOptions.CultureInvariant);

    /// <summary>Whether a text counts from the day on which it is said.</summary>
    public static bool SaysTodayOrTomorrow(string text, DateOnly today) => s_fromToday.IsMatch(Phrase.Of(text, today).Text);

    /// <summary>The days, in the order in which they are named.</summary>
    public static List<NamedDays> Take(Phrase phrase, DateOnly today)
    {
        var found = new List<NamedDays>();
        while (First(phrase.Text, today) is var (index, length, days))
        {
            phrase.Remove(index, length, "#");
            found.Add(days);
            while (days.Kind == NamedKind.Date && SecondNumber(phrase.Text, found.Count) is var (start, digits))
            {
                days = Calendars.DayOfMonth(int.Parse(phrase.Text.AsSpan(start, digits).TrimEnd("stndrh"), CultureInfo.InvariantCulture), days.From);
                phrase.Remove(start, digits, "#");
                found.Add(days);
            }
        }

        return found;
    }

    /// <summary>Whether a text begins with a day.</summary>
    public static bool Leads(string text, DateOnly today) => First(text, today) is { Index: 0, Days.Kind: not NamedKind.Past };

    /// <summary>Every name of a day in a text, with where it stands; names may overlap.</summary>
    public static IEnumerable<(int Index, int Length, NamedDays Days)> All(string text, DateOnly today)
    {
        foreach (var (words, read) in s_rules)
        {
            foreach (Match match in words.Matches(text))
            {
                if (read(match, today) is { } days)
                    yield return (match.Index, match.Length, days);
            }
        }
    }

    /// <summary>The days of the week that a text names.</summary>
    public static DaysOfWeek Named(string text)
    {
        var days = DaysOfWeek.None;
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
        {
            if (text.Contains(day.ToString(), StringComparison.OrdinalIgnoreCase))
                days |= day.AsFlag();
        }

        if (text.Contains("weekend", StringComparison.Ordinal))
            days |= DaysOfWeek.Weekend;
        if (text.Contains("weekday", StringComparison.Ordinal) || text.Contains("week day", StringComparison.Ordinal))
            days |= DaysOfWeek.Weekdays;
        return days;
    }

    private static (int Index, int Length, NamedDays Days)? First(string text, DateOnly today)
    {
        (int Index, int Length, NamedDays Days)? first = null;
        foreach (var (words, read) in s_rules)
        {
            if (words.Match(text) is { Success: true } match && !(first?.Index <= match.Index) && read(match, today) is { } days)
                first = (match.Index, match.Length, days);
        }

        return first;
    }

    private static (int Start, int Length)? SecondNumber(string text, int marks)
    {
        var at = -1;
        for (var mark = 0; mark < marks; mark++)
            at = text.IndexOf('#', at + 1);
        var second = s_secondNumber.Match(text[(at + 1)..]);
        if (!second.Success || (second.Groups["join"].Value is "," or "/" && !second.Groups["ordinal"].Success))
            return null;
        var (day, ordinal) = (second.Groups["day"], second.Groups["ordinal"]);
        return s_noDayFollows.IsMatch(text[(at + 1 + second.Index + second.Length)..]) ? null : (at + 1 + day.Index, day.Length + ordinal.Length);
    }

    private static (Regex, Func<Match, DateOnly, NamedDays?>) Rule(string words, Func<Match, DateOnly, NamedDays?> read) => (Phrase.Pattern(words), read);

    private static NamedDays Week(DateOnly today, int weeks) => NamedDays.Span(Calendars.Monday(today).AddDays(7 * weeks), Calendars.Monday(today).AddDays((7 * weeks) + 6));

    // On a Sunday evening "this week" can only mean the one that begins.
    private static NamedDays ThisWeek(Match match, DateOnly today) =>
        today.DayOfWeek == DayOfWeek.Sunday ? Week(today, 1) : NamedDays.Span(today, Calendars.Monday(today).AddDays(6));

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateOnly InWeek(DateOnly today, int weeks, Match match) => Calendars.Next(Calendars.Monday(today).AddDays((7 * weeks) - 1), Named(match.Groups["day"].Value));

    private static NamedDays FromDay(Match match, DateOnly today)
    {
        var on = match.Groups["on"].Value;
        var basis = on switch
        {
            "today" => today,
            "tomorrow" => today.AddDays(1),
            _ when on.StartsWith("next ", StringComparison.Ordinal) => Calendars.Next(Calendars.Monday(today).AddDays(6), Named(on)),
            _ => Calendars.Next(today, Named(on)),
        };
        var count = match.Groups["count"].Success ? CountOf(match) : 1;
        return NamedDays.Date(basis.AddDays(match.Value.Contains("week", StringComparison.Ordinal) ? 7 * count : count));
    }

    private static NamedDays Within(Match match, DateOnly today) => NamedDays.Span(today, After(today, match.Groups["count"].Success ? CountOf(match) : 1, match.Groups["unit"].Value));

    private static NamedDays InAWhile(Match match, DateOnly today)
    {
        var unit = match.Groups["unit"].Value;
        var day = After(today, CountOf(match), unit);
        return match.Groups["count"].Value is var count && (count is "a" or "an" or "1" || (count.Any(char.IsDigit) && !unit.StartsWith("week", StringComparison.Ordinal))) ? NamedDays.Date(day)
            : unit.StartsWith("week", StringComparison.Ordinal) ? NamedDays.Span(Calendars.Monday(day), Calendars.Monday(day).AddDays(6))
            : NamedDays.Span(day, day.AddDays(unit.StartsWith("day", StringComparison.Ordinal) ? 2 : 6));
    }

    private static NamedDays InSomeTime(Match match, DateOnly today)
    {
        var unit = match.Groups["unit"].Value;
        var (from, to) = (After(today, Number(match, "count"), unit), After(today, Number(match, "most"), unit));
        return to < from ? NamedDays.Not(NamedKind.Unclear) : NamedDays.Span(from, to.AddDays(unit == "days" ? 0 : 6));
    }

    private static DateOnly After(DateOnly today, int count, string unit) => unit[0] switch
    {
        'd' => today.AddDays(count),
        'w' => today.AddDays(7 * count),
        'f' => today.AddDays(14 * count),
        _ => today.AddMonths(count),
    };

    private static int CountOf(Match match) => match.Groups["count"].Value switch
    {
        "a" or "an" or "1" or "" => 1,
        ['a', ' ', 'c', ..] or ['c', ..] => 2,
        ['a', ' ', 'f', ..] or ['f', ..] or "several" => 3,
        var number => int.Parse(number, CultureInfo.InvariantCulture),
    };

    private static NamedDays PartOfWeek(Match match, DateOnly today)
    {
        var monday = Calendars.Monday(today).AddDays(match.Groups["next"].Success || IsWeekend(today) ? 7 : 0);
        var (from, to) = match.Groups["early"].Success ? (0, 2) : match.Groups["middle"].Success ? (1, 3) : (3, match.Value.Contains("end", StringComparison.Ordinal) ? 4 : 6);
        if (monday.AddDays(to) <= today && match.Groups["early"].Success)
            return NamedDays.Not(NamedKind.Unclear);
        return monday.AddDays(to) < today ? NamedDays.Not(NamedKind.Past) : NamedDays.Span(Later(monday.AddDays(from), today.AddDays(match.Value.Contains("later", StringComparison.Ordinal) ? 1 : 0)), monday.AddDays(to));
    }

    private static NamedDays WeekOfMonth(Match match, DateOnly today) =>
        PartOf(match, today) is { Kind: NamedKind.Span } part && match.Groups["which"].Value is "first" or "1st" && match.Value.Contains("full", StringComparison.Ordinal)
            ? NamedDays.Span(Calendars.Next(part.From.AddDays(-1), DaysOfWeek.Monday), Calendars.Next(part.From.AddDays(-1), DaysOfWeek.Monday).AddDays(6))
            : PartOf(match, today);

    private static NamedDays PartOf(Match match, DateOnly today) => Calendars.InMonth(MonthOf(match.Groups["month"].Value, today), today, end => match.Groups["which"].Value switch
    {
        "first" or "1st" => (1, 7),
        "second" or "2nd" => (8, 14),
        "third" or "3rd" => (15, 21),
        "fourth" or "4th" => (22, 28),
        _ => (end - 6, end),
    });

    private static NamedDays DayOfSaidMonth(Match match, DateOnly today)
    {
        var number = match.Groups["day"].Value == "first" ? 1 : Number(match, "day");
        var isNext = match.Groups["month"].Value.Contains("next", StringComparison.Ordinal);
        return match.Groups["month"].Value == "the month" ? Calendars.DayOfMonth(number, today)
            : isNext ? Calendars.DayOfMonth(number, new DateOnly(today.Year, today.Month, 1).AddMonths(1))
            : Calendars.On(today.Year, today.Month, number, today);
    }

    private static NamedDays DayInMonth(Match match, DateOnly today)
    {
        var which = match.Groups["which"].Value switch { "first" or "1st" => 0, "second" or "2nd" => 1, "third" or "3rd" => 2, "fourth" or "4th" => 3, _ => -1 };
        var weekday = match.Groups["day"].Value == "day" ? DaysOfWeek.All : Named(match.Groups["day"].Value);
        var month = Calendars.InMonth(MonthOf(match.Groups["month"].Value, today), today, end => (1, end));
        if (month.Kind != NamedKind.Span)
            return month;
        var meant = Enumerable.Range(0, month.To.Day).Select(month.From.AddDays).Where(day => weekday.HasFlag(day.DayOfWeek.AsFlag())).ToArray();
        var date = which < 0 ? meant[^1] : meant[which];
        return date < today ? NamedDays.Not(NamedKind.Past) : NamedDays.Date(date);
    }

    private static NamedDays PartOfMonth(Match match, DateOnly today)
    {
        var ends = match.Value.Contains("half", StringComparison.Ordinal);
        return Calendars.InMonth(MonthOf(match.Groups["month"].Value, today), today, end =>
            match.Groups["early"].Success ? (1, ends ? 15 : match.Value.StartsWith("early", StringComparison.Ordinal) ? 10 : 7)
            : match.Groups["middle"].Success ? (11, 20)
            : (ends ? 16 : match.Value.Contains("late", StringComparison.Ordinal) ? 21 : end - 6, end));
    }

    private static NamedDays WholeMonth(Match match, DateOnly today)
    {
        if (match.Groups["year"].Success && (Number(match, "year"), MonthOf(match.Groups["month"].Value, today)) is var (year, number) && (year < today.Year || (year == today.Year && number < today.Month)))
            return NamedDays.Not(NamedKind.Past);
        var month = Calendars.InMonth(MonthOf(match.Groups["month"].Value, today), today, end => (1, end));
        return month.Kind == NamedKind.Span ? month with { From = Later(month.From, today) } : month;
    }

    private static int MonthOf(string name, DateOnly today) => Array.IndexOf(s_months, name) is >= 0 and var index ? index + 1
        : name.StartsWith("next", StringComparison.Ordinal) ? today.AddMonths(1).Month
        : today.Month;

    private static NamedDays OnDate(Match match, DateOnly today) =>
        Calendars.On(match.Groups["year"].Success ? Number(match, "year") : null, MonthOf(match.Groups["month"].Value, today), Number(match, "day"), today);

    private static NamedDays Slashes(Match match, DateOnly today)
    {
        var (month, day) = (Number(match, "month"), Number(match, "day"));
        if (month > 12 && day <= 12)
            (month, day) = (day, month);
        int? year = match.Groups["year"].Success ? Number(match, "year") : null;

        // "5/9" in August: the 9th of May is far off, the 5th of September is near. Elsewhere the day is written first.
        var written = Calendars.On(year, month, day, today);
        var isFar = year is null && day <= 12 && written.Kind == NamedKind.Date && written.From > today.AddDays(FarAhead);
        return isFar && Calendars.On(null, day, month, today) is { Kind: NamedKind.Date } swapped && swapped.From <= today.AddDays(Offering.DaysAhead) ? NamedDays.Not(NamedKind.Unclear) : written;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
