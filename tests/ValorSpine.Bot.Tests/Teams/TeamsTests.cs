using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Tests.Connector;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Tests.Deliveries;
using ValorSpine.Bot.Tests.Leaks;

namespace ValorSpine.Bot.Tests.Teams;

/// <summary>A person on Teams and the program as it is started.</summary>
public sealed class TeamsTests : IAsyncLifetime
{
    private const string Bot = "28:" + FakeAzure.AppId, Private = "a:1pat", Channel = "19:team@thread.tacv2;messageid=17", Sign = "I cannot feel between my legs and I wet myself";

    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-teams-").FullName;
    private FakeAzure _azure = null!;
    private ConnectedBot? _bot;
    private int _ids;

    private ConnectedBot Running => _bot ??= ConnectedBot.Serve(_azure, _folder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azure = await FakeAzure.StartAsync();
        _azure.Meddle = OpenPrivateChatAsync;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bot is not null)
            await _bot.DisposeAsync();
        await _azure.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_check_is_walked_by_tapping_cards_that_close()
    {
        await PostAsync(Activity("installationUpdate", more: ("action", "add")));
        var greeting = Card((await _azure.TakenAsync(1, Cancel))[0]);
        await TapAsync(greeting, "Take the guided check", "check");
        var question = Card((await _azure.TakenAsync(2, Cancel))[^1]);

        var answer = (await TapAsync(question, "None of these"))!;

        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)answer["type"]!);
        Assert.Contains("You chose: None of these", answer["value"]!.ToJsonString(), StringComparison.Ordinal);
        var next = (await _azure.TakenAsync(3, Cancel))[^1];
        Assert.Contains("of", (string?)next.Activity["summary"] ?? (string?)next.Activity["text"] ?? "", StringComparison.Ordinal);
        // The same tap again is the same turn.
        await TapAsync(question, "None of these");
        Assert.Equal(3, _azure.Received.Count);
    }

    [Fact]
    public async Task A_question_that_is_answered_in_words_is_closed_where_it_stands_and_where_that_fails_the_talk_goes_on()
    {
        await PostAsync(Activity("installationUpdate", more: ("action", "add")));
        await TapAsync(Card((await _azure.TakenAsync(1, Cancel))[0]), "Take the guided check", "check");
        await _azure.TakenAsync(2, Cancel);

        await PostAsync(With(Activity("message"), "None of these"));

        // What was tapped is closed by the answer to the tap alone.
        var taken = await _azure.TakenAsync(4, Cancel);
        Assert.Equal(["POST", "POST", "POST", "PUT"], taken.Select(call => call.Method));
        Assert.EndsWith("/activities/remote-2", taken[3].Target, StringComparison.Ordinal);
        Assert.Contains("You chose: None of these", taken[3].Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Action.Execute", taken[3].Activity.ToJsonString(), StringComparison.Ordinal);

        _azure.Meddle = (context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.FromResult(HttpMethods.IsPut(context.Request.Method));
        };
        await PostAsync(With(Activity("message"), "None of these"));
        await PostAsync(With(Activity("message"), "what does it cost?"));

        Assert.All((await _azure.TakenAsync(7, Cancel))[4..], call => Assert.Equal("POST", call.Method));
        Assert.Empty(await Running.DeadAsync());

        // A card that nobody answers to closing holds up what is said next for three seconds, not for as long as a reply may take.
        var (hangs, clock) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new Stopwatch());
        _azure.Meddle = async (context, _) =>
        {
            if (!HttpMethods.IsPut(context.Request.Method))
                return false;
            clock.Start();
            hangs.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
            return true;
        };
        await PostAsync(With(Activity("message"), "None of these"));
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await PostAsync(With(Activity("message"), "what does it cost?"));
        var before = _azure.Received.Count;
        await _azure.TakenAsync(before + 1, Cancel);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_warning_sign_in_a_channel_is_answered_in_private_and_the_channel_is_told_whom_to_call_without_its_words()
    {
        await PostAsync(Mentioning(Activity("message", Channel), Sign));

        // The private chat is opened, greeted and answered with text and numbers to call; the channel gets one line.
        var taken = await _azure.TakenAsync(5, Cancel);
        var (inPrivate, inChannel) = (taken.Where(call => call.Target.Contains("a%3A1pat", StringComparison.Ordinal)).ToList(), taken.Where(call => call.Target.Contains("19%3Ateam", StringComparison.Ordinal)).ToList());
        Assert.Equal(3, inPrivate.Count);
        Assert.Contains("911", (string?)inPrivate[1].Activity["text"], StringComparison.Ordinal);
        var told = (string?)Assert.Single(inChannel).Activity["text"];
        Assert.StartsWith("If this may be an emergency, call 911 now.", told, StringComparison.Ordinal);
        Assert.All(["feel", "legs", "wet", "numb", "bladder"], word => Assert.DoesNotContain(word, told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nothing_that_was_said_in_a_channel_stands_in_its_record_and_staff_find_it_in_the_private_one()
    {
        await PostAsync(Mentioning(Activity("message", Channel), Sign));
        await _azure.TakenAsync(5, Cancel);

        var transcripts = Running.Services.GetRequiredService<ITranscripts>();
        var rows = (await transcripts.ListAsync(null, null, 0, 10, Cancel)).Rows;
        var group = (await transcripts.OpenAsync(rows.Single(row => row.Channel == "msteams:group").Id, "nurse", Cancel))!;
        var own = (await transcripts.OpenAsync(rows.Single(row => row.Channel == "msteams").Id, "nurse", Cancel))!;

        Assert.All(group.Log, entry => Assert.True(entry is { FromBot: true, ActivityJson: null, Why.Safety.IsEmpty: true }));
        Assert.Empty(group.Alerts);
        Assert.Contains(own.Log, entry => entry.Text == Sign);
        Clear.None(_folder, Running.Services, Sign, "between my legs", Private);
        Assert.Equal(["emergency"], own.Alerts.Select(raised => raised.Alert.Kind));
    }

    [Fact]
    public async Task A_warning_sign_in_an_edit_is_heard()
    {
        await PostAsync(With(Activity("message", id: "m-1"), "How long does relief last?"));
        await _azure.TakenAsync(3, Cancel);
        await PostAsync(With(Activity("messageUpdate", id: "m-1"), Sign));

        Assert.Contains(await _azure.TakenAsync(5, Cancel), call => ((string?)call.Activity["text"])?.Contains("Call 911", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Once_uninstalled_nothing_more_is_sent_and_staff_are_told_and_once_back_it_is()
    {
        await PostAsync(With(Activity("message"), "hello"));
        var taken = (await _azure.TakenAsync(2, Cancel)).Length;
        var id = (await Running.Services.GetRequiredService<ITranscripts>().ListAsync(null, null, 0, 1, Cancel)).Rows[0].Id;
        await PostAsync(Activity("installationUpdate", more: ("action", "remove")));
        await Running.Services.GetRequiredService<ITurns>().TakeAsync(new(id, "staff:1", new Core.Conversation.Input.StaffTook(new("Ann", "ann@clinic.example")), ActivityJson: null), Cancel);

        Assert.NotNull((await Running.Services.GetRequiredService<ITranscripts>().OpenAsync(id, "nurse", Cancel))!.ChannelGoneSince);
        Assert.Null(Running.Outbox.Next(id));
        Assert.Equal(taken, _azure.Received.Count);

        await PostAsync(Activity("installationUpdate", more: ("action", "add")));
        Assert.Null((await Running.Services.GetRequiredService<ITranscripts>().OpenAsync(id, "nurse", Cancel))!.ChannelGoneSince);
    }

    [Fact]
    public async Task A_day_before_a_visit_a_card_comes_unasked_and_its_button_confirms_the_visit_and_closes_it()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        _bot = ConnectedBot.Serve(_azure, _folder, time);
        foreach (var said in new[] { "book an evaluation on friday at 9am", "Ann Leewood, 312 555 0137", "yes" })
            await PostAsync(With(Activity("message"), said));
        await UntilAsync(() => Count("SELECT count(*) FROM Deliveries WHERE State = 'waiting'") == 0 && _azure.Received.Count(call => call.Method == "PUT") == 2);
        var before = _azure.Received.Count;

        time.Advance(TimeSpan.FromHours(50));

        var reminder = (await _azure.TakenAsync(before + 1, Cancel))[before];
        Assert.Equal(("POST", "/connector/v3/conversations/a%3A1pat/activities"), (reminder.Method, reminder.Target));
        Assert.Equal(("29:pat", Bot), ((string?)reminder.Activity["recipient"]!["id"], (string?)reminder.Activity["from"]!["id"]));
        Assert.Contains("your visit is on Friday, December 4 at 9:00 AM", reminder.Activity.ToJsonString(), StringComparison.Ordinal);

        var closed = (await TapAsync(Card(reminder), "Confirm"))!["value"]!.ToJsonString();
        Assert.Contains("You chose: Confirm", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("Change the time", closed, StringComparison.Ordinal);
        Assert.Contains("that is noted", (await _azure.TakenAsync(before + 2, Cancel))[before + 1].Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, Count("SELECT count(*) FROM Bookings WHERE ComingAt IS NOT NULL"));

        // Tapped again, it is the same turn; shown again, it is closed.
        await TapAsync(Card(reminder), "Cancel");
        Assert.Equal(0, Count("SELECT count(*) FROM Bookings WHERE CancelledAt IS NOT NULL"));
    }

    private int Count(string sql)
    {
        using var data = new SqliteConnection($"Data Source={Path.Combine(_folder, "bot.db")};Pooling=False");
        data.Open();
        using var command = new SqliteCommand(sql, data);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var patience = Stopwatch.StartNew(); !holds(); await Task.Delay(20, Cancel))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "It did not come to that in a minute.");
    }

    private JsonObject Activity(string type, string conversation = Private, string? id = null, params ReadOnlySpan<(string Name, JsonNode? Value)> more)
    {
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"t-{++_ids}",
            ["timestamp"] = $"2026-11-23T18:53:{++_ids % 60:00}.120Z",
            ["channelId"] = "msteams",
            ["serviceUrl"] = _azure.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = "29:pat", ["name"] = "Pat" },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Back bot" },
            ["conversation"] = new JsonObject { ["id"] = conversation, ["conversationType"] = conversation == Private ? "personal" : "channel", ["tenantId"] = FakeAzure.Tenant },
        };
        foreach (var (name, value) in more)
            activity[name] = value;
        return activity;
    }

    private static JsonObject With(JsonObject activity, string text)
    {
        activity["text"] = text;
        return activity;
    }

    private static JsonObject Mentioning(JsonObject activity, string text)
    {
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["mentioned"] = new JsonObject { ["id"] = Bot }, ["text"] = "<at>Back bot</at>" });
        return With(activity, $"<at>Back bot</at> {text}");
    }

    private static JsonNode Card(FakeAzure.Taken sent) => sent.Activity["attachments"]![0]!["content"]!;

    private async Task<JsonNode?> TapAsync(JsonNode card, params string[] titles)
    {
        var action = Actions(card).First(action => titles.Any(title => ((string)action["title"]!).Contains(title, StringComparison.OrdinalIgnoreCase)));
        return await PostAsync(Activity("invoke", Private, null, ("name", "adaptiveCard/action"), ("value", new JsonObject { ["action"] = action.DeepClone(), ["trigger"] = "manual" })));
    }

    private static IEnumerable<JsonObject> Actions(JsonNode? node) => node switch
    {
        JsonObject { } found when (string?)found["type"] == "Action.Execute" && (string?)found["verb"] == "pick" => [found],
        JsonObject inner => inner.SelectMany(property => Actions(property.Value)),
        JsonArray list => list.SelectMany(Actions),
        _ => [],
    };

    private async Task<JsonNode?> PostAsync(JsonObject activity)
    {
        using var http = new HttpClient { BaseAddress = Running.ClientOptions.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _azure.ChannelToken(Lasting));
        using var response = await http.SendAsync(request, Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {body}");
        return body.Length == 0 ? null : JsonNode.Parse(body);
    }

    // Good by the machine's clock and by a test's.
    private static void Lasting(JsonObject claims) => (claims["nbf"], claims["exp"]) = (1_500_000_000, 4_000_000_000);

    private async Task<bool> OpenPrivateChatAsync(HttpContext context, JsonObject body)
    {
        if (!context.Request.Path.Value!.EndsWith("/v3/conversations", StringComparison.Ordinal))
            return false;
        _azure.Take(context, body);
        await context.Response.WriteAsync($$"""{"id":"{{Private}}"}""", Cancel);
        return true;
    }
}
