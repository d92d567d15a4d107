using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Reads a wish beside what stands. What it leaves open is taken from there: another hour is on the same day, another day at the same hour, and a weekday lies within the week or
/// the month that was named. What cannot be there begins anew.
/// </summary>
internal static class WishInContext
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const int Week = 7;

    private static readonly Regex s_anyHour = new(@"\b(?:any ?time|any hour|all day|whole day|what ?ever time|(?:a )?(?:different|another|other|new) (?:time|hour)|time (?:doesn't|doesnt|does not) matter)\b", Options);
    private static readonly Regex s_latest = new(
        @"(?<!\b(?:my|our|his|her|their) )\b(?:the |your )?(?:very )?(?:last|latest)(?: possible| available| open)?,? (?:appointment|appt|slot|time|opening|spot)s?(?: (?:of|in) (?:the|that) day| (?:that )?you(?:'ve| have)(?: got)?| available)?\b(?! (?:i|we|it|he|she|was|were|when)\b)|\b(?:the )?latest(?: one| thing)? (?:that )?(?:you(?:'ve| have)(?: got| open| available)?|u have|possible|available)\b|\b(?:the )?(?:last|latest) one (?:of|in|on) (?:the|that) day\b|\bas late as (?:possible|you (?:can|have|go))\b", Options);
    // "Do you do the decompression same day" asks how it is done, not for a visit today.
    private static readonly Regex s_ofTreatment = new(@"^(?:do|does|is|are|can|could|will|would)\b.*\b(?:decompression|injections?|fibrin|repair|procedures?|treatments?|surgery|mri|scans?|therapy|it done|imaging)\b.*\b(?:the )?same day\b", Options);
    private static readonly Regex s_dayOfMonth = new(@"^\s*(?<day>1[3-9]|2\d|3[01])\s*[.!]?$", Options);
    private static readonly Regex s_sameDayAs = new(@"\bsame (?:day|time) as (?:my|our|his|her) [a-z' ]+?,? (?:and )?(?:(?:who|which) )?(?:(?:s?he|they)(?:'s|'re|s)?|is|are|has|comes|goes|it's|its)(?: (?:is|has|are|have|was|comes|goes|coming|booked|scheduled|set|in|one|his|hers|an appointment|a visit))* (?:on |for )?(?<when>.+)$", Options);

    /// <summary>When the patient would like to come, or null where a message is not about that. What a button or its number says is no wish.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="booking">What stands.</param>
    /// <param name="text">What is read of the message, or null for all of it.</param>
    /// <param name="asked">True where a time was asked for.</param>
    public static WhenWanted? Of(Turn turn, BookingState booking, string? text = null, bool asked = false) =>
        turn.Action is null ? Read(text ?? turn.Text, Standing.Of(turn, booking), ClinicTime.At(turn.Content.Clinic, turn.Facts.Now), asked || text is not null) : null;

    /// <summary>Whether a message counts from the time that stands: "a week later", "push it back an hour".</summary>
    public static bool PointsBack(Turn turn, BookingState booking) =>
        RelativeWords.Plain(turn.Text, Standing.Of(turn, booking), Today(turn)) != turn.Text;

    /// <summary>The wish in a text beside what stands.</summary>
    /// <param name="said">As typed.</param>
    /// <param name="standing">What stands.</param>
    /// <param name="now">On the clinic's wall clock.</param>
    /// <param name="asked">True where a time was asked for.</param>
    public static WhenWanted? Read(string said, Standing standing, DateTimeOffset now, bool asked)
    {
        if (s_ofTreatment.IsMatch(said))
            return null;
        var today = DateOnly.FromDateTime(now.DateTime);
        if (s_sameDayAs.Match(said) is { Success: true } others)
            return OnTheirDay(others.Groups["when"].Value, now);
        var placed = RelativeWords.Plain(said, standing, today);
        var text = TimeCorrections.Plain(placed);
        if (asked && s_dayOfMonth.Match(text) is { Success: true } number)
            text = $"the {number.Groups["day"].Value}th";
        if (s_latest.IsMatch(text))
            return OnDay(s_latest.Replace(text, " ").Trim(' ', ',', '?', '.'), standing, now) ?? Understood(text, standing, now, asked);
        var corrected = Understood(text, standing, now, asked);
        return corrected is { Kind: WhenKind.Within } || text == placed ? corrected
            : Understood(placed, standing, now, asked) is { } whole && (whole.Kind == WhenKind.Within || corrected is null) ? whole
            : corrected;
    }

    /// <summary>The day of another's visit; when it begins is theirs alone.</summary>
    private static WhenWanted OnTheirDay(string when, DateTimeOffset now) =>
        WhenWanted.Parse(when, now, asked: true) is { Kind: WhenKind.Within, From: not null } day ? day with { After = null, Before = null, At = null } : new WhenWanted { Kind = WhenKind.Unclear };

    /// <summary>"The last appointment on wednesday"</summary>
    private static WhenWanted? OnDay(string rest, Standing standing, DateTimeOffset now)
    {
        var day = Understood(rest, standing, now, asked: true);
        if (day is null && (standing.Day ?? standing.Shown) is { } shown)
            day = new WhenWanted { From = shown, To = shown };
        return day is { Kind: WhenKind.Within, From: not null } ? day with { Latest = true, At = null } : null;
    }

    private static WhenWanted? Understood(string text, Standing standing, DateTimeOffset now, bool asked)
    {
        var read = WhenWanted.Parse(text, now, asked);
        if (read is not { Kind: WhenKind.Within } alone)
            return read;
        var isAny = alone == new WhenWanted { From = DateOnly.FromDateTime(now.DateTime) };
        var wish = Placed(text, alone, standing, now, asked);
        if (s_anyHour.IsMatch(text))
            return isAny && (standing.IsHeld || standing.Wish is { From: not null }) ? OnDaysOf(standing) : wish;

        // "As soon as possible" leaves nothing of what was said before.
        return isAny ? wish : wish.Beside(wish.HasDays ? standing.Wish : OnDaysOf(standing));
    }

    private static WhenWanted? OnDaysOf(Standing standing) => standing is { IsHeld: true, Day: { } day }
        ? new WhenWanted { From = day, To = day }
        : standing.Wish is { } wish ? wish with { After = null, Before = null, At = null, Latest = false } : null;

    /// <summary>Days of the week within the span that stands, or else in the week of the day that does.</summary>
    private static WhenWanted Placed(string text, WhenWanted wish, Standing standing, DateTimeOffset now, bool asked)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        if (!WhenWords.NamesOnlyWeekdays(text, today) || wish.From is null)
            return wish;
        foreach (var (from, to, without) in Spans(standing, today))
        {
            var before = from > today ? from.AddDays(-1) : today;
            if (WhenWanted.Parse(text, now.AddDays(before.DayNumber - today.DayNumber), asked) is not { Kind: WhenKind.Within, From: { } first } there)
                continue;
            var isLong = from > today && !(to < from.AddDays(Week));
            if (there.To > to)
                continue;
            if (isLong && first == there.To)
                there = there with { From = from, To = to, Days = first.DayOfWeek.AsFlag() };
            else
                there = there with { From = first > before ? first : from, To = there.To ?? to };
            there = there with { Without = [.. there.Without.Union(without)] };
            if (!there.HasNoDay)
                return there;
        }

        return wish;
    }

    private static IEnumerable<(DateOnly From, DateOnly? To, ImmutableArray<DaySpan> Without)> Spans(Standing standing, DateOnly today)
    {
        if (standing.Wish is { From: { } from } wish && wish.To != from && (from > today || wish.To is not null))
            yield return (from, wish.To, wish.Without);
        if (standing.Day is { } day)
            yield return (Calendars.Monday(day) > today ? Calendars.Monday(day) : today, Calendars.Monday(day).AddDays(Week - 1), []);
    }

    private static DateOnly Today(Turn turn) => DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime);
}
