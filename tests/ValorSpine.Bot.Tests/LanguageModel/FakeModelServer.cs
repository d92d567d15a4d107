using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Tests.LanguageModel;

/// <summary>A server on loopback that speaks OpenAI's chat and embedding API, and behaves as it is told, request by request; the last behaviour stays.</summary>
internal sealed class FakeModelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _behaviours;
    private readonly Channel<JsonElement> _received = Channel.CreateUnbounded<JsonElement>();
    private int _requests, _embedded;

    private FakeModelServer(WebApplication app, IEnumerable<Func<HttpContext, Task>> behaviours) => (_app, _behaviours) = (app, new(behaviours));

    public Uri Endpoint => new($"{_app.Urls.First()}/v1");

    public int Requests => _requests;

    /// <summary>How many texts it made embeddings of.</summary>
    public int Embedded => _embedded;

    /// <summary>Whether embeddings fail.</summary>
    public bool EmbeddingsFail { get; set; }

    /// <summary>What a request asks: its use and its data.</summary>
    public static (string Use, JsonElement Data) AskedOf(HttpContext http)
    {
        var request = (JsonElement)http.Items[nameof(AskedOf)]!;
        return (request.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString()!, JsonDocument.Parse(request.GetProperty("messages")[1].GetProperty("content").GetString()!).RootElement);
    }

    public static async Task<FakeModelServer> StartAsync(params Func<HttpContext, Task>[] behaviours)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new FakeModelServer(builder.Build(), behaviours);
        server._app.MapPost("/v1/chat/completions", server.AnswerAsync);
        server._app.MapPost("/v1/embeddings", server.EmbedAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next request that came in.</summary>
    public ValueTask<JsonElement> ReceivedAsync(CancellationToken cancel) => _received.Reader.ReadAsync(cancel);

    /// <summary>Says a text as the assistant.</summary>
    public static Func<HttpContext, Task> Says(string text, string finish = "stop") => http => http.Response.WriteAsJsonAsync(Completion(text, finish));

    /// <summary>What it answers with a text of the assistant.</summary>
    public static object Completion(string text, string finish = "stop") => new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = "test",
        choices = new[] { new { index = 0, finish_reason = finish, message = new { role = "assistant", content = text } } },
        usage = new { prompt_tokens = 900, completion_tokens = 100, total_tokens = 1000 },
    };

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

    // Directions by the letters that stand together: near for texts of like words, as those of a real service are, and the same on every machine.
    private static float[] DirectionOf(string text)
    {
        const int numbers = 256;
        var direction = new float[numbers];
        var spelled = $" {text.ToLowerInvariant()} ";
        for (var at = 0; at + 3 <= spelled.Length; at++)
            direction[spelled.AsSpan(at, 3).ToArray().Aggregate(17, (hash, letter) => ((hash * 31) + letter) % numbers)]++;
        return direction;
    }

    private async Task EmbedAsync(HttpContext http)
    {
        if (EmbeddingsFail)
        {
            await Fails(500)(http);
            return;
        }

        var input = (await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)).RootElement.GetProperty("input");
        string[] texts = input.ValueKind == JsonValueKind.Array ? [.. input.EnumerateArray().Select(text => text.GetString()!)] : [input.GetString()!];
        Interlocked.Add(ref _embedded, texts.Length);
        await http.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            model = "test",
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Convert.ToBase64String(MemoryMarshal.AsBytes(DirectionOf(text).AsSpan())) }),
            usage = new { prompt_tokens = texts.Length, total_tokens = texts.Length },
        });
    }

    private async Task AnswerAsync(HttpContext http)
    {
        Interlocked.Increment(ref _requests);
        var request = (await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted)).RootElement;
        http.Items[nameof(AskedOf)] = request;
        _received.Writer.TryWrite(request);
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
