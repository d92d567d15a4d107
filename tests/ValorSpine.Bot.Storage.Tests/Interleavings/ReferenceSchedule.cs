using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Storage.Tests.Interleavings;

/// <summary>A request in the model's terms. Holds and appointments are numbered as they were made; -1 is one that does not exist.</summary>
internal readonly record struct Asked(Deed Deed, int Actor, WantedTime Time, int Hold, int Visit);

/// <summary>What a schedule has to answer, in the simplest way to say it: two lists, looked through from the beginning.</summary>
internal sealed class ReferenceSchedule
{
    private static readonly TimeSpan s_holdFor = TimeSpan.FromMinutes(10), s_quarter = TimeSpan.FromMinutes(15);

    public List<Held> Holds { get; } = [];

    public List<Made> Visits { get; } = [];

    public string Answer(Asked asked, DateTimeOffset now) => asked.Deed switch
    {
        Deed.Hold => Hold(asked.Actor, asked.Time, now),
        Deed.Release => Release(asked),
        Deed.Confirm => Confirm(asked, now),
        Deed.Move => Move(asked, now),
        Deed.Cancel => Cancel(asked),
        Deed.Find => Said(asked.Visit),
        Deed.FindTime => asked.Time.IsOpen && asked.Time.Slot.Start > now && Fits(asked.Time.Slot, now) ? "free" : "not free",
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Deed, "Nothing to answer."),
    };

    /// <summary>An appointment as it is to be described.</summary>
    public string Said(int visit) => visit < 0 ? "not found" : Say(visit, Visits[visit].Slot, Visits[visit].Changes, Visits[visit].Cancelled);

    public static string Say(int visit, Slot slot, int changes, bool cancelled) =>
        $"{(cancelled ? "cancelled" : "booked")} {visit}: {slot.Visit} {slot.Resource} {slot.Start.UtcTicks} {slot.Minutes}, change {changes}";

    public static string Say(int hold, DateTimeOffset until) => $"held {hold} until {until.UtcTicks}";

    private string Hold(int actor, WantedTime time, DateTimeOffset now)
    {
        var mine = Holds.FindIndex(hold => hold.Actor == actor && hold.Slot == time.Slot && Stands(hold, now));
        if (mine >= 0)
            return Say(mine, Holds[mine].Until);
        if (!time.IsOpen || time.Slot.Start <= now || !Fits(time.Slot, now))
            return "taken";
        Holds.Add(new(actor, time.Slot, now + s_holdFor));
        return Say(Holds.Count - 1, now + s_holdFor);
    }

    private string Release(Asked asked)
    {
        if (asked.Hold < 0 || Holds[asked.Hold] is not { } hold || hold.Actor != asked.Actor)
            return "released";
        if (hold.Visit is { } visit && !Visits[visit].Cancelled)
            return Said(visit);
        hold.Released = true;
        return "released";
    }

    private string Confirm(Asked asked, DateTimeOffset now)
    {
        if (asked.Hold < 0 || Holds[asked.Hold] is not { } hold || hold.Actor != asked.Actor)
            return "expired";
        if (hold.Visit is null)
        {
            if (!Stands(hold, now))
                return "expired";
            hold.Visit = Visits.Count;
            Visits.Add(new() { Slot = hold.Slot });
        }

        return Said(hold.Visit.Value);
    }

    private string Move(Asked asked, DateTimeOffset now)
    {
        if (asked.Visit < 0 || Visits[asked.Visit] is { Cancelled: true })
            return Said(asked.Visit);
        if (asked.Hold < 0 || Holds[asked.Hold] is not { } hold || hold.Actor != asked.Actor)
            return "expired";
        if (hold.Visit is null)
        {
            if (!Stands(hold, now))
                return "expired";
            hold.Visit = asked.Visit;
            var visit = Visits[asked.Visit];
            (visit.Slot, visit.Changes) = (hold.Slot, visit.Changes + 1);
        }

        return hold.Visit == asked.Visit ? Said(asked.Visit) : "expired";
    }

    private string Cancel(Asked asked)
    {
        if (asked.Visit >= 0 && Visits[asked.Visit] is { Cancelled: false } visit)
            (visit.Cancelled, visit.Changes) = (true, visit.Changes + 1);
        return Said(asked.Visit);
    }

    // At no quarter of an hour there are more than the resource takes.
    private bool Fits(Slot slot, DateTimeOffset now)
    {
        var taken = Holds.Where(hold => Stands(hold, now)).Select(hold => hold.Slot).Concat(Visits.Where(visit => !visit.Cancelled).Select(visit => visit.Slot))
            .Where(other => other.Resource == slot.Resource).Select(Taken).ToArray();
        var (from, to) = Taken(slot);
        for (var at = from; at < to; at += s_quarter)
        {
            if (taken.Count(other => other.From <= at && at < other.To) >= Scene.Clinic.PlacesOf(slot.Resource))
                return false;
        }

        return true;
    }

    private static bool Stands(Held hold, DateTimeOffset now) => hold.Visit is null && !hold.Released && hold.Until > now;

    private static (DateTimeOffset From, DateTimeOffset To) Taken(Slot slot)
    {
        VisitType visit = Scene.Clinic.Visits.First(type => type.Id == slot.Visit);
        return (slot.Start.AddMinutes(-visit.MinutesBefore), slot.Start.AddMinutes(slot.Minutes + visit.MinutesAfter));
    }

    internal sealed class Held(int actor, Slot slot, DateTimeOffset until)
    {
        public int Actor => actor;

        public Slot Slot => slot;

        public DateTimeOffset Until => until;

        public bool Released { get; set; }

        public int? Visit { get; set; }
    }

    internal sealed class Made
    {
        public required Slot Slot { get; set; }

        public int Changes { get; set; }

        public bool Cancelled { get; set; }
    }
}
