using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Deliveries;

namespace ValorSpine.Bot.Tests.Deliveries;

/// <summary>Replies on their way to a channel that is called, through a Connector that fails in every way that a real one does.</summary>
public sealed class DeliveryTests : AtAzure
{
    [Fact]
    public async Task A_reply_reaches_its_channel_as_the_protocol_wants_it_and_its_message_is_acknowledged_before()
    {
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Azure.Meddle = async (_, _) =>
        {
            await acknowledged.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
            return false;
        };
        await using var bot = Serve();

        Assert.Equal(200, await bot.SayAsync("c|1/x;@ü", "a|1", "How long does relief last?"));
        Assert.Empty(Azure.Received);
        acknowledged.SetResult();

        var taken = await Azure.TakenAsync(2, Cancel);
        Assert.Equal("/connector/v3/conversations/c%7C1%2Fx%3B%40%C3%BC/activities", taken[0].Target);
        Assert.Equal("/connector/v3/conversations/c%7C1%2Fx%3B%40%C3%BC/activities/a%7C1", taken[1].Target);
        Assert.All(taken, call => Assert.Equal(("POST", "Bearer token-1"), (call.Method, call.Authorization)));
        var reply = taken[1].Activity;
        Assert.Equal(
            ("message", "a|1", "backbot", "dl_7Qm3", "c|1/x;@ü", "directline", "markdown"),
            ((string?)reply["type"], (string?)reply["replyToId"], (string?)reply["from"]!["id"], (string?)reply["recipient"]!["id"], (string?)reply["conversation"]!["id"], (string?)reply["channelId"],
                (string?)reply["textFormat"]));
        Assert.All(["id", "timestamp", "serviceUrl"], field => Assert.False(reply.ContainsKey(field)));
    }

    [Fact]
    public async Task A_channel_without_buttons_gets_plain_text_with_numbered_choices()
    {
        await using var bot = Serve();
        await bot.SayAsync("+15035550199", "a1", "How long does relief last?", "sms");

        var taken = await Azure.TakenAsync(2, Cancel);
        var greeting = taken[0].Activity;
        Assert.Equal("plain", (string?)greeting["textFormat"]);
        Assert.Contains("\n1 ", (string?)taken[1].Activity["text"], StringComparison.Ordinal);
        Assert.All(["attachments", "suggestedActions", "entities"], field => Assert.False(greeting.ContainsKey(field)));
    }

