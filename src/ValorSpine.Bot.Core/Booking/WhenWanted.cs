using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>When a patient would like to come, as far as they said: dates, times of day, both or neither.</summary>
public sealed record WhenWanted
{
    private const int MostCharacters = 400;

    private static readonly TimeOnly s_evening = new(20, 0);

    /// <summary>What kind of wish it is.</summary>
    public WhenKind Kind { get; init; }

    /// <summary>First day, or null where no day was said.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive, or null where it is open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Earliest time of day, or null.</summary>
    public TimeOnly? After { get; init; }

    /// <summary>Latest start of day, exclusive, or null.</summary>
    public TimeOnly? Before { get; init; }

    /// <summary>The very time of day that was named, or null.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>Only these days of the week; <see cref="DaysOfWeek.None"/> means any.</summary>
    public DaysOfWeek Days { get; init; }

    /// <summary>The latest times of the day rather than the earliest: "the last appointment on wednesday".</summary>
    public bool Latest { get; init; }

    /// <summary>Days of the calendar that are ruled out: "any day but the 19th".</summary>
    public ImmutableArray<DaySpan> Without { get; init; } = [];

    /// <summary>Where the kind is not <see cref="WhenKind.Within"/>: the other of two that are wanted or may be meant; this one is then the first. "Tuesday at 9 or Thursday at 2", "Monday the 8th" where the 8th is a Tuesday.</summary>
    public WhenWanted? Or { get; init; }

    /// <summary>Understands a wish in plain words, or gives null where the text is not about when.</summary>
    /// <param name="text">As typed; only its first 400 characters are read.</param>
    /// <param name="now">On the clinic's wall clock.</param>
    /// <param name="asked">True where a time was asked for: then a whole story may stand around it.</param>
    public static WhenWanted? Parse(string text, DateTimeOffset now, bool asked = false)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        var wish = WhenWords.Read(NotWhen.Without(text.Length <= MostCharacters ? text : text[..MostCharacters]), today, asked);
        // "After 5 but before 4" leaves no time of day, "monday the 16th but no mondays" no day.
        if (wish is { Kind: WhenKind.Within } && (wish.Before <= wish.After || wish.At < wish.After || wish.At >= wish.Before || wish.HasNoDay))
            wish = wish with { Kind = WhenKind.Unclear, After = null, Before = null, At = null };
        if (wish?.At is not null)
            wish = wish with { After = null, Before = null };
        return wish is { Kind: WhenKind.Within } && wish.From == today && wish.To == today && wish.IsOver(TimeOnly.FromDateTime(now.DateTime)) ? wish with { Kind = WhenKind.Past } : wish;
    }

    /// <summary>By value, also of the days that are ruled out: a request for a schedule is known again by what it asks for.</summary>
    public bool Equals(WhenWanted? other) => other is not null
        && (Kind, From, To, After, Before, At, Days, Latest, Or) == (other.Kind, other.From, other.To, other.After, other.Before, other.At, other.Days, other.Latest, other.Or)
        && Without.AsSpan().SequenceEqual(other.Without.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, From, To, After, Before, At, Days, Latest);

    /// <summary>Whether a day is neither one of the week nor one of the calendar that is ruled out. It need not be within the dates that were said.</summary>
    public bool Allows(DateOnly day) => (Days == DaysOfWeek.None || Days.HasFlag(day.DayOfWeek.AsFlag())) && !Without.Any(span => span.Contains(day));

    /// <summary>Whether no day is left within the dates that were said.</summary>
    internal bool HasNoDay => (Days != DaysOfWeek.None || !Without.IsEmpty) && From is { } from && To is { } to && !Enumerable.Range(0, Math.Max(to.DayNumber - from.DayNumber + 1, 0)).Any(day => Allows(from.AddDays(day)));

    // "Today", said at ten to midnight.
    private bool IsOver(TimeOnly now) => now >= s_evening || At < now || Before <= now;

    /// <summary>This wish with what it leaves open taken from an earlier one: "mornings" after "next week" means both, and "tuesday at 10, no wait, wednesday" is at 10.</summary>
    internal WhenWanted Beside(WhenWanted? earlier) => earlier is not { Kind: WhenKind.Within } ? this : AtHoursOf(earlier).OnDaysOf(earlier);

    private WhenWanted AtHoursOf(WhenWanted earlier) => HasTime || Latest ? this : this with { After = earlier.After, Before = earlier.Before, At = earlier.At };

    // What leaves no day of the earlier wish begins anew, and so do days of the week beside one day.
    private WhenWanted OnDaysOf(WhenWanted earlier)
    {
        if (From is not null || (Days != DaysOfWeek.None && earlier.From is not null && earlier.From == earlier.To))
            return this;
        var days = Days == DaysOfWeek.None ? earlier.Days : earlier.Days == DaysOfWeek.None ? Days : Days & earlier.Days;
        var both = this with { From = earlier.From, To = earlier.To, Days = days, Without = [.. earlier.Without.Union(Without)] };
        return (days == DaysOfWeek.None && Days != DaysOfWeek.None) || both.HasNoDay ? this : both;
    }

    /// <summary>The days of this one and of a later one, and none between: what is said next is said of them.</summary>
    internal WhenWanted Spanning(WhenWanted other)
    {
        var (first, last) = From < other.From ? (From, other.From) : (other.From, From);
        return new()
        {
            From = first,
            To = last,
            At = At == other.At ? At : null,
            Without = first is { } one && last is { } two && two > one.AddDays(1) ? [new DaySpan(one.AddDays(1), two.AddDays(-1))] : [],
        };
    }

    /// <summary>Whether its days lie outside those of an earlier wish that named several.</summary>
    internal bool LeavesDaysOf(WhenWanted earlier) => Kind == WhenKind.Within && earlier is { From: { } from, To: { } to } && from != to && (From > to || To < from);

    /// <summary>True where one day and one time of day were named.</summary>
    internal bool IsExact => At is not null && From is not null && From == To;

    /// <summary>Spans of days without a break, in order, between two instants.</summary>
    internal IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Windows(ClinicFacts clinic, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var zone = ClinicTime.Zone(clinic);
        var first = Later(From, DateOnly.FromDateTime(ClinicTime.At(clinic, earliest).DateTime));
        var last = Sooner(To, DateOnly.FromDateTime(ClinicTime.At(clinic, latest).DateTime));
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!Allows(day))
                continue;
            var start = day;
            while (day < last && Allows(day.AddDays(1)))
                day = day.AddDays(1);
            var from = ClinicTime.Instant(zone, start, TimeOnly.MinValue);
            var to = ClinicTime.Instant(zone, day.AddDays(1), TimeOnly.MinValue);
            if (from < earliest)
                from = earliest;
            if (to > latest)
                to = latest;
            if (from < to)
                yield return (from, to);
        }
    }

    /// <summary>Whether anything was said of days.</summary>
    internal bool HasDays => From is not null || Days != DaysOfWeek.None || !Without.IsEmpty;

    /// <summary>Whether a time of day was said.</summary>
    internal bool HasTime => After is not null || Before is not null || At is not null;

    private static DateOnly Later(DateOnly? one, DateOnly other) => one > other ? one.Value : other;

    private static DateOnly Sooner(DateOnly? one, DateOnly other) => one < other ? one.Value : other;
}

