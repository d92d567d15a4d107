using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using ValorSpine.Bot.Storage.Booking;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Takes over what the clinic changed on the server since it was last looked, and has the patients told.</summary>
internal sealed class ClinicChanges(FhirServer server, FhirSchedule schedule, FhirBookings appointments, RemoteBookings bookings)
{
    private const int AtOnce = 50;

    /// <summary>Looks at all appointments that are still to come.</summary>
    public async Task TakeOverAsync(CancellationToken cancel)
    {
        foreach (var some in bookings.Upcoming().Chunk(AtOnce))
        {
            var found = await schedule.InTimeAsync(within => ReadAsync(some, within), cancel);
            foreach (var hold in some)
                await TakeOverAsync(hold, found.GetValueOrDefault(hold.RemoteAppointment!), cancel);
        }
    }

    private async Task TakeOverAsync(RemoteHold hold, Appointment? appointment, CancellationToken cancel)
    {
        // It may have been moved or cancelled in the chat while the server was asked.
        if (bookings.Find(hold.Id) != hold)
            return;
        var change = await schedule.InTimeAsync(
            async within => await appointments.ChangeOfAsync(hold, appointment ?? await server.ReadAsync<Appointment>(hold.RemoteAppointment!, within), within), cancel);
        if (change is not null)
            await appointments.TakeOverAsync(hold, change, cancel);
    }

    private async Task<Dictionary<string, Appointment>> ReadAsync(IEnumerable<RemoteHold> holds, CancellationToken cancel)
    {
        var search = new SearchParams("_id", string.Join(',', holds.Select(hold => hold.RemoteAppointment))) { Count = AtOnce };
        var found = new Dictionary<string, Appointment>(StringComparer.Ordinal);
        await foreach (var appointment in server.SearchAsync<Appointment>(search, cancel))
            found[appointment.IdThere()] = appointment;
        return found;
    }
}
