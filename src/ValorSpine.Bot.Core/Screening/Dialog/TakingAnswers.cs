using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening.Reading;
using ValorSpine.Bot.Core.Screening.Repair;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Takes an answer to a question as it was read: fires its safety rule, notes it, or asks again.</summary>
internal static class TakingAnswers
{
    /// <summary>Takes the answer. What fires a rule ends the dialog with guidance.</summary>
    public static Decision.Done Take(Turn turn, ScreeningState state, Question question, AnswerReading reading, bool add, bool more = false, string? heardAs = null)
    {
        if (question.LinkId == state.Checking && SettlingContradictions.Settle(turn, state, reading) is { } settled)
            return settled;
        if (RuleOf(question, reading) is { } rule)
            return SafetyReplies.UrgentFromScreening(turn with { State = turn.State with { Screening = ScreeningTurn.Touched(turn, state), Active = ActiveDialog.None } }, rule);
        switch (reading)
        {
            // Nobody denies signs that they have not read.
            case AnswerReading.Understood { Values: var told } when question.LinkId == state.Current && told.Any(value => IsExclusive(question, value)) && Rest.TryShowList(turn) is { } rest:
                return rest;
            case AnswerReading.Understood understood:
                more |= understood.MayBeMore;
                var values = add && question.Repeats && state.AnswerTo(question.LinkId) is { Status: AnswerStatus.Given } before
                    ? [.. before.Values.Union(understood.Values).Where(value => !IsExclusive(question, value))]
                    : understood.Values;
                var answer = new ScreeningAnswer(question.LinkId, AnswerStatus.Given, values);
                ImmutableArray<ScreeningAnswer> also = more ? [.. turn.Action is null ? SeveralAnswers.Besides(turn, state, question) : []] : SeveralAnswers.In(turn, state, question);
                var heard = string.Join(' ', new[] { heardAs ?? turn.Words.Say("screening.heard", state.Answers.Length % 3, ("answer", ScreeningReplies.Shown(turn, answer))), SeveralAnswers.Line(turn, state, also) }.Where(part => part.Length > 0));
                return more
                    ? ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, ScreeningTurn.With(turn, state, [answer, .. also]) with { Collecting = true, Tries = 0 }), $"collecting {question.LinkId}", ScreeningReplies.Ask(turn, ScreeningTurn.With(turn, state, [answer, .. also]) with { Collecting = true }, heard))
                    : Progress.Advance(turn, ScreeningTurn.With(turn, state, [answer, .. also]), heard);
            case AnswerReading.Unsure when question.Required:
                return AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, turn.Say("screening.must-answer"));
            case AnswerReading.Unsure:
                return Progress.Advance(turn, ScreeningTurn.With(turn, state, new ScreeningAnswer(question.LinkId, AnswerStatus.Unsure, [])), turn.Say("screening.heard-unsure"));
            case AnswerReading.Declined:
                return Skipping.Skip(turn, state, question, declined: true);
            case AnswerReading.OutOfBounds:
                var bounds = question is { Min: { } min, Max: { } max }
                    ? turn.Say("screening.out-of-bounds-between", ("min", $"{min:0.##}"), ("max", $"{max:0.##}"))
                    : turn.Say("screening.out-of-bounds");
                return AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, bounds);
            case AnswerReading.Unclear unclear:
                // What is told besides is noted all the same.
                ImmutableArray<ScreeningAnswer> others = turn.Action is null && question.LinkId == state.Current ? SeveralAnswers.In(turn, state, question) : [];
                return AskingAgain.Which(turn, ScreeningTurn.With(turn, state, others) with { Tries = state.Tries + 1 }, question, unclear.Which, heard: SeveralAnswers.Line(turn, state, others));
            case AnswerReading.Vague vague:
                return AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, turn.Say(vague.Wording, ("number", vague.Number)));
            default:
                return AskingAgain.InOtherWords(turn, state with { Tries = state.Tries + 1 }, null);
        }
    }

    /// <summary>The safety rule that an answer fires, or null. Options stand with the most urgent first, so the first that fires counts.</summary>
    private static string? RuleOf(Question question, AnswerReading reading) => reading switch
    {
        AnswerReading.Understood { Values: [AnswerValue.Flag { Value: true }] } or AnswerReading.Unsure or AnswerReading.Agreed => question.SafetyRule,
        AnswerReading.Understood understood => question.Options.FirstOrDefault(option => option.SafetyRule is not null && understood.Values.Contains(option.Value))?.SafetyRule,
        _ => null,
    };

    private static bool IsExclusive(Question question, AnswerValue value) => question.Options.Any(option => option.Exclusive && option.Value.Equals(value));
}
