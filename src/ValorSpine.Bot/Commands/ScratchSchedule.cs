using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Commands;

/// <summary>A schedule for one conversation that is forgotten afterwards: everything within opening hours is free. It always answers, so nothing is ever kept for later, and its clock stands still, so no hold ends.</summary>
internal sealed class ScratchSchedule(ClinicFacts clinic, DateTimeOffset now)
{
    private static readonly TimeSpan s_holdFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Held> _holds = [];
    private readonly Dictionary<string, BookedAppointment> _booked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _waiting = [];

    /// <summary>Performs a request at once.</summary>
    public ValueTask<ScheduleResult> PerformAsync(ScheduleRequest request) => ValueTask.FromResult(Perform(request));

    private ScheduleResult Perform(ScheduleRequest request) => request switch
    {
        ScheduleRequest.FindSlots find => Find(find),
        ScheduleRequest.Hold hold => Hold(hold.Slot, hold.Until ?? now + s_holdFor),
        ScheduleRequest.Release release => Release(release.HoldId),
        ScheduleRequest.Confirm confirm => Confirm(confirm),
        ScheduleRequest.Find find => Answer(find.Reference),
        ScheduleRequest.Cancel cancel => Cancel(cancel.Reference),
        ScheduleRequest.Move move => Move(move),
        ScheduleRequest.Attend attend => Attend(attend),
        ScheduleRequest.Unshare => new ScheduleResult.Unshared(_booked.Values.Count(booked => Stands(booked) && booked.Slot.Start > now), 0),
        ScheduleRequest.Withdraw => new ScheduleResult.Withdrawn(),
        ScheduleRequest.JoinList join => Join(join.Entry.Wish.Visit),
        ScheduleRequest.LeaveList leave => new ScheduleResult.Unlisted(_waiting.RemoveAll(visit => leave.Visit is null || visit == leave.Visit)),
        _ => throw new InvalidOperationException("ScheduleRequest is closed."),
    };

    private ScheduleResult.Free Find(ScheduleRequest.FindSlots find)
    {
        if (VisitOf(find.Visit) is not { } visit)
            return new([]);
        return new([.. OpenSlots.Enumerate(clinic, find.Of(visit), find.From, find.To, find.After, find.Before, (resource, start, minutes) => IsFree(new(visit.Id, resource, start, minutes))).Where(slot => slot.Start > now).Take(find.Limit)]);
    }

    private ScheduleResult Hold(Slot slot, DateTimeOffset until)
    {
        var id = $"{slot.Visit}@{slot.Resource}@{slot.Start:O}";
        if (_holds.GetValueOrDefault(id) is { Reference: null } mine)
            return new ScheduleResult.Held(id, mine.Until);
        if (slot.Start <= now || !IsFree(slot))
            return new ScheduleResult.Taken();
        _holds[id] = new(slot, until, Reference: null);
        return new ScheduleResult.Held(id, until);
    }

    private ScheduleResult Release(string id)
    {
        if (_holds.GetValueOrDefault(id) is { Reference: { } became } && Answer(became) is ScheduleResult.Booked booked)
            return booked;
        _holds.Remove(id);
        return new ScheduleResult.Released();
    }

    private ScheduleResult Confirm(ScheduleRequest.Confirm confirm)
    {
        if (_holds.GetValueOrDefault(confirm.HoldId) is not { } hold)
            return new ScheduleResult.Expired();
        if (hold.Reference is { } before)
            return Answer(before);
        var appointment = new BookedAppointment($"VS-TEST{_booked.Count + 2}", hold.Slot, confirm.Name, confirm.Phone, confirm.Email, $"scratch-{_booked.Count + 1}", 0) { PreferredContact = confirm.PreferredContact };
        return Become(confirm.HoldId, appointment);
    }

    private ScheduleResult Cancel(string reference)
    {
        if (_booked.GetValueOrDefault(reference) is { Cancelled: false } appointment)
            _booked[reference] = appointment with { Cancelled = true, Sequence = appointment.Sequence + 1 };
        return Answer(reference);
    }

    private ScheduleResult Move(ScheduleRequest.Move move)
    {
        if (_booked.GetValueOrDefault(move.Reference) is not { Cancelled: false } appointment)
            return Answer(move.Reference);
        if (_holds.GetValueOrDefault(move.HoldId) is not { } hold)
            return new ScheduleResult.Expired();
        if (hold.Reference is { } became)
            return became.Equals(appointment.Reference, StringComparison.OrdinalIgnoreCase) ? Answer(became) : new ScheduleResult.Expired();
        return Become(move.HoldId, appointment with { Slot = hold.Slot, Sequence = appointment.Sequence + 1, ComingSaidAt = null });
    }

    private ScheduleResult Attend(ScheduleRequest.Attend attend)
    {
        if (_booked.GetValueOrDefault(attend.Reference) is { Cancelled: false } appointment && appointment.Sequence == attend.Sequence)
            _booked[attend.Reference] = appointment with { ComingSaidAt = appointment.ComingSaidAt ?? now };
        return Answer(attend.Reference);
    }

    private ScheduleResult.Listed Join(string visit)
    {
        if (!_waiting.Contains(visit))
            _waiting.Add(visit);
        return new(0);
    }

    private ScheduleResult Become(string holdId, BookedAppointment appointment)
    {
        _holds[holdId] = _holds[holdId] with { Reference = appointment.Reference };
        _booked[appointment.Reference] = appointment;
        return Answer(appointment.Reference);
    }

    private ScheduleResult Answer(string reference) => _booked.GetValueOrDefault(reference) switch
    {
        null => new ScheduleResult.NotFound(),
        { Cancelled: true } gone => new ScheduleResult.Cancelled(gone),
        var standing => new ScheduleResult.Booked(standing),
    };

    /// <summary>Whether a place of the resource is left the whole time, with what comes before and after the visits. Most are there at once when one of them begins.</summary>
    private bool IsFree(Slot slot)
    {
        var (from, to) = Spanned(slot);
        var others = _booked.Values.Where(Stands).Select(booked => booked.Slot).Concat(_holds.Values.Where(hold => hold.Reference is null).Select(hold => hold.Slot))
            .Where(other => other.Resource == slot.Resource).Select(Spanned).Where(other => other.From < to && from < other.To).ToArray();
        return others.Select(other => other.From).Where(start => start > from).Append(from).All(start => others.Count(other => other.From <= start && start < other.To) < clinic.PlacesOf(slot.Resource));
    }

    private (DateTimeOffset From, DateTimeOffset To) Spanned(Slot slot) =>
        VisitOf(slot.Visit) is { } visit ? (slot.Start.AddMinutes(-visit.MinutesBefore), slot.Start.AddMinutes(slot.Minutes + visit.MinutesAfter)) : (slot.Start, slot.Start.AddMinutes(slot.Minutes));

    private VisitType? VisitOf(string id) => clinic.Visits.FirstOrDefault(visit => visit.Id == id);

    private static bool Stands(BookedAppointment booked) => !booked.Cancelled;

    /// <summary>A time that is held, or that was.</summary>
    /// <param name="Slot">Which.</param>
    /// <param name="Until">When the hold was to end.</param>
    /// <param name="Reference">Of the appointment that it became, or null.</param>
    private sealed record Held(Slot Slot, DateTimeOffset Until, string? Reference);
}
