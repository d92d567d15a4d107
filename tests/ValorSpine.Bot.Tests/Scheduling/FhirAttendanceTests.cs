using Hl7.Fhir.Model;
using ValorSpine.Bot.Core.Booking;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>What becomes on a FHIR server of a patient who says to a reminder that they will come.</summary>
public sealed class FhirAttendanceTests(FhirPeer peer) : IClassFixture<FhirPeer>
{
    private static readonly DateTimeOffset s_friday = new(2026, 12, 4, 9, 0, 0, TimeSpan.FromHours(-6));

    [Fact]
    public async Task Patient_who_confirms_twice_is_accepted_with_one_response()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);

        Assert.Contains("that is noted", await clinic.SayAsync("c", "C"), StringComparison.Ordinal);
        var writes = await peer.WritesAsync();
        var appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        var reference = appointment.Identifier.Single(identifier => identifier.System == "urn:valorspine:reference").Value!;
        Assert.IsType<ScheduleResult.Booked>(await clinic.AskAsync("c", new ScheduleRequest.Attend(reference, 0)));

        appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        Assert.Equal((Appointment.AppointmentStatus.Booked, ParticipationStatus.Accepted), (appointment.Status, Patient(appointment).Status));
        var response = Assert.Single(await clinic.ResponsesAsync(appointment.Id!));
        Assert.Equal((ParticipationStatus.Accepted, Patient(appointment).Actor!.Reference), (response.ParticipantStatus, response.Actor!.Reference));
        Assert.Equal(writes + 1, await peer.WritesAsync());
    }

    [Fact]
    public async Task Appointment_that_the_clinic_set_to_pending_is_booked_once_the_patient_confirms()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);
        var appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        appointment.Status = Appointment.AppointmentStatus.Pending;
        Patient(appointment).Status = ParticipationStatus.NeedsAction;
        await clinic.ChangeAsync(appointment);

        await clinic.SayAsync("c", "C");

        appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        Assert.Equal((Appointment.AppointmentStatus.Booked, ParticipationStatus.Accepted), (appointment.Status, Patient(appointment).Status));
    }

    [Fact]
    public async Task Appointment_that_still_waits_for_the_clinician_stays_pending()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);
        var appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        appointment.Status = Appointment.AppointmentStatus.Pending;
        appointment.Participant.ForEach(participant => participant.Status = ParticipationStatus.NeedsAction);
        await clinic.ChangeAsync(appointment);

        await clinic.SayAsync("c", "C");

        appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        Assert.Equal((Appointment.AppointmentStatus.Pending, ParticipationStatus.Accepted), (appointment.Status, Patient(appointment).Status));
    }

    [Fact]
    public async Task Confirmation_that_the_server_cannot_take_now_is_noted_and_told_later_and_once()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);
        await peer.TellAsync("down");
        Assert.Contains("that is noted", await clinic.SayAsync("c", "C"), StringComparison.Ordinal);
        var said = (await clinic.SaidAsync("c")).Count;
        await peer.TellAsync("up");

        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Single(await clinic.ResponsesAsync(Assert.Single(await clinic.AppointmentsAsync(slot)).Id!));
        Assert.Null(clinic.Kept.Next());
        Assert.Equal(said, (await clinic.SaidAsync("c")).Count);
    }

    [Fact]
    public async Task Answer_that_is_lost_on_its_way_makes_no_second_response()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);
        await peer.TellAsync("lose");
        await clinic.SayAsync("c", "C");

        clinic.Time.Advance(TimeSpan.FromMinutes(1));
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Single(await clinic.ResponsesAsync(Assert.Single(await clinic.AppointmentsAsync(slot)).Id!));
        Assert.Null(clinic.Kept.Next());
    }

    [Fact]
    public async Task Patient_who_confirms_what_the_clinic_has_cancelled_is_not_accepted_there_and_hears_of_it()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var slot = await clinic.OpenSlotAsync(s_friday);
        await RemindedAsync(clinic);
        var appointment = Assert.Single(await clinic.AppointmentsAsync(slot));
        appointment.Status = Appointment.AppointmentStatus.Cancelled;
        await clinic.ChangeAsync(appointment);

        Assert.DoesNotContain("noted", await clinic.SayAsync("c", "C"), StringComparison.Ordinal);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Empty(await clinic.ResponsesAsync(appointment.Id!));
        Assert.StartsWith("Our clinic has cancelled", (await clinic.SaidAsync("c"))[^1], StringComparison.Ordinal);
    }

    /// <summary>A patient books, and is reminded the day before.</summary>
    private static async Task RemindedAsync(BookedClinic clinic)
    {
        await clinic.SayAsync("c", "book an evaluation on friday at 9am");
        await clinic.SayAsync("c", $"{BookedClinic.Name}, 312 555 0137, {BookedClinic.Email}");
        Assert.StartsWith("You're booked", await clinic.SayAsync("c", "yes"), StringComparison.Ordinal);
        await clinic.SendNoticesAsync();
        clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));
        await clinic.SendNoticesAsync();
        Assert.StartsWith("A reminder: your visit is on Friday, December 4", (await clinic.SaidAsync("c"))[^1], StringComparison.Ordinal);
    }

    private static Appointment.ParticipantComponent Patient(Appointment appointment) => appointment.Participant.Single(participant => participant.Actor!.Reference!.StartsWith("Patient/", StringComparison.Ordinal));
}
