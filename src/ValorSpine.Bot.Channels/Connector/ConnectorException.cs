using Microsoft.AspNetCore.Http;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>A refusal in the protocol's form. The message never says more than the caller may know.</summary>
internal sealed class ConnectorException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public static ConnectorException BadSyntax(string message) => new(StatusCodes.Status400BadRequest, "BadSyntax", message);

    public static ConnectorException Unauthorized(string message) => new(StatusCodes.Status401Unauthorized, "Unauthorized", message);

    public static ConnectorException Forbidden(string message) => new(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static ConnectorException Off() => new(StatusCodes.Status404NotFound, "NotConfigured", "This bot takes no Bot Framework activities: it has no App ID.");

    public static ConnectorException TooLarge(int maxBytes) => new(StatusCodes.Status413PayloadTooLarge, "MessageSizeTooBig", $"An activity may hold {maxBytes} bytes.");

    public static ConnectorException UnsupportedMedia() => new(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "Send the activity as application/json.");

    public static ConnectorException KeysMissing() => new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "Tokens cannot be checked now. Try again.");
}

/// <summary>The body of every refusal.</summary>
internal sealed record ConnectorErrorResponse(ConnectorError Error);

/// <summary>What went wrong.</summary>
internal sealed record ConnectorError(string Code, string Message);
