using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Does what the patient picked.</summary>
internal static class PickedActions
{
    /// <summary>Null where nothing was picked, or nothing that acts on anything now.</summary>
    public static Decision? TryTake(Turn turn)
    {
        if (turn.Action is not { } action)
            return null;
        var target = ChoiceAction.Target(action);
        return ChoiceAction.Verb(action) switch
        {
            ChoiceAction.Ask => Manners.Reply(turn, "ask"),
            ChoiceAction.Compare => Floor.Aside(turn, AnsweringReplies.Compare(turn)),
            ChoiceAction.Screen when turn.Content.Screenings.Find(target) is { } named => ScreeningDialog.Start(turn, named),
            ChoiceAction.Screen => ScreeningDialog.Start(turn),
            ChoiceAction.Book => BookingDialog.Start(turn),
            ChoiceAction.Staff => HandOff.Start(turn),
            ChoiceAction.NoPerson => HandOff.Withdraw(turn),
            // A button of long ago deletes nothing: what it means is asked again.
            ChoiceAction.EraseChat => RecordRequests.IsAsked(turn) ? RecordRequests.Erase(turn) : RecordRequests.AskErase(turn),
            ChoiceAction.KeepChat => RecordRequests.Keep(turn),
            ChoiceAction.ModelYes => Floor.Aside(turn, ConsentToModel.Answer(turn, ModelConsent.Given)),
            ChoiceAction.ModelNo => Floor.Aside(turn, ConsentToModel.Answer(turn, ModelConsent.Refused)),
            ChoiceAction.More => Floor.Aside(turn, AnsweringReplies.More(turn.InLanguageOfTalk())),
            ChoiceAction.Stop => Floor.Stop(turn),
            ChoiceAction.ArticleVerb when turn.Content.Knowledge.Find(target) is { } article => Floor.Aside(turn, AnsweringReplies.Answer(QuestionReplies.Having(turn, article).InLanguageOfTalk(), article)),
            ChoiceAction.ScreeningVerb when turn.Action == ScreeningDialog.ShareAndBook => SharingDialog.Book(turn, agreed: true),
            ChoiceAction.ScreeningVerb when turn.Action == ScreeningDialog.WithholdAndBook => SharingDialog.Book(turn, agreed: false),
            ChoiceAction.ScreeningVerb => ScreeningDialog.TryContinue(turn),
            ChoiceAction.BookingVerb => BookingDialog.TryContinue(turn),
            _ => null,
        };
    }
}
