using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Tests.Telemetry;

/// <summary>A collector that keeps what it is sent by OTLP over HTTP, byte for byte.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = [];

    private FakeCollector(WebApplication app) => _app = app;

    /// <summary>Its base address.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>What was sent to an address, each piece as text of one character a byte: names and values stand in it as they are.</summary>
    public IReadOnlyList<string> Sent(string path) => [.. _received.Where(piece => piece.Path == path).Select(piece => Encoding.Latin1.GetString(piece.Body))];

    public static async Task<FakeCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new FakeCollector(app);
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            collector._received.Enqueue((http.Request.Path, body.ToArray()));
            http.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
