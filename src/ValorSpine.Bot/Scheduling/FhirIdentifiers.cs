using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hl7.Fhir.Model;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>
/// The identifiers by which what the chat made on the server is found again. Each follows from the hold or the person, so that asking again makes nothing twice; none says anything about a patient.
/// </summary>
internal static class FhirIdentifiers
{
    private const string HoldSystem = "urn:valorspine:hold", AppointmentSystem = "urn:valorspine:appointment", ReferenceSystem = "urn:valorspine:reference",
        PatientSystem = "urn:valorspine:patient", ResponseSystem = "urn:valorspine:response", AttendanceSystem = "urn:valorspine:attendance";

    /// <summary>On a slot, while it is a hold's or an appointment's.</summary>
    public static Identifier OfHold(RemoteHold hold) => new(HoldSystem, hold.Id);

    /// <summary>On an appointment: of the hold that it was made from.</summary>
    public static Identifier OfAppointment(RemoteHold hold) => new(AppointmentSystem, hold.Id);

    /// <summary>On an appointment, for people: what the patient was told.</summary>
    public static Identifier OfReference(RemoteHold hold) => new(ReferenceSystem, hold.Reference);

    /// <summary>On a QuestionnaireResponse.</summary>
    public static Identifier OfResponse(RemoteHold hold) => new(ResponseSystem, hold.Id);

    /// <summary>On an AppointmentResponse: the same each time that the patient says that they will come to the appointment as it stands.</summary>
    public static Identifier OfAttendance(RemoteHold hold, int sequence) => new(AttendanceSystem, string.Create(CultureInfo.InvariantCulture, $"{hold.Id}.{sequence}"));

    /// <summary>On a patient: keyed, so that nobody finds out a phone number by trying them all. Whoever gives other details is another patient until staff merge the two.</summary>
    public static Identifier OfPatient(ScheduleRequest.Confirm confirm, byte[] key)
    {
        var person = string.Join('\n', confirm.Name.Trim().ToUpperInvariant(), confirm.Phone, confirm.Email?.Trim().ToUpperInvariant());
        return new(PatientSystem, Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(person))));
    }

    /// <summary>Whether a slot is a hold's.</summary>
    public static bool IsOf(this Hl7.Fhir.Model.Slot slot, RemoteHold hold) => slot.Identifier.Any(identifier => identifier.System == HoldSystem && identifier.Value == hold.Id);

    /// <summary>Makes a slot a hold's.</summary>
    public static void GiveTo(this Hl7.Fhir.Model.Slot slot, RemoteHold hold, Hl7.Fhir.Model.Slot.SlotStatus status)
    {
        slot.Identifier.RemoveAll(identifier => identifier.System == HoldSystem);
        slot.Identifier.Add(OfHold(hold));
        slot.Status = status;
    }

    /// <summary>Makes a slot free.</summary>
    public static void Free(this Hl7.Fhir.Model.Slot slot)
    {
        slot.Identifier.RemoveAll(identifier => identifier.System == HoldSystem);
        slot.Status = Hl7.Fhir.Model.Slot.SlotStatus.Free;
    }

    /// <summary>Whether somebody has a slot.</summary>
    public static bool IsBusy(this Hl7.Fhir.Model.Slot slot) => slot.Status is Hl7.Fhir.Model.Slot.SlotStatus.Busy or Hl7.Fhir.Model.Slot.SlotStatus.BusyTentative;
}
