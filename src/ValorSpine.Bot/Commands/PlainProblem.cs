using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Commands;

/// <summary>What a person is told of an error that they can put right.</summary>
internal static class PlainProblem
{
    /// <summary>The line or lines to show, or null for a defect of ours.</summary>
    public static string? Of(Exception error) => error switch
    {
        BadContentException or BadSettingsException or StorageUnavailableException or UnreadableException => error.Message,
        OptionsValidationException invalid => string.Join('\n', invalid.Failures),
        IOException { InnerException: AddressInUseException } => $"{error.Message.TrimEnd('.')}. Stop the other program, or choose another address: --urls http://localhost:5081",
        FormatException when error.Message.Contains("configuration", StringComparison.OrdinalIgnoreCase) => error.Message,
        InvalidDataException when error.InnerException is FormatException broken => $"{error.Message} {broken.Message}",
        // They name the path, and are met by commands that are told to write or read a file: one that is not there, or a full disk.
        IOException or UnauthorizedAccessException => error.Message,
        _ => null,
    };
}