    [Fact]
    public async Task An_emergency_is_taken_from_an_address_from_which_strangers_sent_messages_with_bad_tokens()
    {
        await using var bot = Serve(("Limits:KnownProxies:0", "127.0.0.1"), ("Limits:AddressTries", "6"));
        using var strangers = new HttpClient { BaseAddress = bot.ClientOptions.BaseAddress };
        strangers.DefaultRequestHeaders.Add("X-Forwarded-For", Shared);
        strangers.DefaultRequestHeaders.Authorization = new("Bearer", "no-token");
        while (true)
        {
            using var refused = await strangers.PostAsync("/api/messages", JsonContent.Create(new { type = "message", channelId = "directline", serviceUrl = Azure.ServiceUrl, conversation = new { id = "c1" } }), Cancel);
            if (refused.StatusCode == HttpStatusCode.TooManyRequests)
                break;
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        Assert.InRange(await bot.SayAsync("c1", "a1", "I can't pee and my legs are numb", from: Shared), 200, 202);

        Assert.Contains("911", (string?)(await Azure.TakenAsync(2, Cancel))[1].Activity["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_ends_texts_of_Azures_own_channel_gets_none_until_they_begin_them_again()
    {
        await using var bot = Serve();
        await bot.SayAsync("+15035550199", "a1", "STOP", "sms");
        await bot.SayAsync("+15035550199", "a2", "How long does relief last?", "sms");
        await bot.SayAsync("+15035550199", "a3", "START", "sms");
        await bot.SayAsync("+15035550199", "a4", "What is fibrin?", "sms");

        var taken = await Azure.TakenAsync(2, Cancel);
        Assert.StartsWith("Biologic disc repair", (string?)taken[1].Activity["text"], StringComparison.Ordinal);
        Assert.Equal(2, Azure.Received.Count);
    }

    [Fact]
    public async Task Who_books_through_Azures_own_texts_names_the_number_by_texting_from_it_and_a_reaction_is_not_answered()
    {
        const string Number = "+15035550199";
        await using var bot = Serve();
        foreach (var (id, said) in new[] { ("a1", "book an evaluation"), ("a2", "1"), ("a3", "Ann Lee, same number") })
            await bot.SayAsync(Number, id, said, "sms", user: Number);
        var review = (string)(await Azure.TakenAsync(4, Cancel))[3].Activity["text"]!;
        Assert.Contains("(503) 555-0199", review, StringComparison.Ordinal);

        await bot.SayAsync(Number, "a4", $"Liked “{review}”", "sms", user: Number);
        await bot.SayAsync(Number, "a5", "yes", "sms", user: Number);

        Assert.Contains("booked", (string?)(await Azure.TakenAsync(5, Cancel))[4].Activity["text"], StringComparison.Ordinal);
        Assert.Equal(5, Azure.Received.Count);
    }

    [Fact]
    public async Task All_replies_use_one_token_and_one_that_is_refused_is_replaced_once()
    {
        Azure.Meddle = (context, _) => Task.FromResult(Answered(context, context.Request.Headers.Authorization == "Bearer token-1" ? 401 : null));
        await using var bot = Serve();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => bot.SayAsync($"c{number}", "a1", "How long does relief last?")));

        var taken = await Azure.TakenAsync(20, Cancel);
        Assert.All(taken, call => Assert.Equal("Bearer token-2", call.Authorization));
        Assert.Equal(2, Azure.TokensGiven);
    }

    [Fact]
    public async Task A_channel_that_asks_to_be_left_alone_is_left_alone_for_so_long()
    {
        var (times, clock) = (new ConcurrentQueue<TimeSpan>(), Stopwatch.StartNew());
        Azure.Meddle = (context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            if (times.Count > 1)
                return Task.FromResult(false);
            context.Response.Headers.RetryAfter = "3";
            return Task.FromResult(Answered(context, 429));
        };
        await using var bot = Serve();

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        await Azure.TakenAsync(2, Cancel);
        Assert.True(times.ElementAt(1) - times.ElementAt(0) >= TimeSpan.FromSeconds(2.9), $"{times.ElementAt(0)} {times.ElementAt(1)}");
        Assert.Equal(3, times.Count);
    }

    [Fact]
    public async Task A_channel_that_says_to_try_again_at_once_is_still_left_alone_for_a_second()
    {
        var (times, clock) = (new ConcurrentQueue<TimeSpan>(), Stopwatch.StartNew());
        Azure.Meddle = (context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            if (times.Count > 1)
                return Task.FromResult(false);
            context.Response.Headers.RetryAfter = "0";
            return Task.FromResult(Answered(context, 429));
        };
        await using var bot = Serve();

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        await Azure.TakenAsync(2, Cancel);
        Assert.True(times.ElementAt(1) - times.ElementAt(0) >= TimeSpan.FromSeconds(0.95), $"{times.ElementAt(0)} {times.ElementAt(1)}");
    }

    [Fact]
    public async Task What_becomes_due_while_it_is_looked_is_not_passed_over()
    {
        Azure.Meddle = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return Task.FromResult(Answered(context, 429));
        };
        await using var bot = Serve();
        await bot.SayAsync("c1", "a1", "How long does relief last?");
        await UntilAsync(() => bot.Outbox.NextDueAt(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(30)) is not null);
        var due = bot.Outbox.NextDueAt(TimeProvider.System.GetUtcNow())!.Value;

        using var sender = ActivatorUtilities.CreateInstance<DeliverySender>(bot.Services, new FakeTimeProvider(due - TimeSpan.FromSeconds(1)) { AutoAdvanceAmount = TimeSpan.FromSeconds(2) });

        Assert.Equal(TimeSpan.Zero, await sender.DoDueAsync(Cancel));
    }

    [Fact]
    public async Task A_patient_whose_conversation_was_erased_is_greeted_and_answered_again()
    {
        await using var bot = Serve();
        await bot.SayAsync("c1", "a1", "How long does relief last?");
        await Azure.TakenAsync(2, Cancel);
        await using (var data = new SqliteConnection($"Data Source={Path.Combine(Folder, "bot.db")}"))
        {
            await data.OpenAsync(Cancel);
            await using var erase = new SqliteCommand("UPDATE Conversations SET WrappedKey = NULL", data);
            Assert.Equal(1, await erase.ExecuteNonQueryAsync(Cancel));
        }

        Assert.Equal(200, await bot.SayAsync("c1", "a2", "Is it painful?"));

        var taken = await Azure.TakenAsync(4, Cancel);
        Assert.Null((string?)taken[2].Activity["replyToId"]);
        Assert.Equal("a2", (string?)taken[3].Activity["replyToId"]);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_given_up_and_staff_can_see_it_while_the_rest_goes_on()
    {
        Azure.Meddle = (context, body) => Task.FromResult(Answered(context, body.ContainsKey("replyToId") ? null : 400, "BadArgument"));
        await using var bot = Serve();
        Assert.Equal("ready", (string?)(await bot.HealthAsync())["status"]);

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        Assert.Equal("a1", (string?)Assert.Single(await Azure.TakenAsync(1, Cancel)).Activity["replyToId"]);
        var dead = Assert.Single(await bot.DeadAsync());
        Assert.Equal((1L, "400 BadArgument"), (dead.Sequence, dead.Problem));
        var health = await bot.HealthAsync();
        Assert.Equal("degraded", (string?)health["status"]);
        Assert.Contains("given up", (string?)health["problems"]![0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_channel_takes_is_given_up_after_the_stated_time()
    {
        Azure.Meddle = (context, _) => Task.FromResult(Answered(context, 503));
        await using var bot = Serve(("Connector:GiveUpAfterMinutes", "0.02"));

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        await UntilAsync(() => bot.Outbox.Count(DateTimeOffset.UnixEpoch).Dead == 2);
        Assert.All(await bot.DeadAsync(), dead => Assert.Equal("503 Other", dead.Problem));
        Assert.Empty(bot.Outbox.Due(TimeProvider.System.GetUtcNow(), 10));
    }

    [Fact]
    public async Task Somebody_who_has_blocked_the_bot_is_not_called_again_until_they_write()
    {
        var blocked = true;
        var calls = 0;
        Azure.Meddle = (context, _) =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromResult(Answered(context, blocked ? 403 : null, "ConversationBlockedByUser"));
        };
        await using var bot = Serve();

        await bot.SayAsync("c1", "a1", "How long does relief last?");
        await UntilAsync(() => calls > 0 && bot.Outbox.Due(TimeProvider.System.GetUtcNow(), 10).IsEmpty);
        Assert.Empty(await bot.DeadAsync());
        blocked = false;
        await bot.SayAsync("c1", "a2", "Is it painful?");

        Assert.Equal("a2", (string?)Assert.Single(await Azure.TakenAsync(1, Cancel)).Activity["replyToId"]);
        Assert.Equal("ready", (string?)(await bot.HealthAsync())["status"]);
    }

    [Fact]
    public async Task The_token_is_shown_to_nobody_that_an_answer_points_to()
    {
        var elsewhere = new ConcurrentQueue<string>();
        Azure.Meddle = (context, _) =>
        {
            elsewhere.Enqueue(context.Request.Path);
            context.Response.Redirect($"{Azure.Url}/connector/stolen");
            return Task.FromResult(true);
        };
        await using var bot = Serve();

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        await UntilAsync(() => bot.Outbox.Count(DateTimeOffset.UnixEpoch).Dead == 2);
        Assert.DoesNotContain("/connector/stolen", elsewhere);
    }

    [Fact]
    public async Task What_waits_is_sent_after_a_restart()
    {
        Azure.Meddle = (context, _) => Task.FromResult(Answered(context, 502));
        await using (var bot = Serve())
        {
            await bot.SayAsync("c1", "a1", "How long does relief last?");
            await UntilAsync(() => bot.Outbox.Count(DateTimeOffset.UnixEpoch).Failing == 1);
        }

        Azure.Meddle = (_, _) => Task.FromResult(false);
        await using var again = Serve();

        var taken = await Azure.TakenAsync(2, Cancel);
        Assert.Equal([null, "a1"], taken.Select(call => (string?)call.Activity["replyToId"]));
    }

    [Fact]
    public async Task A_wrong_secret_keeps_replies_waiting_and_does_not_flood_the_token_endpoint()
    {
        Azure.TokenStatus = 401;
        await using var bot = Serve();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => bot.SayAsync($"c{number}", "a1", "How long does relief last?")));

        await UntilAsync(() => bot.Outbox.Count(DateTimeOffset.UnixEpoch).Failing == 5);
        Assert.Contains("Replies wait", (string?)(await bot.HealthAsync())["problems"]![0], StringComparison.Ordinal);
        Assert.Equal(1, Azure.TokensGiven);
        Assert.Empty(Azure.Received);
    }

    [Fact]
    public async Task Through_a_failing_Connector_and_repeated_and_reordered_messages_every_reply_arrives_once_and_in_order()
    {
        const int Conversations = 10, Messages = 5;
        var attempts = new ConcurrentDictionary<string, int>();
        var faults = new ConcurrentDictionary<int, bool>();
        Azure.Meddle = (context, body) => FailAsync(context, $"{body["conversation"]!["id"]}-{((string)body["channelData"]!["clientActivityID"]!).Split('-')[^2]}", attempts, faults);
        await using var bot = Serve(("Connector:SendSeconds", "8"));

        await Task.WhenAll(Enumerable.Range(0, Conversations).Select(conversation => TalkAsync(bot, conversation, Messages)));

        var transcripts = bot.Services.GetRequiredService<ITranscripts>();
        var log = bot.Services.GetRequiredService<IConversationLog>();
        var rows = (await transcripts.ListAsync(null, null, 0, 100, Cancel)).Rows;
        Assert.Equal(Conversations, rows.Length);
        var expected = new Dictionary<string, ImmutableArray<long>>();
        foreach (var row in rows)
        {
            var entries = await log.ReadAsync(row.Id, 0, Cancel);
            Assert.Equal(Messages, entries.Count(entry => !entry.FromBot));
            expected[row.Id] = [.. entries.Where(entry => entry.FromBot).Select(entry => entry.Sequence)];
        }

        await Azure.TakenAsync(expected.Values.Sum(sequences => sequences.Length), Cancel);
        await UntilAsync(() => bot.Outbox.Due(TimeProvider.System.GetUtcNow(), 100).IsEmpty && bot.Outbox.NextDueAt(TimeProvider.System.GetUtcNow()) is null);
        var arrived = Azure.Received.Select(call => ((string)call.Activity["channelData"]!["clientActivityID"]!).Split('-')).ToLookup(
            parts => string.Join('-', parts[..^2]), parts => long.Parse(parts[^2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(expected, conversation => Assert.Equal(conversation.Value, arrived[conversation.Key]));
        Assert.Empty(await bot.DeadAsync());
        Assert.Equal(Enumerable.Range(0, 7), faults.Keys.Order());
        TestContext.Current.SendDiagnosticMessage($"{attempts.Values.Sum()} calls for {expected.Values.Sum(sequences => sequences.Length)} replies.");
    }

    [Fact]
    public async Task A_Connector_that_takes_a_reply_and_ends_the_connection_gets_it_once_more_and_not_again()
    {
        var first = true;
        Azure.Meddle = (context, body) =>
        {
            if (!first)
                return Task.FromResult(false);
            first = false;
            Azure.Take(context, body);
            context.Abort();
            return Task.FromResult(true);
        };
        await using var bot = Serve();

        await bot.SayAsync("c1", "a1", "How long does relief last?");

        var taken = await Azure.TakenAsync(3, Cancel);
        Assert.Equal(["1", "1", "3"], taken.Select(call => ((string)call.Activity["channelData"]!["clientActivityID"]!).Split('-')[^2]));
    }

    // An address of Azure, from which the messages of many bots come.
    private const string Shared = "203.0.115.9";

    // A channel that sends every tenth activity twice, and every tenth after the one behind it.
    private static async Task TalkAsync(ConnectedBot bot, int conversation, int messages)
    {
        var order = Enumerable.Range(0, messages).ToList();
        for (var i = 0; i + 1 < messages; i++)
        {
            if (((conversation * messages) + i) % 10 == 6)
                (order[i], order[i + 1]) = (order[i + 1], order[i]);
        }

        foreach (var number in order)
        {
            var posts = Enumerable.Range(0, ((conversation * messages) + number) % 10 == 3 ? 2 : 1).Select(_ => bot.SayAsync($"c{conversation}", $"a{number}", $"What does step {number} of it feel like?"));
            Assert.All(await Task.WhenAll(posts), status => Assert.Equal(200, status));
        }
    }

    // What fails is chosen by the reply and how often it was tried, so that each run is the same.
    private static async Task<bool> FailAsync(HttpContext context, string reply, ConcurrentDictionary<string, int> attempts, ConcurrentDictionary<int, bool> faults)
    {
        var attempt = attempts.AddOrUpdate(reply, 1, (_, before) => before + 1);
        var fault = attempt > 3 ? 9 : (reply.Sum(character => character) + (7 * attempt)) % 12;
        if (fault < 6 || (fault == 6 && attempt == 1))
            faults[fault] = true;
        switch (fault)
        {
            case 0:
                context.Response.Headers.RetryAfter = "1";
                return Answered(context, 429, "Throttled");
            case 1:
                context.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddSeconds(1).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
                return Answered(context, 429);
            case 2:
                return Answered(context, 500);
            case 3:
                context.Response.StatusCode = 502;
                await context.Response.WriteAsync("<html>Bad gateway</html>", Cancel);
                return true;
            case 4:
                return Answered(context, 412, "PreconditionFailed");
            case 5:
                context.Abort();
                return true;
            case 6 when attempt == 1:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, Cancel, TaskContinuationOptions.None, TaskScheduler.Default);
                return true;
            default:
                return false;
        }
    }

    private static bool Answered(HttpContext context, int? status, string code = "Other")
    {
        if (status is not { } answer)
            return false;
        context.Response.StatusCode = answer;
        context.Response.ContentType = "application/json";
        var body = new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "No." } }.ToJsonString();
        context.Response.BodyWriter.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body)).AsTask().GetAwaiter().GetResult();
        return true;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var patience = Stopwatch.StartNew(); !holds(); await Task.Delay(20, Cancel))
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(1), "It did not come to that in a minute.");
    }
}
