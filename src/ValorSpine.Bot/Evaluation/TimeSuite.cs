using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Evaluation;

/// <summary>When a patient said that they would like to come.</summary>
/// <param name="Id">Of the line.</param>
/// <param name="Says">As typed.</param>
/// <param name="Now">When it was said, on the clinic's wall clock.</param>
/// <param name="Readings">What it means, and what else it may be taken for; the first is the author's own.</param>
internal sealed record TimeCase(string Id, string Says, DateTimeOffset Now, ImmutableArray<TimeReading> Readings);

/// <summary>One reading of what was said about when.</summary>
/// <param name="Kind">A wish, or why there is none.</param>
/// <param name="Days">The days that are meant, of those that are looked at.</param>
/// <param name="After">Earliest time of day, or null.</param>
/// <param name="Before">Latest start of day, exclusive, or null.</param>
/// <param name="At">The very time of day, or null.</param>
internal sealed record TimeReading(TimeReadingKind Kind, ImmutableSortedSet<DateOnly> Days, TimeOnly? After, TimeOnly? Before, TimeOnly? At)
{
    // Further than a year, so that a day that was taken for the one of next year shows.
    private const int LookedAt = 420;

    /// <summary>A reading without a wish.</summary>
    public static TimeReading None(TimeReadingKind kind) => new(kind, [], null, null, null);

    /// <summary>What the bot understood.</summary>
    public static TimeReading Of(WhenWanted? when, DateOnly today) => when switch
    {
        null => None(TimeReadingKind.NotATime),
        { Kind: WhenKind.Past or WhenKind.NoSuchDay or WhenKind.Unclear or WhenKind.TomorrowOrMorning } => None(TimeReadingKind.Ask),
        { Kind: WhenKind.Within } => new(TimeReadingKind.Wish, Span(when.From, when.To, when.Allows, today), when.After, when.Before, when.At),
        _ => None(TimeReadingKind.Relative),
    };

    /// <summary>The days of a span that are looked at and allowed.</summary>
    public static ImmutableSortedSet<DateOnly> Span(DateOnly? from, DateOnly? to, Func<DateOnly, bool> allows, DateOnly today)
    {
        var first = from > today ? from.Value : today;
        var last = to is { } end && end < today.AddDays(LookedAt) ? end : today.AddDays(LookedAt);
        return [.. Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1)).Select(first.AddDays).Where(allows)];
    }

    /// <summary>Whether both mean the same days and times.</summary>
    public bool Means(TimeReading other) =>
        Kind == other.Kind && Days.SetEquals(other.Days) && (After, Before, At) == (other.After, other.Before, other.At);
}

/// <summary>What a text is about when.</summary>
internal enum TimeReadingKind
{
    /// <summary>A wish for days or times.</summary>
    Wish,

    /// <summary>Something that must be asked about.</summary>
    Ask,

    /// <summary>Nothing about when.</summary>
    NotATime,

    /// <summary>Sooner, later or another day than what was offered.</summary>
    Relative,
}

/// <summary>Reads <c>tests/evaluation/times</c>: a line a message, with what it means.</summary>
internal static class TimeSuite
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);
    private static readonly DateTimeOffset s_now = new(2026, 3, 11, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly string[] s_weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>All messages of a file.</summary>
    /// <exception cref="BadContentException">It is missing or cannot be read.</exception>
    public static ImmutableArray<TimeCase> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => Case(JsonSerializer.Deserialize<Line>(line, s_json)!))];
        }
        catch (Exception error) when (error is IOException or JsonException or FormatException or InvalidOperationException)
        {
            throw new BadContentException($"The messages in '{path}' cannot be read: {error.Message}");
        }
    }

    private static TimeCase Case(Line line)
    {
        var now = line.Now ?? s_now;
        var today = DateOnly.FromDateTime(now.DateTime);
        return new(line.Id, line.Says, now, [Reading(line.Means, today), .. (line.AlsoRight ?? []).Select(also => Reading(also, today))]);
    }

    private static TimeReading Reading(JsonElement means, DateOnly today)
    {
        if (means.ValueKind == JsonValueKind.String)
            return TimeReading.None(means.GetString() == "ask" ? TimeReadingKind.Ask : TimeReadingKind.NotATime);
        var wish = means.Deserialize<Wish>(s_json)!;
        var only = wish.Days is { Length: > 0 } days ? days : s_weekdays;
        return new(
            TimeReadingKind.Wish,
            TimeReading.Span(wish.From, wish.To, day => only.Contains(s_weekdays[(int)day.DayOfWeek]) && !(wish.Not ?? []).Contains(s_weekdays[(int)day.DayOfWeek]) && !(wish.Without ?? []).Contains(day), today),
            Time(wish.After), Time(wish.Before), Time(wish.At));
    }

    private static TimeOnly? Time(string? text) => text is null ? null : TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private sealed record Line(string Id, string Says, DateTimeOffset? Now, JsonElement Means, JsonElement[]? AlsoRight);

    private sealed record Wish(DateOnly? From, DateOnly? To, string[]? Days, string[]? Not, DateOnly[]? Without, string? After, string? Before, string? At);
}
