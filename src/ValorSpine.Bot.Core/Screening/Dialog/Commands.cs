using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Follows a command at a question: back, skip, why, how far.</summary>
internal static class Commands
{
    /// <summary>Does what is commanded.</summary>
    public static Decision Obey(Turn turn, ScreeningState state, Question question, ScreeningCommand command, ImmutableArray<string> topic)
    {
        if (state.Confirming && Volunteered.Obey(turn, state, command, topic) is { } told)
            return told;
        switch (command)
        {
            case ScreeningCommand.Back:
                return GoingBack.Back(turn, state);
            case ScreeningCommand.BackTwice:
                return GoingBack.Back(turn, state, times: 2);
            case ScreeningCommand.Skip or ScreeningCommand.Keep:
                return Skipping.Skip(turn, state, question, declined: false);
            case ScreeningCommand.Change:
                return ChangingAnswers.Which(turn, state, topic);
            case ScreeningCommand.Stop:
                return ScreeningPause.Stop(turn, state);
            case ScreeningCommand.Pause:
                return ScreeningPause.Pause(turn, state);
            case ScreeningCommand.Restart:
                return StartingOver.Restart(turn, sure: false);
            case ScreeningCommand.Erase:
                return StartingOver.OrErase(turn, state);
            case ScreeningCommand.Why:
                return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"why {question.LinkId}", ScreeningReplies.Why(turn, state, question));
            case ScreeningCommand.Progress:
                return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "progress", ScreeningReplies.Ask(turn, state, ScreeningReplies.Left(turn, state)));
            case ScreeningCommand.Answers when !state.Answers.IsEmpty:
                return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), "answers so far", ScreeningReplies.Ask(turn, state, turn.Say("screening.so-far", ("answers", string.Join("\n", state.Answers.Where(answer => new Walk(turn.Content.Screenings.Of(state), state).IsEnabled(answer.LinkId) == true).Select(answer => $"- {SeveralAnswers.Listed(turn, state, [answer])}"))))));
            default:
                return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"repeated {question.LinkId}", ScreeningReplies.Ask(turn, state));
        }
    }
}
