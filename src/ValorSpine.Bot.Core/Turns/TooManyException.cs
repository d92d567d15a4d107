namespace ValorSpine.Bot.Core.Turns;

/// <summary>More came than is taken at once: from one patient or address, or in all.</summary>
public sealed class TooManyException : NotNowException
{
    /// <summary>Creates the exception.</summary>
    public TooManyException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    public TooManyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public TooManyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    /// <param name="retryAfter">How long it is best to wait.</param>
    public TooManyException(string message, TimeSpan retryAfter)
        : base(message) => RetryAfter = retryAfter;

    /// <inheritdoc/>
    public override TimeSpan RetryAfter { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override bool IsTooMany => true;
}
