using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>When nobody is texted who did not write first, on the clinic's clock. From and to may lie on two days; where they are the same there are none.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    private const string Form = "HH:mm";

    /// <summary>As a setting has it: <c>21:00-08:00</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out QuietHours? quiet)
    {
        quiet = text.Split('-') is [var from, var to]
            && TimeOnly.TryParseExact(from.Trim(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            && TimeOnly.TryParseExact(to.Trim(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            ? new(start, end)
            : null;
        return quiet is not null;
    }

    /// <summary>When it is no longer quiet, or null where it is not.</summary>
    public DateTimeOffset? EndsAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (!time.IsBetween(From, To))
            return null;
        var end = DateOnly.FromDateTime(local.DateTime).AddDays(To > time ? 0 : 1).ToDateTime(To);
        while (zone.IsInvalidTime(end))
            end = end.AddMinutes(1);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }
}