/// <summary>What kind of wish a patient has.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenKind>))]
public enum WhenKind
{
    /// <summary>Within the dates and times of day that were said.</summary>
    Within,

    /// <summary>Sooner than what was offered.</summary>
    Earlier,

    /// <summary>Later than what was offered.</summary>
    Later,

    /// <summary>On another day than what was offered.</summary>
    OtherDay,

    /// <summary>A day that has passed: what was meant must be asked.</summary>
    Past,

    /// <summary>A day that no calendar has, such as 30 February.</summary>
    NoSuchDay,

    /// <summary>"Mañana" alone, which is tomorrow or the morning: what was meant must be asked.</summary>
    TomorrowOrMorning,

    /// <summary>Words that fit two days, or that are understood in part only: what was meant must be asked.</summary>
    Unclear,
}

/// <summary>A set of days of the week.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<DaysOfWeek>))]
public enum DaysOfWeek
{
    /// <summary>No day was named.</summary>
    None = 0,

    /// <summary>Sunday.</summary>
    Sunday = 1,

    /// <summary>Monday.</summary>
    Monday = 2,

    /// <summary>Tuesday.</summary>
    Tuesday = 4,

    /// <summary>Wednesday.</summary>
    Wednesday = 8,

    /// <summary>Thursday.</summary>
    Thursday = 16,

    /// <summary>Friday.</summary>
    Friday = 32,

    /// <summary>Saturday.</summary>
    Saturday = 64,

    /// <summary>Monday to Friday.</summary>
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,

    /// <summary>Saturday and Sunday.</summary>
    Weekend = Saturday | Sunday,

    /// <summary>Every day.</summary>
    All = Weekdays | Weekend,
}

internal static class DaysOfWeekExtensions
{
    public static DaysOfWeek AsFlag(this DayOfWeek day) => (DaysOfWeek)(1 << (int)day);
}
