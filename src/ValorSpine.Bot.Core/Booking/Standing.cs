using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a patient's words about when are said beside: the time that is held or booked, the times on offer, and what was wished before.</summary>
/// <param name="Day">The day that stands: of the time that is held, else the one that was looked at, else of the visit that is moved.</param>
/// <param name="Time">The time of day that stands, or null where none was said or chosen.</param>
/// <param name="Wish">What was wished before, or null.</param>
/// <param name="IsHeld">Whether a time is held or booked, rather than only looked at.</param>
internal sealed record Standing(DateOnly? Day, TimeOnly? Time, WhenWanted? Wish, bool IsHeld)
{
    /// <summary>Where nothing was said before.</summary>
    public static readonly Standing Nothing = new(null, null, null, false);

    /// <summary>The day of the first time on offer, or null; only what is told from the list counts from it: "a day later".</summary>
    public DateOnly? Shown { get; private init; }

    /// <summary>The hour of the first time on offer, or null.</summary>
    public TimeOnly? ShownTime { get; private init; }

    /// <summary>What stands in a booking.</summary>
    public static Standing Of(Turn turn, BookingState booking)
    {
        var wish = booking.Wished;
        var held = booking.Slot ?? (wish is null ? booking.Existing?.Slot : null);
        var chosen = held ?? booking.Chosen ?? booking.Existing?.Slot;
        var looked = wish is { From: { } from } && from == wish.To ? from : (DateOnly?)null;
        var shown = booking.Offered.IsEmpty ? (DateTime?)null : Local(turn, booking.Offered[0]);
        return new(
            held is not null ? DateOnly.FromDateTime(Local(turn, held)) : looked,
            held is null && wish?.At is { } at ? at : chosen is not null ? TimeOnly.FromDateTime(Local(turn, chosen)) : null,
            wish,
            held is not null)
        {
            Shown = shown is { } first ? DateOnly.FromDateTime(first) : null,
            ShownTime = shown is { } start ? TimeOnly.FromDateTime(start) : null,
        };
    }

    private static DateTime Local(Turn turn, Slot slot) => ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
}
