using Hl7.Fhir.Model;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Scheduling;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Tests.Scheduling;

/// <summary>The schedule on a FHIR server that others wrote: finding, holding, booking, moving, cancelling, and all of it when answers are lost.</summary>
public sealed class FhirScheduleTests(FhirPeer peer) : IClassFixture<FhirPeer>
{
    private const string Response = """{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"https://clinic.example/check","item":[{"linkId":"age","answer":[{"valueInteger":50}]}]}""";

    private static readonly DateTimeOffset s_wednesday = new(2026, 12, 2, 9, 0, 0, TimeSpan.FromHours(-6));

    public static TheoryData<string> Ways => ["together", "singly"];

    [Fact]
    public async Task Free_slots_come_soonest_first_and_no_other_is_among_them()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        foreach (var hour in (int[])[3, 1, 0, 5])
            await clinic.OpenSlotAsync(s_wednesday.AddHours(hour));
        await clinic.OpenSlotAsync(s_wednesday.AddHours(2), minutes: 30);
        await clinic.OpenSlotAsync(s_wednesday.AddHours(4), resource: "front-desk");
        var taken = await clinic.SlotAsync(await clinic.OpenSlotAsync(s_wednesday.AddMinutes(30)));
        taken.Status = FhirSlot.SlotStatus.Busy;
        await clinic.ChangeAsync(taken);

