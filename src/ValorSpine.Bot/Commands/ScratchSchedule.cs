using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Commands;

/// <summary>A schedule for one conversation that is forgotten afterwards: everything within opening hours is free.</summary>
internal sealed class ScratchSchedule(ClinicFacts clinic, DateTimeOffset now)
{
    private readonly Dictionary<string, Slot> _holds = [];
    private readonly Dictionary<string, BookedAppointment> _booked = new(StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _waiting = [];

    /// <summary>Performs a request at once.</summary>
    public ValueTask<ScheduleResult> PerformAsync(ScheduleRequest request) => ValueTask.FromResult(Perform(request));

    private ScheduleResult Perform(ScheduleRequest request) => request switch
    {
        ScheduleRequest.FindSlots find => new ScheduleResult.Free(
            [.. OpenSlots.Enumerate(clinic, find.Of(clinic.Visits.First(visit => visit.Id == find.Visit)), find.From, find.To, find.After, find.Before, IsFree).Take(find.Limit)]),
        ScheduleRequest.Hold hold => Hold(hold.Slot),
        ScheduleRequest.Release release => Release(release.HoldId),
        ScheduleRequest.Confirm confirm => _holds.Remove(confirm.HoldId, out var slot) ? Book(confirm, slot) : new ScheduleResult.Expired(),
        ScheduleRequest.Find find => _booked.TryGetValue(find.Reference, out var found) ? new ScheduleResult.Booked(found) : new ScheduleResult.NotFound(),
        ScheduleRequest.Cancel cancel => _booked.Remove(cancel.Reference, out var gone) ? new ScheduleResult.Cancelled(gone) : new ScheduleResult.NotFound(),
        ScheduleRequest.Move move => Move(move),
        ScheduleRequest.Attend attend => _booked.TryGetValue(attend.Reference, out var coming) ? new ScheduleResult.Booked(coming with { ComingSaidAt = now }) : new ScheduleResult.NotFound(),
        ScheduleRequest.Unshare => new ScheduleResult.Unshared(_booked.Count, 0),
        ScheduleRequest.JoinList join => Join(join),
        ScheduleRequest.LeaveList leave => new ScheduleResult.Unlisted(_waiting.RemoveAll(visit => leave.Visit is null || visit == leave.Visit)),
        _ => throw new InvalidOperationException("ScheduleRequest is closed."),
    };

    private bool IsFree(string resource, DateTimeOffset start, int minutes) => !_booked.Values.Select(booked => booked.Slot).Concat(_holds.Values)
        .Any(slot => slot.Resource == resource && slot.Start < start.AddMinutes(minutes) && start < slot.Start.AddMinutes(slot.Minutes));

    private ScheduleResult.Held Hold(Slot slot)
    {
        var id = $"{slot.Resource}@{slot.Start:O}";
        _holds[id] = slot;
        return new(id, now.AddMinutes(10));
    }

    private ScheduleResult.Listed Join(ScheduleRequest.JoinList join)
    {
        _waiting.Add(join.Entry.Wish.Visit);
        return new(0);
    }

    private ScheduleResult.Released Release(string id)
    {
        _holds.Remove(id);
        return new();
    }

    private ScheduleResult.Booked Book(ScheduleRequest.Confirm confirm, Slot slot)
    {
        var appointment = new BookedAppointment($"VS-TEST{_booked.Count + 2}", slot, confirm.Name, confirm.Phone, confirm.Email, $"scratch-{_booked.Count + 1}", 0);
        _booked[appointment.Reference] = appointment;
        return new(appointment);
    }

    private ScheduleResult Move(ScheduleRequest.Move move)
    {
        if (!_booked.TryGetValue(move.Reference, out var appointment))
            return new ScheduleResult.NotFound();
        if (!_holds.Remove(move.HoldId, out var slot))
            return new ScheduleResult.Expired();
        return new ScheduleResult.Booked(_booked[move.Reference] = appointment with { Slot = slot, Sequence = appointment.Sequence + 1 });
    }
}
