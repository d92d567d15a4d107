using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What a message asks for in words that no intent foresaw.</summary>
internal static class ImpliedRequests
{
    /// <summary>Begins it where it is plainly wished, and offers it otherwise.</summary>
    public static Decision Take(Turn turn, AnswerResult.Requested requested) => requested.Kind switch
    {
        "advice" => AdviceReplies.WithGeneralArticle(turn, requested, SafetyReplies.Advice(turn)),
        "booking" when WishInContext.IsOfTheWay(turn.Text) => AnsweringReplies.Nothing(turn, NoAnswer.NoTopic, requested.Considered),
        "booking" when !turn.Content.Intents.Wishes(turn.Content.Answering.Understood(turn.Text)) => Offer(turn, ChoiceAction.Book),
        "screening" when !requested.IsPlain => Offer(turn, ChoiceAction.Screen),
        "booking" => BookingDialog.Start(turn),
        "screening" => ScreeningDialog.Start(turn),
        "staff" => HandOff.Start(turn),
        _ => Manners.Reply(turn, "ok")!,
    };

    /// <summary>What may be asked for is offered, not begun.</summary>
    private static Decision.Done Offer(Turn turn, string choice) => turn.Says("conversation.offer", Outcome.Clarify, "answering", [turn.Choice(choice), turn.Choice(ChoiceAction.Ask), turn.Choice(ChoiceAction.Staff)]);
}
