using System.Text;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Booking;

/// <summary>Gives the calendar file of an appointment to whoever holds its unguessable key.</summary>
internal static class CalendarEndpoint
{
    /// <summary>Maps <c>/calendar/{key}.ics</c>.</summary>
    public static void MapCalendar(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/calendar/{key}.ics", async (string key, ISchedule schedule, ClinicFacts clinic, TimeProvider time, HttpContext http, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await schedule.FindByCalendarKeyAsync(key, cancel) is { } appointment
                ? Results.File(Encoding.UTF8.GetBytes(CalendarInvitation.Create(appointment, clinic, time.GetUtcNow(), appointment.Cancelled)), "text/calendar; charset=utf-8", "appointment.ics")
                : Results.Text("There is no such appointment.", "text/plain", statusCode: StatusCodes.Status404NotFound);
        });
}
