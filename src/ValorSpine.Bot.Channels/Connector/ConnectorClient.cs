using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Calls the Connector service of a channel. It never throws for what a service answers or fails to; the caller decides what to try again.</summary>
public sealed class ConnectorClient : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxConnections = 256;
    private const int MaxCodeLength = 60;
    private readonly BotTokens _tokens;
    private readonly ServiceHosts _hosts;
    private readonly ServiceCircuits _circuits;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;

    internal ConnectorClient(BotTokens tokens, ServiceHosts hosts, ServiceCircuits circuits, IOptions<ConnectorOptions> options, TimeProvider time)
    {
        (_tokens, _hosts, _circuits, _time) = (tokens, hosts, circuits, time);
        _patience = TimeSpan.FromSeconds(options.Value.SendSeconds);
        // The token is shown to nobody that an answer points to. Connections are renewed so that a service that moves is found.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // Conversations of channels may be called by a phone number: no trace tells of an address with one.
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = MaxConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = _patience,
        };
        _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.UserAgent.Add(new("ValorSpine.Bot", "1.0"));
        _http.DefaultRequestHeaders.Accept.Add(new("application/json"));
    }

    /// <summary>Sends an activity: as a reply where it answers one, else to the conversation.</summary>
    public Task<ConnectorResult> SendAsync(ConversationReference reference, Activity activity, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, reference.ServiceUrl, ["conversations", reference.Conversation.Id, "activities", .. activity.ReplyToId is { } answered ? [answered] : Array.Empty<string>()], activity, ActivityJson.Default.Activity, cancel);

    /// <summary>Replaces an activity that was sent.</summary>
    public Task<ConnectorResult> UpdateAsync(ConversationReference reference, string activityId, Activity activity, CancellationToken cancel) =>
        CallAsync(HttpMethod.Put, reference.ServiceUrl, ["conversations", reference.Conversation.Id, "activities", activityId], activity, ActivityJson.Default.Activity, cancel);

    /// <summary>Creates a conversation at a service whose URL came in an authenticated activity.</summary>
    public Task<ConnectorResult> CreateConversationAsync(string serviceUrl, NewChannelConversation conversation, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, serviceUrl, ["conversations"], conversation, ConnectorJson.Default.NewChannelConversation, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ConnectorResult> CallAsync<T>(HttpMethod method, string serviceUrl, string?[] path, T? body, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        if (!_hosts.Allow(serviceUrl))
            return new ConnectorResult.Refused("the service URL is not allowed");
        if (path.Any(segment => segment is null or "" or "." or ".."))
            return new ConnectorResult.Refused("an id cannot stand in an address");
        var url = new Uri($"{serviceUrl.TrimEnd('/')}/v3/{string.Join('/', path.Select(segment => Uri.EscapeDataString(segment!)))}");
        return await _circuits.RunAsync(serviceUrl, cancel => AuthorizedAsync(method, url, body, type, cancel), cancel);
    }

    // A token that is refused may have been withdrawn: a fresh one is tried, once.
    private async Task<ConnectorResult> AuthorizedAsync<T>(HttpMethod method, Uri url, T? body, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : class
    {
        try
        {
            var token = await _tokens.GetAsync(refused: null, cancel);
            var result = await OnceAsync(method, url, body, type, token, cancel);
            return result is ConnectorResult.NotAccepted && token is not null
                ? await OnceAsync(method, url, body, type, await _tokens.GetAsync(refused: token, cancel), cancel)
                : result;
        }
        catch (TokenUnavailableException error)
        {
            return new ConnectorResult.NotAccepted($"no token: {error.Problem}");
        }
    }

    private async Task<ConnectorResult> OnceAsync<T>(HttpMethod method, Uri url, T? body, JsonTypeInfo<T> type, string? token, CancellationToken cancel)
        where T : class
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var request = new HttpRequestMessage(method, url);
            if (body is not null)
                request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new("application/json", "utf-8") } };
            if (token is not null)
                request.Headers.Authorization = new("Bearer", token);
            using var response = await _http.SendAsync(request, ends.Token);
            return Result(response, await response.Content.ReadAsByteArrayAsync(ends.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ConnectorResult.Unavailable(After: null, "no answer in time");
        }
        catch (HttpRequestException error)
        {
            return new ConnectorResult.Unavailable(After: null, error.HttpRequestError == HttpRequestError.Unknown ? "the connection ended" : error.HttpRequestError.ToString());
        }
        catch (IOException)
        {
            return new ConnectorResult.Unavailable(After: null, "the connection ended");
        }
    }

    private ConnectorResult Result(HttpResponseMessage response, byte[] body)
    {
        if (response.IsSuccessStatusCode)
            return new ConnectorResult.Done(Text(body, "id"));
        var (code, problem) = Problem(response.StatusCode, body);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new ConnectorResult.NotAccepted(problem),
            HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed => new ConnectorResult.Throttled(After(response), problem),
            HttpStatusCode.RequestTimeout => new ConnectorResult.Unavailable(After(response), problem),
            HttpStatusCode.Forbidden when code is "BotNotInConversationRoster" or "ConversationBlockedByUser" => new ConnectorResult.Gone(problem),
            HttpStatusCode.NotFound when code is "ConversationNotFound" => new ConnectorResult.Gone(problem),
            >= HttpStatusCode.InternalServerError => new ConnectorResult.Unavailable(After(response), problem),
            _ => new ConnectorResult.Refused(problem),
        };
    }

    private TimeSpan? After(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    // What a service says in words may repeat the message, so only a code is taken from it, and only one that looks like one.
    private static (string? Code, string Problem) Problem(HttpStatusCode status, byte[] body)
    {
        var code = Text(body, "error", "code") is { Length: <= MaxCodeLength } text && text.All(char.IsAsciiLetterOrDigit) ? text : null;
        return (code, code is null ? $"{(int)status}" : $"{(int)status} {code}");
    }

    private static string? Text(byte[] body, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var element = document.RootElement;
            foreach (var name in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return null;
            }

            return element.ValueKind == JsonValueKind.String ? element.Text() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
