using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Bench.ModelServing;

/// <summary>
/// Speaks OpenAI's chat and embedding API on loopback, and behaves as it is told, request by request, over HTTP too: <c>/ROOM/v1/…</c> is the API, <c>PUT /ROOM/scripts</c> says what comes next, <c>GET /ROOM</c> what came.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ModelRoom> _rooms = [];

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>Where it serves.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts it on a free port.</summary>
    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new ScriptedServer(builder.Build());
        server.Map();
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The base address of a room's API.</summary>
    public Uri Endpoint(string room) => new(Address, $"{room}/v1");

    /// <summary>A room; it is careful until it is told otherwise.</summary>
    public ModelRoom Room(string room) => _rooms.GetOrAdd(room, _ => new());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.MapPost("/{room}/v1/chat/completions", (string room, HttpContext http) => Room(room).AnswerAsync(http));
        _app.MapPost("/{room}/v1/embeddings", (string room, HttpContext http) => Room(room).EmbedAsync(http));
        _app.MapPut("/{room}/scripts", (string room, Script[] scripts) => Room(room).Does(scripts));
        _app.MapPut("/{room}/embeddings-fail", (string room, bool now) => Room(room).EmbeddingsFail = now);
        _app.MapGet("/{room}/received", async (string room, CancellationToken cancel) => await Room(room).ReceivedAsync(cancel));
        _app.MapGet("/{room}/halfway", async (string room, CancellationToken cancel) => await Room(room).Halfway.WaitAsync(cancel));
        _app.MapPost("/{room}/go-on", (string room) => Room(room).GoOn());
        _app.MapGet("/{room}", (string room) => new { Room(room).Requests, Room(room).Embedded });
        _app.MapDelete("/{room}", (string room) => _rooms.TryRemove(room, out _) ? Results.NoContent() : Results.NotFound());
    }
}
