using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Goes on with what was begun: offers it, and hears the answer.</summary>
internal static class Resuming
{
    /// <summary>After so long without an answer the safety questions are asked again: symptoms may have changed.</summary>
    private static readonly TimeSpan s_stale = TimeSpan.FromMinutes(30);

    /// <summary>Says how far it got, and asks whether to go on.</summary>
    public static Decision.Done Offer(Turn turn, ScreeningState state)
    {
        var walk = new Walk(turn.Content.Screenings.Of(state), state);
        var done = walk.Applying.Count(question => state.AnswerTo(question.LinkId) is not null);
        var text = turn.Say("screening.resume", ("done", ScreeningReplies.Number(done)), ("total", ScreeningReplies.Number(walk.Total)));
        return ScreeningTurn.Done(turn, state with { OfferedResume = true }, "offered to resume", Choices(turn, text));
    }

    /// <summary>The two ways: on, or from the beginning.</summary>
    public static Reply Choices(Turn turn, string text) => ScreeningReplies.Plain(text) with
    {
        Choices = [ScreeningReplies.Command(turn, "continue", ScreeningActions.Continue), ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart)],
    };

    /// <summary>The reply to that question. Null where it is none.</summary>
    public static Decision? GoOnOrNot(Turn turn, ScreeningState state, SaidText said)
    {
        switch (ScreeningCommands.Read(said).Command)
        {
            case ScreeningCommand.Continue:
                return GoOn(turn, state);
            case ScreeningCommand.Restart:
                return Beginning.Anew(turn);
            case ScreeningCommand.Stop or ScreeningCommand.Pause:
                return ScreeningPause.Stop(turn, state);
        }

        return turn.LooksLikeQuestion ? null : YesNo.Read(said) switch
        {
            Consent.Yes => GoOn(turn, state),
            Consent.No => ScreeningPause.Stop(turn, state),
            _ => null,
        };
    }

    /// <summary>Goes on where it stood.</summary>
    public static Decision.Done GoOn(Turn turn, ScreeningState state) => turn.Facts.Now - state.LastAt < s_stale
        ? Progress.Advance(turn, state with { OfferedResume = false }, turn.Say("screening.resumed"))
        : GoOnLater(turn, state);

    /// <summary>Goes on after a while: the safety questions are asked again, and there is no way back behind them.</summary>
    public static Decision.Done GoOnLater(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        var fresh = state with { OfferedResume = false, OfferedRestart = false, History = [], Answers = WithoutRedFlags(state.Answers), Undone = WithoutRedFlags(state.Undone) };
        return Progress.Advance(turn, fresh, turn.Say(fresh.Answers.Length < state.Answers.Length ? "screening.resumed-later" : "screening.resumed"));

        ImmutableArray<ScreeningAnswer> WithoutRedFlags(ImmutableArray<ScreeningAnswer> answers) => answers.RemoveAll(answer => definition.Find(answer.LinkId) is { IsRedFlag: true, Required: true });
    }
}
