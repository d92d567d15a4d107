using ValorSpine.Bot.Background;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// As long as the service runs: carries out the requests that the schedule did not answer, with growing delay, and tells the patients; gives back slots whose hold has ended;
/// and tells patients what the clinic changed. Each can be done again after the process ended in between.
/// </summary>
internal sealed partial class ScheduleKeeper(
    FhirSchedule schedule, FhirBookings appointments, ClinicChanges changes, RemoteBookings bookings, KeptRequests kept, ITurns turns, FhirScheduleSettings settings,
    TimeProvider time, ILogger<ScheduleKeeper> log) : DueWork(kept.Signal, time)
{
    private static readonly Backoff s_backoff = new(FhirSchedule.FirstDelay, Longest: TimeSpan.FromMinutes(5));
    private static readonly TimeSpan s_unreadable = TimeSpan.FromDays(1);
    private DateTimeOffset _refreshAt = DateTimeOffset.MinValue;
    private (long From, TimeSpan Delay, int Failures) _pause;

    // How long nothing is given back or taken over yet, after the schedule did not answer that. Kept requests have times of their own.
    private TimeSpan PauseLeft => _pause.Delay - Time.GetElapsedTime(_pause.From) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <inheritdoc/>
    internal override async Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        while (await NextAsync(cancel) is { } request && request.DueAt <= Time.GetUtcNow())
        {
            if (!await TrySettleAsync(request, cancel))
                return Rest(UntilNext() is var next && next > FhirSchedule.FirstDelay ? next : FhirSchedule.FirstDelay);
        }

        if (PauseLeft > TimeSpan.Zero)
            return Rest(UntilNext());
        try
        {
            foreach (var hold in bookings.Left())
                await GiveBackAsync(hold, cancel);
            if (_refreshAt <= Time.GetUtcNow())
            {
                await changes.TakeOverAsync(cancel);
                _refreshAt = Time.GetUtcNow() + settings.RefreshEvery;
            }

            _pause = default;
            return UntilNext();
        }
        catch (Exception error) when (error is ScheduleUnreachableException or ScheduleRefusedException)
        {
            var failures = _pause.Failures + 1;
            _pause = (Time.GetTimestamp(), s_backoff.After(failures), failures);
            NotReached(settings.BaseUrl.Host, error.Message, _pause.Delay);
            return Rest(UntilNext());
        }
    }

    /// <summary>Until the first kind of work is due, each by its own time.</summary>
    private TimeSpan UntilNext()
    {
        var now = Time.GetUtcNow();
        var others = (bookings.NextExpiry() is { } expiry && expiry < _refreshAt ? expiry : _refreshAt) - now;
        others = others > PauseLeft ? others : PauseLeft;
        var next = kept.NextDueAt() is { } due && due - now < others ? due - now : others;
        return next > TimeSpan.Zero ? next : TimeSpan.Zero;
    }

    /// <summary>The next one that can be read. One that cannot is looked at again every day, should it be put back; what the patient waits for is with those who read the log.</summary>
    private async Task<KeptRequest?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return kept.Next();
            }
            catch (UnreadableException error)
            {
                await kept.PutOffAsync(error.Record, Time.GetUtcNow() + s_unreadable, cancel);
            }
        }
    }

    /// <summary>False where the schedule does not answer: the others need not be tried now.</summary>
    private async Task<bool> TrySettleAsync(KeptRequest request, CancellationToken cancel)
    {
        try
        {
            await SettleAsync(request, cancel);
            return true;
        }
        catch (ScheduleUnreachableException error)
        {
            var delay = s_backoff.After(request.Failures + 1);
            StillKept(settings.BaseUrl.Host, error.Message, request.Request.GetType().Name, delay);
            await kept.PutOffAsync(request.Id, Time.GetUtcNow() + delay, cancel);
            return false;
        }
        catch (Exception error) when (error is not (OutOfMemoryException or OperationCanceledException))
        {
            // One that cannot be settled must not keep the others waiting.
            var delay = s_backoff.After(request.Failures + 1);
            NotSettled(error, request.Request.GetType().Name, delay);
            await kept.PutOffAsync(request.Id, Time.GetUtcNow() + delay, cancel);
            return true;
        }
    }

    private async Task SettleAsync(KeptRequest request, CancellationToken cancel)
    {
        if (request.Withdrawn)
        {
            await UndoAsync(request, cancel);
            return;
        }

        var answered = request.Result is null ? await kept.AnsweredAsync(request, await CarryOutAsync(request, cancel), cancel) : request;
        if (answered is null)
            return;
        await turns.TakeAsync(new(answered.ConversationId, "schedule:" + answered.Id, new Input.ScheduleAnswered(answered.Request, answered.Result!), ActivityJson: null), cancel);
        await kept.ToldAsync(answered, cancel);
    }

    private async Task<ScheduleResult> CarryOutAsync(KeptRequest request, CancellationToken cancel)
    {
        try
        {
            return await schedule.CarryOutAsync(request.ConversationId, request.Request, cancel);
        }
        catch (ScheduleRefusedException error)
        {
            NotTaken(settings.BaseUrl.Host, error.Message, request.Request.GetType().Name);
            if (request.Request is ScheduleRequest.Confirm confirm)
                await bookings.LeaveAsync(confirm.HoldId, cancel);
            return new ScheduleResult.Refused();
        }
    }

    private async Task GiveBackAsync(RemoteHold hold, CancellationToken cancel)
    {
        try
        {
            await schedule.GiveBackAsync(hold, cancel);
        }
        catch (ScheduleRefusedException error)
        {
            // Asked again it would refuse again, and keep the others waiting.
            NotGivenBack(settings.BaseUrl.Host, hold.RemoteSlot, error.Message);
            await bookings.ForgetAsync(hold.Id, cancel);
        }
    }

    private async Task UndoAsync(KeptRequest request, CancellationToken cancel)
    {
        if (request.Request is ScheduleRequest.Confirm confirm)
        {
            await schedule.InTimeAsync(
                async within =>
                {
                    await appointments.UndoAsync(confirm.HoldId, within);
                    return true;
                },
                cancel);
        }

        await kept.ToldAsync(request, cancel);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The schedule at {Host} still does not answer a kept request ({Request}): {Problem}. It is tried again in {Delay}; the patient has been told that it waits.")]
    private partial void StillKept(string host, string problem, string request, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The schedule at {Host} does not take a kept request ({Request}): {Problem}. The patient is told that staff help; see to it that the server takes what the chat sends.")]
    private partial void NotTaken(string host, string problem, string request);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The schedule at {Host} did not take slots back or tell of changes: {Problem}. This is tried again in {Delay}.")]
    private partial void NotReached(string host, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "The schedule at {Host} does not take Slot {Slot} back: {Problem}. Free it there by hand.")]
    private partial void NotGivenBack(string host, string slot, string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "A kept request ({Request}) could not be settled. It is tried again in {Delay}.")]
    private partial void NotSettled(Exception error, string request, TimeSpan delay);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The kept requests could not be looked at; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
