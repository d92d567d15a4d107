using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The time zone that a patient names with an hour: "10am EST", "3 pacific", "1 my time". Times are kept on the clinic's clock; the patient is shown both.</summary>
internal static class PatientZone
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Hour = @"(?:\d|[ap]\.?m\.?|noon|o'?clock|morning|afternoon|evening)";
    private const string Time = @"(?:(?:standard|daylight)(?: savings?)? )?(?:time ?zone|time|zone)\b";

    // What people call a zone: its name, which needs an hour before it or "time" after it; its letters; two letters, which may also be physical therapy or a scan; places that lie in one zone.
    private static readonly (string Zone, string Name, string Letters, string Two, string Places)[] s_words =
    [
        ("America/New_York", "eastern", "est|edt", "et", "new york|nyc?|east coast|boston|atlanta|miami"),
        ("America/Chicago", "central", "cst|cdt", "ct", "chicago|dallas|houston"),
        ("America/Denver", "mountain", "mst|mdt", "mt", "denver|colorado|utah"),
        ("America/Phoenix", "arizona", "", "", "phoenix"),
        ("America/Los_Angeles", "pacific", "pst|pdt", "pt", "california|west coast|los angeles|seattle|san francisco"),
        ("America/Anchorage", "alaska", "akst|akdt", "", "alaskan"),
        ("Pacific/Honolulu", "hawaii", "hst", "", "hawaiian"),
    ];

    private static readonly (string Zone, Regex Words)[] s_zones = [.. s_words.Select(words => (words.Zone, Pattern(words.Name, words.Letters, words.Two, words.Places)))];
    private static readonly Regex s_own = new($@"(?<={Hour} ?)\b(?:(?:in )?(?:my|our)(?: local)?|local) {Time}", Options);

    // Where somebody is, and where another clock than the clinic's may hang: their hour is asked for, since a state may lie in two zones. Not where they come from to be seen.
    private static readonly Regex s_elsewhere = new(
        @"\b(?:(?:i'?m|i am|we'?re|we are|live|living|here|over|out|staying|it'?s|\d{1,2} ?(?:[ap]m)?|o'?clock|morning|afternoon) (?:here |over |out |down |up )?in|from) (?:sunny )?(?<place>"
        + "new york|nyc|brooklyn|boston|massachusetts|maine|vermont|new hampshire|connecticut|rhode island|new jersey|pennsylvania|philadelphia|pittsburgh|delaware|maryland|baltimore|dc|washington|virginia|west virginia|north carolina|south carolina|charlotte|georgia|atlanta|florida|miami|orlando|tampa|ohio|cleveland|columbus|cincinnati|michigan|detroit|indiana|indianapolis|kentucky|louisville|"
        + "colorado|denver|utah|salt lake|new mexico|albuquerque|wyoming|montana|idaho|boise|arizona|phoenix|tucson|nevada|las vegas|vegas|california|los angeles|la|san diego|san francisco|oregon|portland|seattle|alaska|anchorage|hawaii|honolulu|chicago|dallas|houston|texas"
        + @")\b", Options);

    /// <summary>Whether an hour for a visit that the patient does not come to is said with a place that may have another clock: "video wednesday at 10, I'm in Denver".</summary>
    public static bool IsElsewhere(string text, ClinicFacts clinic) => Of(text) is null && s_elsewhere.Match(text) is { Success: true } match
        && BookingWords.Visit(text, clinic) is { Place: not VisitPlace.Clinic } && !s_zones.Any(zone => zone.Zone == clinic.TimeZone && zone.Words.IsMatch(match.Groups["place"].Value + " time"));

    /// <summary>A wish without its hours, which are asked for.</summary>
    public static WhenWanted? WithoutHours(WhenWanted? wish) => wish is null ? null : wish with { At = null, After = null, Before = null };

    /// <summary>The id of the zone that a text names, or null.</summary>
    public static string? Of(string text) => s_zones.FirstOrDefault(zone => zone.Words.IsMatch(text)).Zone;

    /// <summary>Whether a text gives an hour in a zone that it does not name: "at 1 my time".</summary>
    public static bool IsUnnamed(string text) => Of(text) is null && s_own.IsMatch(text);

    /// <summary>The text without the words for a zone.</summary>
    public static string Without(string text) => s_zones.Aggregate(s_own.Replace(text, " "), (left, zone) => zone.Words.Replace(left, " "));

    /// <summary>The booking with the zone that this message names, as far as it is another than the clinic's.</summary>
    public static BookingState Noted(Turn turn, BookingState booking) =>
        turn.Action is null && Of(turn.Text) is { } zone ? booking with { Zone = IsOther(zone, turn.Content.Clinic, turn.Facts.Now) ? zone : null } : booking;

    /// <summary>A wish whose hours were said in a zone, on the clinic's clock. An hour of no named zone is left out, so that it is asked for.</summary>
    /// <param name="wish">As read.</param>
    /// <param name="text">The text that it was read from.</param>
    /// <param name="clinic">The clinic.</param>
    /// <param name="now">On the clinic's wall clock.</param>
    public static WhenWanted OnClinicClock(WhenWanted wish, string text, ClinicFacts clinic, DateTimeOffset now)
    {
        var zone = Of(text);
        if (zone is null && !IsUnnamed(text) && !IsElsewhere(text, clinic))
            return wish;
        if (wish.Or is { } or)
            wish = wish with { Or = OnClinicClock(or, text, clinic, now) };
        // Hours that stand from before are on the clinic's clock already.
        if (!wish.HasTime || WhenWanted.Parse(text, now, asked: true) is not { HasTime: true })
            return wish;
        if (zone is null)
            return WithoutHours(wish)!;
        var day = wish.From ?? DateOnly.FromDateTime(now.DateTime);
        var at = Moved(wish.At, day, zone, clinic);
        var days = wish.IsExact && at is not null ? at.Value.Days : 0;
        return wish with
        {
            From = days == 0 ? wish.From : day.AddDays(days),
            To = days == 0 ? wish.To : day.AddDays(days),
            At = at?.Time,
            After = Moved(wish.After, day, zone, clinic) is { Days: 0 } after ? after.Time : null,
            Before = Moved(wish.Before, day, zone, clinic) is { Days: 0 } before ? before.Time : null,
        };
    }

    /// <summary>"10:00 AM Eastern time", or null where the clock there shows the same.</summary>
    public static string? Clock(string? zone, ClinicFacts clinic, DateTimeOffset instant) =>
        zone is not null && IsOther(zone, clinic, instant) ? ClinicTime.Clock(TimeZoneInfo.FindSystemTimeZoneById(zone), instant) + " " + ClinicTime.ZoneName(zone) : null;

    private static bool IsOther(string zone, ClinicFacts clinic, DateTimeOffset instant) =>
        TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(instant) != ClinicTime.Zone(clinic).GetUtcOffset(instant);

    private static (TimeOnly Time, int Days)? Moved(TimeOnly? time, DateOnly day, string zone, ClinicFacts clinic)
    {
        if (time is not { } said)
            return null;
        var there = ClinicTime.At(clinic, ClinicTime.Instant(TimeZoneInfo.FindSystemTimeZoneById(zone), day, said)).DateTime;
        return (TimeOnly.FromDateTime(there), DateOnly.FromDateTime(there).DayNumber - day.DayNumber);
    }

    private static Regex Pattern(string name, string letters, string two, string places)
    {
        var named = letters.Length == 0 ? name : $"{name}|{letters}";
        var both = two.Length == 0 ? named : $"{named}|{two}";
        return new(
            $@"(?<={Hour} ?)\b(?:{named})\b(?: {Time})?(?! (?:ave|avenue|st|street|road|blvd|park|clinic|office|station))"
            + $@"|\b(?:{both}|{places}) {Time}"
            + (letters.Length == 0 ? "" : $@"|\b(?:{letters})\b")
            + (two.Length == 0 ? "" : $@"|(?<=[ap]\.?m\.? ?)\b(?:{two})\b"), Options);
    }
}
