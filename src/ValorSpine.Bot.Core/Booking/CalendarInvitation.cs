using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The .ics file of an appointment (RFC 5545). It names the clinic and the time, and nothing about health.</summary>
public static class CalendarInvitation
{
    /// <summary>The file's text. A calendar that has the appointment takes a later version by its stable UID and higher SEQUENCE.</summary>
    /// <param name="appointment">As it stands, or stood before it was cancelled.</param>
    /// <param name="clinic">Name, address, phone and time zone.</param>
    /// <param name="now">When the file is made: DTSTAMP.</param>
    /// <param name="cancelled">True takes the appointment out of the patient's calendar.</param>
    public static string Create(BookedAppointment appointment, ClinicFacts clinic, DateTimeOffset now, bool cancelled = false)
    {
        var start = ClinicTime.At(clinic, appointment.Slot.Start);
        var end = ClinicTime.At(clinic, appointment.Slot.Start.AddMinutes(appointment.Slot.Minutes));
        var calendar = new Calendar { Method = cancelled ? CalendarMethods.Cancel : CalendarMethods.Publish, ProductId = "-//ValorSpine//Appointments//EN" };
        calendar.AddTimeZone(clinic.TimeZone);
        calendar.Events.Add(new CalendarEvent
        {
            Uid = $"{appointment.Reference}@appointments.valorspine",
            Sequence = appointment.Sequence,
            DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
            Start = new CalDateTime(start.DateTime, clinic.TimeZone),
            End = new CalDateTime(end.DateTime, clinic.TimeZone),
            Summary = $"Appointment at {clinic.Name}",
            Description = clinic.Phone is { } phone
                ? $"Your reference is {appointment.Reference}. To change it, use our chat or call {phone}."
                : $"Your reference is {appointment.Reference}. To change it, use our chat.",
            Location = clinic.Address,
            Status = cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
        });
        return new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("A calendar with one event has no text.");
    }
}
