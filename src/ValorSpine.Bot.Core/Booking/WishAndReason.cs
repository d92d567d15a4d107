using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Tells what a patient wants from why: "the kids get out at 3, so no later than 2", "thursday because I work wednesdays", "my physical is on the 19th, so before that".
/// Days and hours of the reason are wanted only as far as the wish speaks of them.
/// </summary>
internal static class WishAndReason
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const int MostTimes = 4;
    private const int MostReasons = 3;

    private static readonly Regex s_so = Phrase.Pattern("(?:, )?(?:so|therefore|which means|that means|meaning|hence)(?: that(?! (?:day|date|week|one|1|morning|afternoon|time)))?");
    private static readonly Regex s_notSo = new("^ (?:much|far|bad|badly|many|good|long|early|late|sorry|soon|tired|sore)\\b", Options);
    private static readonly Regex s_orSo = new("(?:^| )(?:or|not|is|am|are|hurts|nothing) $", Options);
    private static readonly Regex s_because = Phrase.Pattern("(?:, )?(?:because|'?cause|cuz|coz|bc|since (?:i|i'm|my|we|he|she|the|it|it's|that's)|as (?:i|my|we)|due to)");
    private static readonly Regex s_same = new("(?:^| )same (?:day|time|week) $", Options);
    private static readonly Regex s_free = Phrase.Pattern("off|free|open|available|availability|can|could|only|works?|have time|around|in town|here until|here till");

    // "Any weekday, school pickup is at 2:45": the days stand before the reason.
    private static readonly Regex s_clause = new("# , (?:my|our|the|school|kids|i|we|he|she)\\b[^#]*$", Options);

    // "Rockies are home the 24th, so that day before 2", "tuesday after I vote, so after 10": the day is in the reason.
    private static readonly Regex s_thatDay = Phrase.Pattern("(?:on )?(?:that|those|these) (?:days?|dates?|mornings?|afternoons?|week|one)");
    private static readonly Regex s_when = new(@" (?:after|before|when|once|while) (?:i|we|my|the|school|work|our|he|she)\b(?:(?!day|week|month)[a-z' ])*,?$", Options);
    private static readonly Regex s_leads = new("^(?:on |the |maybe )*#(?: (?:or|and|to|,|/)* ?#)*(?: |$)", Options);
    private static readonly Regex s_engaged = Phrase.Pattern("not|no|never|can't|don't|won't|isn't|work|working|busy|away|gone|booked|full|out|bad|surgery|trip|travel|travelling|traveling|chemo|dialysis|class|off");
    private static readonly Regex s_inThere = Phrase.Pattern("(?:some ?where |some ?time |any ?time |any ?day )?(?:in there|in between|(?:in|within|during) (?:that|those|these) (?:week|days|time|window|span|dates|range))|any of (?:those|these|them)(?: days)?");
    private static readonly Regex s_before = Phrase.Pattern("(?:before|prior to|earlier than|sooner than) (?:that|then)|before$");
    private static readonly Regex s_notBefore = Phrase.Pattern("(?:not|nothing|no|never|(?:can't|won't|don't|doesn't|isn't|wouldn't|couldn't)(?! wait| mind))(?: (?!so |but |late)[a-z']+){0,8} (?:(?:before|earlier|sooner)(?: than)?(?: (?:that|then|this|it))?|than (?:that|then))");
    private static readonly Regex s_after = Phrase.Pattern("(?:any ?time |any ?day |anything )?after (?:that|then)|afterwards?|any ?(?:time|day|thing) after");
    private static readonly Regex s_negated = Phrase.Pattern("not|no|can't|won't|never");
    private static readonly Regex s_notThen = Phrase.Pattern("not (?:on )?(?:then|that day|those days|these days|those|that week|that date)");
    private static readonly Regex s_weekAfter = new("\\b(?:the )?(?:week after(?: that\\b| ?,|$)|following week\\b)", Options);
    private static readonly Regex s_anyOther = Phrase.Pattern("any other (?:day|time|one)s?|any ?day else|(?:any of )?(?:the |all )?other (?:days|ones)|any ?thing else|any ?(?:thing|day|time) (?:that isn't|that's not|but|except|other than|besides) (?:those|these|that|them)(?: \\d)?(?: days?)?|the rest(?: of (?:the|my|that) week)?|every other day of the week|otherwise");

    private static readonly Regex s_breakThenOther = new($" , (?:but |and |so )?(?<other>{s_anyOther}.*)$", Options);
    private static readonly Regex s_suits = Phrase.Pattern("good|works|work (?:for|best|well|ok|fine)|best|better|fine|great|free|open|available|prefer|ideal|perfect|(?:can|could|would|please|want|need)(?!['a-z])");

    /// <summary>The wish without its reason, or null where the text has no such two parts that can be told apart.</summary>
    /// <param name="whole">The phrase, of which nothing was taken yet.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    /// <param name="read">Reads one of the parts.</param>
    public static (WhenWanted Wish, Phrase Left, string Said)? Split(Phrase whole, DateOnly today, Func<Phrase, WhenWanted?> read)
    {
        var text = whole.Text;
        var tries = 0;
        for (var match = s_because.Match(text); match.Success && tries < MostReasons; match = match.NextMatch(), tries++)
        {
            if (s_same.IsMatch(text[..match.Index]))
                continue;
            var rest = whole.Part(text[..match.Index]);
            if (read(rest) is { Kind: WhenKind.Within } wish && SaysWhen(wish))
                return (wish, rest, text[..match.Index]);
        }

        (string Reason, string Wish)? parts = null;
        for (var match = s_so.Match(text); match.Success; match = match.NextMatch())
        {
            if (!s_notSo.IsMatch(text[(match.Index + match.Length)..]) && !s_orSo.IsMatch(text[..match.Index]))
                parts = (text[..match.Index], text[(match.Index + match.Length)..].Trim());
        }

        // "PT tuesdays and thursdays, custody weekends, anything else is fine"
        if (s_breakThenOther.Match(text) is { Success: true } other && !(parts?.Reason.Length > other.Index) && !s_suits.IsMatch(text[..other.Index]) && !s_engaged.IsMatch(other.Groups["other"].Value.Replace("isn't", "", StringComparison.Ordinal)))
            parts = (text[..other.Index], text[(other.Index + other.Length - other.Groups["other"].Length)..].Trim());
        return parts is var (reason, wanted) && Wanted(whole.Part(reason), whole.Part(wanted), today, read) is var (concluded, left) ? (concluded, left, wanted) : null;
    }

    private static (WhenWanted, Phrase)? Wanted(Phrase reason, Phrase wanted, DateOnly today, Func<Phrase, WhenWanted?> read)
    {
        if (Days.Leads(reason.Text, today))
            reason = reason.Part(s_when.Replace(reason.Text, ""));
        if (Anchored(reason, wanted, today, read) is { } anchored)
            return (anchored, wanted);
        var refuses = s_negated.IsMatch(wanted.Text);
        if (read(wanted) is not { } wish || (wish.Kind == WhenKind.Within && !SaysWhen(wish)))
            return null;
        if (wish.Kind != WhenKind.Within)
            return wish.Kind == WhenKind.Unclear ? (wish, wanted) : null;
        var isFree = s_free.IsMatch(reason.Text);
        var hours = TakeTimes(reason);
        if (wish.From is not null || wish.Days != DaysOfWeek.None)
        {
            var days = Days.Take(reason, today);
            if (isFree && !refuses && days.Exists(day => day.Kind == NamedKind.Span))
                return null;
            return (wish.HasTime || days.Count > 0 || hours.At is not null || hours.Before is not null ? wish : wish with { After = hours.After }, wanted);
        }

        return read(reason) switch
        {
            null or { Kind: WhenKind.Past } => (wish, wanted),
            { Kind: WhenKind.Within } told when isFree || told.From is null || s_clause.IsMatch(reason.Text) => (wish with { From = told.From, To = told.To, Days = told.Days }, wanted),
            { Kind: WhenKind.Within } told when s_thatDay.IsMatch(wanted.Text) || (s_leads.IsMatch(reason.Text) && !s_engaged.IsMatch(reason.Text)) => (wish with { From = told.From, To = told.To, Days = told.Days }, wanted),
            _ => (wish with { Kind = WhenKind.Unclear }, wanted),
        };
    }

    /// <summary>A wish that points back to the day or the hour of its reason: "before that", "not then", "the week after".</summary>
    private static WhenWanted? Anchored(Phrase reason, Phrase wanted, DateOnly today, Func<Phrase, WhenWanted?> read)
    {
        var isNotBefore = wanted.Take(s_notBefore) is not null;
        var isWeekAfter = wanted.Take(s_weekAfter) is not null;
        var (isBefore, isAfter, isOther) = (wanted.Take(s_before) is not null, wanted.Take(s_after) is not null, wanted.Take(s_notThen) is not null);
        isOther |= wanted.Take(s_anyOther) is not null;
        if (!isNotBefore && !isBefore && !isAfter && !isWeekAfter && !isOther)
            return wanted.Take(s_inThere) is not null ? InThere(reason, wanted, today, read) : null;

        // "So it can't be after that"
        if ((isBefore || isAfter) && s_negated.IsMatch(wanted.Text))
            return new WhenWanted { Kind = WhenKind.Unclear };
        var told = wanted.Part(reason.Text);
        var hours = TakeTimes(told);
        var days = Days.Take(told, today);
        var wish = read(wanted) ?? new WhenWanted();
        var unclear = wish with { Kind = WhenKind.Unclear };
        if (wish.Kind != WhenKind.Within)
            return unclear;
        if (days.Count == 0)
        {
            var hour = hours.At ?? hours.After ?? hours.Before;
            return hour is null || wish.HasTime || isOther || isWeekAfter || isBefore == (isAfter || isNotBefore) ? unclear : isBefore ? wish with { Before = hour } : wish with { After = hour };
        }

        if ((wish.From is not null && !isOther) || days.Exists(day => day.Kind is NamedKind.Past or NamedKind.NoSuchDay or NamedKind.Unclear))
            return unclear;
        var (from, to) = (days.Min(day => day.From), days.Max(day => day.To));
        var weekdays = days.Aggregate(DaysOfWeek.None, (all, day) => all | day.Days);
        if (isOther)
        {
            var only = (wish.Days == DaysOfWeek.None ? DaysOfWeek.All : wish.Days) & ~weekdays;

            // "I work till 4 tuesdays, other days are open": is all of the tuesday taken?
            return hours is { At: null, HasTime: true } ? unclear : days.TrueForAll(day => day.Kind is NamedKind.Weekday or NamedKind.Recurring) ? wish with { Days = only } : unclear;
        }

        if (days.Exists(day => day.Kind == NamedKind.Recurring))
            return unclear;
        if (isWeekAfter)
            return wish with { From = Calendars.Monday(to).AddDays(7), To = Calendars.Monday(to).AddDays(13) };
        if (isNotBefore)
            return wish with { From = from };
        return isAfter ? wish with { From = to.AddDays(1) } : from > today ? wish with { From = today, To = from.AddDays(-1) } : unclear;
    }

    /// <summary>"Spring break is the 23rd to the 27th, so somewhere in there"</summary>
    private static WhenWanted? InThere(Phrase reason, Phrase wanted, DateOnly today, Func<Phrase, WhenWanted?> read)
    {
        var wish = read(wanted) ?? new WhenWanted();
        var told = read(wanted.Part(reason.Text));
        return wish.Kind == WhenKind.Within && wish.From is null && !s_negated.IsMatch(wanted.Text) && told is { Kind: WhenKind.Within, From: not null, To: not null } && told.From >= today
            ? wish with { From = told.From, To = told.To, Days = told.Days }
            : new WhenWanted { Kind = WhenKind.Unclear };
    }

    private static WhenWanted TakeTimes(Phrase phrase)
    {
        var hours = new WhenWanted();
        for (var time = 0; time < MostTimes; time++)
        {
            var more = HourWords.Take(phrase, new WhenWanted());
            if (!more.HasTime)
                break;
            hours = hours.HasTime ? hours : more;
        }

        return hours;
    }

    private static bool SaysWhen(WhenWanted wish) => wish.From is not null || wish.Days != DaysOfWeek.None || wish.HasTime;
}
