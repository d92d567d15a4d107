using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Deliveries;
using ValorSpine.Bot.Notices;
using ValorSpine.Bot.Tests.Leaks;
using ValorSpine.Bot.Texting;

namespace ValorSpine.Bot.Tests.Texting;

/// <summary>Whole conversations by text message: Twilio's webhook in, Twilio's REST interface out, over HTTP.</summary>
public sealed class TextingTests : IAsyncLifetime
{
    private const string Ann = "+13125550137", Empty = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";
    private readonly string _folder = Directory.CreateTempSubdirectory("valorspine-texts-").FullName;
    private FakeTwilio _twilio = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _twilio = await FakeTwilio.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_emergency_is_taken_from_an_address_from_which_strangers_sent_forms_with_a_wrong_signature()
    {
        await using var bot = TextedBot.Serve(_twilio, _folder, settings: [("Limits:KnownProxies:0", "127.0.0.1"), ("Limits:AddressTries", "6")]);
        bot.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.115.9");
        for (var tries = 0; tries < 20; tries++)
            Assert.Equal(403, (await bot.PostAsync("/sms/twilio", new(StringComparer.Ordinal) { ["Body"] = "hello" }, "wrong")).Status);

        Assert.Equal(200, (await bot.TextAsync("+15035550144", "I can't pee and my legs are numb")).Status);
    }

    [Fact]
    public async Task Whoever_texts_first_is_told_who_answers_and_then_gets_the_answer_in_parts()
    {
        await using var bot = Serve();

        Assert.Equal((200, Empty), await bot.TextAsync(Ann, "How long does relief last?"));
        var texts = await _twilio.TakenAsync(2, Cancel);
        Assert.All(["automated assistant", "911", "STOP", "HELP", "rates"], word => Assert.Contains(word, texts[0].Body, StringComparison.Ordinal));
        Assert.Contains("Nobody can say how long relief will last", texts[1].Body, StringComparison.Ordinal);
        Assert.Contains("Source: How long may relief last?", texts[1].Body, StringComparison.Ordinal);
        Assert.Contains("1 Tell me more", texts[1].Body, StringComparison.Ordinal);

        await bot.TextAsync(Ann, "1");
        var more = (await _twilio.TakenAsync(1, Cancel, from: 2))[0].Body;
        Assert.EndsWith("Reply MORE for more.", more, StringComparison.Ordinal);
        await bot.TextAsync(Ann, "MORE");
        var rest = (await _twilio.TakenAsync(1, Cancel, from: 3))[0].Body;
        Assert.NotEqual(more, rest);

        await bot.TextAsync(Ann, "my name is Zqvname and my zqvspine hurts");
        await _twilio.TakenAsync(1, Cancel, from: 4);
        Clear.None(_folder, bot.Services, "zqvname", "zqvspine", "long does relief", Ann, Ann[1..]);

        Assert.All(_twilio.Taken, text => Assert.Equal((Ann, FakeTwilio.Number, true, true), (text.To, text.From, SmsSegments.Of(text.Body).IsGsm7, SmsSegments.Of(text.Body).Count <= 2)));
    }

