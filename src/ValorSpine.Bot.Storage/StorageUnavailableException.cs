using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Storage;

/// <summary>The store cannot be used. The message is one plain line that says what is wrong, where, and what to do.</summary>
public sealed class StorageUnavailableException : NotNowException
{
    /// <summary>Creates the exception.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public StorageUnavailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