        var all = await FindAsync(clinic, limit: 10);
        Assert.Equal([0, 1, 3, 5], all.Select(slot => (slot.Start - s_wednesday).TotalHours));
        Assert.All(all, slot => Assert.Equal(("evaluation", "clinician-1", 60), (slot.Visit, slot.Resource, slot.Minutes)));
        Assert.Equal([0, 1], (await FindAsync(clinic, limit: 2)).Select(slot => (slot.Start - s_wednesday).TotalHours));
        Assert.Equal([3, 5], (await FindAsync(clinic, limit: 10, after: new(11, 0))).Select(slot => (slot.Start - s_wednesday).TotalHours));
        Assert.Equal([0, 1], (await FindAsync(clinic, limit: 10, before: new(12, 0))).Select(slot => (slot.Start - s_wednesday).TotalHours));
    }

    [Theory]
    [InlineData("page 7")]
    [InlineData("page 0")]
    public async Task Slots_are_found_on_all_pages_whether_the_server_links_them_or_not(string paging)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        for (var day = 0; day < 15; day++)
        {
            for (var hour = 0; hour < 4; hour++)
                await clinic.OpenSlotAsync(s_wednesday.AddDays(day).AddHours(hour));
        }

        await peer.TellAsync(paging);

        var found = await FindAsync(clinic, limit: 100);

        Assert.Equal(60, found.Distinct().Count());
        Assert.Equal(found.OrderBy(slot => slot.Start), found);
    }

    [Fact]
    public async Task Only_slots_of_the_service_of_a_visit_are_found_where_one_is_set()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer, settings => settings with { ServiceTypes = settings.ServiceTypes.Add("evaluation", "https://clinic.example/services|eval") });
        await clinic.OpenSlotAsync(s_wednesday, service: "surgery");
        await clinic.OpenSlotAsync(s_wednesday.AddHours(1), service: "eval");

        Assert.Equal([s_wednesday.AddHours(1)], (await FindAsync(clinic, limit: 10)).Select(slot => slot.Start));
    }

    [Fact]
    public async Task Only_slots_of_the_clinician_who_is_asked_for_are_found()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);

        Assert.Equal([s_wednesday], (await FindAsync(clinic, limit: 10, clinician: "clinician-1")).Select(slot => slot.Start));
        Assert.Empty(await FindAsync(clinic, limit: 10, clinician: "clinician-2"));
    }

    [Fact]
    public async Task A_held_slot_is_tentative_there_and_nobody_elses()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);

        var held = await clinic.HoldAsync("ann", s_wednesday);

        Assert.Equal(clinic.Time.GetUtcNow().AddMinutes(10), held.Until);
        Assert.Equal(FhirSlot.SlotStatus.BusyTentative, (await clinic.SlotAsync(id)).Status);
        Assert.Equal(held, await clinic.AskAsync("ann", new ScheduleRequest.Hold(BookedClinic.Visit(s_wednesday))));
        await clinic.OpenConversationAsync("bob");
        Assert.IsType<ScheduleResult.Taken>(await clinic.AskAsync("bob", new ScheduleRequest.Hold(BookedClinic.Visit(s_wednesday))));
        Assert.IsType<ScheduleResult.Expired>(await clinic.AskAsync("bob", BookedClinic.Confirm(held.HoldId)));
        Assert.Empty(await FindAsync(clinic, limit: 10));

        Assert.IsType<ScheduleResult.Released>(await clinic.AskAsync("ann", new ScheduleRequest.Release(held.HoldId)));
        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(id)).Status);
        await clinic.HoldAsync("bob", s_wednesday);
    }

    [Fact]
    public async Task Of_eight_who_want_one_slot_at_once_exactly_one_gets_it()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        for (var round = 0; round < 5; round++)
        {
            var start = s_wednesday.AddHours(round);
            var id = await clinic.OpenSlotAsync(start);
            var everybody = Enumerable.Range(0, 8).Select(number => $"racer-{round}-{number}").ToArray();
            foreach (var racer in everybody)
                await clinic.OpenConversationAsync(racer);

            var results = await Task.WhenAll(everybody.Select(racer => Task.Run(() => clinic.AskAsync(racer, new ScheduleRequest.Hold(BookedClinic.Visit(start))))));

            Assert.Single(results.OfType<ScheduleResult.Held>());
            Assert.Equal(7, results.OfType<ScheduleResult.Taken>().Count());
            Assert.Equal(FhirSlot.SlotStatus.BusyTentative, (await clinic.SlotAsync(id)).Status);
        }
    }

    [Fact]
    public async Task A_hold_that_has_ended_is_given_back()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);
        Assert.True(await clinic.Keeper.DoDueAsync(BookedClinic.Cancel) <= TimeSpan.FromMinutes(10));
        Assert.Equal(FhirSlot.SlotStatus.BusyTentative, (await clinic.SlotAsync(id)).Status);

        clinic.Time.Advance(TimeSpan.FromMinutes(10));
        await clinic.RestartAsync();
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        var slot = await clinic.SlotAsync(id);
        Assert.Equal((FhirSlot.SlotStatus.Free, 0), (slot.Status, slot.Identifier.Count));
        Assert.IsType<ScheduleResult.Expired>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_confirmed_visit_is_an_appointment_with_patient_clinician_and_slot(string way)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);

        var booked = Assert.IsType<ScheduleResult.Booked>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));

        var appointment = Assert.Single(await clinic.AppointmentsAsync(id));
        Assert.Equal(Appointment.AppointmentStatus.Booked, appointment.Status);
        Assert.Equal((s_wednesday, s_wednesday.AddHours(1)), (appointment.Start, appointment.End));
        Assert.Contains(appointment.Identifier, identifier => identifier.Value == booked.Appointment.Reference);
        Assert.Equal(BookedClinic.Reason, appointment.ReasonCode[0].Text);
        Assert.Empty(appointment.SupportingInformation);
        Assert.Contains(appointment.Participant, participant => participant.Actor!.Reference == "Practitioner/clinician-1");
        var patient = await clinic.OneAsync<Patient>(appointment.Participant[0].Actor!.Reference!);
        Assert.Equal(BookedClinic.Name, patient.Name[0].Text);
        Assert.Equal([BookedClinic.Phone, BookedClinic.Email], patient.Telecom.Select(contact => contact.Value));
        Assert.Equal(FhirSlot.SlotStatus.Busy, (await clinic.SlotAsync(id)).Status);
        Assert.Equal(booked.Appointment, await clinic.Schedule.FindByCalendarKeyAsync(booked.Appointment.CalendarKey, BookedClinic.Cancel));

        var writes = await peer.WritesAsync();
        Assert.Equal(booked, await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));
        Assert.Equal(writes, await peer.WritesAsync());
    }

    [Fact]
    public async Task How_the_patient_likes_to_be_reached_stands_with_the_visit_for_staff()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);

        await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId) with { PreferredContact = ContactBy.Text });

        var transcript = await clinic.Get<ITranscripts>().OpenAsync("ann", "reader", BookedClinic.Cancel);
        Assert.Equal(ContactBy.Text, Assert.Single(transcript!.Appointments).PreferredContact);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Answers_go_along_only_where_the_patient_agreed(string way)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var (with, without) = (await clinic.OpenSlotAsync(s_wednesday), await clinic.OpenSlotAsync(s_wednesday.AddHours(1)));
        await clinic.FinishScreeningAsync("ann", "the summary", Response);

        await clinic.AskAsync("ann", BookedClinic.Confirm((await clinic.HoldAsync("ann", s_wednesday)).HoldId, "the summary"));
        await clinic.AskAsync("ann", BookedClinic.Confirm((await clinic.HoldAsync("ann", s_wednesday.AddHours(1))).HoldId));

        var appointment = Assert.Single(await clinic.AppointmentsAsync(with));
        var response = await clinic.OneAsync<QuestionnaireResponse>(Assert.Single(appointment.SupportingInformation).Reference!);
        Assert.Equal("age", response.Item[0].LinkId);
        Assert.Equal(appointment.Participant[0].Actor!.Reference, response.Subject!.Reference);
        Assert.Empty(Assert.Single(await clinic.AppointmentsAsync(without)).SupportingInformation);
    }

    [Fact]
    public async Task The_same_person_is_the_same_patient_there_and_another_phone_is_another()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var ids = new List<string>();
        foreach (var (hour, phone) in ((int, string)[])[(0, BookedClinic.Phone), (1, BookedClinic.Phone), (2, "+13125550199")])
            ids.Add(await BookAsAsync(hour, phone));

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);

        async Task<string> BookAsAsync(int hour, string phone)
        {
            var slot = await clinic.OpenSlotAsync(s_wednesday.AddHours(hour));
            var held = await clinic.HoldAsync($"person-{hour}", s_wednesday.AddHours(hour));
            await clinic.AskAsync($"person-{hour}", BookedClinic.Confirm(held.HoldId) with { Phone = phone });
            return Assert.Single(await clinic.AppointmentsAsync(slot)).Participant[0].Actor!.Reference!;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_booking_whose_answer_is_lost_is_made_once(string way)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);
        await peer.TellAsync("lose");
        Assert.IsType<ScheduleResult.Kept>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));

        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.RestartAsync();
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Equal(Appointment.AppointmentStatus.Booked, Assert.Single(await clinic.AppointmentsAsync(id)).Status);
        Assert.Contains("your visit is booked", Assert.Single(await clinic.SaidAsync("ann")), StringComparison.Ordinal);
        Assert.Null(clinic.Kept.Next());
        Assert.IsType<ScheduleResult.Booked>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));
    }

    [Fact]
    public async Task A_hold_whose_answer_is_lost_is_had_by_asking_again()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        await clinic.OpenConversationAsync("ann");
        await peer.TellAsync("lose");
        Assert.IsType<ScheduleResult.Kept>(await clinic.AskAsync("ann", new ScheduleRequest.Hold(BookedClinic.Visit(s_wednesday))));

        var held = await clinic.HoldAsync("ann", s_wednesday);

        Assert.IsType<ScheduleResult.Booked>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));
        Assert.Single(await clinic.AppointmentsAsync(id));
    }

    [Theory]
    [InlineData("together", false)]
    [InlineData("singly", false)]
    [InlineData("together", true)]
    public async Task A_slot_that_the_clinic_took_meanwhile_is_said_to_be_taken_and_no_appointment_stands(string way, bool atTheLastMoment)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);
        if (atTheLastMoment)
            await peer.TellAsync("steal");
        else
            await clinic.ChangeAsync(Taken(await clinic.SlotAsync(id)));

        Assert.IsType<ScheduleResult.Taken>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));

        Assert.DoesNotContain(await clinic.AppointmentsAsync(id), appointment => appointment.Status != Appointment.AppointmentStatus.Cancelled);
        Assert.Equal(FhirSlot.SlotStatus.BusyUnavailable, (await clinic.SlotAsync(id)).Status);
        Assert.Null(clinic.Kept.Next());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_cancelled_visit_frees_its_slot_once(string way)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var booked = await clinic.BookAsync("ann", s_wednesday);

        var cancelled = Assert.IsType<ScheduleResult.Cancelled>(await clinic.AskAsync("ann", new ScheduleRequest.Cancel(booked.Reference)));

        Assert.Equal(booked with { Sequence = 1, Cancelled = true }, cancelled.Appointment);
        Assert.Equal(Appointment.AppointmentStatus.Cancelled, Assert.Single(await clinic.AppointmentsAsync(id)).Status);
        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(id)).Status);
        await clinic.HoldAsync("bob", s_wednesday);
        Assert.Equal(cancelled, await clinic.AskAsync("ann", new ScheduleRequest.Cancel(booked.Reference)));
        Assert.Equal(FhirSlot.SlotStatus.BusyTentative, (await clinic.SlotAsync(id)).Status);
    }

    [Fact]
    public async Task A_cancelling_whose_answer_is_lost_is_completed_and_not_told_as_the_clinics()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var booked = await clinic.BookAsync("ann", s_wednesday);
        await peer.TellAsync("lose");
        Assert.IsType<ScheduleResult.Kept>(await clinic.AskAsync("ann", new ScheduleRequest.Cancel(booked.Reference)));
        // What the clinic changed is looked for before the request is due again.
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
        await clinic.AskAsync("ann", new ScheduleRequest.Find(booked.Reference));

        clinic.Time.Advance(FhirSchedule.FirstDelay);
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(id)).Status);
        var said = Assert.Single(await clinic.SaidAsync("ann"));
        Assert.Contains("is cancelled", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Our clinic", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("together", false)]
    [InlineData("singly", false)]
    [InlineData("together", true)]
    [InlineData("singly", true)]
    public async Task A_moved_visit_is_the_same_appointment_in_the_other_slot(string way, bool answerIsLost)
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        await peer.TellAsync(way);
        var (before, after) = (await clinic.OpenSlotAsync(s_wednesday), await clinic.OpenSlotAsync(s_wednesday.AddHours(2)));
        var booked = await clinic.BookAsync("ann", s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday.AddHours(2));
        if (answerIsLost)
            await peer.TellAsync("lose");

        var result = await clinic.AskAsync("ann", new ScheduleRequest.Move(booked.Reference, held.HoldId));
        if (answerIsLost)
        {
            Assert.IsType<ScheduleResult.Kept>(result);
            await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
            clinic.Time.Advance(FhirSchedule.FirstDelay);
            await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);
            result = await clinic.AskAsync("ann", new ScheduleRequest.Move(booked.Reference, held.HoldId));
        }

        Assert.Equal(new ScheduleResult.Booked(booked with { Slot = BookedClinic.Visit(s_wednesday.AddHours(2)), Sequence = 1 }), result);
        Assert.Empty(await clinic.AppointmentsAsync(before));
        Assert.Equal(s_wednesday.AddHours(2), Assert.Single(await clinic.AppointmentsAsync(after)).Start);
        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(before)).Status);
        Assert.Equal(FhirSlot.SlotStatus.Busy, (await clinic.SlotAsync(after)).Status);
        Assert.DoesNotContain(await clinic.SaidAsync("ann"), said => said.Contains("Our clinic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_server_never_takes_is_refused_and_the_slot_given_back()
    {
        await using var clinic = await BookedClinic.OpenAsync(peer);
        var id = await clinic.OpenSlotAsync(s_wednesday);
        var held = await clinic.HoldAsync("ann", s_wednesday);
        await peer.Clinic.DeleteAsync("Schedule/" + clinic.Schedules["clinician-1"], BookedClinic.Cancel);

        Assert.IsType<ScheduleResult.Refused>(await clinic.AskAsync("ann", BookedClinic.Confirm(held.HoldId)));
        await clinic.Keeper.DoDueAsync(BookedClinic.Cancel);

        Assert.Equal(FhirSlot.SlotStatus.Free, (await clinic.SlotAsync(id)).Status);
        Assert.Null(clinic.Kept.Next());
    }

    private static FhirSlot Taken(FhirSlot slot)
    {
        slot.Identifier = [];
        slot.Status = FhirSlot.SlotStatus.BusyUnavailable;
        return slot;
    }

    private static async Task<IReadOnlyList<Core.Booking.Slot>> FindAsync(BookedClinic clinic, int limit, TimeOnly? after = null, TimeOnly? before = null, string? clinician = null)
    {
        await clinic.OpenConversationAsync("finder");
        return Assert.IsType<ScheduleResult.Free>(await clinic.AskAsync(
            "finder", new ScheduleRequest.FindSlots("evaluation", s_wednesday.AddHours(-1), s_wednesday.AddDays(30), after, before, limit) { Resource = clinician })).Slots;
    }
}
