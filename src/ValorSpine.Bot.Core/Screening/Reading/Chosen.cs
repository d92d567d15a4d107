using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What options that were named come to.</summary>
internal static class Chosen
{
    /// <summary>Understood, or unclear where the question takes one and several were named.</summary>
    public static AnswerReading Of(Question question, ImmutableArray<AnswerOption> options)
    {
        // "None, except physical therapy" means physical therapy.
        if (options.Length > 1 && options.Any(option => !option.Exclusive))
            options = [.. options.Where(option => !option.Exclusive)];
        if (options.Length > 1 && (!question.Repeats || options.All(option => option.Exclusive)))
            return new AnswerReading.Unclear(options);
        return new AnswerReading.Understood([.. question.Options.Where(options.Contains).Select(option => (AnswerValue)option.Value)]);
    }

    /// <summary>The options that can be had together: without "none" and "not sure".</summary>
    public static ImmutableArray<AnswerOption> Plain(Question question) => [.. question.Options.Where(option => !option.Exclusive && !option.IsUnknown && !option.IsDeclined)];
}
