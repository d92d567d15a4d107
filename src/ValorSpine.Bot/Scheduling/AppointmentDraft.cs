using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>What becomes of a confirmed hold on the server: the patient, the answers that they agreed to share, the appointment.</summary>
internal sealed class AppointmentDraft
{
    private static readonly FhirJsonDeserializer s_json = new();

    private AppointmentDraft(Patient patient, Appointment appointment, QuestionnaireResponse? response) => (Patient, Appointment, Response) = (patient, appointment, response);

    /// <summary>The patient, as they gave themselves.</summary>
    public Patient Patient { get; }

    /// <summary>The appointment; who comes is added by <see cref="Refer"/>.</summary>
    public Appointment Appointment { get; }

    /// <summary>The answers, or null where none are shared.</summary>
    public QuestionnaireResponse? Response { get; }

    /// <summary>Drafts them.</summary>
    /// <param name="hold">With its reference.</param>
    /// <param name="confirm">What the patient gave.</param>
    /// <param name="patient">Identifier of the patient.</param>
    /// <param name="service">Service type as <c>system|code</c>, or null.</param>
    /// <param name="actors">Whose schedule it is.</param>
    /// <param name="response">A QuestionnaireResponse that the patient agreed to share, or null.</param>
    public static AppointmentDraft Of(RemoteHold hold, ScheduleRequest.Confirm confirm, Identifier patient, string? service, IEnumerable<ResourceReference> actors, string? response)
    {
        var slot = hold.Slot;
        var appointment = new Appointment
        {
            Identifier = [FhirIdentifiers.OfAppointment(hold), FhirIdentifiers.OfReference(hold)],
            Status = Appointment.AppointmentStatus.Booked,
            ServiceType = service is null ? [] : [new CodeableConcept { Coding = [Code(service)] }],
            ReasonCode = confirm.Reason is null ? [] : [new CodeableConcept { Text = confirm.Reason }],
            Start = slot.Start,
            End = slot.Start.AddMinutes(slot.Minutes),
            MinutesDuration = slot.Minutes,
            Slot = [new ResourceReference("Slot/" + hold.RemoteSlot)],
            Participant = [.. actors.Select(Accepted)],
        };
        return new(Person(confirm, patient), appointment, response is null ? null : Shared(hold, response));
    }

    /// <summary>Names patient and answers in what refers to them.</summary>
    public void Refer(string patient, string? response)
    {
        Appointment.Participant.Insert(0, Accepted(new(patient)));
        if (Response is not null)
            Response.Subject = new(patient);
        if (response is not null)
            Appointment.SupportingInformation = [new(response)];
    }

    private static Appointment.ParticipantComponent Accepted(ResourceReference actor) =>
        new() { Actor = actor, Required = Appointment.ParticipantRequired.Required, Status = ParticipationStatus.Accepted };

    private static Patient Person(ScheduleRequest.Confirm confirm, Identifier identifier)
    {
        var patient = new Patient
        {
            Identifier = [identifier],
            Name = [new HumanName { Text = confirm.Name }],
            Telecom = [new ContactPoint(ContactPoint.ContactPointSystem.Phone, null, confirm.Phone)],
        };
        if (confirm.Email is not null)
            patient.Telecom.Add(new(ContactPoint.ContactPointSystem.Email, null, confirm.Email));
        return patient;
    }

    private static QuestionnaireResponse Shared(RemoteHold hold, string json)
    {
        var response = s_json.Deserialize<QuestionnaireResponse>(json);
        response.Id = null;
        response.Identifier = FhirIdentifiers.OfResponse(hold);
        return response;
    }

    private static Coding Code(string token) => token.Split('|') is [var system, var code] ? new(system, code) : new(null, token);
}
