using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// A FHIR server as the schedule. What changes an appointment is written down before the server is asked; where it does not answer in time, the patient hears that
/// the request is kept, and <see cref="ScheduleKeeper"/> carries it out.
/// </summary>
internal sealed partial class FhirSchedule(
    FhirSlots slots, FhirBookings appointments, RemoteBookings bookings, KeptRequests kept, FhirScheduleSettings settings, TimeProvider time, ILogger<FhirSchedule> log) : ISchedule
{
    /// <summary>How long the first retry waits.</summary>
    public static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(10);

    // A conversation waits for free times once, however often it asks.
    private const string Times = "times";

    /// <inheritdoc/>
    public async ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel) => request switch
    {
        ScheduleRequest.FindSlots or ScheduleRequest.Hold => await AskAsync(conversationId, request, cancel),
        ScheduleRequest.Confirm confirm => await ConfirmAsync(conversationId, confirm, cancel),
        ScheduleRequest.Cancel cancelled => await ChangeAsync(conversationId, CancelOf(cancelled.Reference), request, cancel),
        ScheduleRequest.Move move => await ChangeAsync(conversationId, $"{MoveOf(move.Reference)}/{move.HoldId}", request, cancel),
        ScheduleRequest.Release release => await ReleaseAsync(conversationId, release.HoldId, cancel),
        ScheduleRequest.Find find => await FindAsync(find, cancel),
        ScheduleRequest.Withdraw withdraw => await WithdrawAsync(conversationId, withdraw.RequestId, cancel),
        ScheduleRequest.Attend attend => await AttendAsync(conversationId, attend, cancel),
        ScheduleRequest.Unshare => await UnshareAsync(conversationId, cancel),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "The schedule does not know this request."),
    };

    /// <inheritdoc/>
    public ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel) => bookings.FindByCalendarKeyAsync(calendarKey, cancel);

    /// <summary>The name under which it is kept that an appointment be cancelled.</summary>
    internal static string CancelOf(string reference) => $"cancel/{reference}";

    /// <summary>The name below which it is kept that an appointment be moved.</summary>
    internal static string MoveOf(string reference) => $"move/{reference}";

    /// <summary>Asks the server, within the time limit.</summary>
    /// <exception cref="ScheduleUnreachableException">It does not answer.</exception>
    /// <exception cref="ScheduleRefusedException">It does not take the request.</exception>
    internal Task<ScheduleResult> CarryOutAsync(string conversationId, ScheduleRequest request, CancellationToken cancel) => InTimeAsync<ScheduleResult>(
        within => request switch
        {
            ScheduleRequest.FindSlots find => slots.FindAsync(find, within),
            ScheduleRequest.Hold hold => slots.HoldAsync(conversationId, hold.Slot, hold.Until, within),
            ScheduleRequest.Confirm confirm => ConfirmOnServerAsync(conversationId, confirm, within),
            ScheduleRequest.Cancel cancelled => appointments.CancelAsync(cancelled.Reference, within),
            ScheduleRequest.Move move => appointments.MoveAsync(conversationId, move, within),
            ScheduleRequest.Find find => appointments.FindAsync(find.Reference, within),
            ScheduleRequest.Attend attend => appointments.AttendAsync(attend, within),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "The server is not asked for this."),
        },
        cancel);

    /// <summary>Asks the server and keeps nothing where it does not answer.</summary>
    /// <exception cref="ScheduleUnreachableException">It does not answer.</exception>
    /// <exception cref="ScheduleRefusedException">It does not take the request.</exception>
    internal async ValueTask<ScheduleResult> AskAtOnceAsync(string conversationId, ScheduleRequest request, CancellationToken cancel) =>
        request is ScheduleRequest.Release ? await PerformAsync(conversationId, request, cancel) : await CarryOutAsync(conversationId, request, cancel);

    /// <summary>Does something with the server, within the time limit.</summary>
    /// <exception cref="ScheduleUnreachableException">It does not answer in time.</exception>
    internal async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(settings.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new ScheduleUnreachableException("it did not answer in time", error);
        }
    }

    /// <summary>Gives a held slot back to the server, within the time limit.</summary>
    internal Task GiveBackAsync(RemoteHold hold, CancellationToken cancel) => InTimeAsync(
        async within =>
        {
            await slots.GiveBackAsync(hold, within);
            return true;
        },
        cancel);

    private async ValueTask<ScheduleResult> AskAsync(string conversationId, ScheduleRequest request, CancellationToken cancel)
    {
        try
        {
            var result = await CarryOutAsync(conversationId, request, cancel);
            await kept.DropAsync(conversationId, Times, cancel);
            return result;
        }
        catch (ScheduleUnreachableException error)
        {
            NotReached(settings.BaseUrl.Host, error.Message, request.GetType().Name);
            return new ScheduleResult.Kept(await kept.KeepAsync(conversationId, Times, request, time.GetUtcNow() + FirstDelay, cancel));
        }
        catch (ScheduleRefusedException error)
        {
            return Refuse(request, error);
        }
    }

    /// <summary>Takes the summary out of our own record. What the server has of it is part of a chart, which a person must take it out of.</summary>
    private async ValueTask<ScheduleResult> UnshareAsync(string conversationId, CancellationToken cancel) =>
        await bookings.UnshareAsync(conversationId, cancel) is { ToCome: 0, Past: 0 } nothing ? nothing : new ScheduleResult.Refused();

    private async ValueTask<ScheduleResult> ConfirmAsync(string conversationId, ScheduleRequest.Confirm confirm, CancellationToken cancel)
    {
        if (await bookings.ConfirmingAsync(conversationId, confirm.HoldId, cancel) is not { } hold)
            return new ScheduleResult.Expired();
        var result = hold.State == RemoteHoldState.Booked
            ? await bookings.KnownAsync(hold.Reference!, cancel)
            : await ChangeAsync(conversationId, $"confirm/{confirm.HoldId}", confirm, cancel);
        if (result is ScheduleResult.Refused)
            await bookings.LeaveAsync(confirm.HoldId, cancel);
        return result;
    }

    /// <summary>Written down first: if the process ends before the server has answered, the request is carried out by the next one and the patient is told then.</summary>
    private async ValueTask<ScheduleResult> ChangeAsync(string conversationId, string name, ScheduleRequest request, CancellationToken cancel)
    {
        var id = await kept.KeepAsync(conversationId, name, request, time.GetUtcNow() + (2 * settings.Patience), cancel);
        try
        {
            var result = await CarryOutAsync(conversationId, request, cancel);
            await kept.DropAsync(conversationId, name, cancel);
            return result;
        }
        catch (ScheduleUnreachableException error)
        {
            NotReached(settings.BaseUrl.Host, error.Message, request.GetType().Name);
            await kept.PutOffAsync(id, time.GetUtcNow() + FirstDelay, cancel);
            kept.Signal.Wake();
            return new ScheduleResult.Kept(id);
        }
        catch (ScheduleRefusedException error)
        {
            await kept.DropAsync(conversationId, name, cancel);
            return Refuse(request, error);
        }
    }

    private async Task<ScheduleResult> ConfirmOnServerAsync(string conversationId, ScheduleRequest.Confirm confirm, CancellationToken cancel) =>
        await bookings.ConfirmingAsync(conversationId, confirm.HoldId, cancel) switch
        {
            null => new ScheduleResult.Expired(),
            { State: RemoteHoldState.Booked } hold => await bookings.KnownAsync(hold.Reference!, cancel),
            var hold => await appointments.ConfirmAsync(hold, confirm, cancel),
        };

    private async ValueTask<ScheduleResult> ReleaseAsync(string conversationId, string holdId, CancellationToken cancel)
    {
        if (bookings.Find(holdId) is not { } hold || hold.ConversationId != conversationId)
            return new ScheduleResult.Released();
        if (hold.State == RemoteHoldState.Booked)
            return await bookings.KnownAsync(hold.Reference!, cancel) is ScheduleResult.Booked booked ? booked : new ScheduleResult.Released();
        await bookings.LeaveAsync(holdId, cancel);
        try
        {
            await GiveBackAsync(hold, cancel);
        }
        catch (Exception error) when (error is ScheduleUnreachableException or ScheduleRefusedException)
        {
            // The patient need not wait for it: the keeper gives it back.
            kept.Signal.Wake();
        }

        return new ScheduleResult.Released();
    }

    /// <summary>Noted here first: nothing that the patient hears hangs on whether the server has it already.</summary>
    private async ValueTask<ScheduleResult> AttendAsync(string conversationId, ScheduleRequest.Attend attend, CancellationToken cancel)
    {
        var noted = await bookings.AttendAsync(conversationId, attend, cancel);
        if (noted is not ScheduleResult.Booked(var visit) || visit.Sequence != attend.Sequence)
            return noted;
        var told = await ChangeAsync(conversationId, string.Create(CultureInfo.InvariantCulture, $"attend/{attend.Reference}/{attend.Sequence}"), attend, cancel);
        return told is ScheduleResult.Kept or ScheduleResult.Refused ? noted : told;
    }

    private async ValueTask<ScheduleResult> FindAsync(ScheduleRequest.Find find, CancellationToken cancel)
    {
        try
        {
            return await CarryOutAsync("", find, cancel);
        }
        catch (Exception error) when (error is ScheduleUnreachableException or ScheduleRefusedException)
        {
            NotReached(settings.BaseUrl.Host, error.Message, nameof(ScheduleRequest.Find));
            return await bookings.KnownAsync(find.Reference, cancel);
        }
    }

    private async ValueTask<ScheduleResult> WithdrawAsync(string conversationId, string requestId, CancellationToken cancel)
    {
        await kept.WithdrawAsync(conversationId, requestId, cancel);
        return new ScheduleResult.Withdrawn();
    }

    private ScheduleResult.Refused Refuse(ScheduleRequest request, ScheduleRefusedException error)
    {
        NotTaken(settings.BaseUrl.Host, error.Message, request.GetType().Name);
        return new();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The schedule at {Host} did not answer a request ({Request}): {Problem}. What the patient asked for is kept and tried again.")]
    private partial void NotReached(string host, string problem, string request);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The schedule at {Host} does not take a request ({Request}): {Problem}. A patient who waits for it was told that staff help; see to it that the server takes what the chat sends.")]
    private partial void NotTaken(string host, string problem, string request);
}
