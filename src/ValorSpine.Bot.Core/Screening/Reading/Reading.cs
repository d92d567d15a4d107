using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>What a message says in answer to one question.</summary>
internal abstract record AnswerReading
{
    private AnswerReading()
    {
    }

    /// <summary>The values were understood.</summary>
    /// <param name="Values">What was said.</param>
    /// <param name="MayBeMore">Whether part of a list was not understood, so that it is asked whether there is more.</param>
    public sealed record Understood(ImmutableArray<AnswerValue> Values, bool MayBeMore = false) : AnswerReading;

    /// <summary>"Yes" to a question that has no yes: fires its safety rule, if it has one.</summary>
    public sealed record Agreed : AnswerReading;

    /// <summary>The patient does not know.</summary>
    public sealed record Unsure : AnswerReading;

    /// <summary>The patient would rather not say.</summary>
    public sealed record Declined : AnswerReading;

    /// <summary>Understood, but outside of what the question allows.</summary>
    public sealed record OutOfBounds : AnswerReading;

    /// <summary>About right, or hardly meant so: it is asked for in other words.</summary>
    /// <param name="Wording">What is said.</param>
    /// <param name="Number">The number that was said.</param>
    public sealed record Vague(string Wording, string Number) : AnswerReading;

    /// <summary>It may be any of these.</summary>
    public sealed record Unclear(ImmutableArray<AnswerOption> Which) : AnswerReading;
}
