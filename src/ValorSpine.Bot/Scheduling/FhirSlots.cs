using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Booking;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Slot = ValorSpine.Bot.Core.Booking.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Finds, holds and frees slots on the server. Each change names the version that it was decided on, so that of several who want a slot one gets it.</summary>
internal sealed class FhirSlots(FhirServer server, FhirScheduleSettings settings, RemoteBookings bookings, ClinicFacts clinic)
{
    private const int Page = 50, MostPages = 40, MostTries = 3;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <summary>Free slots, soonest first; each start once, with the first resource of the visit that is free.</summary>
    public async Task<ScheduleResult> FindAsync(ScheduleRequest.FindSlots find, CancellationToken cancel)
    {
        if (clinic.Visits.FirstOrDefault(type => type.Id == find.Visit) is not { } type || find.Of(type) is not { Resources: [_, ..] } visit || find.Limit < 1)
            return new ScheduleResult.Free([]);
        var found = new List<Slot>();
        await foreach (var slot in SearchAsync(visit, find.From, find.To, cancel))
        {
            var clock = TimeOnly.FromDateTime(slot.Start.DateTime);
            if (slot.Start < find.From || slot.Start >= find.To || clock < find.After || clock >= find.Before)
                continue;

            // All of the next start have to be seen before one of them is chosen.
            if (found.Count > 0 && found[^1].Start != slot.Start && Starts(found) >= find.Limit)
                break;
            found.Add(slot);
        }

        return new ScheduleResult.Free(
            [.. found.GroupBy(slot => slot.Start).Select(same => same.MinBy(slot => visit.Resources.IndexOf(slot.Resource))!).OrderBy(slot => slot.Start).Take(find.Limit)]);
    }

    /// <summary>Holds a slot for a conversation, or says that somebody else has it.</summary>
    public async Task<ScheduleResult> HoldAsync(string conversationId, Slot slot, DateTimeOffset? until, CancellationToken cancel)
    {
        if (await OnServerAsync(slot, cancel) is not { } remote)
            return new ScheduleResult.Taken();
        var hold = await bookings.WantAsync(conversationId, slot, remote.IdThere(), until, cancel);
        if (await TryHoldAsync(remote, hold, cancel))
        {
            await bookings.HeldAsync(hold.Id, cancel);
            return new ScheduleResult.Held(hold.Id, hold.ExpiresAt);
        }

        await bookings.ForgetAsync(hold.Id, cancel);
        return new ScheduleResult.Taken();
    }

    /// <summary>Frees the slot of a hold where it is still the hold's.</summary>
    public async Task GiveBackAsync(RemoteHold hold, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await server.ReadAsync<FhirSlot>(hold.RemoteSlot, cancel) is not { } slot || !slot.IsOf(hold) || !slot.IsBusy())
                break;
            slot.Free();
            if (await server.UpdateAsync(slot, cancel) is not null)
                break;
        }

        await bookings.ForgetAsync(hold.Id, cancel);
    }

    private static int Starts(List<Slot> found) => found.Select(slot => slot.Start).Distinct().Count();

    /// <summary>Whether the slot is the hold's in the end, whoever was first.</summary>
    private async Task<bool> TryHoldAsync(FhirSlot remote, RemoteHold hold, CancellationToken cancel)
    {
        if (remote.IsOf(hold))
            return remote.IsBusy();
        if (remote.Status != FhirSlot.SlotStatus.Free)
            return false;
        remote.GiveTo(hold, FhirSlot.SlotStatus.BusyTentative);
        return await server.UpdateAsync(remote, cancel) is not null
            || (await server.ReadAsync<FhirSlot>(hold.RemoteSlot, cancel) is { } now && now.IsOf(hold) && now.IsBusy());
    }

    private async Task<FhirSlot?> OnServerAsync(Slot slot, CancellationToken cancel)
    {
        if (!settings.Schedules.TryGetValue(slot.Resource, out var schedule))
            return null;
        var same = new List<FhirSlot>();
        await foreach (var remote in server.SearchAsync<FhirSlot>(new SearchParams("schedule", "Schedule/" + schedule).Add("start", Instant(slot.Start)), cancel))
        {
            if (remote.Start == slot.Start && Minutes(remote) == slot.Minutes)
                same.Add(remote);
        }

        // One that is held may be held for this very conversation, by a request whose answer was lost.
        return same.FirstOrDefault(remote => remote.Status == FhirSlot.SlotStatus.Free) ?? same.FirstOrDefault(remote => remote.Status == FhirSlot.SlotStatus.BusyTentative);
    }

    // Some servers give no link to the next page: then it begins at the last start that was seen.
    private async IAsyncEnumerable<Slot> SearchAsync(VisitType visit, DateTimeOffset from, DateTimeOffset to, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var resources = visit.Resources.Where(settings.Schedules.ContainsKey).ToDictionary(resource => "Schedule/" + settings.Schedules[resource], StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var pages = 0; pages < MostPages; pages++)
        {
            var (count, last) = (0, from);
            await foreach (var remote in server.SearchAsync<FhirSlot>(Search(visit, resources.Keys, from, to), cancel))
            {
                count++;
                if (remote.Start is not { } start || !seen.Add(remote.IdThere()))
                    continue;
                last = start > last ? start : last;
                if (remote.Status == FhirSlot.SlotStatus.Free && Minutes(remote) >= visit.Minutes && resources.TryGetValue(remote.Schedule?.Reference ?? "", out var resource))
                    yield return new(visit.Id, resource, TimeZoneInfo.ConvertTime(start, _zone), Minutes(remote));
            }

            if (count < Page || last <= from)
                yield break;
            from = last;
        }
    }

    private SearchParams Search(VisitType visit, IEnumerable<string> schedules, DateTimeOffset from, DateTimeOffset to)
    {
        var search = new SearchParams("schedule", string.Join(',', schedules)).Add("status", "free").Add("start", "ge" + Instant(from)).Add("start", "lt" + Instant(to));
        if (settings.ServiceTypes.TryGetValue(visit.Id, out var service))
            search.Add("service-type", service);
        search.Sort.Add(("start", SortOrder.Ascending));
        search.Count = Page;
        return search;
    }

    private static int Minutes(FhirSlot slot) => slot is { Start: { } start, End: { } end } ? (int)(end - start).TotalMinutes : 0;

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
