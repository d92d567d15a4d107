using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Notices;

/// <summary>The notices about an appointment that was made, changed or given up.</summary>
public static class AppointmentNotices
{
    /// <summary>Template of the notice that an appointment stands.</summary>
    public const string BookedTemplate = "booked";

    /// <summary>Template of the notice that an appointment has another time.</summary>
    public const string MovedTemplate = "moved";

    /// <summary>Template of the notice that an appointment was given up.</summary>
    public const string CancelledTemplate = "cancelled";

    /// <summary>Template of the reminder.</summary>
    public const string ReminderTemplate = "reminder";

    /// <summary>That it stands, and a reminder before it.</summary>
    public static ImmutableArray<Notice> Booked(Turn turn, BookedAppointment appointment) => [Now(turn, appointment, BookedTemplate), .. Reminders(turn, appointment)];

    /// <summary>That it has another time, and a reminder before that.</summary>
    public static ImmutableArray<Notice> Moved(Turn turn, BookedAppointment appointment) => [Now(turn, appointment, MovedTemplate), .. Reminders(turn, appointment)];

    /// <summary>That it was given up.</summary>
    public static ImmutableArray<Notice> Cancelled(Turn turn, BookedAppointment appointment) => [Now(turn, appointment, CancelledTemplate)];

    /// <inheritdoc cref="NoticeAddress.Of"/>
    public static NoticeAddress AddressOf(BookedAppointment appointment, NoticeWay open) => NoticeAddress.Of(appointment.PreferredContact, appointment.Email, appointment.Phone, open);

    private static Notice Now(Turn turn, BookedAppointment appointment, string template) => Of(turn, appointment, template, AddressOf(appointment, turn.Content.Clinic.NoticeWays), turn.Facts.Now);

    // A visit that is nearer than that needs no reminder: its notice has just gone out.
    private static ImmutableArray<Notice> Reminders(Turn turn, BookedAppointment appointment)
    {
        var due = appointment.Slot.Start - turn.Content.Clinic.RemindAhead;
        return due <= turn.Facts.Now
            ? []
            : [Of(turn, appointment, ReminderTemplate, new(NoticeWay.Chat, ""), due), Of(turn, appointment, ReminderTemplate, AddressOf(appointment, turn.Content.Clinic.NoticeWays), due)];
    }

    private static Notice Of(Turn turn, BookedAppointment appointment, string template, NoticeAddress to, DateTimeOffset due) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{template}:{appointment.Reference}:{appointment.Sequence}:{to.Way.ToString().ToLowerInvariant()}"),
        Template = template,
        About = new(appointment.Reference, appointment.Sequence),
        To = to,
        DueAt = due,
        VoidAt = appointment.Slot.Start,
        Values = ValuesOf(turn, appointment),
    };

    /// <summary>What fills a text about an appointment.</summary>
    internal static ImmutableDictionary<string, string> ValuesOf(Turn turn, BookedAppointment appointment) => ImmutableDictionary<string, string>.Empty
        .Add("when", ClinicTime.Long(turn.Content.Clinic, appointment.Slot.Start))
        .Add("where", BookingReplies.Where(turn, appointment))
        .Add("reference", appointment.Reference);
}
