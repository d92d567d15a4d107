using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Records;

/// <summary>What a patient asks about their own records, in the chat: a copy of it, or that it is deleted. Both are handed to staff, who know what the law and a visit ask to be kept.</summary>
internal static class RecordRequests
{
    private const string CopyAsked = "records.copy", EraseAsked = "records.erase-ask", EraseNoted = "records.erase-noted", EraseKept = "records.erase-kept";

    /// <summary>Tells staff that a copy is wanted.</summary>
    public static Decision.Done Copy(Turn turn) => Requested(turn, CopyAsked, RecordRequest.Copy, "asked-for-a-copy");

    /// <summary>Says what deleting means, and asks whether it is meant.</summary>
    public static Decision.Done AskErase(Turn turn) => turn.Says(EraseAsked, Outcome.Staff, "records", [turn.Choice(ChoiceAction.EraseChat), turn.Choice(ChoiceAction.KeepChat)]);

    /// <summary>Whether the last reply asked if the chat is to be deleted.</summary>
    public static bool IsAsked(Turn turn) => turn.State.Offered is [{ Action: ChoiceAction.EraseChat }, ..];

    /// <summary>Tells staff that it is to be deleted.</summary>
    public static Decision.Done Erase(Turn turn) => Requested(turn, EraseNoted, RecordRequest.Erasure, "asked-to-erase");

    /// <summary>Says that nothing is deleted.</summary>
    public static Decision.Done Keep(Turn turn) => turn.Says(EraseKept, Outcome.Staff, "records", turn.StandardChoices());

    private static Decision.Done Requested(Turn turn, string key, RecordRequest request, string reason) => new(turn.Says(key, Outcome.Staff, "records", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)]).Turn with
    {
        Alerts = [new(AlertKind.Staff, reason)],
        RecordRequest = request,
    });
}
