using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>The one closed question where it is not plain whether guidance has done its work. Safe mode stays until it is answered.</summary>
internal static class ClosedQuestion
{
    /// <summary>Asks it.</summary>
    public static Decision.Done Ask(Turn turn, SafeMode mode, ClearingQuestion question)
    {
        var key = question switch
        {
            ClearingQuestion.SelfHarm => "safety.ask-self-harm",
            ClearingQuestion.Seen => "safety.ask-seen",
            ClearingQuestion.NewOrWorse => "safety.ask-new",
            _ => "safety.ask-seen-or-gone",
        };
        var asked = GuidanceAgain.Saying(turn, mode with { Asked = question, WasAsked = true }, "asked whether guidance has done its work", key).Turn;
        ImmutableArray<Choice> choices = question is ClearingQuestion.Seen or ClearingQuestion.SeenOrGone
            ? [new(turn.Say(key + "-yes"), ChoiceAction.Safe), new(turn.Say("safety.ask-seen-no"), ChoiceAction.Happening)]
            : [new(turn.Say("safety.ask-no"), ChoiceAction.Safe), new(turn.Say("safety.ask-yes"), ChoiceAction.Happening)];
        return new(asked with { State = asked.State with { SafeMode = asked.State.SafeMode! with { Asked = question } }, Replies = [asked.Replies[0] with { Choices = choices }] });
    }

    /// <summary>Whether a message answers it so that guidance ends.</summary>
    public static bool IsAnswered(Turn turn, ClearingQuestion asked, Heard heard) => asked switch
    {
        ClearingQuestion.Seen or ClearingQuestion.SeenOrGone => !heard.Says(Afterward.But, Afterward.LongAgo) && PlainAnswers.Of(turn).IsYes(turn.Text),
        ClearingQuestion.NewOrWorse or ClearingQuestion.SelfHarm => !heard.Says(Afterward.But) && PlainAnswers.Of(turn).IsNo(turn.Text),
        _ => false,
    };
}
