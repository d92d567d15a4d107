using Hl7.Fhir.Model;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>How it stands on the server that a patient has said that they will come.</summary>
internal static class Attendance
{
    /// <summary>Marks the patient as accepted, and the appointment as booked where it waited for that; false where it stands so already.</summary>
    public static bool Note(Appointment appointment)
    {
        var open = appointment.Participant.Where(participant => IsPatient(participant) && participant.Status != ParticipationStatus.Accepted).ToList();
        open.ForEach(participant => participant.Status = ParticipationStatus.Accepted);
        var waited = appointment.Status is Appointment.AppointmentStatus.Proposed or Appointment.AppointmentStatus.Pending && appointment.Participant.TrueForAll(IsSettled);
        if (waited)
            appointment.Status = Appointment.AppointmentStatus.Booked;
        return waited || open.Count > 0;
    }

    /// <summary>What the clinic can see it by, also where the patient had been accepted from the start; null where the appointment names no patient.</summary>
    public static AppointmentResponse? ResponseOf(Appointment appointment, RemoteHold hold, int sequence) => appointment.Participant.FirstOrDefault(IsPatient) is { } patient
        ? new()
        {
            Identifier = [FhirIdentifiers.OfAttendance(hold, sequence)],
            Appointment = new($"Appointment/{hold.RemoteAppointment}"),
            Start = appointment.Start,
            End = appointment.End,
            Actor = patient.Actor,
            ParticipantStatus = ParticipationStatus.Accepted,
        }
        : null;

    private static bool IsPatient(Appointment.ParticipantComponent participant) => participant.Actor?.Reference?.StartsWith("Patient/", StringComparison.Ordinal) == true;

    private static bool IsSettled(Appointment.ParticipantComponent participant) => participant.Status == ParticipationStatus.Accepted || participant.Required is Appointment.ParticipantRequired.Optional or Appointment.ParticipantRequired.InformationOnly;
}
