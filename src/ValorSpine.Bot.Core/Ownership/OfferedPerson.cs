using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Offers a person where the bot gets no further: "yes" accepts, and staff see what led to it.</summary>
internal static class OfferedPerson
{
    private const int FailuresUntilOffer = 2;

    /// <summary>The turn with the offer in it, where it calls for one.</summary>
    public static TurnResult Offering(Turn turn, TurnResult result)
    {
        if (result.Replies.IsEmpty)
            return result;
        var reason = result.State is { Owner: Owner.Bot, SafeMode: null, SafetyQuestion: null } ? ReasonOf(result) : null;
        var offered = result with { State = result.State with { PersonOffered = reason } };
        return reason switch
        {
            HandOffReason.Upset when result.State.Active != ActiveDialog.None => InDialog(turn, offered),
            HandOffReason.NotUnderstood => WithOffer(offered, turn.InSpanish ? turn.Say("hand-off.offer") : $"{turn.Say("hand-off.offer")} {turn.WhenStaffAreThere()}", turn.Choice(ChoiceAction.Staff)),
            HandOffReason.Upset when turn.Content.Clinic.StaffHours is not null => WithOffer(offered, turn.WhenStaffAreThere(), turn.Choice(ChoiceAction.Staff)),
            _ => offered,
        };
    }

    private static HandOffReason? ReasonOf(TurnResult result) => result switch
    {
        { RepliesToUpset: true, State.Active: not ActiveDialog.HandOff } => HandOffReason.Upset,
        { State.Active: not ActiveDialog.None } => null,
        { Outcome: Outcome.Abstain, State.Misunderstood: >= FailuresUntilOffer } => HandOffReason.NotUnderstood,
        { Outcome: Outcome.Abstain } => HandOffReason.NoAnswer,
        _ => null,
    };

    /// <summary>The dialog's question stays the last that is said, and its choices come first.</summary>
    private static TurnResult InDialog(Turn turn, TurnResult result)
    {
        var told = turn.Content.Clinic.StaffHours is null ? result : result.Closing(turn.WhenStaffAreThere());
        var asked = told.Replies[^1];
        return told with { Replies = told.Replies.SetItem(told.Replies.Length - 1, asked with { Choices = [.. asked.Choices.Where(choice => choice.Action != ChoiceAction.Staff), turn.Choice(ChoiceAction.Staff)] }) };
    }

    private static TurnResult WithOffer(TurnResult result, string line, Choice staff)
    {
        var last = result.Replies[^1];
        ImmutableArray<Choice> choices = [staff, .. last.Choices.Where(choice => choice.Action != ChoiceAction.Staff)];
        return result with { Replies = result.Replies.SetItem(result.Replies.Length - 1, last with { Text = $"{last.Text}\n\n{line}", Choices = choices }) };
    }
}