    [Fact]
    public async Task While_nothing_can_be_kept_a_sender_is_told_in_the_answer_and_one_who_says_stop_is_told_nothing()
    {
        await using var bot = TextedBot.Serve(_twilio, _folder, time: null, ("Storage:ConnectionString", $"Data Source={Path.Combine(_folder, "slow.db")};Default Timeout=1"));
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "slow.db")};Pooling=False");
        await other.OpenAsync(Cancel);
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(Cancel);

        var (status, body) = await bot.TextAsync(Ann, "How long does relief last?");
        Assert.Equal(200, status);
        Assert.StartsWith("""<?xml version="1.0" encoding="UTF-8"?><Response><Message>I cannot save messages right now""", body, StringComparison.Ordinal);
        Assert.Equal((503, ""), await bot.TextAsync(Ann, "stop"));
    }

    [Fact]
    public async Task A_text_that_Twilio_posts_twice_is_answered_once()
    {
        await using var bot = Serve();
        var sid = "SM" + new string('a', 32);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bot.TextAsync(Ann, "hello", sid)));
        await bot.TextAsync(Ann, "What is decompression?");

        Assert.All(answers, answer => Assert.Equal((200, Empty), answer));
        var texts = await _twilio.TakenAsync(3, Cancel);
        Assert.StartsWith("Hello", texts[1].Body, StringComparison.Ordinal);
        Assert.StartsWith("Spinal decompression is", texts[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_signed_by_the_account_is_refused_without_a_word()
    {
        await using var bot = Serve();
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["AccountSid"] = FakeTwilio.Account, ["Body"] = "hi", ["From"] = Ann, ["MessageSid"] = "SM1", ["To"] = FakeTwilio.Number };

        Assert.Equal((403, ""), await bot.PostAsync("/sms/twilio", fields, "bm90IHRoZSByaWdodCBvbmUhIQ=="));
        Assert.Equal((403, ""), await bot.PostAsync("/sms/twilio/status", fields, "bm90IHRoZSByaWdodCBvbmUhIQ=="));
        Assert.Equal(403, (await bot.PostAsync("/sms/twilio", new(fields, StringComparer.Ordinal) { ["AccountSid"] = "AC00000000000000000000000000000002" })).Status);
        Assert.Equal(400, (await bot.PostAsync("/sms/twilio", new(fields, StringComparer.Ordinal) { ["From"] = "" })).Status);
        Assert.Equal(413, (await bot.PostAsync("/sms/twilio", new(fields, StringComparer.Ordinal) { ["Body"] = new string('x', 70_000) })).Status);
        using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var wrong = await bot.Http.PostAsync("/sms/twilio", json, Cancel);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, ""), (wrong.StatusCode, await wrong.Content.ReadAsStringAsync(Cancel)));
        Assert.Empty(bot.Query("SELECT Id FROM Conversations"));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_such_address()
    {
        await using var bot = Serve(("Twilio:AuthToken", ""));
        Assert.Equal((404, ""), await bot.TextAsync(Ann, "hello"));
        using var page = await bot.Http.GetAsync("/simulate/sms", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task On_a_developers_machine_a_page_shows_the_very_texts_with_their_segments_and_a_carrier_that_knows_STOP()
    {
        await using var bot = Serve(("environment", "Development"), ("Twilio:AccountSid", ""), ("Twilio:AuthToken", ""));
        Assert.Contains("<html", await bot.Http.GetStringAsync("/simulate/sms", Cancel), StringComparison.OrdinalIgnoreCase);

        await WriteAsync("how long does relief last?");
        var texts = await ReadAsync(from: 0, count: 3);
        Assert.Equal(["phone", "clinic", "clinic"], texts.Select(text => (string)text!["from"]!));
        var answer = texts[2]!["segments"]!.AsArray().Select(segment => (string)segment!).ToArray();
        Assert.Equal(SmsSegments.Of(string.Concat(answer)).Count, answer.Length);
        Assert.Contains("Nobody can say how long relief will last", string.Concat(answer), StringComparison.Ordinal);
        Assert.True((bool)texts[2]!["isGsm7"]!);

        await WriteAsync("STOP");
        Assert.Equal(["phone", "carrier"], (await ReadAsync(from: 3, count: 2)).Select(text => (string)text!["from"]!));
        Assert.Empty(_twilio.Taken);

        async Task WriteAsync(string body)
        {
            using var asked = new StringContent(new JsonObject { ["number"] = Ann, ["body"] = body, ["pictures"] = 0 }.ToJsonString(), null, "application/json");
            using var written = await bot.Http.PostAsync("/simulate/sms/write", asked, Cancel);
            var signed = (await written.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
            using var text = new HttpRequestMessage(HttpMethod.Post, "/sms/twilio") { Content = new StringContent((string)signed["form"]!, null, "application/x-www-form-urlencoded") };
            text.Headers.Add("X-Twilio-Signature", (string)signed["signature"]!);
            using var taken = await bot.Http.SendAsync(text, Cancel);
            Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        }

        async Task<JsonNode?[]> ReadAsync(int from, int count)
        {
            var read = new List<JsonNode?>();
            while (read.Count < count)
                read.AddRange(JsonNode.Parse(await bot.Http.GetStringAsync($"/simulate/sms/texts?number={Uri.EscapeDataString(Ann)}&from={from + read.Count}", Cancel))!.AsArray());
            return [.. read];
        }
    }

    [Fact]
    public async Task The_check_is_answered_by_numbers_that_stand_at_the_end_also_after_a_long_answer_in_between()
    {
        await using var bot = Serve();

        var asked = await SayAsync(bot, "check what may fit", texts: 2);
        Assert.Contains("Question 1 of", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("None of these", asked, StringComparison.Ordinal);
        asked = await SayAsync(bot, "no");
        Assert.Contains("1 New numbness", asked, StringComparison.Ordinal);
        Assert.Contains("the whole list first", (await _twilio.TakenAsync(1, Cancel, from: 3))[0].Body, StringComparison.Ordinal);
        while (!asked.Contains("None of these", StringComparison.Ordinal))
            asked = await SayAsync(bot, "more");
        var none = Regex.Match(asked, @"(\d+) None of these").Groups[1].Value;
        asked = await SayAsync(bot, none);
        Assert.Contains("Question 2 of", asked, StringComparison.Ordinal);

        await SayAsync(bot, "does decompression hurt?", texts: 2);
        await SayAsync(bot, "more");
        Assert.Contains("Question 2 of", await SayAsync(bot, "more", texts: 2), StringComparison.Ordinal);
        await SayAsync(bot, "more");
        var before = _twilio.Taken.Length;
        Assert.Contains("Question 2 of", await SayAsync(bot, "more", texts: 2), StringComparison.Ordinal);
        Assert.Contains("Source: Does decompression hurt?", _twilio.Taken[before].Body, StringComparison.Ordinal);
        Assert.Contains("10 None of these", await SayAsync(bot, "more"), StringComparison.Ordinal);

        // The way to go on elsewhere tells nothing of what it is about.
        Assert.Matches(@"open https://bot\.example\.org/chat and type [A-Z0-9]{4} [A-Z0-9]{4}\. ", await SayAsync(bot, "pause"));
    }

    [Fact]
    public async Task A_visit_is_booked_by_numbers_and_told_once()
    {
        await using var bot = Serve();

        await SayAsync(bot, "book an evaluation", texts: 2);
        Assert.Contains("I am holding", await SayAsync(bot, "1"), StringComparison.Ordinal);
        Assert.Contains("1 Confirm", await SayAsync(bot, "Ann Leewood, 312 555 0137"), StringComparison.Ordinal);
        Assert.Matches("Reference: VS-[A-Z0-9]{5}", await SayAsync(bot, "1"));
        Assert.StartsWith("Hello", await SayAsync(bot, "hello"), StringComparison.Ordinal);

        await UntilAsync(() => bot.Query("SELECT State FROM Notices WHERE Template = 'booked'") is ["sent"]);
        Assert.Equal(6, _twilio.Taken.Length);
    }

    [Fact]
    public async Task After_STOP_nothing_is_sent_and_an_emergency_that_cannot_be_answered_alerts_staff()
    {
        var blocked = false;
        _twilio.Meddle = async (context, _, _) => blocked ? await FakeTwilio.FailAsync(context, 400, 21610) : FakeTwilio.Answer.Take;
        await using var bot = Serve();
        await SayAsync(bot, "hello", texts: 2);

        blocked = true;
        Assert.Equal((200, Empty), await bot.TextAsync(Ann, "STOP"));
        await bot.TextAsync(Ann, "what is decompression?");
        Assert.Equal(2, _twilio.Tries);

        await bot.TextAsync(Ann, "my groin is numb and I cannot pee");
        await UntilAsync(() => bot.Query("SELECT Kind FROM Incidents") is ["unreached"]);
        Assert.Equal(3, _twilio.Tries);
        Assert.Equal(["Began", "Stopped", "StoppedAtCarrier"], bot.Query("SELECT Kind FROM TextConsentEvents ORDER BY Id"));
        Assert.All(bot.Query("SELECT At FROM TextConsentEvents"), at => Assert.InRange(DateTime.UtcNow.Ticks - long.Parse(at, System.Globalization.CultureInfo.InvariantCulture), 0, TimeSpan.FromHours(1).Ticks));
        Assert.Equal(["1"], bot.Query("SELECT Stopped FROM TextConsents"));

        blocked = false;
        await bot.TextAsync(Ann, "START");
        Assert.Contains("911", await SayAsync(bot, "are you there"), StringComparison.Ordinal);
        Assert.Equal(["0"], bot.Query("SELECT Stopped FROM TextConsents"));
    }

    [Fact]
    public async Task After_STOP_an_emergency_is_answered_where_the_carrier_lets_it()
    {
        await using var bot = Serve();
        await SayAsync(bot, "hello", texts: 2);
        await bot.TextAsync(Ann, "cancel");
        var guidance = await SayAsync(bot, "STOP my chest hurts and I cannot breathe");
        Assert.StartsWith("Call 911", guidance, StringComparison.Ordinal);
        Assert.Equal(1, SmsSegments.Of(guidance[..guidance.IndexOf("911", StringComparison.Ordinal)]).Count);
    }

    [Fact]
    public async Task Words_of_their_own_end_texts_with_one_confirmation_and_guidance_before_it()
    {
        await using var bot = Serve();
        await SayAsync(bot, "hello", texts: 2);

        await bot.TextAsync(Ann, "stop texting me, my groin is numb and I cannot pee");
        var texts = await _twilio.TakenAsync(2, Cancel, from: 2);
        Assert.Contains("911", texts[0].Body, StringComparison.Ordinal);
        Assert.Contains("no more texts", texts[1].Body, StringComparison.Ordinal);

        await bot.TextAsync(Ann, "what is decompression?");
        await bot.TextAsync(Ann, "unstop");
        Assert.Contains("911", await SayAsync(bot, "are you there"), StringComparison.Ordinal);
        Assert.Equal(5, _twilio.Taken.Length);
    }

    [Fact]
    public async Task Help_says_who_writes_and_a_picture_gets_a_plain_reply()
    {
        await using var bot = Serve();
        await SayAsync(bot, "hello", texts: 2);

        Assert.Contains("automated assistant", await SayAsync(bot, "HELP"), StringComparison.Ordinal);
        await bot.TextAsync(Ann, "help", optOut: "HELP");
        await bot.TextAsync(Ann, "", media: 1);
        Assert.StartsWith("I can only read words", (await _twilio.TakenAsync(1, Cancel, from: 3))[0].Body, StringComparison.Ordinal);
        Assert.Contains("2 Talk to a person", _twilio.Taken[^1].Body, StringComparison.Ordinal);
        Assert.StartsWith("Your message came without words", await SayAsync(bot, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_whose_answer_was_lost_goes_out_once_and_in_order()
    {
        _twilio.Meddle = async (context, _, tries) =>
        {
            switch (tries)
            {
                case 1:
                    context.Response.Headers.RetryAfter = "1";
                    return await FakeTwilio.FailAsync(context, 429, 20429);
                case 2:
                    await FakeTwilio.FailAsync(context, 500, 20500);
                    return FakeTwilio.Answer.TakeAndAnswered;
                case 3:
                    context.Abort();
                    return FakeTwilio.Answer.TakeAndAnswered;
                default:
                    return FakeTwilio.Answer.Take;
            }
        };
        await using var bot = Serve();

        await bot.TextAsync(Ann, "hello");
        await bot.TextAsync(Ann, "what is decompression?");

        var texts = await _twilio.TakenAsync(3, Cancel);
        await UntilAsync(() => bot.Query("SELECT State FROM Deliveries") is ["sent", "sent", "sent"]);
        Assert.Equal(3, _twilio.Taken.Length);
        Assert.Contains("automated assistant", texts[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("Hello", texts[1].Body, StringComparison.Ordinal);
        Assert.StartsWith("Spinal decompression", texts[2].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_a_process_sent_and_could_not_mark_before_it_ended_goes_out_once_however_soon_the_next_begins()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var twilio = await FakeTwilio.StartAsync(time);
        await using var bot = TextedBot.Serve(twilio, _folder, time);
        await bot.TextAsync(Ann, "hello");
        await WebAsync(bot, "book an evaluation on friday at 9am");
        await WebAsync(bot, "Ann Leewood, 312 555 0137");
        await WebAsync(bot, "yes");
        await twilio.TakenAsync(3, Cancel);
        var senders = bot.Services.GetServices<IHostedService>().OfType<OnOneReplica>().Select(one => one.Work).Where(work => work is DeliverySender or NoticeSender).ToList();
        await Task.WhenAll(senders.Select(sender => sender.StopAsync(Cancel)));

        // As the file stands when the process is killed before it marks.
        bot.Query("UPDATE Deliveries SET State = 'waiting', RemoteIds = NULL, DoneAt = NULL; UPDATE ReplyAddresses SET DueAt = (SELECT min(At) FROM Deliveries)");
        bot.Query("UPDATE Notices SET State = 'waiting', SettledAt = NULL WHERE Template = 'booked'");
        time.Advance(TimeSpan.FromSeconds(3));
        await Task.WhenAll(senders.Select(sender => sender.StartAsync(Cancel)));

        await UntilAsync(() => bot.Query("SELECT 1 FROM Deliveries WHERE State = 'waiting' UNION ALL SELECT 1 FROM Notices WHERE State = 'waiting' AND Template = 'booked'") is []);
        Assert.Equal(3, twilio.Tries);
    }

    [Fact]
    public async Task Twilio_tells_what_became_of_a_text_and_guidance_that_failed_alerts_staff()
    {
        await using var bot = Serve();
        await SayAsync(bot, "my groin is numb and I cannot pee", texts: 2);
        await UntilAsync(() => bot.Query("SELECT State FROM Deliveries") is ["sent", "sent"]);

        Assert.Equal(200, (await ToldAsync(bot, _twilio.Taken[1], "delivered")).Status);
        Assert.Equal(["- -", "delivered -"], bot.Query("SELECT Receipt, Problem FROM Deliveries ORDER BY Sequence"));
        await ToldAsync(bot, _twilio.Taken[0], "undelivered", "30005");
        Assert.Equal(["dead undelivered 30005", "sent delivered"], bot.Query("SELECT State, Receipt FROM Deliveries ORDER BY Sequence"));
        Assert.Equal(["unreached"], bot.Query("SELECT Kind FROM Incidents"));
    }

    [Fact]
    public async Task Guidance_whose_failure_is_told_before_it_is_known_to_be_sent_alerts_staff()
    {
        TextedBot? bot = null;
        _twilio.Meddle = async (_, form, _) =>
        {
            if (form["Body"].ToString().Contains("911", StringComparison.Ordinal) && !form["Body"].ToString().Contains("STOP", StringComparison.Ordinal))
                await ToldAsync(bot!, new("SM1", Ann, FakeTwilio.Number, "", form["StatusCallback"].ToString(), default), "undelivered", "30005");
            return FakeTwilio.Answer.Take;
        };
        await using (bot = Serve())
        {
            await SayAsync(bot, "my groin is numb and I cannot pee", texts: 2);
            await UntilAsync(() => bot.Query("SELECT Kind FROM Incidents") is ["unreached"]);
            await UntilAsync(() => bot.Query("SELECT State, Receipt FROM Deliveries ORDER BY State") is ["dead undelivered 30005", "sent -"]);
        }
    }

    [Fact]
    public async Task A_yes_that_opened_texts_again_is_no_answer_when_it_comes_twice()
    {
        await using var bot = Serve();
        await SayAsync(bot, "book an evaluation", texts: 2);
        await SayAsync(bot, "1");
        await SayAsync(bot, "Ann Leewood, 312 555 0137");
        await bot.TextAsync(Ann, "STOP");

        // The process ended after it had written down the wish and before the turn.
        var sid = "SM" + new string('b', 32);
        await bot.Get<ITextConsents>().TakeAsync(Ann, TextConsentEvent.Resumed, sid, Cancel);
        await bot.TextAsync(Ann, "YES", sid);

        await bot.TextAsync(Ann, "what is decompression?");
        await _twilio.TakenAsync(1, Cancel, from: 4);
        Assert.Empty(bot.Query("SELECT Reference FROM Bookings"));
    }

    [Fact]
    public async Task A_person_who_writes_at_night_is_read_at_once_after_the_word_that_they_joined()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var twilio = await FakeTwilio.StartAsync(time);
        await using var bot = TextedBot.Serve(twilio, _folder, time, ("Twilio:QuietHours", "08:30-10:00"));
        await bot.TextAsync(Ann, "hello");
        await UntilAsync(() => bot.Query("SELECT State FROM Deliveries") is ["sent", "sent"]);
        var (turns, conversation, anna) = (bot.Get<ITurns>(), bot.Query("SELECT Id FROM Conversations")[0], new StaffPerson("Anna", "anna@clinic.example"));

        time.Advance(TimeSpan.FromMinutes(45));
        await turns.TakeAsync(new(conversation, "took", new Input.StaffTook(anna), ActivityJson: null), Cancel);
        await UntilAsync(() => bot.Query($"SELECT DueAt FROM ReplyAddresses WHERE DueAt > {time.GetUtcNow().UtcTicks}") is [_]);
        Assert.Equal(2, twilio.Taken.Length);

        await turns.TakeAsync(new(conversation, "said", new Input.StaffSaid("How is your back today?", anna), ActivityJson: null), Cancel);
        var texts = await twilio.TakenAsync(2, Cancel, from: 2);
        Assert.Contains("joined", texts[0].Body, StringComparison.Ordinal);
        Assert.Contains("How is your back today?", texts[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_books_by_text_names_the_number_by_texting_from_it()
    {
        await using var bot = Serve();
        await SayAsync(bot, "book an evaluation", texts: 2);
        await SayAsync(bot, "1");
        Assert.Contains("(312) 555-0137", await SayAsync(bot, "Ann Leewood, same number"), StringComparison.Ordinal);
        Assert.Contains("VS-", await SayAsync(bot, "yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reaction_that_a_phone_texts_is_not_answered_and_not_heard_as_a_sign_and_what_else_is_quoted_is()
    {
        await using var bot = Serve();
        await SayAsync(bot, "What is decompression?", texts: 2);
        var (greeting, answer) = (_twilio.Taken[0].Body, _twilio.Taken[1].Body);
        Assert.Contains("numb", await SayAsync(bot, "my groin is numb and I cannot pee"), StringComparison.OrdinalIgnoreCase);
        var guidance = _twilio.Taken[2].Body;

        foreach (var reaction in new[] { $"Emphasized “{guidance}”", $"Questioned “{guidance[..60]}…”", $"Liked “{answer}”", $"Removed a like from “{greeting}”" })
            Assert.Equal((200, Empty), await bot.TextAsync(Ann, reaction));

        Assert.StartsWith("Call 911", await SayAsync(bot, "Emphasized “my groin is numb and I cannot pee”"), StringComparison.Ordinal);
        Assert.Equal(4, _twilio.Taken.Length);
        Assert.True(Assert.Single(await bot.Get<IReplyMarks>().OfAsync(bot.Query("SELECT Id FROM Conversations")[0], Cancel)).Value);
        Assert.Equal(["1"], bot.Query("SELECT count(*) FROM Incidents"));
        Assert.Equal(["4"], bot.Query("SELECT count(*) FROM KeptActivities WHERE Type = 'messageReaction'"));
        Assert.Equal(["0"], bot.Query("SELECT Stopped FROM TextConsents"));
    }

    [Fact]
    public async Task Who_likes_texts_is_offered_no_freed_time_at_night_wherever_they_wrote()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 45, 0, TimeSpan.Zero));
        await using var bot = TextedBot.Serve(_twilio, _folder, time, ("Twilio:QuietHours", "08:30-10:00"));
        await bot.Get<ITurns>().OpenAsync(new("web-1", "webchat", "patient", null), Cancel);
        var quiet = bot.Get<QuietTimes>();

        Assert.True(await quiet.IsQuietAsync("web-1", new(NoticeWay.Phone, Ann), Cancel));
        Assert.False(await quiet.IsQuietAsync("web-1", new(NoticeWay.Email, "ann@example.org"), Cancel));
        time.Advance(TimeSpan.FromHours(2));
        Assert.False(await quiet.IsQuietAsync("web-1", new(NoticeWay.Phone, Ann), Cancel));
    }

    [Fact]
    public async Task A_visit_of_the_website_is_told_by_text_and_its_reminder_is_answered_by_number()
    {
        var time = new FakeTimeProvider(new(2026, 12, 1, 14, 0, 0, TimeSpan.Zero));
        await using var twilio = await FakeTwilio.StartAsync(time);
        await using var bot = TextedBot.Serve(twilio, _folder, time, ("Twilio:QuietHours", "08:30-10:00"));

        await WebAsync(bot, "book an evaluation on friday at 9am");
        await WebAsync(bot, "Ann Leewood, 312 555 0137");
        Assert.Contains("text message", await WebAsync(bot, "yes"), StringComparison.Ordinal);
        var booked = (await twilio.TakenAsync(1, Cancel))[0];
        Assert.Equal(Ann, booked.To);
        Assert.Contains("your visit is booked for Friday, December 4", booked.Body, StringComparison.Ordinal);
        Assert.Contains("STOP", booked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("valuation", booked.Body, StringComparison.Ordinal);

        // Thursday, 9 AM: the reminder is due, but it is quiet until 10.
        time.Advance(TimeSpan.FromHours(49));
        await UntilAsync(() => bot.Query("SELECT State FROM Notices WHERE Template = 'reminder' AND Way = 'Chat'") is ["sent"]);
        Assert.Single(twilio.Taken);
        time.Advance(TimeSpan.FromHours(1.1));
        var reminder = (await twilio.TakenAsync(1, Cancel, from: 1))[0].Body;
        Assert.Contains("your visit is on Friday, December 4", reminder, StringComparison.Ordinal);
        Assert.DoesNotContain("valuation", reminder, StringComparison.Ordinal);
        Assert.Contains("1 Confirm\n2 Change the time\n3 Cancel the visit", reminder, StringComparison.Ordinal);

        await bot.TextAsync(Ann, "1");
        Assert.Contains("that is noted", (await twilio.TakenAsync(2, Cancel, from: 2))[1].Body, StringComparison.Ordinal);
        Assert.Single(bot.Query("SELECT Reference FROM Bookings WHERE ComingAt IS NOT NULL"));
        await bot.TextAsync(Ann, "2");
        Assert.Contains("1 Yes, cancel it", (await twilio.TakenAsync(1, Cancel, from: 4))[0].Body, StringComparison.Ordinal);
        await bot.TextAsync(Ann, "1");
        await twilio.TakenAsync(1, Cancel, from: 5);
        Assert.Single(bot.Query("SELECT Reference FROM Bookings WHERE CancelledAt IS NOT NULL"));
    }

    [Fact]
    public async Task Who_ended_texts_gets_no_notice_and_staff_find_it()
    {
        await using var bot = Serve();
        await SayAsync(bot, "hello", texts: 2);
        await bot.TextAsync(Ann, "STOP");

        await WebAsync(bot, "book an evaluation");
        await WebAsync(bot, "1");
        await WebAsync(bot, "Ann Leewood, 312 555 0137");
        await WebAsync(bot, "yes");

        await UntilAsync(() => bot.Query("SELECT State FROM Notices WHERE Template = 'booked'") is ["dead"]);
        Assert.Equal(2, _twilio.Taken.Length);
        Assert.Contains((await bot.Get<IOutbox>().ListAsync("nurse@clinic.example", 10, Cancel)).Rows, row => row is { Template: "booked", State: OutboxState.Dead, Problem: NoticeProblem.Refused });
    }

    [Fact]
    public async Task No_number_stands_readable_in_the_data_file()
    {
        await using (var bot = Serve())
        {
            await SayAsync(bot, "hello", texts: 2);
            await bot.TextAsync(Ann, "stop it");
            await _twilio.TakenAsync(3, Cancel);
        }

        // The index of SQLite's log (-shm) holds no text, and may go while it is looked at.
        string[] files = [.. Directory.GetFiles(_folder, "bot.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal))];
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain("3125550137", File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
    }

    private TextedBot Serve(params (string Key, string Value)[] settings) => TextedBot.Serve(_twilio, _folder, time: null, settings);

    /// <summary>Texts, and gives the last of what comes back.</summary>
    private async Task<string> SayAsync(TextedBot bot, string text, int texts = 1)
    {
        var before = _twilio.Taken.Length;
        Assert.Equal((200, Empty), await bot.TextAsync(Ann, text));
        return (await _twilio.TakenAsync(texts, Cancel, from: before))[texts - 1].Body;
    }

    private static async Task<string> WebAsync(TextedBot bot, string text)
    {
        var turns = bot.Get<ITurns>();
        await turns.OpenAsync(new("web-1", "webchat", "patient", null), Cancel);
        var turn = await turns.TakeAsync(new("web-1", Guid.NewGuid().ToString("N"), new Input.Said(text), "{}"), Cancel);
        return string.Join('\n', turn.Entries.Where(entry => entry.FromBot).Select(entry => entry.Reply!.Text));
    }

    private static Task<(int Status, string Body)> ToldAsync(TextedBot bot, TakenText text, string status, string error = "")
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["AccountSid"] = FakeTwilio.Account, ["From"] = FakeTwilio.Number, ["MessageSid"] = text.Sid, ["MessageStatus"] = status, ["To"] = text.To };
        if (error.Length > 0)
            fields["ErrorCode"] = error;
        return bot.PostAsync(text.StatusCallback![TextedBot.PublicUrl.Length..], fields);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!isSo())
            await Task.Delay(20, patience.Token);
    }
}
