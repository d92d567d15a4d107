using System.Globalization;

namespace ValorSpine.Bot.Staff.Shell;

/// <summary>Moments as the clinic's clocks and calendars show them, in US English whatever the machine's culture is.</summary>
internal sealed class ClinicTime(StaffConsoleOptions options)
{
    private static readonly CultureInfo s_culture = CultureInfo.GetCultureInfo("en-US");

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <summary>For <c>datetime</c>: UTC to the second.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"Mon, Nov 23, 2026, 2:05 PM".</summary>
    public string DateAndTime(DateTimeOffset at) => Format(at, "ddd, MMM d, yyyy, h:mm tt");

    /// <summary>"2:05:33 PM".</summary>
    public string TimeOfDay(DateTimeOffset at) => Format(at, "h:mm:ss tt");

    /// <summary>"Monday, November 23, 2026".</summary>
    public string Day(DateTimeOffset at) => Format(at, "dddd, MMMM d, yyyy");

    /// <summary>When a day begins there, UTC.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private string Format(DateTimeOffset at, string format) => TimeZoneInfo.ConvertTime(at, _zone).ToString(format, s_culture);
}
