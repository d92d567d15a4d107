using System.Security.Cryptography;
using System.Text.Json;

namespace ValorSpine.Bot.Storage;

/// <summary>One record of the store cannot be read: its bytes were changed, or its key is not here. Others can.</summary>
public sealed class UnreadableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnreadableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which record, without anything of its content.</param>
    public UnreadableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which record, without anything of its content.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public UnreadableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which record, without anything of its content.</param>
    /// <param name="record">Its id.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public UnreadableException(string message, string record, Exception? innerException)
        : base(message, innerException) => Record = record;

    /// <summary>Id of the record.</summary>
    public string Record { get; } = "";

    /// <summary>Whether an error says that a record cannot be read, and not that the store cannot.</summary>
    internal static bool Is(Exception error) => error is UnreadableException or CryptographicException or JsonException;
}
