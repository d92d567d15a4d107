using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Tests.Deliveries;
using static ValorSpine.Bot.Tests.Leaks.Marks;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>What is typed on channels that are called, by text message and where others read along in Teams: none of it is told to an operator, whatever those channels answer.</summary>
[Collection(OneAtATime)]
public sealed class CalledChannelLeakTests
{
    /// <summary>Traces are of the whole process, and the servers of one test would stand in those of the other.</summary>
    public const string OneAtATime = "leaks";

    private const string Bot = "28:bot", Number = "+13125550187";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_words_nor_numbers_stand_in_logs_metrics_traces_or_the_store()
    {
        var folder = Directory.CreateTempSubdirectory("valorspine-channel-leaks-").FullName;
        await using var azure = await FakeAzure.StartAsync();
        // Whoever refuses says why, and repeats what it was sent.
        azure.Meddle = async (context, activity) =>
        {
            if (activity["text"]?.GetValue<string>().Contains("places fibrin", StringComparison.Ordinal) != true && activity["members"] is null)
                return false;
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsJsonAsync(new { error = new { code = "NotAllowed", message = activity.ToJsonString() } });
            azure.Take(context, activity);
            return true;
        };
        using var capture = new Capture();
        await using (var bot = ConnectedBot.Serve(azure, folder, capture.Log))
        {
            Assert.Equal(200, await bot.PostAsync(Activity(azure, "sms", Number, $"my {Typed}back hurts, call {Number}", "s-1")));
            Assert.Equal(200, await bot.PostAsync(Activity(azure, "sms", Number, "what is fibrin", "s-2")));
            Assert.Equal(200, await bot.PostAsync(Activity(azure, "sms", Number, $"{Typed}stop please stop texting me", "s-3")));
            Assert.Equal(200, await bot.PostAsync(InGroup(azure, $"my {Typed}leg is numb", "t-1")));
            Assert.Equal(200, await bot.PostAsync(Activity(azure, "msteams", "29:pat", $"my {Typed}knee clicks", "t-2")));
            Assert.Equal(400, await bot.PostAsync(new JsonObject { ["type"] = "message", ["text"] = $"{Typed}refused", ["channelId"] = "sms" }));
            await azure.TakenAsync(5, Cancel);
            await Task.WhenAll(Directory.EnumerateFiles(folder).Select(AssertClearOfWordsAsync));
        }

        Assert.True(capture.Log.Count > 0);
        // The Connector of the tests is a server in the same process, with traces of its own.
        Assert.All([.. capture.Logs, .. capture.Metrics, .. capture.Traces.Where(told => told.Place != "Microsoft.AspNetCore" || !told.Text.Contains("/connector/", StringComparison.Ordinal))], told => Assert.True(FindTyped(told.Text) is null, $"{told.Place}: {FindTyped(told.Text)}"));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>While the service runs, its journal is a file of its own.</summary>
    private static async Task AssertClearOfWordsAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var found = FindTyped(await reader.ReadToEndAsync(Cancel));
        Assert.True(found is null, $"{Path.GetFileName(file)}: {found}");
    }

    private static JsonObject Activity(FakeAzure azure, string channel, string from, string text, string id) => new()
    {
        ["type"] = "message",
        ["id"] = id,
        ["channelId"] = channel,
        ["serviceUrl"] = azure.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = from, ["name"] = $"{Typed}name" },
        ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Back bot" },
        ["conversation"] = new JsonObject { ["id"] = from },
        ["text"] = text,
    };

    private static JsonObject InGroup(FakeAzure azure, string text, string id)
    {
        var activity = Activity(azure, "msteams", "29:pat", $"<at>Back bot</at> {text}", id);
        activity["conversation"] = new JsonObject { ["id"] = $"19:{Typed}team@thread.tacv2", ["conversationType"] = "channel", ["isGroup"] = true, ["tenantId"] = FakeAzure.Tenant };
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Back bot" }, ["text"] = "<at>Back bot</at>" });
        return activity;
    }
}
