using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Makes the turn of what the screening decided, and the state that it leaves.</summary>
internal static class ScreeningTurn
{
    /// <summary>A turn that "back" undoes if it moved the screening.</summary>
    public static Decision.Done Done(Turn turn, ScreeningState? state, string note, params ImmutableArray<Reply> replies) =>
        Done(turn, state, note, replies, state is { Finished: false } ? ActiveDialog.Screening : ActiveDialog.None);

    /// <inheritdoc cref="Done(Turn, ScreeningState?, string, ImmutableArray{Reply})"/>
    public static Decision.Done Done(Turn turn, ScreeningState? state, string note, ImmutableArray<Reply> replies, ActiveDialog active) =>
        Unrecorded(turn, state is null ? null : ScreeningHistory.Record(turn.State.Screening, state, RepeatedMessage.SaidIn(turn)), note, replies, active);

    /// <summary>A turn that "back" knows nothing of.</summary>
    public static Decision.Done Unrecorded(Turn turn, ScreeningState? state, string note, ImmutableArray<Reply> replies, ActiveDialog active) => new(new TurnResult
    {
        State = turn.State with { Screening = state, Active = active },
        Replies = replies,
        Outcome = Outcome.Screening,
        Why = new Reasons { DecidedBy = "screening", Note = note },
    });

    /// <summary>The state as of now: nothing that was offered is open any more.</summary>
    public static ScreeningState Touched(Turn turn, ScreeningState state) => state with { LastAt = turn.Facts.Now, OfferedResume = false, OfferedRestart = false };

    /// <summary>The state with answers in the place of what was said before.</summary>
    public static ScreeningState With(Turn turn, ScreeningState state, params ImmutableArray<ScreeningAnswer> answers) =>
        state with
        {
            Answers = ScreeningHistory.InOrder(turn.Content.Screenings.Of(state), state.Answers.Where(other => !answers.Any(answer => answer.LinkId == other.LinkId)).Concat(answers)),
            Undone = state.Undone.RemoveAll(other => answers.Any(answer => answer.LinkId == other.LinkId)),
        };
}
