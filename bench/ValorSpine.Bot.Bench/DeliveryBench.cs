using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Channels.DirectLine;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Operations;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Bench;

/// <summary>How many activities a second go out to a Connector on this machine: read, decrypted, rendered, sent, and each marked in the store.</summary>
internal static class DeliveryBench
{
    public static async Task<int> RunAsync(int conversations, int replies)
    {
        using var data = new ScratchFolder();
        var taken = new ConcurrentDictionary<string, List<int>>(StringComparer.Ordinal);
        var (count, all) = (0, new TaskCompletionSource());
        await using var connector = await ConnectorAsync((conversation, number) =>
        {
            var own = taken.GetOrAdd(conversation, _ => []);
            lock (own)
                own.Add(number);
            if (Interlocked.Increment(ref count) == conversations * replies)
                all.SetResult();
        });
        await using var bot = Bot(data.Path);
        await StorageStartup.PrepareAsync(bot.Services, CancellationToken.None);
        await bot.Services.GetRequiredService<ServiceSecrets>().LoadAsync(CancellationToken.None);
        await FillAsync(bot.Services, connector.Urls.First(), conversations, replies);

        var sender = bot.Services.GetServices<IHostedService>().OfType<OnOneReplica>().Select(hosted => hosted.Work).OfType<DeliverySender>().Single();
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await sender.StartAsync(CancellationToken.None);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(5));
        var took = clock.Elapsed;
        await sender.StopAsync(CancellationToken.None);
        var inOrder = taken.Values.All(own => own.SequenceEqual(Enumerable.Range(0, replies)));
        Console.WriteLine($"{count:N0} activities of {conversations:N0} conversations in {took.TotalSeconds:0.00} s: {count / took.TotalSeconds:N0} a second, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds / count * 1000:0.00} CPU s per 1,000 (both ends); {(inOrder ? "each conversation in order, nothing twice" : "OUT OF ORDER")}");
        return inOrder ? 0 : 1;
    }

    private static async Task<WebApplication> ConnectorAsync(Action<string, int> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v3/conversations/{conversation}/activities/{answered?}", async (string conversation, HttpContext http) =>
        {
            var activity = await JsonDocument.ParseAsync(http.Request.Body);
            take(conversation, int.Parse(activity.RootElement.GetProperty("text").GetString()!.Split(' ')[^1], CultureInfo.InvariantCulture));
            return Results.Text("""{"id":"r"}""", "application/json");
        });
        await app.StartAsync();
        return app;
    }

    private static WebApplication Bot(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ContentRootPath = folder });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Connector:DangerouslyTrustEveryCaller", "true")]);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new ClinicFacts()).AddSingleton<SlotEnumeration>((_, _, _, _, _, _, _) => [])
            .AddStorage(builder.Configuration.GetSection("Storage"), folder).AddSingleton<ServiceSecrets>()
            .AddSingleton<IDirectLineKeys>(services => services.GetRequiredService<ServiceSecrets>()).AddSingleton<IConnectorKeys>(services => services.GetRequiredService<ServiceSecrets>());
        builder.Services.AddDirectLine(builder.Configuration.GetSection("DirectLine"));
        builder.Services.AddConnector(builder.Configuration.GetSection("Connector"));
        builder.Services.AddSms(builder.Configuration.GetSection("Twilio"));
        builder.Services.AddDeliveries();
        // Nothing comes in here, so what takes it is not there.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false);
        return builder.Build();
    }

    private static async Task FillAsync(IServiceProvider services, string url, int conversations, int replies)
    {
        var (store, addresses) = (services.GetRequiredService<ConversationStore>(), services.GetRequiredService<IChannelConversations>());
        await Parallel.ForAsync(0, conversations, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, cancel) =>
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"bench-{number:00000000}-0123456789");
            await store.OpenAsync(new(id, "test", $"u{number}", "en-US"), cancel);
            var reference = new ConversationReference { ChannelId = "test", ServiceUrl = url, Conversation = new() { Id = id }, Bot = new() { Id = "bot" }, User = new() { Id = "patient" } };
            await addresses.KeepAsync(id, new(IsAuthenticated: false, reference.ToJson()), cancel);
            var decided = new TurnResult
            {
                State = new() { Greeted = true },
                Outcome = Outcome.Answer,
                Replies = [.. Enumerable.Range(0, replies).Select(reply => new Reply { Text = string.Create(CultureInfo.InvariantCulture, $"A reply as long as most of them are, of some two hundred characters, so that what is written, sent and read again is about what it is in a talk with a patient who asks what is known; number {reply}") })],
            };
            var loaded = await store.LoadAsync(id, cancel) ?? throw new InvalidOperationException("It was opened.");
            await store.CommitAsync(new(new(id, "k1", new Input.Said("hello"), ActivityJson: null), loaded, decided, new(DateTimeOffset.UtcNow, []), "bench"), cancel);
        });
    }
}
