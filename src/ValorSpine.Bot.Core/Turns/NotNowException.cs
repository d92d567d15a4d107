namespace ValorSpine.Bot.Core.Turns;

/// <summary>What was asked was not done, can be asked again, and has better prospects later. Nothing of it was kept.</summary>
public abstract class NotNowException : Exception
{
    /// <summary>Creates the exception.</summary>
    protected NotNowException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator; not for a patient.</param>
    protected NotNowException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator; not for a patient.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    protected NotNowException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How long it is best to wait before asking again.</summary>
    public virtual TimeSpan RetryAfter => TimeSpan.FromSeconds(30);

    /// <summary>Whether the caller asked too often, or too many asked at once. Else something that the service needs does not work.</summary>
    public virtual bool IsTooMany => false;
}
