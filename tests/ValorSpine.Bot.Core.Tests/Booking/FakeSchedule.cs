using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>A schedule in memory that keeps the promises of <see cref="ScheduleRequest"/>.</summary>
internal sealed class FakeSchedule(ClinicFacts clinic)
{
    private static readonly TimeSpan s_holdFor = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, (Slot Slot, DateTimeOffset Until)> _holds = [];
    private readonly List<Slot> _elsewhere = [];
    private int _made;

    public DateTimeOffset Now { get; set; } = Clinic.Now;

    public Dictionary<string, BookedAppointment> Appointments { get; } = [];

    public Dictionary<string, ScheduleRequest.Confirm> Confirmations { get; } = [];

    public List<ScheduleRequest> Asked { get; } = [];

    public List<WaitingEntry> Listed { get; } = [];

    /// <summary>How many wait before whoever joins.</summary>
    public int Ahead { get; set; }

    public int Held => _holds.Values.Count(hold => hold.Until > Now);

    public void TakeElsewhere(Slot slot) => _elsewhere.Add(slot);

    /// <summary>The one appointment that stands is moved from another chat.</summary>
    public void MoveElsewhere(DateTimeOffset start)
    {
        var (reference, stands) = Appointments.Single();
        Appointments[reference] = stands with { Slot = stands.Slot with { Start = start }, Sequence = stands.Sequence + 1 };
    }

    public void GiveElsewhere(DateTimeOffset start) => _elsewhere.RemoveAll(slot => slot.Start == start);

    public ScheduleResult Perform(ScheduleRequest request)
    {
        Asked.Add(request);
        switch (request)
        {
            case ScheduleRequest.FindSlots find:
                var visit = find.Of(clinic.Visits.Single(type => type.Id == find.Visit));
                return new ScheduleResult.Free([.. OpenSlots.Enumerate(clinic, visit, find.From, find.To, find.After, find.Before, IsFree).Take(find.Limit)]);
            case ScheduleRequest.Hold { Slot: var slot } asked:
                if (_holds.FirstOrDefault(hold => hold.Value.Slot == slot && hold.Value.Until > Now) is { Key: { } known } same)
                    return new ScheduleResult.Held(known, same.Value.Until);
                if (!IsFree(slot.Resource, slot.Start, slot.Minutes))
                    return new ScheduleResult.Taken();
                var id = $"hold-{++_made}";
                var until = asked.Until ?? Now + s_holdFor;
                _holds[id] = (slot, until);
                return new ScheduleResult.Held(id, until);
            case ScheduleRequest.Release(var holdId):
                _holds.Remove(holdId);
                return Confirmations.FirstOrDefault(done => done.Value.HoldId == holdId) is { Key: { } became } && Appointments.TryGetValue(became, out var stands)
                    ? new ScheduleResult.Booked(stands)
                    : new ScheduleResult.Released();
            case ScheduleRequest.Confirm confirm:
                if (Confirmations.FirstOrDefault(done => done.Value.HoldId == confirm.HoldId) is { Key: { } reference })
                    return new ScheduleResult.Booked(Appointments[reference]);
                if (!TakeHold(confirm.HoldId, out var held))
                    return new ScheduleResult.Expired();
                var made = new BookedAppointment(string.Create(CultureInfo.InvariantCulture, $"VS7K{++_made:00}"), held, confirm.Name, confirm.Phone, confirm.Email, $"key{_made}", 0);
                Appointments[made.Reference] = made;
                Confirmations[made.Reference] = confirm;
                return new ScheduleResult.Booked(made);
            case ScheduleRequest.Find(var wanted):
                return Appointments.TryGetValue(wanted, out var found) ? new ScheduleResult.Booked(found) : new ScheduleResult.NotFound();
            case ScheduleRequest.Cancel(var wanted):
                return Appointments.Remove(wanted, out var cancelled) ? new ScheduleResult.Cancelled(cancelled with { Sequence = cancelled.Sequence + 1 }) : new ScheduleResult.NotFound();
            case ScheduleRequest.Move(var wanted, var toHold):
                if (!Appointments.TryGetValue(wanted, out var old))
                    return new ScheduleResult.NotFound();
                if (!TakeHold(toHold, out var target))
                    return new ScheduleResult.Expired();
                return new ScheduleResult.Booked(Appointments[wanted] = old with { Slot = target, Sequence = old.Sequence + 1 });
            case ScheduleRequest.Attend(var wanted, _):
                return Appointments.TryGetValue(wanted, out var coming) ? new ScheduleResult.Booked(coming with { ComingSaidAt = Now }) : new ScheduleResult.NotFound();
            case ScheduleRequest.Unshare:
                return new ScheduleResult.Unshared(Appointments.Count, 0);
            case ScheduleRequest.JoinList(var entry):
                Listed.Add(entry);
                return new ScheduleResult.Listed(Ahead);
            case ScheduleRequest.LeaveList(var kind):
                return new ScheduleResult.Unlisted(Listed.RemoveAll(entry => kind is null || entry.Wish.Visit == kind));
            default:
                throw new InvalidOperationException(request.ToString());
        }
    }

    private bool TakeHold(string id, out Slot slot)
    {
        var stands = _holds.Remove(id, out var hold) && hold.Until > Now;
        slot = hold.Slot;
        return stands;
    }

    private bool IsFree(string resource, DateTimeOffset start, int minutes) =>
        !_elsewhere.Concat(Appointments.Values.Select(made => made.Slot)).Concat(_holds.Values.Where(hold => hold.Until > Now).Select(hold => hold.Slot))
            .Any(busy => busy.Resource == resource && busy.Start < start.AddMinutes(minutes) && start < busy.Start.AddMinutes(busy.Minutes));
}
