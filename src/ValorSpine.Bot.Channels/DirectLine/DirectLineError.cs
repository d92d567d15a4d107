using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>A refusal with the status and code that Direct Line clients understand. The message never says more than the client may know.</summary>
internal sealed class DirectLineException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static DirectLineException BadArgument(string message) => new(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static DirectLineException MissingProperty(string message) => new(StatusCodes.Status400BadRequest, "MissingProperty", message);

    public static DirectLineException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "Unauthorized", message);

    public static DirectLineException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static DirectLineException TokenExpired() => new(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.");

    public static DirectLineException NotFound() => new(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation.");

    public static DirectLineException TooLarge(string message) => new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", message);

    public static DirectLineException UnsupportedMedia(string message) => new(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", message);
}

/// <summary>The body of every refusal.</summary>
internal sealed record ErrorResponse(ErrorBody Error);

/// <summary>What went wrong.</summary>
internal sealed record ErrorBody(string Code, string Message);
