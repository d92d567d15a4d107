using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>The schedule together with its waiting list: who joins or leaves, and that a time may have been freed.</summary>
internal sealed class ListedSchedule(ISchedule schedule, WaitingList waiting) : ISchedule
{
    /// <inheritdoc/>
    public async ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel)
    {
        switch (request)
        {
            case ScheduleRequest.JoinList(var entry):
                return await waiting.JoinAsync(conversationId, entry, cancel);
            case ScheduleRequest.LeaveList(var visit):
                return await waiting.LeaveAsync(conversationId, visit, cancel);
            default:
                var result = await schedule.PerformAsync(conversationId, request, cancel);
                // A hold frees its time when it ends, and only then is it known when that is.
                if (request is ScheduleRequest.Hold or ScheduleRequest.Release or ScheduleRequest.Confirm or ScheduleRequest.Cancel or ScheduleRequest.Move)
                    waiting.Signal.Wake();
                return result;
        }
    }

    /// <inheritdoc/>
    public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel) => schedule.FindByCalendarKeyAsync(calendarKey, cancel);
}
