using System.Text.RegularExpressions;
using Hl7.Fhir.Model;
using MimeKit;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Tests.Alerts;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>A FHIR server as the schedule together with mails, one-time codes and the waiting list.</summary>
public sealed class FhirNoticesTests(FhirPeer peer) : IClassFixture<FhirPeer>, IAsyncLifetime
{
    private static readonly DateTimeOffset s_friday = new(2026, 12, 4, 9, 0, 0, TimeSpan.FromHours(-6));
    private readonly TestMailServer _mails = TestMailServer.Start();
    private BookedClinic _clinic = null!;

    public async ValueTask InitializeAsync() => _clinic = await BookedClinic.OpenAsync(peer, mailPort: _mails.Port);

    public async ValueTask DisposeAsync()
    {
        await _clinic.DisposeAsync();
        await _mails.DisposeAsync();
    }

    [Fact]
    public async Task Visit_is_mailed_with_its_calendar_file_and_the_patient_is_reminded()
    {
        await _clinic.OpenSlotAsync(s_friday);
        await BookAsync("c");

        var booked = await MailAsync();
        Assert.Contains("Friday, December 4 at 9:00 AM", booked.TextBody, StringComparison.Ordinal);
        Assert.Contains("METHOD:PUBLISH", Assert.IsType<TextPart>(Assert.Single(booked.Attachments)).Text, StringComparison.Ordinal);
        _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));

        Assert.Contains("coming up", (await MailAsync()).TextBody, StringComparison.Ordinal);
        Assert.StartsWith("A reminder", (await _clinic.SaidAsync("c"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visit_that_the_clinic_moves_is_mailed_and_the_old_reminder_is_never_sent()
    {
        var slot = await _clinic.OpenSlotAsync(s_friday);
        await BookAsync("c");
        await MailAsync();
        var appointment = Assert.Single(await _clinic.AppointmentsAsync(slot));
        appointment.Start = s_friday.AddDays(3);
        appointment.End = s_friday.AddDays(3).AddHours(1);
        await _clinic.ChangeAsync(appointment);
        _clinic.Time.Advance(TimeSpan.FromMinutes(10));
        await _clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        await _clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Contains("Monday, December 7 at 9:00 AM", (await MailAsync()).TextBody, StringComparison.Ordinal);
        _clinic.Time.Advance(TimeSpan.FromDays(2) + TimeSpan.FromHours(2));
        await _clinic.SendNoticesAsync();

        Assert.Equal(2, _mails.Accepted);
        Assert.DoesNotContain("reminder", (await _clinic.SaidAsync("c"))[^1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Visit_is_cancelled_from_another_chat_by_its_reference_and_the_code_that_was_mailed()
    {
        var slot = await _clinic.OpenSlotAsync(s_friday);
        var reference = await BookAsync("c");
        await MailAsync();

        Assert.DoesNotContain("December", await _clinic.SayAsync("other", "cancel " + reference), StringComparison.Ordinal);
        var code = Regex.Match((await MailAsync()).TextBody!, @"\b[0-9]{6}\b").Value;
        Assert.Contains("That code is not right", await _clinic.SayAsync("other", code == "000000" ? "000001" : "000000"), StringComparison.Ordinal);
        Assert.Contains("Friday, December 4 at 9:00 AM", await _clinic.SayAsync("other", code), StringComparison.Ordinal);
        await _clinic.SayAsync("other", "yes");

        Assert.Equal(Appointment.AppointmentStatus.Cancelled, Assert.Single(await _clinic.AppointmentsAsync(slot)).Status);
        Assert.Equal(FhirSlot.SlotStatus.Free, (await _clinic.SlotAsync(slot)).Status);
        Assert.Contains("is cancelled", (await MailAsync()).TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slot_that_the_clinic_frees_is_held_for_who_waits_and_becomes_their_appointment()
    {
        var slot = await BusySlotAsync();
        await JoinAsync("first");
        await JoinAsync("second");
        await _clinic.WaitingList.DoDueAsync(BookedClinic.Cancel);
        Assert.Empty(await _clinic.SaidAsync("first"));

        var freed = await _clinic.SlotAsync(slot);
        freed.Status = FhirSlot.SlotStatus.Free;
        await _clinic.ChangeAsync(freed);
        await _clinic.WaitingList.DoDueAsync(BookedClinic.Cancel);

        Assert.StartsWith("A time has opened up", Assert.Single(await _clinic.SaidAsync("first")), StringComparison.Ordinal);
        Assert.Equal(FhirSlot.SlotStatus.BusyTentative, (await _clinic.SlotAsync(slot)).Status);
        Assert.Contains("Friday, December 4 at 9:00 AM", (await MailAsync()).TextBody, StringComparison.Ordinal);

        // Not answered in time: the next has it, and takes it.
        _clinic.Time.Advance(TimeSpan.FromMinutes(60));
        await _clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        await _clinic.WaitingList.DoDueAsync(BookedClinic.Cancel);
        await _clinic.WaitingList.DoDueAsync(BookedClinic.Cancel);
        Assert.StartsWith("A time has opened up", Assert.Single(await _clinic.SaidAsync("second")), StringComparison.Ordinal);
        Assert.StartsWith("You're booked.", await _clinic.SayAsync("second", "Take this time"), StringComparison.Ordinal);

        Assert.Equal(Appointment.AppointmentStatus.Booked, Assert.Single(await _clinic.AppointmentsAsync(slot)).Status);
        Assert.DoesNotContain("booked", await _clinic.SayAsync("first", "Take this time"), StringComparison.Ordinal);
    }

    private async Task<string> BookAsync(string conversation)
    {
        await _clinic.SayAsync(conversation, "book an evaluation on friday at 9am");
        await _clinic.SayAsync(conversation, $"{BookedClinic.Name}, 312 555 0137, {BookedClinic.Email}");
        var said = await _clinic.SayAsync(conversation, "yes");
        Assert.StartsWith("You're booked", said, StringComparison.Ordinal);
        return Regex.Match(said, "VS-[A-Z0-9]{5}").Value;
    }

    private async Task<MimeMessage> MailAsync()
    {
        await _clinic.SendNoticesAsync();
        return await _mails.ReceiveAsync();
    }

    private async Task<string> BusySlotAsync()
    {
        var id = await _clinic.OpenSlotAsync(s_friday);
        var slot = await _clinic.SlotAsync(id);
        slot.Status = FhirSlot.SlotStatus.BusyUnavailable;
        await _clinic.ChangeAsync(slot);
        return id;
    }

    private async Task JoinAsync(string conversation)
    {
        await _clinic.OpenConversationAsync(conversation);
        var day = DateOnly.FromDateTime(s_friday.DateTime);
        var wish = new WaitingWish("evaluation", new WhenWanted { From = day, To = day, At = new(9, 0) }, s_friday.AddDays(1)) { Clinician = "clinician-1" };
        var entry = new WaitingEntry(wish, BookedClinic.Name, BookedClinic.Phone, BookedClinic.Email) { PreferredContact = ContactBy.Email };
        Assert.IsType<ScheduleResult.Listed>(await _clinic.AskAsync(conversation, new ScheduleRequest.JoinList(entry)));
    }
}
