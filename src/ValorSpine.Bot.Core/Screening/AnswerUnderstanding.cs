using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What becomes of a message that is said in answer to a question.</summary>
public enum AnswerHeard
{
    /// <summary>It is no answer: it is answered as a question, or the question is asked in other words.</summary>
    NoAnswer,

    /// <summary>Its values are taken.</summary>
    Taken,

    /// <summary>Its values are taken, and it is asked whether there is more, because part of it was not understood.</summary>
    TakenInPart,

    /// <summary>Its values hold a warning sign: it is answered with where to get help or, where the safety rules hear none, asked about. It is never noted silently.</summary>
    Warned,

    /// <summary>The patient is noted to be unsure.</summary>
    NotSure,

    /// <summary>The patient would rather not say.</summary>
    RatherNotSay,

    /// <summary>It is asked which of a few is meant.</summary>
    AskedBack,

    /// <summary>A yes or a doubt that fires the question's safety rule.</summary>
    Agreed,
}

/// <summary>Reads one message as the answer to one question, as the dialog does. For measuring.</summary>
public static class AnswerUnderstanding
{
    /// <summary>What becomes of a message.</summary>
    /// <param name="definition">The questionnaire.</param>
    /// <param name="linkId">The question that was asked.</param>
    /// <param name="text">What is said.</param>
    /// <param name="now">When.</param>
    public static (AnswerHeard Heard, ImmutableArray<AnswerValue> Values) Read(ScreeningDefinition definition, string linkId, string text, DateTimeOffset now)
    {
        var question = definition.Find(linkId) ?? throw new ArgumentException($"There is no question '{linkId}'.", nameof(linkId));
        var said = SaidText.Of(text);
        if (AnswerReader.Exact(question, said, now) is not { } reading)
        {
            var command = ScreeningCommands.Read(said);
            if (command.Command is not ScreeningCommand.None && !AnswerOrCommand.IsOfSomethingElse(question, said, command, now))
                return (command.Command is ScreeningCommand.Skip ? AnswerHeard.RatherNotSay : AnswerHeard.NoAnswer, []);
            reading = Asking.Asks(said) ? null : AnswerReader.Within(question, said, now);
        }

        return reading switch
        {
            AnswerReading.Understood understood when question.Options.Any(option => option is { SafetyRule: not null, Exclusive: false } && understood.Values.Contains(option.Value)) => (AnswerHeard.Warned, understood.Values),
            AnswerReading.Understood understood => (understood.MayBeMore ? AnswerHeard.TakenInPart : AnswerHeard.Taken, understood.Values),
            AnswerReading.Unsure => (AnswerHeard.NotSure, []),
            AnswerReading.Declined => (AnswerHeard.RatherNotSay, []),
            AnswerReading.Unclear or AnswerReading.OutOfBounds or AnswerReading.Vague => (AnswerHeard.AskedBack, []),
            AnswerReading.Agreed => (AnswerHeard.Agreed, []),
            _ => (AnswerHeard.NoAnswer, []),
        };
    }
}
