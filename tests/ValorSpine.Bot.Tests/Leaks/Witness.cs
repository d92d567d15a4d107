using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>One request and what was answered.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="Address">Path and query of the request.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="Headers">Of the answer.</param>
/// <param name="Body">Of the answer.</param>
internal sealed partial record Exchange(string Method, string Address, HttpStatusCode Status, string Headers, string Body)
{
    /// <summary>Whether the answer is an error page.</summary>
    public bool Failed => (int)Status >= 400;

    /// <summary>The addresses that the answer offers. A patient's own telephone number or e-mail address, shown to staff as a link, is none.</summary>
    public IEnumerable<string> Offered => Link().Matches(Body).Select(link => link.Value).Where(link => !link.Contains("\"tel:", StringComparison.Ordinal) && !link.Contains("\"mailto:", StringComparison.Ordinal));

    [GeneratedRegex("""(https?|wss?)://[^\s"'<>\\]+|(href|src|action)="[^"]*"|/calendar/[^\s"'<>\\]+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}

/// <summary>Keeps everything that the service answers.</summary>
internal sealed class Witness : DelegatingHandler
{
    private readonly ConcurrentQueue<Exchange> _exchanges = [];

    public Witness()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() })
    {
    }

    /// <summary>In the order in which they ended.</summary>
    public IReadOnlyCollection<Exchange> Exchanges => _exchanges;

    /// <summary>Adds what went over the wire in another way.</summary>
    public void Add(Exchange exchange) => _exchanges.Enqueue(exchange);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Add(new(request.Method.Method, request.RequestUri!.PathAndQuery, response.StatusCode, $"{response.Headers}{response.Content.Headers}", await BodyAsync(response, cancellationToken)));
        return response;
    }

    // An answer that breaks off has shown what came before.
    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(cancel);
            return await response.Content.ReadAsStringAsync(cancel);
        }
        catch (HttpRequestException)
        {
            response.Content = new StringContent("");
            return "";
        }
    }
}
