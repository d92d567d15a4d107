using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Tests.Evaluation;

namespace ValorSpine.Bot.Tests.Deliveries;

/// <summary>The program as it is started, on a real socket and a data file of its own, registered at a fake Azure.</summary>
internal sealed class ConnectedBot(FakeAzure azure, string folder, params (string Key, string Value)[] settings) : WebApplicationFactory<LiveContent>
{
    private HttpClient? _http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Takes what is logged, or null.</summary>
    private FakeLogCollector? Logged { get; init; }

    /// <summary>The clock, or null for the machine's.</summary>
    private TimeProvider? Time { get; init; }

    public DeliveryOutbox Outbox => Services.GetRequiredService<DeliveryOutbox>();

    /// <summary>Replies that were given up, as staff see them, without those whose patients left.</summary>
    public async Task<List<UndeliveredReply>> DeadAsync() =>
        [.. (await Services.GetRequiredService<IUndelivered>().ListAsync(DateTimeOffset.UnixEpoch, 100, Cancel)).Rows.Where(reply => !reply.IsGone)];

    public static ConnectedBot Serve(FakeAzure azure, string folder, params (string Key, string Value)[] settings) => Serve(azure, folder, logged: null, settings);

    public static ConnectedBot Serve(FakeAzure azure, string folder, FakeLogCollector? logged, params (string Key, string Value)[] settings) => Started(new(azure, folder, settings) { Logged = logged });

    public static ConnectedBot Serve(FakeAzure azure, string folder, TimeProvider time, params (string Key, string Value)[] settings) => Started(new(azure, folder, settings) { Time = time });

    private static ConnectedBot Started(ConnectedBot bot)
    {
        bot.UseKestrel();
        bot.StartServer();
        bot._http = new() { BaseAddress = bot.ClientOptions.BaseAddress };
        return bot;
    }

    /// <summary>Posts a message as a channel does; gives the status.</summary>
    public Task<int> SayAsync(string conversation, string id, string text, string channel = "directline", string? from = null, string user = "dl_7Qm3") => PostAsync(
        new()
        {
            ["type"] = "message",
            ["id"] = id,
            ["channelId"] = channel,
            ["serviceUrl"] = azure.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = user },
            ["recipient"] = new JsonObject { ["id"] = "backbot", ["name"] = "Back bot" },
            ["conversation"] = new JsonObject { ["id"] = conversation },
            ["text"] = text,
        },
        from);

    /// <summary>Posts an activity as a channel does, through a proxy from an address where one is given; gives the status.</summary>
    public async Task<int> PostAsync(JsonObject activity, string? from = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", azure.ChannelToken());
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        using var response = await _http!.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    public async Task<JsonNode> HealthAsync() => JsonNode.Parse(await _http!.GetStringAsync("/health/ready", Cancel))!;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development).UseContentRoot(Repository.Root);
        builder.UseSetting("Storage:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")}");
        builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
        if (Logged is { } collector)
        {
            builder.UseSetting("Logging:LogLevel:Default", nameof(LogLevel.Trace));
            builder.ConfigureLogging(logging =>
            {
                logging.ClearProviders();
                logging.Services.AddSingleton(collector);
                logging.Services.AddSingleton<ILoggerProvider, FakeLoggerProvider>();
            });
        }
        else
        {
            builder.ConfigureLogging(logging => logging.AddFakeLogging().AddFilter<FakeLoggerProvider>(level => level >= LogLevel.Information));
        }

        foreach (var (key, value) in azure.Settings.Concat(settings))
            builder.UseSetting(key, value);
        if (Time is { } time)
            builder.ConfigureTestServices(services => services.AddSingleton(time));
    }

    protected override void Dispose(bool disposing)
    {
        _http?.Dispose();
        base.Dispose(disposing);
    }
}
