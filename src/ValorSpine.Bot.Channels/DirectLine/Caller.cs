using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Who makes a request: the holder of a token for one conversation, or a server-side client with a secret.</summary>
/// <param name="Token">The token, or null for a secret.</param>
internal sealed record Caller(ValidToken? Token);

/// <summary>Finds out who makes a request and which conversation they may use.</summary>
internal sealed class Callers(DirectLineTokens tokens, IConversationLog log, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Reads the authorization header.</summary>
    /// <exception cref="DirectLineException">401 without a usable header, 403 with a bad token.</exception>
    public async ValueTask<Caller> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length == Scheme.Length)
            throw DirectLineException.Unauthorized("Send 'Authorization: Bearer' with a token or secret.");
        var credential = header[Scheme.Length..].Trim();
        return IsSecret(credential) ? new Caller(Token: null) : new Caller(await tokens.ReadAsync(credential));
    }

    /// <summary>Whether a request brings a usable token or secret. Nothing is looked up for it.</summary>
    public async ValueTask<bool> MayAsync(HttpContext context)
    {
        try
        {
            await AuthenticateAsync(context);
            return true;
        }
        catch (DirectLineException)
        {
            return false;
        }
    }

    /// <summary>The conversation of a request's path, as a subject that tokens can be issued for.</summary>
    /// <exception cref="DirectLineException">401 and 403 as above, 403 for another's conversation, 404 for an unknown one.</exception>
    public async ValueTask<(NewConversation Conversation, DateTimeOffset Until)> ConversationAsync(HttpContext context, string conversationId)
    {
        var caller = await AuthenticateAsync(context);
        if (caller.Token is { } token && token.Subject.ConversationId != conversationId)
            throw DirectLineException.Forbidden("The token is for another conversation.");
        var found = await FindAsync(conversationId, context.RequestAborted);
        // A secret opens what server-side clients started, not what patients on the website said.
        if (caller.Token is null && found.Channel != ChannelIds.DirectLine)
            throw DirectLineException.NotFound();
        return (found, caller.Token?.Expires ?? tokens.Expiry);
    }

    /// <summary>A conversation of this channel.</summary>
    /// <exception cref="DirectLineException">404.</exception>
    public async ValueTask<NewConversation> FindAsync(string conversationId, CancellationToken cancel) =>
        await log.FindAsync(conversationId, cancel) is { Channel: ChannelIds.DirectLine or ChannelIds.WebChat } found ? found : throw DirectLineException.NotFound();

    private bool IsSecret(string credential)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(credential));
        var matches = false;
        foreach (var secret in options.Value.Secrets)
            matches |= CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return matches;
    }
}
