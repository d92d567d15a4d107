using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>A server on loopback that speaks OpenAI's chat API, and behaves as it is told, request by request; the last behaviour stays.</summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _behaviours;
    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private int _requests;

    private FakeModelServer(WebApplication app, IEnumerable<Func<HttpContext, Task>> behaviours) => (_app, _behaviours) = (app, new(behaviours));

    public Uri Endpoint => new($"{_app.Urls.First()}/v1");

    public int Requests => _requests;

    public static async Task<FakeModelServer> StartAsync(params Func<HttpContext, Task>[] behaviours)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new FakeModelServer(builder.Build(), behaviours);
        server._app.MapPost("/v1/chat/completions", server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next request that came in.</summary>
    public ValueTask<JsonElement> ReceivedAsync(CancellationToken cancel) => _received.Reader.ReadAsync(cancel);

    /// <summary>Says a text as the assistant.</summary>
    public static Func<HttpContext, Task> Says(string text, string finish = "stop") => http => http.Response.WriteAsJsonAsync(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "test",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = 900, completion_tokens = 100, total_tokens = 1000 },
    });

    public static Func<HttpContext, Task> Fails(int status, string code = "error") => http =>
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error = new { message = "It did not work.", code, type = code } });
    };

    /// <summary>Sends what is no JSON.</summary>
    public static Func<HttpContext, Task> Sends(string body) => http =>
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    };

    public static Func<HttpContext, Task> Hangs() => http => Task.Delay(Timeout.Infinite, http.RequestAborted);

    /// <summary>Closes the connection in the middle of an answer.</summary>
    public static Func<HttpContext, Task> Breaks() => async http =>
    {
        http.Response.ContentLength = 5000;
        await http.Response.WriteAsync("{\"id\":\"chatcmpl");
        http.Abort();
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        _received.Writer.TryWrite((await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)).RootElement);
        var behaviour = _behaviours.Count > 1 && _behaviours.TryDequeue(out var next) ? next : _behaviours.First();
        try
        {
            await behaviour(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Whoever asked is gone: that is what is tested.
        }
    }
}
