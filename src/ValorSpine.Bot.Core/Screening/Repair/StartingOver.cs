using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Begins anew, and asks first where answers would be lost.</summary>
internal static class StartingOver
{
    /// <summary>With fewer answers there is nothing to lose by starting over.</summary>
    private const int WorthAsking = 2;

    /// <summary>Begins anew; asks first where several answers would be lost.</summary>
    public static Decision.Done Restart(Turn turn, bool sure)
    {
        if (turn.State.Screening is not { Finished: false } state || sure || state.OfferedResume || state.Answers.Length < WorthAsking)
            return Beginning.Anew(turn);
        var asking = ScreeningTurn.Touched(turn, state) with { OfferedRestart = true };
        return ScreeningTurn.Done(turn, asking, "asked before starting over", ScreeningReplies.Plain(turn.Say("screening.restart-sure", ("count", ScreeningReplies.Number(state.Answers.Length)))) with
        {
            Choices = [ScreeningReplies.Command(turn, "restart-yes", ScreeningActions.RestartForSure), ScreeningReplies.Command(turn, "restart-no", ScreeningActions.Continue)],
        });
    }

    /// <summary>"Delete my answers": says what the check can do, and that only staff delete what is saved; asks whether they should.</summary>
    public static Decision.Done OrErase(Turn turn, ScreeningState state) =>
        ScreeningTurn.Done(turn, state.Finished ? state : ScreeningTurn.Touched(turn, state), "asked to delete answers", ScreeningReplies.Plain(turn.Say("screening.erase")) with
        {
            Choices = [turn.Choice(ChoiceAction.EraseChat), ScreeningReplies.Command(turn, "restart-yes", ScreeningActions.RestartForSure), state.Finished ? ScreeningReplies.Command(turn, "summary", ScreeningActions.Summary) : ScreeningReplies.Command(turn, "restart-no", ScreeningActions.Continue)],
        });

    /// <summary>The reply to "start over?", or null where it is neither yes nor no.</summary>
    public static Decision.Done? RestartOrNot(Turn turn, ScreeningState state, SaidText said)
    {
        var command = ScreeningCommands.Read(said).Command;
        if (command is ScreeningCommand.Restart || YesNo.Read(said) is Consent.Yes)
            return Restart(turn, sure: true);
        var kept = Progress.Located(turn, ScreeningTurn.Touched(turn, state));
        return command is ScreeningCommand.Keep or ScreeningCommand.Continue or ScreeningCommand.Back || YesNo.Read(said) is Consent.No
            ? ScreeningTurn.Done(turn, kept, "did not start over", ScreeningReplies.Ask(turn, kept, turn.Say("screening.restart-not")))
            : null;
    }
}
