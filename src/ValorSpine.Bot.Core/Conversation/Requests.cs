using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What a patient may ask for at any time, in any dialog.</summary>
internal static class Requests
{
    /// <summary>Takes what is asked for; null where nothing is.</summary>
    public static Decision? TryTake(Turn turn, string? intent) => intent switch
    {
        "leave-list" => BookingDialog.LeaveList(turn),
        "list-place" => BookingDialog.OnListPlace(turn),
        "wait-list" => BookingDialog.StartWaiting(turn),
        _ when BookingDialog.OnOffer(turn) is { } answer => answer,
        _ when BookingDialog.IsWhole(turn, intent) => BookingDialog.StartWhole(turn, intent),
        "no-person" when HandOff.TryDecline(turn) is { } declined => declined,
        "off-list" or "no-longer" when turn.State is { Owner: Owner.Waiting, Active: ActiveDialog.None or ActiveDialog.HandOff } => HandOff.Withdraw(turn),
        "off-list" => BookingDialog.StartCancel(turn),
        "no-longer" when BookingDialog.HasVisit(turn) => BookingDialog.StartCancel(turn),
        "staff" => HandOff.Start(turn),
        _ when ConsentToModel.TryAnswer(turn, intent) is { } consent => Floor.Aside(turn, consent),
        "repeat" => Manners.Repeat(turn),
        // Right after an answer it is not the words that were missed.
        "huh" when turn.State is not { Active: ActiveDialog.None, Frame: not null } => Manners.Repeat(turn),
        "copy-of-chat" => Floor.Aside(turn, RecordRequests.Copy(turn)),
        "erase-chat" => RecordRequests.AskErase(turn),
        "yes" when RecordRequests.IsAsked(turn) => RecordRequests.Erase(turn),
        "no" or "stop" or "back" when RecordRequests.IsAsked(turn) => Floor.Aside(turn, RecordRequests.Keep(turn)),
        "unshare" => Floor.Aside(ScreeningDialog.Withheld(turn), SharingDialog.Withdraw(turn)),
        "cancel-visit" => BookingDialog.StartCancel(turn),
        "book-again" when BookingDialog.TakeUp(turn) is { } takenUp => takenUp,
        "book-again" when turn.State.Active == ActiveDialog.None && BookingWords.SaysBook(turn.Text) => BookingDialog.Start(turn),
        "contact-given" when HandOff.TellContact(turn) is { } told => told,
        "move-visit" => BookingDialog.StartMove(turn),
        "cant-come" when turn.State.Active == ActiveDialog.None => BookingDialog.StartCancel(turn),
        _ when BookingDialog.OnVisit(turn, intent) is { } ofVisit => ofVisit,
        _ when BookingDialog.TryChange(turn, intent) is { } change => change,
        _ when HandOff.TryAdd(turn, intent) is { } added => added,
        null or "ok" or "yes" when BookingDialog.ConfirmedAgain(turn) is { } again => again,
        null or "call-me" or "visit-change" when turn.State.Active == ActiveDialog.None && BookingDialog.IsAskedFor(turn) => BookingDialog.Start(turn),
        "call-me" when turn.State.Active == ActiveDialog.None => HandOff.Start(turn),
        // Among several questions it is one of them: a visit is offered below the answers.
        "book" when turn.State.Active != ActiveDialog.Booking && turn.Content.Answering.QuestionsIn(turn.Text).Length <= 2 => BookingDialog.Start(turn),
        "screen" when turn.State.Active != ActiveDialog.Screening => ScreeningDialog.Start(turn),
        "summary" when turn.State.Active == ActiveDialog.None => ScreeningDialog.Summary(turn),
        null when HandOff.TryNote(turn) is { } noted => noted,
        _ => null,
    };
}
