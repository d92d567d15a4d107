using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.DirectLine;

/// <summary>Direct Line on a real port of this machine, over a conversation store in memory.</summary>
internal sealed class DirectLineHost : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-tests-0123456789abcdef";
    public const string Elsewhere = "https://www.elsewhere.example";
    public const string Partner = "https://www.partner.example";

    private readonly WebApplication _app;

    private DirectLineHost(WebApplication app, FakeConversations conversations, FakeTimeProvider? time)
    {
        (_app, Conversations, Clock) = (app, conversations, time);
        BaseUrl = app.Urls.Single();
        Http = new() { BaseAddress = new(BaseUrl) };
    }

    public FakeConversations Conversations { get; }

    public FakeTimeProvider Time => Clock!;

    public string BaseUrl { get; }

    public HttpClient Http { get; }

    private FakeTimeProvider? Clock { get; }

    public static Task<DirectLineHost> StartAsync(params (string Key, string Value)[] settings) =>
        StartAsync(new FakeTimeProvider(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero)), settings);

    public static async Task<DirectLineHost> StartAsync(TimeProvider time, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("DirectLine:Secrets:0", Secret), new("DirectLine:AllowedOrigins:0", Partner)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        var conversations = new FakeConversations(time);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<ITurns>(conversations);
        builder.Services.AddSingleton<IConversationLog>(conversations);
        builder.Services.AddSingleton<IReplyMarks>(conversations);
        builder.Services.AddSingleton<IDirectLineKeys>(new Keys());
        builder.Services.AddSingleton(new ClinicFacts { Name = "Test Clinic" });
        builder.Services.AddDirectLine(builder.Configuration.GetSection("DirectLine"));
        var app = builder.Build();
        app.MapDirectLine();
        await app.StartAsync();
        return new(app, conversations, time as FakeTimeProvider);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    public Task StopAsync() => _app.StopAsync();

    /// <summary>A conversation of the website that has been started.</summary>
    public async Task<Session> OpenAsync()
    {
        var page = await JsonAsync(await PostAsync("/webchat/token"), 200);
        var started = await JsonAsync(await PostAsync("/v3/directline/conversations", Text(page, "token")), 201);
        return new(this, Text(page, "conversationId"), Text(page, "token"), Text(page, "userId"), Text(page, "resume"), Text(started, "streamUrl"));
    }

    public Task<HttpResponseMessage> PostAsync(string path, string? bearer = null, string? json = null, string? origin = null, string contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, bearer, json is null ? null : new StringContent(json, Encoding.UTF8, contentType), origin);

    public Task<HttpResponseMessage> GetAsync(string path, string? bearer = null) => SendAsync(HttpMethod.Get, path, bearer);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? bearer = null, HttpContent? content = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonObject> JsonAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Checks a refusal: its status, its code, and that it is in Direct Line's form and says nothing of the inside.</summary>
    public static async Task RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        var body = await JsonAsync(response, status);
        Assert.Equal(["error"], body.Select(property => property.Key));
        Assert.Equal(code, (string?)body["error"]!["code"]);
        Assert.NotEmpty((string)body["error"]!["message"]!);
        Assert.DoesNotContain("   at ", body.ToJsonString(), StringComparison.Ordinal);
    }

    public static string Text(JsonNode node, string name) => (string)node[name]!;

    private sealed class Keys : IDirectLineKeys
    {
        public byte[] SigningKey { get; } = RandomNumberGenerator.GetBytes(32);
    }
}

/// <summary>A started conversation as its client holds it.</summary>
internal sealed record Session(DirectLineHost Host, string Id, string Token, string UserId, string Resume, string StreamUrl)
{
    public string Path => $"/v3/directline/conversations/{Id}";

    public Task<HttpResponseMessage> PostAsync(string json, string? token = null) => Host.PostAsync($"{Path}/activities", token ?? Token, json);

    public async Task<string> SayAsync(string text, string? key = null) =>
        DirectLineHost.Text(await DirectLineHost.JsonAsync(await PostAsync(Message(text, key)), 200), "id");

    public async Task<JsonObject> ReadAsync(string? watermark = null) =>
        await DirectLineHost.JsonAsync(await Host.GetAsync($"{Path}/activities?watermark={watermark}", Token), 200);

    public async Task<string> NewStreamUrlAsync(string? watermark = null) =>
        DirectLineHost.Text(await DirectLineHost.JsonAsync(await Host.GetAsync($"{Path}?watermark={watermark}", Token), 200), "streamUrl");

    public static string Message(string text, string? key = null)
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "x" } };
        if (key is not null)
            activity["channelData"] = new JsonObject { ["clientActivityID"] = key };
        return activity.ToJsonString();
    }
}

/// <summary>The client's end of a stream.</summary>
internal sealed class StreamClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<StreamClient> OpenAsync(string url, string? origin = null)
    {
        var client = new StreamClient();
        if (origin is not null)
            client._socket.Options.SetRequestHeader("Origin", origin);
        client._socket.Options.CollectHttpResponseDetails = true;
        await client._socket.ConnectAsync(new(url), TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>The status with which the upgrade is refused.</summary>
    public static async Task<int> RefusedAsync(string url, string? origin = null)
    {
        await using var client = new StreamClient();
        if (origin is not null)
            client._socket.Options.SetRequestHeader("Origin", origin);
        client._socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => client._socket.ConnectAsync(new(url), TestContext.Current.CancellationToken));
        return (int)client._socket.HttpStatusCode;
    }

    /// <summary>The next frame as text, or null once the server closes.</summary>
    public async Task<string?> FrameAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var frame = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return null;
            frame.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
                return Encoding.UTF8.GetString(frame.ToArray());
        }
    }

    /// <summary>Texts of the next messages, typing and empty frames passed over.</summary>
    public async Task<List<JsonNode>> MessagesAsync(int count)
    {
        var messages = new List<JsonNode>();
        while (messages.Count < count)
        {
            var frame = await FrameAsync() ?? throw new InvalidOperationException($"Closed: {CloseReason}");
            if (frame.Length > 0)
                messages.AddRange(JsonNode.Parse(frame)!["activities"]!.AsArray().Where(activity => (string?)activity!["type"] == "message")!);
        }

        return messages;
    }

    public string? CloseReason => _socket.CloseStatusDescription;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    public Task CloseAsync() => _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
