using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Repair;

/// <summary>Hears that a message gives another answer than before, although it does not say that it corrects anything.</summary>
internal static class OtherAnswers
{
    /// <summary>Asks which is right where a message gives another answer to a question that was answered; null where it does not, or where it was asked before.</summary>
    public static Decision.Done? Claim(Turn turn, ScreeningState state, SaidText said)
    {
        if (turn.LooksLikeQuestion || state.Checking is not null)
            return null;
        var claims = ChangingAnswers.Answered(turn, state)
            .Where(question => question is { Type: QuestionType.Choice, Repeats: false, IsRedFlag: false } && question.LinkId != state.Current && !state.Checked.Contains(question.LinkId) && Statements.IsOf(question, said))
            .Select(question => Correction.Meant(turn, state, question, said)).OfType<Correction>()
            .Where(claim => !claim.IsVague(said))
            .ToArray();
        if (claims is not [var one])
            return null;
        var asking = ScreeningTurn.Touched(turn, state) with { Checking = ScreeningState.ClaimId, Claim = one.Answer, Checked = state.Checked.Add(one.Question.LinkId), Tries = 0 };
        return ScreeningTurn.Done(turn, asking, $"asked about {one.Question.LinkId}", ScreeningReplies.Ask(turn, asking));
    }

    /// <summary>After the end: what a message tells without saying that it changes anything, "I have metal in my back". Null where it tells nothing new.</summary>
    public static Decision.Done? Told(Turn turn, ScreeningState state)
    {
        var definition = turn.Content.Screenings.Of(state);
        var answered = ChangingAnswers.Answered(turn, state);
        ImmutableArray<ScreeningAnswer> told =
        [
            .. SeveralAnswers.Besides(turn, state, null),
            .. Statements.Read(definition, turn.Text, turn.Facts.Now, s_anything).Where(one => answered.Any(question => question.LinkId == one.LinkId && question is { Repeats: false, AskedOnly: false, HasRanges: false, ToldBy.IsEmpty: false }) && !state.AnswerTo(one.LinkId)!.Values.SequenceEqual(one.Values)),
        ];
        return told.IsEmpty ? null : Progress.Advance(turn, ScreeningTurn.With(turn, state, told), SeveralAnswers.Line(turn, state, told));
    }

    /// <summary>Stands for what was asked where no question of the check was.</summary>
    private static readonly Question s_anything = new() { LinkId = "", Type = QuestionType.String, Text = "", Short = "" };
}
