using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Asks a question again: in other words each time, or which of a few options is meant.</summary>
internal static class AskingAgain
{
    private const int MostTries = 3;

    /// <summary>Asks in other words, or with a reason; the third time with ways out.</summary>
    public static Decision.Done InOtherWords(Turn turn, ScreeningState state, string? why)
    {
        var touched = ScreeningTurn.Touched(turn, state);
        var question = Contradictions.Asked(turn, touched)!;
        var text = why ?? state.Tries switch
        {
            <= 1 => turn.Say("screening.not-understood-1"),
            2 => turn.Say("screening.not-understood-2", ("example", Example(question))),
            _ => turn.Say(question.Required ? "screening.not-understood-3-required" : "screening.not-understood-3"),
        };
        var reply = ScreeningReplies.Ask(turn, touched, text);
        if (touched.Tries >= MostTries)
            reply = reply with { Choices = [.. reply.Choices.Concat(WaysOut(turn, question)).DistinctBy(choice => choice.Label)] };
        return ScreeningTurn.Done(turn, touched, $"not understood {question.LinkId}", reply);
    }

    /// <summary>Who cannot tell whether they have a warning sign is told in other words what is meant, and then offered a person: "not sure" is an answer, and no trap.</summary>
    public static Decision.Done Explaining(Turn turn, ScreeningState state)
    {
        var again = state with { Tries = state.Tries + 1 };
        return again.Tries == 1 ? InOtherWords(turn, again, turn.Say("screening.signs-explained")) : InOtherWords(turn, again with { Tries = Math.Max(again.Tries, MostTries) }, turn.Say("screening.signs-person"));
    }

    private static ImmutableArray<Choice> WaysOut(Turn turn, Question question) =>
    [
        question.Required ? ScreeningReplies.Command(turn, "stop", ScreeningActions.Stop) : ScreeningReplies.Command(turn, "skip", ScreeningActions.Skip),
        new(turn.Say("screening.staff-label"), ChoiceAction.Staff),
    ];

    private static string Example(Question question) => question switch
    {
        { IsChoice: true, Options: [var first, ..] } => $"\"1\" or \"{first.Label}\"",
        { Type: QuestionType.Boolean } => "\"yes\", \"no\" or \"not sure\"",
        { Type: QuestionType.Date } => "\"March 3, 2024\"",
        { Type: QuestionType.Integer or QuestionType.Decimal } => "\"52\"",
        { Type: QuestionType.Quantity, Units: [var unit, ..] } => $"\"3 {unit.Name}\"",
        _ => "a few words",
    };

    /// <summary>Asks which of a few options is meant. It may be none of them: then the whole list is shown.</summary>
    public static Decision.Done Which(Turn turn, ScreeningState state, Question question, ImmutableArray<AnswerOption> which, bool adds = false, string heard = "")
    {
        if (which is [{ IsNone: true } only])
        {
            return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"only none? {question.LinkId}", ScreeningReplies.Plain(heard, turn.Say("screening.only-none")) with
            {
                Choices = [new(only.Label, ScreeningActions.Answer(question.LinkId, only.Value.Code)), ScreeningReplies.Command(turn, "again", ScreeningActions.Again)],
            });
        }

        var choices = which.Select(option => new Choice(option.Label, adds ? ScreeningActions.Add(question.LinkId, option.Value.Code) : ScreeningActions.Answer(question.LinkId, option.Value.Code)));
        if (which.Length < question.Options.Length && !which.Any(option => option.IsNone))
            choices = choices.Append(question is { IsRedFlag: true, Required: true } && question.Options.FirstOrDefault(option => option.IsNone) is { } none ? new(none.Label, ScreeningActions.Answer(question.LinkId, none.Value.Code)) : ScreeningReplies.Command(turn, "none-of-them", ScreeningActions.Again));
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"unclear {question.LinkId}", ScreeningReplies.Plain(heard, turn.Say("screening.unclear")) with { Choices = [.. choices] });
    }
}
