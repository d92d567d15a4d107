using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>The way to a person while safe mode lasts. Guidance in a crisis offers it: whoever takes the offer is not met with the guidance instead, and their number is not lost.</summary>
internal static class ToPerson
{
    /// <summary>Whether a person is asked for in a crisis, or a contact is given after one was asked for.</summary>
    public static bool IsAskedFor(Turn turn, SafeMode mode) =>
        IsWanted(turn, mode) || (turn.Action is null && (turn.State.Active == ActiveDialog.HandOff || turn.State.Owner is Owner.Waiting) && GivesContact(turn));

    /// <summary>Null where the chat goes on to the person by itself, else the way there.</summary>
    public static Decision.Done? Reply(Turn turn, SafeMode mode) =>
        turn.State.Active == ActiveDialog.HandOff && !IsWanted(turn, mode) ? null : new(UntilSafe.WithoutOffers(turn, HandOff.Start(turn).Turn, mode));

    private static bool IsWanted(Turn turn, SafeMode mode) =>
        mode.Tier == SafetyTier.Crisis && (turn.Action == ChoiceAction.Staff || (turn.Action is null && turn.Content.Intents.Of(turn.Text) == "staff"));

    private static bool GivesContact(Turn turn)
    {
        var details = Booking.ContactDetails.Read(turn.Text);
        return details.Phone is not null || details.Email is not null || (turn.State.Active == ActiveDialog.HandOff && details.Name is not null && !turn.LooksLikeQuestion && Heard.In(turn).Said.IsEmpty);
    }
}
