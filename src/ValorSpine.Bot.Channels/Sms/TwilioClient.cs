using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>Calls Twilio's messages. It never throws for what Twilio answers or fails to; the caller decides what to try again.</summary>
public sealed class TwilioClient : IDisposable
{
    /// <summary>Twilio's code for a number that ended all messages.</summary>
    public const string OptedOut = "21610";

    private const int MaxAnswerBytes = 1024 * 1024;
    private const int MostLookedThrough = 50;
    private static readonly TimeSpan s_clocksDiffer = TimeSpan.FromSeconds(10);
    private static readonly string[] s_gone = [OptedOut, "21211", "21614", "21612", "21408", "30006"];

    private readonly TwilioOptions _options;
    private readonly ServiceCircuits _circuits;
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;

    internal TwilioClient(IOptions<TwilioOptions> options, ServiceCircuits circuits, HttpMessageHandler handler, TimeProvider time)
    {
        (_options, _circuits, _time) = (options.Value, circuits, time);
        _patience = TimeSpan.FromSeconds(_options.SendSeconds);
        _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        _http.DefaultRequestHeaders.UserAgent.Add(new("ValorSpine.Bot", "1.0"));
        _http.DefaultRequestHeaders.Accept.Add(new("application/json"));
        _http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.AccountSid}:{_options.AuthToken}")));
    }

    /// <summary>Connections of its own: no redirects, as the token is shown to nobody else, and renewed so that a service that moves is found. No trace tells of their addresses, as a number stands in some.</summary>
    internal static HttpMessageHandler Handler() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    /// <summary>Sends a message.</summary>
    /// <param name="to">Between which numbers.</param>
    /// <param name="text">In plain letters, at most 1,600 of them.</param>
    /// <param name="about">Query of the address that hears what becomes of it.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<ConnectorResult> SendAsync(SmsAddress to, string text, string about, CancellationToken cancel) => RunAsync(
        () =>
        {
            var form = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["To"] = to.To,
                ["Body"] = text,
                ["StatusCallback"] = _options.UrlOf($"{TwilioServer.StatusPath}?{about}"),
            };
            if (to.MessagingService is { } service)
                form["MessagingServiceSid"] = service;
            else
                form["From"] = to.From ?? _options.FromNumber!;
            return new(HttpMethod.Post, Messages) { Content = new FormUrlEncodedContent(form) };
        },
        SidOf,
        cancel);

    /// <summary>
    /// Looks whether a message was taken although its answer was lost: Twilio knows no key by which a repeat is recognised. <see cref="ConnectorResult.Done"/> with its sid, or without one where there is none.
    /// </summary>
    /// <param name="to">Between which numbers.</param>
    /// <param name="text">What was sent.</param>
    /// <param name="since">When it was put aside.</param>
    /// <param name="others">Sids that belong to other messages.</param>
    /// <param name="cancel">Ends the wait.</param>
    public Task<ConnectorResult> FindAsync(SmsAddress to, string text, DateTimeOffset since, IReadOnlySet<string> others, CancellationToken cancel)
    {
        var day = since.UtcDateTime.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var query = $"?To={Uri.EscapeDataString(to.To)}&DateSent%3E={day}&PageSize={MostLookedThrough}";
        return RunAsync(() => new(HttpMethod.Get, new Uri(Messages.AbsoluteUri + query)), body => Taken(body, text, since - s_clocksDiffer, others), cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Uri Messages => new($"{_options.BaseUrl.OriginalString.TrimEnd('/')}/2010-04-01/Accounts/{_options.AccountSid}/Messages.json");

    private Task<ConnectorResult> RunAsync(Func<HttpRequestMessage> request, Func<byte[], string?> id, CancellationToken cancel) =>
        _circuits.RunAsync(_options.BaseUrl.AbsoluteUri, cancel => OnceAsync(request, id, cancel), cancel);

    private async Task<ConnectorResult> OnceAsync(Func<HttpRequestMessage> create, Func<byte[], string?> id, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var request = create();
            using var response = await _http.SendAsync(request, ends.Token);
            return Result(response, await response.Content.ReadAsByteArrayAsync(ends.Token), id);
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

    // What Twilio says in words may repeat the number, so only its code is taken.
    private ConnectorResult Result(HttpResponseMessage response, byte[] body, Func<byte[], string?> id)
    {
        if (response.IsSuccessStatusCode)
            return new ConnectorResult.Done(id(body));
        var code = CodeOf(body);
        var problem = code is null ? $"{(int)response.StatusCode}" : $"{(int)response.StatusCode} {code}";
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new ConnectorResult.Throttled(After(response.Headers), problem),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => new ConnectorResult.NotAccepted(problem),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new ConnectorResult.Unavailable(After(response.Headers), problem),
            _ when s_gone.Contains(code) => new ConnectorResult.Gone(problem),
            _ => new ConnectorResult.Refused(problem),
        };
    }

    private TimeSpan? After(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static string? SidOf(byte[] body) => Read(body, root => root.TryGetProperty("sid", out var sid) ? sid.GetString() : null);

    private static string? CodeOf(byte[] body) => Read(body, root => root.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null);

    private static string? Taken(byte[] body, string text, DateTimeOffset since, IReadOnlySet<string> others) => Read(body, root => root.GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("body").GetString() == text
            && message.GetProperty("status").GetString() is not ("failed" or "undelivered" or "canceled" or "received" or "receiving")
            && DateTimeOffset.TryParse(message.GetProperty("date_created").GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) && created >= since)
        .Select(message => message.GetProperty("sid").GetString())
        .FirstOrDefault(sid => sid is not null && !others.Contains(sid)));

    private static string? Read(byte[] body, Func<JsonElement, string?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
