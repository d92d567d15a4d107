using Hl7.Fhir.Model;
using ValorSpine.Bot.Scheduling;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>Whole conversations while the FHIR server is down or slow, and while the clinic changes things there.</summary>
public sealed class UnansweredFhirTests(FhirPeer peer) : IClassFixture<FhirPeer>
{
    private static readonly DateTimeOffset s_wednesday = new(2026, 12, 2, 9, 0, 0, TimeSpan.FromHours(-6));

    [Fact]
    public async Task Patient_whose_visit_could_not_be_booked_is_told_once_it_is_even_after_a_restart()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await peer.TellAsync("down");
        Assert.Contains("not booked yet", await clinic.SayAsync("ann", "Confirm"), StringComparison.Ordinal);

        foreach (var delay in (TimeSpan[])[FhirSchedule.FirstDelay, 2 * FhirSchedule.FirstDelay])
        {
            clinic.Time.Advance(delay);
            await clinic.RestartAsync();
            await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
            Assert.Null(await TellsAsync(clinic));
        }

        Assert.Equal((3, clinic.Time.GetUtcNow() + (4 * FhirSchedule.FirstDelay)), (clinic.Kept.Next()!.Failures, clinic.Kept.Next()!.DueAt));
        await peer.TellAsync("up");
        clinic.Time.Advance(4 * FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.StartsWith("Our calendar answers again, and your visit is booked.", await TellsAsync(clinic), StringComparison.Ordinal);
        Assert.Equal(Appointment.AppointmentStatus.Booked, Assert.Single(await clinic.AppointmentsAsync(id)).Status);
        Assert.Null(clinic.Kept.Next());
        Assert.Contains("Do you want to cancel your visit", await clinic.SayAsync("ann", "cancel my appointment"), StringComparison.Ordinal);
        AssertNothingTypedIsLogged(clinic);
    }

