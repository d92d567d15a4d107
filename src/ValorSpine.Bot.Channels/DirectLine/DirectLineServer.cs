using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>What each Direct Line request does.</summary>
internal sealed partial class DirectLineServer(
    ITurns turns, IConversationLog log, IReplyMarks marks, DirectLineTokens tokens, Callers callers, Origins origins, OpenStreams streams, ClientActivities activities,
    IOptions<DirectLineOptions> options, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<DirectLineServer> logger, ILogger<ActivityStream> streamLogger)
{
    /// <summary>Key of the opening turn, so that however often a client starts or joins, it is greeted once.</summary>
    public const string StartedKey = "started";

    private const int MaxUserIdLength = 100;
    private const int MaxLocaleLength = 35;

    /// <summary><c>POST tokens/generate</c>: for a server-side client with its secret, or for a page of an allowed website.</summary>
    public async Task GenerateTokenAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0 && context.Request.Headers.Origin.Count > 0)
        {
            RequireWebsite(context);
            await WriteTokenAsync(context, DirectLineTokens.NewSubject(ChannelIds.WebChat));
            return;
        }

        if ((await callers.AuthenticateAsync(context)).Token is not null)
            throw DirectLineException.Forbidden("A token cannot make tokens for other conversations: refresh it instead.");
        var parameters = await ReadParametersAsync(context);
        await WriteTokenAsync(context, DirectLineTokens.NewSubject(ChannelIds.DirectLine, UserId(parameters)));
    }

    /// <summary><c>POST tokens/refresh</c>: the same conversation and patient for longer.</summary>
    public async Task RefreshTokenAsync(HttpContext context)
    {
        if ((await callers.AuthenticateAsync(context)).Token is not { } token)
            throw DirectLineException.Forbidden("A secret needs no refreshing.");
        streams.Extend(token.Subject.ConversationId, tokens.Expiry);
        await WriteTokenAsync(context, token.Subject);
    }

    /// <summary><c>POST conversations</c>: opens the token's conversation, or with a secret a new one, and greets.</summary>
    public async Task StartAsync(HttpContext context)
    {
        var caller = await callers.AuthenticateAsync(context);
        var parameters = await ReadParametersAsync(context);
        var subject = caller.Token?.Subject ?? DirectLineTokens.NewSubject(ChannelIds.DirectLine, UserId(parameters));
        var known = await log.FindAsync(subject.ConversationId, context.RequestAborted);
        if (known is null)
            await turns.OpenAsync(new(subject.ConversationId, subject.Channel, subject.UserId, Locale(parameters)), CancellationToken.None);
        await GreetAsync(subject.ConversationId);
        await WriteConversationAsync(context, subject, watermark: "", known is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary><c>GET conversations/{id}</c>: a new token and stream address for a conversation that goes on.</summary>
    public async Task ReconnectAsync(HttpContext context)
    {
        var (conversation, _) = await callers.ConversationAsync(context, ConversationId(context));
        streams.Extend(conversation.Id, tokens.Expiry);
        var watermark = context.Request.Query["watermark"].ToString();
        await WriteConversationAsync(context, new(conversation.Id, conversation.UserId, conversation.Channel), watermark, StatusCodes.Status200OK);
    }

    /// <summary><c>GET conversations/{id}/activities</c>: what follows the watermark.</summary>
    public async Task GetActivitiesAsync(HttpContext context)
    {
        var (conversation, _) = await callers.ConversationAsync(context, ConversationId(context));
        var watermark = Watermark.Parse(context.Request.Query["watermark"]);
        var set = await ReadSetAsync(context, conversation, watermark);
        await WriteAsync(context, StatusCodes.Status200OK, set, ActivityJson.Default.ActivitySet);
    }

    /// <summary><c>POST conversations/{id}/activities</c>: answers with the activity's id once the turn is committed.</summary>
    public async Task PostActivityAsync(HttpContext context)
    {
        var (conversation, _) = await callers.ConversationAsync(context, ConversationId(context));
        var incoming = await IncomingActivity.ReadAsync(context, options.Value.MaxActivityBytes);
        var id = incoming.Activity.Type switch
        {
            ActivityTypes.Message => await TakeMessageAsync(conversation, incoming),
            ActivityTypes.Event when incoming.Activity.Name == IncomingActivity.JoinEvent => await JoinAsync(conversation, incoming),
            ActivityTypes.Event when incoming.Activity.Name == HelpfulMarks.Event => await MarkAsync(conversation, incoming),
            ActivityTypes.ConversationUpdate => await JoinAsync(conversation, incoming),
            ActivityTypes.Typing => PassOn(conversation, incoming),
            _ => throw DirectLineException.BadArgument($"This bot takes messages, typing, and the events 'webchat/join' and '{HelpfulMarks.Event}'."),
        };
        await WriteAsync(context, StatusCodes.Status200OK, new ResourceResponse(id), ActivityJson.Default.ResourceResponse);
    }

    /// <summary><c>POST conversations/{id}/upload</c>: refused in words that a client can show.</summary>
    public async Task UploadAsync(HttpContext context)
    {
        await callers.ConversationAsync(context, ConversationId(context));
        throw DirectLineException.UnsupportedMedia("This chat takes no files. Please describe it in words, or bring it to your visit.");
    }

    /// <summary><c>GET conversations/{id}/stream</c>: the WebSocket.</summary>
    public async Task StreamAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw DirectLineException.BadArgument("Open this address as a WebSocket.");
        RequireAllowedOrigin(context);
        if (context.Request.Query["t"].ToString() is not { Length: > 0 } streamToken)
            throw DirectLineException.Unauthorized("The stream address lacks its token.");
        var token = await tokens.UseStreamAsync(streamToken);
        if (token.Subject.ConversationId != ConversationId(context))
            throw DirectLineException.Forbidden("The stream address is for another conversation.");
        var conversation = await callers.FindAsync(token.Subject.ConversationId, context.RequestAborted);

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var stream = new ActivityStream(socket, conversation, origins.BaseUrl(context), token.Expires, log, marks, activities, time, streamLogger);
        streams.Add(stream);
        try
        {
            using var stopping = lifetime.ApplicationStopping.Register(() => stream.End(StreamEnd.GoingAway));
            await stream.RunAsync(Watermark.Parse(context.Request.Query["watermark"]), context.RequestAborted);
        }
        finally
        {
            streams.Remove(stream);
        }
    }

    /// <summary><c>POST /webchat/token</c>: a token for a page of the website, for its earlier conversation where it still has the right to it.</summary>
    public async Task WebChatTokenAsync(HttpContext context)
    {
        RequireAllowedOrigin(context);
        var request = await RequestBody.ReadOptionalAsync(context, DirectLineJson.Default.WebChatTokenRequest, new());
        var subject = await ResumedAsync(request.Resume, context.RequestAborted) ?? DirectLineTokens.NewSubject(ChannelIds.WebChat);
        var response = new WebChatTokenResponse(subject.ConversationId, tokens.Issue(subject), tokens.LifetimeSeconds, tokens.IssueResume(subject), subject.UserId);
        await WriteAsync(context, StatusCodes.Status200OK, response, DirectLineJson.Default.WebChatTokenResponse);
    }

    // A conversation that was never opened, or was erased, is not revived under its old name.
    private async ValueTask<TokenSubject?> ResumedAsync(string? resume, CancellationToken cancel) =>
        !string.IsNullOrEmpty(resume)
        && await tokens.ReadResumeAsync(resume) is { Channel: ChannelIds.WebChat } subject
        && await log.FindAsync(subject.ConversationId, cancel) is not null
            ? subject
            : null;

    private async Task<string> TakeMessageAsync(NewConversation conversation, IncomingActivity incoming)
    {
        var (said, key) = (incoming.Said(), incoming.Key());
        streams.Signal(conversation.Id, activities.Typing(conversation));
        // A client that gives up waiting must not cut its own turn off: it would repeat the message and find half of it done.
        try
        {
            var turn = await turns.TakeAsync(new(conversation.Id, key, said, incoming.Json), CancellationToken.None);
            return ActivityId.Of(conversation.Id, turn.Entries.First(entry => !entry.FromBot).Sequence);
        }
        catch (NotNowException reason)
        {
            // Clients show no more of a refusal than that something failed. What is to be done in an emergency must be read.
            streams.Signal(conversation.Id, activities.NotTaken(conversation, reason));
            throw;
        }
    }

    private async Task<string> JoinAsync(NewConversation conversation, IncomingActivity incoming)
    {
        await GreetAsync(conversation.Id);
        return incoming.Activity.Type == ActivityTypes.Event ? PassOn(conversation, incoming) : ActivityId.Transient(conversation.Id);
    }

    private async Task<string> MarkAsync(NewConversation conversation, IncomingActivity incoming)
    {
        if (HelpfulMarks.Read(incoming.Activity, conversation.Id) is not { } mark || !await marks.MarkAsync(conversation.Id, mark.Sequence, mark.Helpful, CancellationToken.None))
            throw DirectLineException.BadArgument("The event names no answer of this conversation that can be marked.");
        return PassOn(conversation, incoming);
    }

    private string PassOn(NewConversation conversation, IncomingActivity incoming)
    {
        var echo = activities.Echo(incoming.Activity, conversation);
        streams.Signal(conversation.Id, echo);
        return echo.Id!;
    }

    private async Task GreetAsync(string conversationId) =>
        await turns.TakeAsync(new(conversationId, StartedKey, new Input.Started(), ActivityJson: null), CancellationToken.None);

    // Clients that poll stop for good at the first status they do not expect: a failed read is an empty set, and is logged.
    private async ValueTask<ActivitySet> ReadSetAsync(HttpContext context, NewConversation conversation, long watermark)
    {
        try
        {
            var entries = await log.ResumeAsync(conversation.Id, watermark, context.RequestAborted);
            var last = entries.IsEmpty ? watermark : entries[^1].Sequence;
            var marked = await marks.OfAsync(conversation.Id, context.RequestAborted);
            return new([.. entries.Select(entry => activities.Of(entry, conversation, marked, origins.BaseUrl(context)))], Watermark.Format(last));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogReadFailed(logger, error);
            return new([], Watermark.Format(watermark));
        }
    }

    private Task WriteTokenAsync(HttpContext context, TokenSubject subject) => WriteAsync(
        context, StatusCodes.Status200OK, new ConversationResponse(subject.ConversationId, tokens.Issue(subject), tokens.LifetimeSeconds), DirectLineJson.Default.ConversationResponse);

    private Task WriteConversationAsync(HttpContext context, TokenSubject subject, string watermark, int status)
    {
        var mark = watermark.Length == 0 ? "" : Watermark.Format(Watermark.Parse(watermark));
        var url = $"{WebSocketBase(origins.BaseUrl(context))}/v3/directline/conversations/{subject.ConversationId}/stream?watermark={mark}&t={tokens.IssueStream(subject, tokens.Expiry)}";
        return WriteAsync(context, status, new ConversationResponse(subject.ConversationId, tokens.Issue(subject), tokens.LifetimeSeconds, url), DirectLineJson.Default.ConversationResponse);
    }

    private static string WebSocketBase(string baseUrl) => string.Concat("ws", baseUrl.AsSpan("http".Length));

    private static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, type);
    }

    private static ValueTask<TokenParameters> ReadParametersAsync(HttpContext context) =>
        RequestBody.ReadOptionalAsync(context, DirectLineJson.Default.TokenParameters, new());

    private static string? UserId(TokenParameters parameters) => parameters.User?.Id switch
    {
        null or "" => null,
        { Length: <= MaxUserIdLength } id when id.StartsWith("dl_", StringComparison.Ordinal) => id,
        _ => throw DirectLineException.BadArgument($"A user id starts with 'dl_' and holds at most {MaxUserIdLength} characters."),
    };

    private static string? Locale(TokenParameters parameters) =>
        parameters.Locale is { Length: > 0 and <= MaxLocaleLength } locale && locale.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') ? locale : null;

    private static string ConversationId(HttpContext context) => (string)context.Request.RouteValues["conversationId"]!;

    private void RequireAllowedOrigin(HttpContext context)
    {
        if (!origins.Allows(context))
            throw DirectLineException.Forbidden("This website may not use the chat.");
    }

    private void RequireWebsite(HttpContext context)
    {
        if (!origins.IsWebsite(context))
            throw DirectLineException.Forbidden("This website may not use the chat.");
    }

    [LoggerMessage(LogLevel.Error, "A conversation could not be read for a polling client.")]
    private static partial void LogReadFailed(ILogger logger, Exception error);
}
