using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Tests.DirectLine;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Connector;

/// <summary>The Bot Framework's endpoint on a real port of this machine, over a conversation store in memory.</summary>
internal sealed class ConnectorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConnectorHost(WebApplication app, FakeConversations conversations, FakeAddresses addresses)
    {
        (_app, Conversations, Addresses) = (app, conversations, addresses);
        Http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    public FakeConversations Conversations { get; }

    public FakeAddresses Addresses { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<ConnectorHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    public static Task<ConnectorHost> StartAsync(Action<IServiceCollection> more, params (string Key, string Value)[] settings) => StartAsync(more, _ => { }, settings);

    public static async Task<ConnectorHost> StartAsync(Action<IServiceCollection> more, Action<WebApplication> map, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)));
        var (conversations, addresses) = (new FakeConversations(TimeProvider.System), new FakeAddresses());
        builder.Services.AddSingleton<ITurns>(conversations);
        builder.Services.AddSingleton<IConversationLog>(conversations);
        builder.Services.AddSingleton<IReplyMarks>(conversations);
        builder.Services.AddSingleton<IChannelConversations>(addresses);
        builder.Services.AddSingleton<IDirectLineKeys>(new Keys());
        builder.Services.AddSingleton<IConnectorKeys>(new Keys());
        builder.Services.AddSingleton(new ClinicFacts { Name = "Test Clinic" });
        builder.Services.AddDirectLine(builder.Configuration.GetSection("DirectLine"));
        builder.Services.AddConnector(builder.Configuration.GetSection("Connector"));
        more(builder.Services);
        var app = builder.Build();
        app.MapConnector();
        map(app);
        await app.StartAsync();
        return new(app, conversations, addresses);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>An activity as channels send it.</summary>
    public static JsonObject Activity(FakeAzure azure, string type = "message", string? id = "a-1", string text = "My back hurts") => new()
    {
        ["type"] = type,
        ["id"] = id,
        ["timestamp"] = "2026-11-23T18:53:01.120Z",
        ["channelId"] = "directline",
        ["serviceUrl"] = azure.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = "dl_7Qm3", ["role"] = "user" },
        ["recipient"] = new JsonObject { ["id"] = "backbot", ["name"] = "Back pain assistant" },
        ["conversation"] = new JsonObject { ["id"] = "c1" },
        ["locale"] = "en-US",
        ["text"] = text,
        ["textFormat"] = "plain",
    };

    public Task<HttpResponseMessage> PostAsync(JsonNode activity, string? token) => PostAsync(activity.ToJsonString(), token is null ? null : $"Bearer {token}");

    public async Task<HttpResponseMessage> PostAsync(string body, string? authorization, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType)) };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private sealed class Keys : IDirectLineKeys, IConnectorKeys
    {
        public byte[] SigningKey { get; } = Encoding.ASCII.GetBytes("a key of the tests, 32 bytes long");

        public byte[] ConversationKey => SigningKey;
    }
}

/// <summary>Addresses in memory.</summary>
internal sealed class FakeAddresses : IChannelConversations
{
    public ConcurrentDictionary<string, ReplyAddress> Kept { get; } = new();

    public ConcurrentDictionary<(string Conversation, string Key), (string Type, string Json)> Activities { get; } = new();

    /// <summary>Under which id a conversation goes on.</summary>
    public Func<string, string> Current { get; set; } = id => id;

    public ValueTask<string> CurrentAsync(string conversationId, CancellationToken cancel) => new(Current(conversationId));

    public ValueTask KeepAsync(string conversationId, ReplyAddress address, CancellationToken cancel)
    {
        Kept[conversationId] = address;
        return ValueTask.CompletedTask;
    }

    public ValueTask CloseAsync(string conversationId, CancellationToken cancel)
    {
        Kept.TryRemove(conversationId, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask KeepActivityAsync(string conversationId, string key, string type, string activityJson, CancellationToken cancel)
    {
        Activities.TryAdd((conversationId, key), (type, activityJson));
        return ValueTask.CompletedTask;
    }
}
