using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Remembers what each turn changed and takes it back.</summary>
internal static class ScreeningHistory
{
    private const int MostSteps = 60;

    /// <summary>The state after a turn, with the step that undoes it where the turn moved the screening.</summary>
    /// <param name="before">As the turn found it, or null.</param>
    /// <param name="after">As the turn left it.</param>
    /// <param name="said">What the patient said or picked.</param>
    public static ScreeningState Record(ScreeningState? before, ScreeningState after, string said)
    {
        if (before is null || before.StartedAt != after.StartedAt)
            return after with { Taken = said };
        var changed = Changed(before, after);
        if (changed.IsEmpty && before.Current == after.Current && before.Collecting == after.Collecting && before.Checking == after.Checking)
            return after with { Taken = said };
        var step = new ScreeningStep(before.Current, before.Collecting, changed) { Checking = before.Checking, Claim = before.Claim, Checked = before.Checked.Length };
        return after with { History = [.. after.History.TakeLast(MostSteps - 1), step], Taken = said };
    }

    /// <summary>The state before the last step, or null where there is none.</summary>
    public static ScreeningState? Undo(ScreeningDefinition definition, ScreeningState state)
    {
        if (state.History is not [.., var step])
            return null;
        var changed = step.Answers.Select(one => one.LinkId).ToHashSet();
        return state with
        {
            Answers = InOrder(definition, state.Answers.Where(answer => !changed.Contains(answer.LinkId)).Concat(step.Answers.Select(one => one.Answer).OfType<ScreeningAnswer>())),
            Current = step.Current,
            Collecting = step.Collecting,
            Checking = step.Checking,
            Claim = step.Claim,
            Checked = [.. state.Checked.Take(step.Checked)],
            History = state.History[..^1],
            Tries = 0,
        };
    }

    /// <summary>Answers in the order of the questionnaire.</summary>
    public static ImmutableArray<ScreeningAnswer> InOrder(ScreeningDefinition definition, IEnumerable<ScreeningAnswer> answers) => [.. answers.OrderBy(answer => definition.IndexOf(answer.LinkId))];

    private static ImmutableArray<AnswerBefore> Changed(ScreeningState before, ScreeningState after) =>
    [
        .. before.Answers.Where(answer => !ReferenceEquals(answer, after.AnswerTo(answer.LinkId))).Select(answer => new AnswerBefore(answer.LinkId, answer)),
        .. after.Answers.Where(answer => before.AnswerTo(answer.LinkId) is null).Select(answer => new AnswerBefore(answer.LinkId, null)),
    ];
}
