using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>Asks a language model which option an answer to the check may mean that the readers could not read. The patient is asked whether it does; nothing is taken.</summary>
internal static class ReadAnswers
{
    /// <summary>What is needed of a model first, or the question whether its option is meant, or null: then the check asks again by itself.</summary>
    public static Decision? Of(Turn turn)
    {
        if (!Refining.MayBeAsked(turn, ModelUse.ReadAnswer) || ScreeningDialog.ChoiceAsked(turn) is not { } question)
            return null;
        // A warning sign is the safety rules' matter, and the patient's own word.
        if (question.Options.Any(option => option.SafetyRule is not null))
            return null;
        if (turn.Facts.ToldFor(ModelUse.ReadAnswer) is not { } told)
            return new Decision.NeedsModel(new ModelRequest.ReadAnswer(Masked.Of(turn.Text, turn.State).Text, question.Text, [.. question.Options.Select(option => new OfferedText(option.Value.Code, option.Label))]));
        if (told.Result is not ModelResult.Chose { Id: { } code } || question.Options.FirstOrDefault(option => option.Value.Code == code) is not { } meant)
            return ScreeningDialog.NotUnderstood(turn).Noting([new(ModelUse.ReadAnswer, Refining.WhyNot(told.Result))]);
        return ScreeningDialog.AskWhether(turn, question, meant).Noting([new(ModelUse.ReadAnswer, code)]);
    }
}
