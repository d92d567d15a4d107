namespace ValorSpine.Bot.Core.Turns;

/// <summary>There is no such conversation: it was never opened, or it was erased, perhaps while somebody wrote in it. An erased one is not revived under its old name.</summary>
public sealed class ConversationGoneException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ConversationGoneException()
        : base("The conversation was never opened, or it was erased.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    public ConversationGoneException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">One plain line for an operator.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public ConversationGoneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
