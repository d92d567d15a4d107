using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening.Dialog;

/// <summary>Tells an answer from a command that is spelt alike: "back" may be where it hurts, "bak" too.</summary>
internal static class AnswerOrCommand
{
    /// <summary>Whether the message is letter by letter what an option is called.</summary>
    public static bool IsSpelt(Question question, SaidText said) =>
        question.Type is QuestionType.Boolean || question.Options.Any(option => option.Phrases.Any(phrase => phrase.Slots.Length == said.Words.Length && phrase.Slots.Zip(said.Words).All(pair => pair.First.Has(pair.Second))));

    /// <summary>Where any word is an answer, "rest" is no misspelt "reset".</summary>
    public static bool TakesAnyWord(Question question, SaidText said) => question.Type is QuestionType.String or QuestionType.Text or QuestionType.OpenChoice && said.Words.Length == 1;

    /// <summary>"Go back to being a cop", "fix it for good" are goals, and change no answer.</summary>
    public static bool IsOfSomethingElse(Question question, SaidText said, ReadCommand command, DateTimeOffset now) =>
        command is { Command: ScreeningCommand.Change, Phrase: "go back to" or "fix" } && AnswerReader.Within(question, said, now) is AnswerReading.Understood or AnswerReading.Vague;

    /// <summary>A misspelt command may be a misspelt answer: "bak" where it hurts.</summary>
    public static Decision.Done? AsMeant(Turn turn, ScreeningState state, Question question, ReadCommand command) =>
        command.IsMisspelt && AnswerReader.Exact(question, SaidText.Of(command.Phrase), turn.Facts.Now) is { } answer ? Ask(turn, state, question, answer, command.Command) : null;

    /// <summary>"Back" may be where it hurts: asks what was meant. Null where there is no doubt.</summary>
    public static Decision.Done? Ask(Turn turn, ScreeningState state, Question question, AnswerReading reading, ScreeningCommand command)
    {
        Choice? other = command switch
        {
            ScreeningCommand.Back => ScreeningReplies.Command(turn, "back", ScreeningActions.Back),
            ScreeningCommand.Skip => ScreeningReplies.Command(turn, "skip", ScreeningActions.Skip),
            ScreeningCommand.Stop or ScreeningCommand.Pause => ScreeningReplies.Command(turn, "stop", ScreeningActions.Stop),
            ScreeningCommand.Restart => ScreeningReplies.Command(turn, "restart", ScreeningActions.Restart),
            _ => null,
        };
        if (other is null || reading is not AnswerReading.Understood { Values: [AnswerValue.Coded coded] })
            return null;
        return ScreeningTurn.Done(turn, ScreeningTurn.Touched(turn, state), $"answer or command at {question.LinkId}", ScreeningReplies.Plain(turn.Say("screening.unclear")) with
        {
            Choices = [new(coded.Display, ScreeningActions.Answer(question.LinkId, coded.Code)), other],
        });
    }
}
