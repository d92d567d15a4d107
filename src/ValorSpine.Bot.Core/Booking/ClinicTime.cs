using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Instants as the clinic's wall clock shows them, and the words for them.</summary>
internal static class ClinicTime
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The clinic's zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">The setting names no zone; checked at start-up.</exception>
    public static TimeZoneInfo Zone(ClinicFacts clinic) => TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <summary>The same instant on the clinic's wall clock.</summary>
    public static DateTimeOffset At(ClinicFacts clinic, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone(clinic));

    /// <summary>
    /// The instant at which the clinic's wall clock shows a time. A time that the clocks skip means the moment after the
    /// gap; of a time that they show twice, the first is meant.
    /// </summary>
    public static DateTimeOffset Instant(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }

    /// <summary>"Thursday, December 3 at 2:00 PM Central time".</summary>
    public static string Long(ClinicFacts clinic, DateTimeOffset instant) =>
        At(clinic, instant).ToString("dddd, MMMM d 'at' h:mm tt", s_english) + " " + ZoneName(clinic);

    /// <summary>"Thu, Dec 3, 2:00 PM": for a button, where the zone is named beside it.</summary>
    public static string Short(ClinicFacts clinic, DateTimeOffset instant) => At(clinic, instant).ToString("ddd, MMM d, h:mm tt", s_english);

    /// <summary>"Thursday, December 3".</summary>
    public static string Day(ClinicFacts clinic, DateTimeOffset instant) => At(clinic, instant).ToString("dddd, MMMM d", s_english);

    /// <summary>"2:10 PM".</summary>
    public static string Clock(ClinicFacts clinic, DateTimeOffset instant) => At(clinic, instant).ToString("h:mm tt", s_english);

    /// <summary>"2:10 PM" in another zone.</summary>
    public static string Clock(TimeZoneInfo zone, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString("h:mm tt", s_english);

    /// <summary>"Central time"; outside the zones of the United States the city's: "Halifax time".</summary>
    public static string ZoneName(ClinicFacts clinic) => ZoneName(clinic.TimeZone);

    /// <summary>The same for any zone, by its id.</summary>
    public static string ZoneName(string zone) => zone switch
    {
        "America/New_York" or "America/Detroit" or "America/Kentucky/Louisville" or "America/Indiana/Indianapolis" or "US/Eastern" => "Eastern time",
        "America/Chicago" or "America/Menominee" or "America/Indiana/Knox" or "US/Central" => "Central time",
        "America/Denver" or "America/Boise" or "US/Mountain" => "Mountain time",
        "America/Phoenix" or "US/Arizona" => "Arizona time",
        "America/Los_Angeles" or "US/Pacific" => "Pacific time",
        "America/Anchorage" or "America/Juneau" or "US/Alaska" => "Alaska time",
        "Pacific/Honolulu" or "US/Hawaii" => "Hawaii time",
        "UTC" or "Etc/UTC" => "UTC",
        var other => other.Split('/')[^1].Replace('_', ' ') + " time",
    };
}
