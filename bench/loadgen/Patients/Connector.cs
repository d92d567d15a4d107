using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Loadgen.Patients;

/// <summary>The Connector's side of <c>/api/messages</c>: takes the replies that the bot posts.</summary>
internal sealed class Connector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyList<string>>> _waiting = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private Connector(WebApplication app) => _app = app;

    /// <summary>What activities name as their service.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Starts it.</summary>
    public static async Task<Connector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var connector = new Connector(builder.Build());
        connector._app.MapPost("/v3/conversations/{conversation}/activities/{answered?}", (Delegate)connector.TakeAsync);
        await connector._app.StartAsync();
        return connector;
    }

    /// <summary>Done when the first reply to a message has come.</summary>
    public Task<IReadOnlyList<string>> ReplyTo(string message) => _waiting.GetOrAdd(message, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        using var activity = await JsonDocument.ParseAsync(http.Request.Body);
        var root = activity.RootElement;
        if (root.GetProperty("type").GetString() == "message" && root.TryGetProperty("replyToId", out var to) && _waiting.TryRemove(to.GetString()!, out var waits))
            waits.SetResult(Replies.ChoicesOf(root));
        return Results.Text("""{"id":"r"}""", "application/json");
    }
}
