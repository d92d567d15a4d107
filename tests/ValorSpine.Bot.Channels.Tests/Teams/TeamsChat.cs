using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Channels.Teams;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Teams;

/// <summary>A person on Teams who talks to the bot over HTTP, in private or where others read along.</summary>
internal sealed class TeamsChat : IAsyncDisposable
{
    public const string Bot = "28:" + FakeAzure.AppId, Patient = "29:pat", Private = "a:1pat", Channel = "19:team@thread.tacv2;messageid=17";

    private int _ids;

    private TeamsChat(FakeAzure azure, ConnectorHost host) => (Azure, Host) = (azure, host);

    public static Wording Words { get; } = ReadWords();

    public FakeAzure Azure { get; }

    public ConnectorHost Host { get; }

    /// <summary>What was taken, each once.</summary>
    public IEnumerable<InboundMessage> Taken => Host.Conversations.Taken.DistinctBy(message => (message.ConversationId, message.Key));

    public IEnumerable<Input.Said> Said => Taken.Select(message => message.Input).OfType<Input.Said>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TeamsChat> StartAsync(Func<Input.Said, ImmutableArray<Reply>>? answer = null)
    {
        var azure = await FakeAzure.StartAsync();
        var host = await ConnectorHost.StartAsync(
            services => services.AddTeams().AddSingleton<IArticlePages>(new Articles()).AddSingleton<CurrentWording>(() => Words), [.. azure.Settings, ("DirectLine:PublicUrl", "https://bot.example")]);
        if (answer is not null)
            host.Conversations.Answer = answer;
        return new(azure, host);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Azure.DisposeAsync();
    }

    /// <summary>An activity of Teams.</summary>
    public JsonObject Activity(string type, string conversation = Private, string? id = null)
    {
        var kind = conversation.StartsWith("19:", StringComparison.Ordinal) ? "channel" : "personal";
        return new()
        {
            ["type"] = type,
            ["id"] = id ?? $"t-{++_ids}",
            ["timestamp"] = $"2026-11-23T18:53:{++_ids % 60:00}.120Z",
            ["channelId"] = "msteams",
            ["serviceUrl"] = Azure.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = Patient, ["name"] = "Pat", ["aadObjectId"] = "0f0f" },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Back bot" },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = kind, ["isGroup"] = kind == "channel", ["tenantId"] = FakeAzure.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = FakeAzure.Tenant } },
        };
    }

    public async Task<JsonNode?> PostAsync(JsonObject activity)
    {
        var response = await Host.PostAsync(activity, Azure.ChannelToken());
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        return body.Length == 0 ? null : JsonNode.Parse(body);
    }

    /// <summary>Says something in private.</summary>
    public Task<JsonNode?> SayAsync(string text, string? id = null) => PostAsync(With(Activity("message", id: id), text));

    /// <summary>Says something to the bot in a channel.</summary>
    public Task<JsonNode?> CallAsync(string text, string? id = null, string type = "message") => PostAsync(Mentioning(With(Activity(type, Channel, id), text)));

    /// <summary>Taps a choice of the card of a reply.</summary>
    public Task<JsonNode?> TapAsync(long card, int choice) => PostAsync(Invoke("pick", new() { ["card"] = card, ["choice"] = choice }));

    /// <summary>Teams shows the card of a reply again.</summary>
    public Task<JsonNode?> ShowAsync(long card) => PostAsync(Invoke("refresh", new() { ["card"] = card }));

    public JsonObject Invoke(string verb, JsonObject data)
    {
        var invoke = Activity("invoke");
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = data }, ["trigger"] = "manual" };
        return invoke;
    }

    public static JsonObject With(JsonObject activity, string text)
    {
        activity["text"] = text;
        return activity;
    }

    public static JsonObject Mentioning(JsonObject activity)
    {
        activity["text"] = $"<at>Back bot</at>&nbsp;{activity["text"]}";
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Back bot" }, ["text"] = "<at>Back bot</at>" });
        return activity;
    }

    private static Wording ReadWords([CallerFilePath] string here = "")
    {
        var root = Path.Combine(Path.GetDirectoryName(here)!, "../../..");
        var problems = new List<ContentProblem>();
        var words = Wording.Load(new ContentFiles(((string[])[Wording.Path, Wording.SpanishPath]).Select(path => new ContentFile(path, File.ReadAllText(Path.Combine(root, path))))), new ClinicFacts(), problems);
        Assert.Empty(problems);
        return words;
    }

    /// <summary>One article.</summary>
    internal sealed class Articles : IArticlePages
    {
        public ArticlePage? Find(string id) => id != "fibrin-what" ? null : new(
            id, "What is biologic disc repair?",
            [[new(false, new ArticlePageSentence("A doctor places fibrin into the disc with a needle."), new ArticlePageSentence("It is meant to seal small tears in the outer wall of the disc so that what is inside stays there, which may take weeks."))]], []);
    }
}
