using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Goes to what is asked next: what does not fit, else the next question, else the end.</summary>
internal static class Progress
{
    /// <summary>Asks about what does not fit, else the next question, or ends.</summary>
    public static Decision.Done Advance(Turn turn, ScreeningState given, string heard)
    {
        var definition = turn.Content.Screenings.Of(given);
        var state = ScreeningTurn.Touched(turn, given) with
        {
            Answers = ScreeningHistory.InOrder(definition, given.Answers.Concat(given.Undone.Where(answer => given.AnswerTo(answer.LinkId) is null))),
            Undone = [],
            Checking = null,
            Claim = null,
            Collecting = false,
            Tries = 0,
        };
        if (Contradictions.First(definition, state) is { } contradiction)
        {
            state = state with { Checking = contradiction.Id, Checked = state.Checked.Add(contradiction.Id) };
            return ScreeningTurn.Done(turn, state, $"asked about {contradiction.Id}", ScreeningReplies.Ask(turn, state, heard, turn.Say("screening.check")));
        }

        if (new Walk(definition, state).Next is not { } next)
            return Ending.Finish(turn, state, heard);
        if (Volunteered.Due(turn, state, next) is { } due)
        {
            if (due.Confirming)
                return ScreeningTurn.Done(turn, At(due, next), "told before", Volunteered.Ask(turn, due, heard));
            state = due;
        }

        state = At(state, next);
        return ScreeningTurn.Done(turn, state, $"asked {next.LinkId}", ScreeningReplies.Ask(turn, state, heard));
    }

    /// <summary>The state with a current question that exists and applies, whatever version of the questionnaire it came from.</summary>
    public static ScreeningState Located(Turn turn, ScreeningState state)
    {
        var walk = new Walk(turn.Content.Screenings.Of(state), state);
        if (state.Current is { } current && walk.IsEnabled(current) == true)
            return state;
        var question = walk.Next ?? walk.Applying.LastOrDefault();
        return question is null ? state : At(state, question) with { Collecting = false };
    }

    /// <summary>The state at another question: what was being collected or settled is left.</summary>
    public static ScreeningState MovedTo(ScreeningState state, Question question) => At(state, question) with { Collecting = false, Checking = null, Claim = null };

    private static ScreeningState At(ScreeningState state, Question question) => state with { Current = question.LinkId };
}
