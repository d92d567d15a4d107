using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Puts the days that a phrase names together by the words between them: "monday or wednesday next week", "between # and #", "the day after #".</summary>
internal static class DayCombining
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Event = "trip|vacation|holiday|holidays|surgery|procedure|mri|scan|appointment|test|tests|travel|travels|flight|cruise|wedding|exam|exams|physical|birthday|visit";

    // "6/7 or 7/6" may be one day written in two ways.
    private const int FarApart = 21;

    private static readonly Regex s_padding = new(@"\b(?:the|a|on|either|maybe|perhaps|like|of|in|any|anytime|time|sometime|possibly|preferably|best|good|works?|at|even|better|yet|around|say|also|too|please)\b|~|@|\?", Options);
    private static readonly Regex s_spaces = new(" {2,}", Options);
    private static readonly Regex s_through = new(@"^(?:up )?(?:to|through|until|till)$", Options);
    private static readonly Regex s_alternative = new(@"^(?:,|/|&|or|and|but|if not|if|can't|then|nor|else|otherwise|failing that|plus|i|u|can|could|do|you|have|is|are|would|be|will|that|it|full|booked|need|must|fine|okay|possible|,? ?)(?: (?:,|/|or|and|but|if not|if|can't|then|nor|else|otherwise|plus|i|u|can|could|do|you|have|is|are|would|be|will|that|it|full|booked|need|must|fine|okay|possible))*$", Options);

    private static readonly Regex s_dayAfter = new("(?:^| )(?:day|morning) after$", Options);
    private static readonly Regex s_dayBefore = new("(?:^| )(?:day) before$", Options);
    private static readonly Regex s_weekAfter = new("(?:^| )week (?:after|following)$", Options);
    private static readonly Regex s_weekBefore = new("(?:^| )week before$", Options);
    private static readonly Regex s_weekOf = new("(?:^| )week$", Options);
    private static readonly Regex s_awayUntil = new(@"(?:^| )(?:away|busy|gone|out|out town|unavailable|not available|not free|not home|vacation|travell?ing|working|tied up|booked|booked up|booked solid|can't|won't be [a-z]+|isn't [a-z]+|not)(?: [a-z]+){0,3} (?<until>until|till|through|before)$|^(?<until>not until|not till)$", Options);
    private static readonly Regex s_away = new("(?:^| )(?:away|gone|out town|vacation|travell?ing|unavailable|tied up|not here|not home)(?: (?:for|from|all|my|a|week|trip|my trip))*$", Options);
    private static readonly Regex s_afterThat = new("^ ?,? ?(?:so |and |but )?(?:any ?time |any day )?after(?: that| then)", Options);
    private static readonly Regex s_after = new($"(?:^| )(?:after|past|later than|after (?:my|our) (?:[a-z]+ )?(?:{Event})(?: is)?)$", Options);
    private static readonly Regex s_from = new("(?:^| )(?:from|starting|starting from|start|starts|beginning|as|or after|or past|no earlier than|no sooner than|not earlier than|not before|not until|nothing before|nothing until|nothing earlier than|can't [a-z]+ (?:until|before|till)|not for|not for least|earliest (?:i|we) can(?: do| come| make it)?(?: is)?|(?:i'm|am|be|get|gets|getting|got) (?:back|home)|(?:get|gets|getting|got|come|comes|coming|be|am|i'm|we're|are|fly|flying|drive|driving) back|(?<!my )back (?:from|to|town|colorado|denver)(?: [a-z]+){0,3}|return|returning|fly home|available from|free from|available starting)$", Options);
    private static readonly Regex s_by = new("(?:^| )(?:by|latest|no later than|not later than|not after|until|till|up to|through|or before|before or|between now and|before end)$", Options);
    // "Free until friday", but "the in-laws are here until friday".
    private static readonly Regex s_until = new("(?:^| )(?:until|till|up to|through)$", Options);
    private static readonly Regex s_freeUntil = new("(?:^|(?:^| )(?:free|open|available|availability|come|can|could|here|around|town|home|now|today|tomorrow|between|anything|whenever|any|every|all|each|everything|good|fine|works?|stay|staying|visiting|only|from|ok|okay|asap|soon|day|days|time|up|week|next|this|or|and)(?: [a-z]+){0,2} )(?:until|till|up to|through)$", Options);
    private static readonly Regex s_others = new(@"\b(?:my|our|his|her|their|he|she|they|kids?|he's|she's|they're|parents)\b", Options);
    private static readonly Regex s_thenFree = new("^ ?,? ?(?:[a-z' ]*,? )?(?:then|after|afterwards|(?:so )?(?:when|once) (?:i|we)|free after)\\b", Options);
    private static readonly Regex s_taken = new("^ ?,? ?(?:i'm|i am|we're|we are|i have|i've|we have|we've|my|our|they're|he's|she's)\\b(?!.* (?:can|free|open|available|here)\\b)", Options);
    private static readonly Regex s_before = new($"(?:^| )(?:before|prior to|earlier than|sooner than|ahead|before (?:my|our) (?:[a-z]+ )?(?:{Event})(?: is)?|before (?:i|we) (?:leave|go|travel|fly|start|have|move)(?: [a-z]+){{0,3}})$", Options);
    private static readonly Regex s_story = new("(?:^| )(?:since|(?:saw|started|began|fell|happened|injured|visited|went out|was there|hurt)(?: [a-z']+){0,4})$", Options);
    private static readonly Regex s_movedFrom = new("(?:^| )(?:move|moving|change|changing|switch|reschedule|push|bump)(?: [a-z]+){0,4} from$", Options);
    private static readonly Regex s_beforeThat = new("(?:^| )before (?:that|then)(?: |$)", Options);
    private static readonly Regex s_notBeforeThat = new(@"\b(?:not|nothing|no|never|can't|won't|don't|couldn't|wouldn't)(?: (?!wait|mind)[a-z']+){0,6} before (?:that|then)(?: |$)", Options);
    private static readonly Regex s_afterIt = new("(?:^| )after (?:that|then)(?: |$)", Options);
    private static readonly Regex s_onward = new("^ ?(?:,? ?(?:and|or) (?:after|later|onwards?|beyond|any day after|after that|up)|onwards?|forward|earliest|(?:,? ?(?:or|and) )?,? ?(?:(?:any ?)?(?:day|time|thing) )?after(?: that)?(?:$| ?,| works| is| would| please| in the))", Options);
    private static readonly Regex s_sooner = new("^ ?(?:or (?:before|earlier|sooner)|latest|(?:, )?(?:so |and |but )?before (?:that|then))", Options);

    /// <summary>The wish with the days taken in, or of a kind that must be asked about.</summary>
    /// <param name="text">The phrase, with a mark in place of each day.</param>
    /// <param name="wish">With times of day and exclusions.</param>
    /// <param name="named">The days, at least one.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static WhenWanted Apply(string text, WhenWanted wish, IReadOnlyList<NamedDays> named, DateOnly today)
    {
        var parts = s_spaces.Replace(s_padding.Replace(text, " "), " ").Split('#').Select(part => part.Trim()).ToList();
        var days = named.ToList();

        for (var i = 0; i < days.Count; i++)
        {
            if (s_story.IsMatch(parts[i]))
                days[i] = NamedDays.Not(NamedKind.Past);
        }

        // "I had a scan last month, can I come on Monday?"
        while (days.Count > 1 && days.FindIndex(one => one.Kind == NamedKind.Past) is >= 0 and var past)
        {
            days.RemoveAt(past);
            parts[past] = $"{parts[past]} {parts[past + 1]}".Trim();
            parts.RemoveAt(past + 1);
        }

        // "Move me from friday to monday."
        if (days.Count == 2 && parts[1] == "to" && s_movedFrom.IsMatch(parts[0]))
        {
            days.RemoveAt(0);
            parts = ["", parts[2]];
        }

        if (days.Find(one => one.Kind is NamedKind.Past or NamedKind.NoSuchDay or NamedKind.Unclear) is { } bad)
            return wish with { Kind = KindOf(bad.Kind) };
        if (!Counted(days, parts))
            return wish with { Kind = WhenKind.NoSuchDay };
        if (!Dated(days, parts, out var weekday, out var date))
            return Clashing(wish, weekday, date, today);
        if (Together(days, parts, today) is not var (from, to, which))
            return Apart(days, parts) is { } dates ? wish with { From = dates[0], To = dates[^1], Without = [.. wish.Without, .. Between(dates)] } : wish with { Kind = WhenKind.Unclear };
        return Bounded(parts[0], parts[^1], from, to, which, today) is var (first, last, only) ? Within(wish, first, last, only, today) : wish with { Kind = WhenKind.Unclear };
    }

    /// <summary>"The 7th or the 16th": dates that no days of the week tell from those between them; in order, or null.</summary>
    private static DateOnly[]? Apart(List<NamedDays> days, List<string> parts)
    {
        if (days.Count < 2 || !days.TrueForAll(one => one.Kind == NamedKind.Date) || parts[0].Length > 0 || parts[^1].Length > 0 || !parts.Skip(1).Take(days.Count - 1).All(words => words.Length > 0 && s_alternative.IsMatch(words)))
            return null;
        DateOnly[] dates = [.. days.Select(one => one.From).Distinct().Order()];
        return dates[^1] <= dates[0].AddDays(FarApart) ? dates : null;
    }

    private static IEnumerable<DaySpan> Between(DateOnly[] dates) =>
        dates.Zip(dates.Skip(1)).Where(pair => pair.Second > pair.First.AddDays(1)).Select(pair => new DaySpan(pair.First.AddDays(1), pair.Second.AddDays(-1)));

    private static WhenKind KindOf(NamedKind kind) => kind switch { NamedKind.Past => WhenKind.Past, NamedKind.NoSuchDay => WhenKind.NoSuchDay, _ => WhenKind.Unclear };

    /// <summary>"The monday after easter", "the tuesday before christmas".</summary>
    private static bool Counted(List<NamedDays> days, List<string> parts)
    {
        for (var i = 0; i + 1 < days.Count; i++)
        {
            if (days[i].Kind != NamedKind.Weekday || parts[i + 1] is not ("after" or "before" or "following"))
                continue;
            var day = parts[i + 1] == "before" ? Calendars.Next(days[i + 1].From.AddDays(-8), days[i].Days) : Calendars.Next(days[i + 1].To, days[i].Days);
            Merge(days, parts, i, NamedDays.Date(day));
        }

        return true;
    }

    /// <summary>"Tuesday the 17th", "friday 3/13": a weekday that is not that of the date makes it no day at all.</summary>
    private static bool Dated(List<NamedDays> days, List<string> parts, out DaysOfWeek named, out DateOnly? dated)
    {
        (named, dated) = (DaysOfWeek.None, null);
        for (var i = 0; i + 1 < days.Count; i++)
        {
            var (one, other) = (days[i], days[i + 1]);
            if (parts[i + 1] is not ("" or ","))
                continue;

            // "Tomorrow, the 13th"
            if (one.Kind == NamedKind.Date && other.Kind == NamedKind.Date && one.IsNear != other.IsNear)
            {
                if (one.From != other.From)
                    return false;
                Merge(days, parts, i, one);
                continue;
            }

            var date = one.Kind == NamedKind.Date && other.Kind is NamedKind.Weekday ? one : other.Kind == NamedKind.Date && one.Kind is NamedKind.Weekday or NamedKind.NextWeekday ? other : null;
            if (date is null)
                continue;
            var weekday = date == one ? other : one;
            named = weekday.Days == DaysOfWeek.None ? weekday.From.DayOfWeek.AsFlag() : weekday.Days;
            if (!named.HasFlag(date.From.DayOfWeek.AsFlag()))
            {
                dated = date.From;
                return false;
            }

            Merge(days, parts, i, date);
        }

        return true;
    }

    /// <summary>No such day; where that weekday is near the date, either may be meant.</summary>
    private static WhenWanted Clashing(WhenWanted wish, DaysOfWeek weekday, DateOnly? date, DateOnly today)
    {
        var none = wish with { Kind = WhenKind.NoSuchDay };
        if (date is not { } dated || weekday is DaysOfWeek.None)
            return none;
        var near = Calendars.Next(dated.AddDays(-4), weekday);
        if (near <= today)
            return none;
        var (first, second) = near < dated ? (near, dated) : (dated, near);
        return none with { From = first, To = first, Or = wish with { From = second, To = second } };
    }

    private static void Merge(List<NamedDays> days, List<string> parts, int at, NamedDays merged)
    {
        days[at] = merged;
        days.RemoveAt(at + 1);
        parts.RemoveAt(at + 1);
    }

    private static (DateOnly From, DateOnly? To, DaysOfWeek Days)? Together(List<NamedDays> days, List<string> parts, DateOnly today)
    {
        var between = parts.Skip(1).Take(days.Count - 1).ToList();
        if (days.Count == 2 && IsRange(parts[0], between[0]))
            return Range(days[0], days[1], today);
        var spans = days.Where(one => one.Kind == NamedKind.Span).ToList();
        if (spans.Count > 1)
            return spans.Count == days.Count ? Joined(spans) : null;
        return spans.Count == 1 ? Inside(spans[0], days, between) : Points(days, between, today);
    }

    private static bool IsRange(string before, string between) =>
        s_through.IsMatch(between) || (between == "and" && (before == "between" || before.EndsWith(" between", StringComparison.Ordinal)));

    // "Monday through Wednesday", said on a Tuesday, means the Wednesday after that Monday.
    private static (DateOnly, DateOnly?, DaysOfWeek)? Range(NamedDays one, NamedDays other, DateOnly today)
    {
        if (one.Kind == NamedKind.Recurring && other.Kind == NamedKind.Recurring)
            return (today, null, Between(one.Days, other.Days));
        var to = other.Kind is NamedKind.Weekday or NamedKind.NextWeekday && other.To < one.From ? Calendars.Next(one.From, other.From.DayOfWeek.AsFlag())
            : other.Kind == NamedKind.Weekday ? Calendars.Next(one.From, other.Days)
            : other.To;
        return to < one.From ? null : (one.From, to, DaysOfWeek.None);
    }

    /// <summary>The days of the week from one to another.</summary>
    public static DaysOfWeek Between(DaysOfWeek from, DaysOfWeek to)
    {
        var days = DaysOfWeek.None;
        for (var day = 0; day < 14 && (days & to) == 0; day++)
        {
            var flag = ((DayOfWeek)(day % 7)).AsFlag();
            if (days != DaysOfWeek.None || from.HasFlag(flag))
                days |= flag;
        }

        return days;
    }

    private static (DateOnly, DateOnly?, DaysOfWeek)? Joined(List<NamedDays> spans)
    {
        var inOrder = spans.OrderBy(span => span.From).ToList();
        var isOne = inOrder.Zip(inOrder.Skip(1)).All(pair => pair.Second.From <= pair.First.To.AddDays(1));
        return isOne ? (inOrder[0].From, inOrder.Max(span => span.To), DaysOfWeek.None) : null;
    }

    private static (DateOnly, DateOnly?, DaysOfWeek)? Inside(NamedDays span, List<NamedDays> days, List<string> between)
    {
        var points = days.Where(one => one != span).ToList();
        if (points.Count == 0)
            return (span.From, span.To, DaysOfWeek.None);
        var at = days.IndexOf(span);
        if ((at > 0 && between[at - 1].EndsWith("or", StringComparison.Ordinal)) || (at < between.Count && between[at].StartsWith("or", StringComparison.Ordinal)))
            return null;
        if (points is [{ Kind: NamedKind.Date or NamedKind.Weekday } point] && at == 0 && between[0].Split(' ')[^1] is "after" or "before" or "from" or "starting")
            return Part(span, InMonthOf(span, point), between[0].Split(' ')[^1]);
        if (points is [{ Kind: NamedKind.Date } dated] && InMonthOf(span, dated).From is var date)
            return date >= span.From && date <= span.To ? (date, date, DaysOfWeek.None) : null;
        if (points.Any(one => one.Kind is not (NamedKind.Weekday or NamedKind.Recurring)))
            return null;
        if (points.Count == 2 && at is 0 or 2 && s_through.IsMatch(between[at == 0 ? 1 : 0]))
            return (span.From, span.To, Between(points[0].Days, points[1].Days));
        if (points is [{ Kind: NamedKind.Weekday }] && Calendars.Next(span.From.AddDays(-1), points[0].Days) is var day && day <= span.To && span.To < span.From.AddDays(7))
            return (day, day, DaysOfWeek.None);
        return (span.From, span.To, points.Aggregate(DaysOfWeek.None, (all, one) => all | one.Days));
    }

    /// <summary>A day of the month as the one in a span: "in april, after the 15th", said before the 15th of March.</summary>
    public static NamedDays InMonthOf(NamedDays span, NamedDays point) =>
        point.Kind == NamedKind.Date && point.From < span.From && span.To > span.From.AddDays(6) && Calendars.DayOfMonth(point.From.Day, span.From) is var inSpan && inSpan.From <= span.To ? inSpan : point;

    /// <summary>"In april after the 10th", "next week before thursday".</summary>
    private static (DateOnly, DateOnly?, DaysOfWeek)? Part(NamedDays span, NamedDays point, string bound)
    {
        var day = point.Kind == NamedKind.Weekday ? Calendars.Next(span.From.AddDays(-1), point.Days) : point.From;
        var (from, to) = bound switch { "after" => (day.AddDays(1), span.To), "before" => (span.From, day.AddDays(-1)), _ => (day, span.To) };
        return from < span.From || to > span.To || from > to ? null : (from, to, DaysOfWeek.None);
    }

    private static (DateOnly, DateOnly?, DaysOfWeek)? Points(List<NamedDays> days, List<string> between, DateOnly today)
    {
        if (days is [var only])
            return only.Kind == NamedKind.Recurring ? (today, null, only.Days) : (only.From, only.To, DaysOfWeek.None);
        if (days.TrueForAll(one => one.Days != DaysOfWeek.None && one.Days == days[0].Days))
            return days.Exists(one => one.Kind == NamedKind.Recurring) ? (today, null, days[0].Days) : (days[0].From, days[0].To, DaysOfWeek.None);
        if (!between.TrueForAll(words => s_alternative.IsMatch(words)))
            return null;
        if (days.TrueForAll(one => one.Kind is NamedKind.Weekday or NamedKind.Recurring))
            return (today, null, days.Aggregate(DaysOfWeek.None, (all, one) => all | one.Days));
        if (days.Exists(one => one.Kind == NamedKind.Recurring))
            return null;

        // "Next tuesday or wednesday": the second is of the same week.
        var dates = new SortedSet<DateOnly>();
        foreach (var one in days)
            dates.Add(one.Kind == NamedKind.Weekday && days[0].Kind == NamedKind.NextWeekday ? Calendars.Next(Calendars.Monday(days[0].From).AddDays(-1), one.Days) : one.From);
        var which = dates.Aggregate(DaysOfWeek.None, (all, date) => all | date.DayOfWeek.AsFlag());
        var meant = Enumerable.Range(0, dates.Max.DayNumber - dates.Min.DayNumber + 1).Select(dates.Min.AddDays).Where(date => which.HasFlag(date.DayOfWeek.AsFlag()));
        if (!dates.SetEquals(meant))
            return null;
        return (dates.Min, dates.Max, dates.Count == dates.Max.DayNumber - dates.Min.DayNumber + 1 ? DaysOfWeek.None : which);
    }

    private static (DateOnly From, DateOnly? To, DaysOfWeek Days)? Bounded(string before, string after, DateOnly from, DateOnly? to, DaysOfWeek days, DateOnly today)
    {
        var last = to ?? from;
        if (s_dayAfter.IsMatch(before))
            return (last.AddDays(1), last.AddDays(1), DaysOfWeek.None);
        if (s_dayBefore.IsMatch(before))
            return (from.AddDays(-1), from.AddDays(-1), DaysOfWeek.None);
        if (s_weekAfter.IsMatch(before))
            return (Calendars.Monday(last).AddDays(7), Calendars.Monday(last).AddDays(13), DaysOfWeek.None);
        if (s_weekBefore.IsMatch(before))
            return from.DayOfWeek == DayOfWeek.Sunday ? (Calendars.Monday(from), from.AddDays(-1), DaysOfWeek.None) : to > from.AddDays(6) ? null : (Calendars.Monday(from).AddDays(-7), Calendars.Monday(from).AddDays(-1), DaysOfWeek.None);
        if (s_weekOf.IsMatch(before))
            return to > from.AddDays(7) ? null : (Calendars.Monday(from), Calendars.Monday(from).AddDays(6), DaysOfWeek.None);
        if (s_awayUntil.Match(before) is { Success: true } away)
            return (away.Groups["until"].Value is "through" ? last.AddDays(1) : from, null, days);
        if (s_away.IsMatch(before) || (to > from && s_afterThat.IsMatch(after)))
            return s_afterThat.IsMatch(after) ? (last.AddDays(1), null, DaysOfWeek.None) : null;
        if (s_after.IsMatch(before) && !s_from.IsMatch(before) && !s_by.IsMatch(before))
            return (last.AddDays(1), null, days);
        if (s_onward.IsMatch(after) || (s_from.IsMatch(before) && !(to > from && before.EndsWith("from", StringComparison.Ordinal))))
            return (from, null, days);
        if (s_sooner.Match(after) is { Success: true } sooner && sooner.Value.Contains("before th", StringComparison.Ordinal))
            return (today, from.AddDays(-1), days);
        if (s_until.IsMatch(before) && (!s_freeUntil.IsMatch(before) || s_others.IsMatch(before) || s_thenFree.IsMatch(after) || s_taken.IsMatch(after)))
            return s_thenFree.IsMatch(after) ? (before.EndsWith("through", StringComparison.Ordinal) ? last.AddDays(1) : last, null, days) : null;
        if (s_by.IsMatch(before) || s_sooner.IsMatch(after))
            return (today, last, days);
        if (s_before.IsMatch(before))
            return (today, from.AddDays(-1), days);
        if (s_notBeforeThat.IsMatch(after))
            return (from, null, days);
        if (s_beforeThat.IsMatch(after))
            return (today, from.AddDays(-1), days);
        if (s_afterIt.IsMatch(after))
            return (last.AddDays(1), null, days);
        return LeftOver.Relates(before) || LeftOver.Relates(after) ? null : (from, to, days);
    }

    private static WhenWanted Within(WhenWanted wish, DateOnly from, DateOnly? to, DaysOfWeek days, DateOnly today)
    {
        if (to < today)
            return wish with { Kind = WhenKind.Past, From = from, To = to };
        if ((days & wish.Days) == DaysOfWeek.None && days != DaysOfWeek.None && wish.Days != DaysOfWeek.None)
            return wish with { Kind = WhenKind.Unclear };
        var both = days == DaysOfWeek.None ? wish.Days : wish.Days == DaysOfWeek.None ? days : days & wish.Days;
        var ahead = from < today ? today : from;
        var open = wish.From > ahead && !(to < wish.From) ? wish.From : ahead;
        return wish with { From = open, To = to, Days = both };
    }
}
