using System.Collections.Concurrent;
using System.Globalization;
using Hl7.Fhir.Model;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Storage.Booking;
using FhirSlot = Hl7.Fhir.Model.Slot;
using Slot = ValorSpine.Bot.Core.Booking.Slot;
using Task = System.Threading.Tasks.Task;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// Makes, moves and cancels appointments on the server, and takes over what the clinic changed there. Whatever ended in between, doing it again completes it and makes nothing twice.
/// </summary>
internal sealed class FhirBookings(FhirServer server, FhirSlots slots, FhirScheduleSettings settings, RemoteBookings bookings, KeptRequests kept, ServiceSecrets secrets, ClinicFacts clinic)
{
    private const int MostTries = 3;
    private static readonly CodeableConcept s_byPatient = new("http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason", "pat");
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);
    private readonly ConcurrentDictionary<string, IReadOnlyList<ResourceReference>> _actors = [];

    /// <summary>Turns a hold with a reference into an appointment.</summary>
    public async Task<ScheduleResult> ConfirmAsync(RemoteHold hold, ScheduleRequest.Confirm confirm, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await server.FindAsync<Appointment>(FhirIdentifiers.OfAppointment(hold), cancel) is { } made)
                return IsOff(made) ? await LostAsync(hold, cancel) : await BookedAsync(hold, confirm, made.IdThere(), cancel);
            if (await server.ReadAsync<FhirSlot>(hold.RemoteSlot, cancel) is not { } slot || !slot.IsOf(hold) || !slot.IsBusy())
                return await LostAsync(hold, cancel);
            var draft = AppointmentDraft.Of(
                hold, confirm, FhirIdentifiers.OfPatient(confirm, secrets.PatientKey), settings.ServiceTypes.GetValueOrDefault(hold.Slot.Visit), await ActorsAsync(hold.Slot.Resource, cancel),
                confirm.ScreeningSummary is { } summary ? bookings.Response(hold.ConversationId, summary) : null);
            slot.GiveTo(hold, FhirSlot.SlotStatus.Busy);
            var appointment = await server.KnowsTransactionsAsync(cancel) ? await MakeTogetherAsync(hold, draft, slot, cancel) : await MakeSinglyAsync(hold, draft, slot, cancel);
            if (appointment is not null)
                return await BookedAsync(hold, confirm, appointment, cancel);
        }

        throw new ScheduleUnreachableException("the slot is being changed again and again");
    }

    /// <summary>Undoes what came of a confirmation that the patient took back.</summary>
    public async Task UndoAsync(string holdId, CancellationToken cancel)
    {
        if (bookings.Find(holdId) is not { } hold)
            return;
        if (await server.FindAsync<Appointment>(FhirIdentifiers.OfAppointment(hold), cancel) is { } made && !IsOff(made))
            await CancelOnServerAsync(made.IdThere(), cancel);
        if (hold.State == RemoteHoldState.Booked)
            await bookings.CancelledAsync(hold, giveBack: true, cancel);
        await slots.GiveBackAsync(hold, cancel);
    }

    /// <summary>The appointment as it stands on the server.</summary>
    public async Task<ScheduleResult> FindAsync(string reference, CancellationToken cancel)
    {
        if (bookings.OfAppointment(reference) is { } hold && await ChangeOfAsync(hold, await server.ReadAsync<Appointment>(hold.RemoteAppointment!, cancel), cancel) is { } change)
            await TakeOverAsync(hold, change, cancel);
        return await bookings.KnownAsync(reference, cancel);
    }

    /// <summary>Cancels an appointment and frees its slot.</summary>
    public async Task<ScheduleResult> CancelAsync(string reference, CancellationToken cancel)
    {
        if (bookings.OfAppointment(reference) is not { } hold)
            return await bookings.KnownAsync(reference, cancel);
        var byPatient = await CancelOnServerAsync(hold.RemoteAppointment!, cancel);
        var result = await bookings.CancelledAsync(hold, giveBack: byPatient, cancel);
        if (byPatient)
            await slots.GiveBackAsync(hold, cancel);
        return result;
    }

    /// <summary>Moves an appointment to a held slot and frees the old one.</summary>
    public async Task<ScheduleResult> MoveAsync(string conversationId, ScheduleRequest.Move move, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (bookings.OfAppointment(move.Reference) is not { } from)
                return await bookings.KnownAsync(move.Reference, cancel) is ScheduleResult.Cancelled gone ? gone : new ScheduleResult.NotFound();
            if (from.Id == move.HoldId)
                return await bookings.KnownAsync(move.Reference, cancel);
            if (bookings.Find(move.HoldId) is not { State: RemoteHoldState.Wanted or RemoteHoldState.Held } to || to.ConversationId != conversationId)
                return new ScheduleResult.Expired();

            var appointment = await server.ReadAsync<Appointment>(from.RemoteAppointment!, cancel);
            if (appointment is null || IsOff(appointment))
            {
                await slots.GiveBackAsync(to, cancel);
                return await bookings.CancelledAsync(from, giveBack: false, cancel);
            }

            if (await server.ReadAsync<FhirSlot>(to.RemoteSlot, cancel) is not { } slot || !slot.IsOf(to) || !slot.IsBusy())
                return await LostAsync(to, cancel);
            if (!StandsOn(appointment, to) && !await MoveOnServerAsync(appointment, slot, from, to, cancel))
                continue;
            await bookings.MovedAsync(from, to, cancel);
            await slots.GiveBackAsync(from, cancel);
            return await bookings.KnownAsync(move.Reference, cancel);
        }

        throw new ScheduleUnreachableException("the appointment is being changed again and again");
    }

    /// <summary>Tells the server that the patient will come to an appointment as it stands. Told again, it changes nothing; where the clinic has changed the appointment, nothing is told of the old one.</summary>
    public async Task<ScheduleResult> AttendAsync(ScheduleRequest.Attend attend, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var known = await bookings.KnownAsync(attend.Reference, cancel);
            if (known is not ScheduleResult.Booked(var visit) || visit.Sequence != attend.Sequence || bookings.OfAppointment(attend.Reference) is not { } hold)
                return known;
            var appointment = await server.ReadAsync<Appointment>(hold.RemoteAppointment!, cancel);
            if (await ChangeOfAsync(hold, appointment, cancel) is { } change)
            {
                await TakeOverAsync(hold, change, cancel);
                return await bookings.KnownAsync(attend.Reference, cancel);
            }

            if (Attendance.Note(appointment!) && await server.UpdateAsync(appointment!, cancel) is null)
                continue;
            if (Attendance.ResponseOf(appointment!, hold, attend.Sequence) is { } response)
                await server.CreateOnceAsync(response, response.Identifier[0], cancel);
            return known;
        }

        throw new ScheduleUnreachableException("the appointment is being changed again and again");
    }

    /// <summary>What the clinic changed about an appointment, or null where nothing.</summary>
    /// <param name="hold">What the appointment stands on here.</param>
    /// <param name="appointment">As it is on the server, or null where it is no longer there.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<ClinicChange?> ChangeOfAsync(RemoteHold hold, Appointment? appointment, CancellationToken cancel)
    {
        if (appointment is null || IsOff(appointment))
            return new(null, null);
        if (appointment is not { Start: { } start, End: { } end } || (start == hold.Slot.Start && (int)(end - start).TotalMinutes == hold.Slot.Minutes))
            return null;
        var place = appointment.Slot is [{ Reference: { } reference }, ..] ? IdIn(reference) : null;
        var resource = place is not null && await server.ReadAsync<FhirSlot>(place, cancel) is { } slot ? ResourceOf(slot) : null;
        return new(new(hold.Slot.Visit, resource ?? hold.Slot.Resource, TimeZoneInfo.ConvertTime(start, _zone), (int)(end - start).TotalMinutes), place);
    }

    /// <summary>Takes over what the clinic changed, and has the patient told. While a patient's own change waits for its answer, nothing is: it may be that which is seen, and is settled as theirs.</summary>
    public async Task TakeOverAsync(RemoteHold hold, ClinicChange change, CancellationToken cancel)
    {
        if (kept.IsUnanswered(FhirSchedule.CancelOf(hold.Reference!)) || kept.IsUnanswered(FhirSchedule.MoveOf(hold.Reference!)))
            return;
        if (await bookings.KnownAsync(hold.Reference!, cancel) is not ScheduleResult.Booked(var known))
            return;

        // What is to be told is written down first: a process that ends in between rather tells it twice than never.
        var name = string.Create(CultureInfo.InvariantCulture, $"changed/{known.Reference}/{known.Sequence}");
        await kept.TellAsync(hold.ConversationId, name, new ScheduleRequest.Find(known.Reference), change.Of(known), cancel);
        if (change.Moved is { } slot)
            await bookings.MovedElsewhereAsync(hold, slot, change.RemoteSlot, cancel);
        else
            await bookings.CancelledAsync(hold, giveBack: false, cancel);
    }

    private static bool IsOff(Appointment appointment) =>
        appointment.Status is Appointment.AppointmentStatus.Cancelled or Appointment.AppointmentStatus.Noshow or Appointment.AppointmentStatus.EnteredInError;

    private static bool StandsOn(Appointment appointment, RemoteHold hold) => appointment.Slot.Any(slot => slot.Reference is { } reference && IdIn(reference) == hold.RemoteSlot);

    private static string IdIn(string reference) => reference[(reference.LastIndexOf('/') + 1)..];

    private string? ResourceOf(FhirSlot slot) => settings.Schedules.FirstOrDefault(schedule => schedule.Value == IdIn(slot.Schedule?.Reference ?? "")).Key;

    private async Task<ScheduleResult> BookedAsync(RemoteHold hold, ScheduleRequest.Confirm confirm, string appointment, CancellationToken cancel)
    {
        await bookings.BookedAsync(hold, confirm, appointment, cancel);
        return await bookings.KnownAsync(hold.Reference!, cancel);
    }

    private async Task<ScheduleResult> LostAsync(RemoteHold hold, CancellationToken cancel)
    {
        await slots.GiveBackAsync(hold, cancel);
        return new ScheduleResult.Taken();
    }

    private async Task<IReadOnlyList<ResourceReference>> ActorsAsync(string resource, CancellationToken cancel)
    {
        if (_actors.TryGetValue(resource, out var known))
            return known;
        var schedule = await server.ReadAsync<Schedule>(settings.Schedules[resource], cancel) ?? throw new ScheduleRefusedException("it has no Schedule of the id in Schedule:Fhir:Schedules");
        return _actors[resource] = [.. schedule.Actor];
    }

    /// <summary>Everything in one transaction; null where others were first. What a server without roll-back made all the same is taken back.</summary>
    private async Task<string?> MakeTogetherAsync(RemoteHold hold, AppointmentDraft draft, FhirSlot slot, CancellationToken cancel)
    {
        var transaction = new FhirTransaction();
        transaction.Update(slot);
        var patient = transaction.CreateOnce(draft.Patient, draft.Patient.Identifier[0]);
        var response = draft.Response is { } shared ? transaction.CreateOnce(shared, FhirIdentifiers.OfResponse(hold)) : null;
        transaction.CreateOnce(draft.Appointment, FhirIdentifiers.OfAppointment(hold));
        draft.Refer(patient, response);
        if (await server.TransactAsync(transaction.Bundle, cancel) is not { Entry: [var first, .., var last] } done)
            return null;

        var appointment = FhirTransaction.IsDone(last) ? FhirTransaction.IdOf(last, nameof(Appointment)) : null;
        if (appointment is not null && FhirTransaction.IsDone(first))
            return appointment;
        if (appointment is not null)
            await CancelOnServerAsync(appointment, cancel);
        if (FhirTransaction.IsDone(first))
            throw new ScheduleRefusedException($"it answered {done.Entry.First(entry => !FhirTransaction.IsDone(entry)).Response?.Status} within a transaction");
        return null;
    }

    /// <summary>One after the other, the slot first; null where others were first.</summary>
    private async Task<string?> MakeSinglyAsync(RemoteHold hold, AppointmentDraft draft, FhirSlot slot, CancellationToken cancel)
    {
        if (await server.UpdateAsync(slot, cancel) is null)
            return null;
        var patient = $"Patient/{(await server.CreateOnceAsync(draft.Patient, draft.Patient.Identifier[0], cancel)).Id}";
        draft.Refer(patient, null);
        if (draft.Response is { } shared)
            draft.Appointment.SupportingInformation = [new($"QuestionnaireResponse/{(await server.CreateOnceAsync(shared, FhirIdentifiers.OfResponse(hold), cancel)).Id}")];
        return (await server.CreateOnceAsync(draft.Appointment, FhirIdentifiers.OfAppointment(hold), cancel)).Id;
    }

    /// <summary>False where others were first.</summary>
    private async Task<bool> MoveOnServerAsync(Appointment appointment, FhirSlot slot, RemoteHold from, RemoteHold to, CancellationToken cancel)
    {
        slot.GiveTo(to, FhirSlot.SlotStatus.Busy);
        appointment.Start = to.Slot.Start;
        appointment.End = to.Slot.Start.AddMinutes(to.Slot.Minutes);
        appointment.MinutesDuration = to.Slot.Minutes;
        appointment.Slot = [new("Slot/" + to.RemoteSlot)];
        await ReplaceActorsAsync(appointment, from, to, cancel);
        if (!await server.KnowsTransactionsAsync(cancel))
            return await server.UpdateAsync(slot, cancel) is not null && await server.UpdateAsync(appointment, cancel) is not null;

        var transaction = new FhirTransaction();
        transaction.Update(slot);
        transaction.Update(appointment);
        return await server.TransactAsync(transaction.Bundle, cancel) is { } done && done.Entry.TrueForAll(FhirTransaction.IsDone);
    }

    private async Task ReplaceActorsAsync(Appointment appointment, RemoteHold from, RemoteHold to, CancellationToken cancel)
    {
        if (from.Slot.Resource == to.Slot.Resource)
            return;
        var before = (await ActorsAsync(from.Slot.Resource, cancel)).Select(actor => actor.Reference).ToHashSet();
        appointment.Participant.RemoveAll(participant => participant.Actor?.Reference is { } actor && before.Contains(actor));
        appointment.Participant.AddRange((await ActorsAsync(to.Slot.Resource, cancel)).Select(actor =>
            new Appointment.ParticipantComponent { Actor = actor, Required = Appointment.ParticipantRequired.Required, Status = ParticipationStatus.Accepted }));
    }

    /// <summary>True where the patient cancelled it, now or by an earlier try; false where the clinic has.</summary>
    private async Task<bool> CancelOnServerAsync(string id, CancellationToken cancel)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await server.ReadAsync<Appointment>(id, cancel) is not { } appointment)
                return false;
            if (IsOff(appointment))
                return appointment.CancelationReason?.Coding.Any(code => code.Code == s_byPatient.Coding[0].Code) == true;
            appointment.Status = Appointment.AppointmentStatus.Cancelled;
            appointment.CancelationReason = s_byPatient;
            if (await server.UpdateAsync(appointment, cancel) is not null)
                return true;
        }

        throw new ScheduleUnreachableException("the appointment is being changed again and again");
    }
}

/// <summary>What the clinic changed about an appointment.</summary>
/// <param name="Moved">Where it is now, or null where it is cancelled.</param>
/// <param name="RemoteSlot">Id of the slot that it takes up now, where it names one.</param>
internal sealed record ClinicChange(Slot? Moved, string? RemoteSlot)
{
    /// <summary>The appointment as it stands after the change.</summary>
    public ScheduleResult Of(BookedAppointment before) => Moved is { } slot
        ? new ScheduleResult.Booked(before with { Slot = slot, Sequence = before.Sequence + 1 })
        : new ScheduleResult.Cancelled(before with { Sequence = before.Sequence + 1, Cancelled = true });
}