    [Fact]
    public async Task Patient_who_asks_for_times_while_the_server_is_down_gets_them_when_it_is_up()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);
        await peer.TellAsync("down");
        Assert.StartsWith("I can't reach our calendar right now.", await clinic.SayAsync("ann", "book an evaluation"), StringComparison.Ordinal);

        await peer.TellAsync("up");
        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.StartsWith("Our calendar answers again. Here are the nearest free times.", await TellsAsync(clinic), StringComparison.Ordinal);
        Assert.Contains("I am holding Wednesday, December 2 at 9:00 AM", await clinic.SayAsync("ann", "1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patient_does_not_wait_for_changes_that_are_not_to_be_had_for_long()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);
        await peer.TellAsync("down");
        var longest = TimeSpan.FromMinutes(5);
        for (var wait = TimeSpan.Zero; wait < longest; clinic.Time.Advance(wait))
            wait = await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        Assert.Equal(longest, await clinic.Keeper.DoDueAsync(BookedClinic.Cancel));

        await clinic.SayAsync("ann", "book an evaluation");
        Assert.Equal(FhirSchedule.FirstDelay, await clinic.Keeper.DoDueAsync(BookedClinic.Cancel));

        await peer.TellAsync("up");
        clinic.Time.Advance(FhirSchedule.FirstDelay);
        Assert.Equal(longest - FhirSchedule.FirstDelay, await clinic.Keeper.DoDueAsync(BookedClinic.Cancel));
        Assert.StartsWith("Our calendar answers again.", await TellsAsync(clinic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patient_waits_no_longer_than_the_time_limit_for_a_slow_server()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await peer.TellAsync("hang");
        var confirming = clinic.SayAsync("ann", "Confirm");
        await peer.HungAsync();
        Assert.False(confirming.IsCompleted);

        clinic.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("not booked yet", await confirming, StringComparison.Ordinal);
        await peer.TellAsync("go");
        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        Assert.Contains("your visit is booked", await TellsAsync(clinic), StringComparison.Ordinal);
        Assert.Single(await clinic.AppointmentsAsync(id));
    }

    [Fact]
    public async Task Kept_request_is_carried_out_as_soon_as_it_is_due_while_the_service_runs()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await peer.TellAsync("down");
        await clinic.SayAsync("ann", "Confirm");
        await peer.TellAsync("up");
        var before = (await clinic.SaidAsync("ann")).Count;
        await clinic.Keeper.StartAsync(BookedClinic.Cancel);

        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Get<Core.Turns.IConversationLog>().WaitAsync("ann", (await clinic.Get<Core.Turns.IConversationLog>().ReadAsync("ann", 0, BookedClinic.Cancel))[^1].Sequence, BookedClinic.Cancel);

        Assert.Contains("your visit is booked", (await clinic.SaidAsync("ann"))[before], StringComparison.Ordinal);
        await clinic.Keeper.StopAsync(BookedClinic.Cancel);
    }

    [Fact]
    public async Task Slot_that_the_clinic_took_while_the_server_was_down_is_told_and_another_offered_with_the_details_kept()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await clinic.OpenSlotAsync(s_wednesday.AddHours(2));
        await ReviewAsync(clinic);
        await peer.TellAsync("down");
        await clinic.SayAsync("ann", "Confirm");
        await peer.TellAsync("up");
        await clinic.ChangeAsync(Taken(await clinic.SlotAsync(id)));

        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.StartsWith("I'm sorry, that time was just taken.", await TellsAsync(clinic), StringComparison.Ordinal);
        var review = await clinic.SayAsync("ann", "1");
        Assert.Contains("Wednesday, December 2 at 11:00 AM", review, StringComparison.Ordinal);
        Assert.Contains(BookedClinic.Name, review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_that_the_patient_took_back_leaves_nothing_on_the_server_even_where_it_was_carried_out()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await peer.TellAsync("lose");
        Assert.Contains("not booked yet", await clinic.SayAsync("ann", "Confirm"), StringComparison.Ordinal);
        Assert.Single(await clinic.AppointmentsAsync(id));

        Assert.StartsWith("All right, I took your request back.", await clinic.SayAsync("ann", "Take it back"), StringComparison.Ordinal);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Equal(Appointment.AppointmentStatus.Cancelled, Assert.Single(await clinic.AppointmentsAsync(id)).Status);
        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(id)).Status);
        Assert.Null(clinic.Kept.Next());
    }

    [Fact]
    public async Task Visit_that_the_clinic_moved_or_cancelled_on_the_server_is_told_once()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await clinic.SayAsync("ann", "Confirm");
        await RefreshAsync(clinic);
        Assert.Null(await TellsAsync(clinic));

        var appointment = Assert.Single(await clinic.AppointmentsAsync(id));
        (appointment.Start, appointment.End) = (s_wednesday.AddHours(4), s_wednesday.AddHours(5));
        await clinic.ChangeAsync(appointment);
        await RefreshAsync(clinic);
        Assert.StartsWith("Our clinic has moved your visit.", await TellsAsync(clinic), StringComparison.Ordinal);
        Assert.Contains("Wednesday, December 2 at 1:00 PM", await clinic.SayAsync("ann", "cancel my appointment"), StringComparison.Ordinal);
        await clinic.SayAsync("ann", "no");

        appointment = Assert.Single(await clinic.AppointmentsAsync(id));
        appointment.Status = Appointment.AppointmentStatus.Cancelled;
        await clinic.ChangeAsync(appointment);
        await RefreshAsync(clinic);
        Assert.StartsWith("Our clinic has cancelled your visit on Wednesday, December 2 at 1:00 PM", await TellsAsync(clinic), StringComparison.Ordinal);
        Assert.Equal(FhirSlot.SlotStatus.Busy, (await clinic.SlotAsync(id)).Status);

        var said = (await clinic.SaidAsync("ann")).Count;
        await RefreshAsync(clinic);
        Assert.Equal(said, (await clinic.SaidAsync("ann")).Count);
    }

    [Fact]
    public async Task Patient_who_cancels_what_the_clinic_has_cancelled_hears_that_it_is_cancelled()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        await clinic.SayAsync("ann", "Confirm");
        var appointment = Assert.Single(await clinic.AppointmentsAsync(id));
        appointment.Status = Appointment.AppointmentStatus.Cancelled;
        await clinic.ChangeAsync(appointment);

        Assert.Contains("is cancelled", await clinic.SayAsync("ann", "cancel my appointment"), StringComparison.Ordinal);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        Assert.StartsWith("Our clinic has cancelled", (await clinic.SaidAsync("ann"))[^1], StringComparison.Ordinal);
        Assert.Equal(FhirSlot.SlotStatus.Busy, (await clinic.SlotAsync(id)).Status);
    }

    [Fact]
    public async Task Health_names_requests_that_wait()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);
        await ReviewAsync(clinic);
        Assert.Null(clinic.Get<ScheduleStatus>().Problem());
        await peer.TellAsync("down");
        await clinic.SayAsync("ann", "Confirm");

        Assert.StartsWith("Requests of patients wait because the schedule does not answer: 1.", clinic.Get<ScheduleStatus>().Problem(), StringComparison.Ordinal);
        await peer.TellAsync("up");
    }

    private static async Task ReviewAsync(BookedClinic clinic)
    {
        Assert.Contains("Wednesday, December 2 at 9:00 AM", await clinic.SayAsync("ann", "book an evaluation on dec 2 at 9am"), StringComparison.Ordinal);
        Assert.Contains("Please check that this is right.", await clinic.SayAsync("ann", $"{BookedClinic.Name}, 312 555 0137, {BookedClinic.Email}"), StringComparison.Ordinal);
    }

    private static async Task RefreshAsync(BookedClinic clinic)
    {
        clinic.Time.Advance(TimeSpan.FromMinutes(5));
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
    }

    /// <summary>What the service said last of its own accord, or null where the last entry answers a message.</summary>
    private static async Task<string?> TellsAsync(BookedClinic clinic) =>
        (await clinic.Get<Core.Turns.IConversationLog>().ReadAsync("ann", 0, BookedClinic.Cancel))[^1] is { ReplyTo: null, FromBot: true } last ? last.Reply!.Text : null;

    private static void AssertNothingTypedIsLogged(BookedClinic clinic)
    {
        var log = clinic.Log.GetSnapshot();
        Assert.NotEmpty(log);
        Assert.All(log, entry => Assert.All((string[])[BookedClinic.Name, "Leewood", "5550137", BookedClinic.Email], typed => Assert.DoesNotContain(typed, $"{entry.Message} {entry.Exception}", StringComparison.OrdinalIgnoreCase)));
    }

    private static FhirSlot Taken(FhirSlot slot)
    {
        slot.Identifier = [];
        slot.Status = FhirSlot.SlotStatus.BusyUnavailable;
        return slot;
    }
}
