using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ValorSpine.Bot.Tests.Limits;

/// <summary>What patients see of a flood and of a store that cannot be written, over HTTP. One service for all of them.</summary>
public sealed class FloodTests(FloodTests.Served served) : IClassFixture<FloodTests.Served>
{
    private const string Emergency = "actually i cant pee since this morning and my crotch is numb";

    private readonly LimitedService _service = served.Service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_from_one_address_is_refused_with_the_time_to_wait_and_what_to_do_in_an_emergency()
    {
        using var http = _service.From();
        var patient = await LimitedService.OpenAsync(http);

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => patient.SayAsync("hello")));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        Assert.All(answers.Except(refused), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.InRange(answers.Length - refused.Length, 30, 100);
        Assert.All(refused, answer => Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60));
        var error = JsonNode.Parse(await refused[0].Content.ReadAsStringAsync(Cancel))!["error"]!;
        Assert.Equal("TooManyRequests", (string)error["code"]!);
        Assert.EndsWith("If this is an emergency, call 911 now.", (string)error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emergency_is_taken_in_the_middle_of_a_flood()
    {
        using var http = _service.From();
        var patient = await LimitedService.OpenAsync(http);
        var flood = Enumerable.Range(0, 80).Select(_ => patient.SayAsync("hello")).ToArray();
        await Task.WhenAny(Task.WhenAll(flood), FirstRefusedAsync(flood));

        using var answer = await patient.SayAsync(Emergency);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Task.WhenAll(flood);
        Assert.Contains("911", await (await patient.PollAsync()).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thumbs_are_taken_no_faster_than_messages()
    {
        using var http = _service.From();
        var patient = await LimitedService.OpenAsync(http);

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => patient.LikeAsync(1)));

        // The first entry is the greeting, which takes no thumb.
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.BadRequest);
        Assert.Contains(answers, answer => answer is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: not null });
    }

    [Fact]
    public async Task A_flood_from_one_address_does_not_slow_others()
    {
        using var one = _service.From();
        using var other = _service.From();
        var (flooding, patient) = (await LimitedService.OpenAsync(one), await LimitedService.OpenAsync(other));
        var quiet = await LongestOfMostAsync(patient);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var floods = Enumerable.Range(0, 16).Select(_ => FloodAsync(flooding, begun, enough.Token)).ToArray();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        var flooded = await LongestOfMostAsync(patient);

        await enough.CancelAsync();
        await Task.WhenAll(floods);
        // They share two processors with those who flood: bounds that only waiting behind the flood would break.
        Assert.InRange(flooded.TotalMilliseconds, 0, 250 + (10 * quiet.TotalMilliseconds));
    }

    [Fact]
    public async Task Three_tabs_and_a_patient_who_types_fast_are_let_through()
    {
        using var http = _service.From();
        var tabs = await Task.WhenAll(LimitedService.OpenAsync(http), LimitedService.OpenAsync(http), LimitedService.OpenAsync(http));

        foreach (var text in (string[])["hi", "how long does", "relief last", "?", "and is it safe"])
            Assert.All(await Task.WhenAll(tabs.Select(tab => tab.SayAsync(text))), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Chats_that_are_opened_again_and_again_wait_and_are_refused_at_last()
    {
        using var http = _service.From();

        var opened = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => http.PostAsync(new Uri("webchat/token", UriKind.Relative), null, Cancel)));

        Assert.InRange(opened.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests), 5, 14);
        Assert.All(opened.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.NotNull(answer.Headers.RetryAfter));
    }

    [Fact]
    public async Task Who_tries_passwords_is_held_up_in_plain_words()
    {
        using var http = _service.From();
        var answers = new List<HttpResponseMessage>();
        for (var tries = 0; tries < 8; tries++)
            answers.Add(await http.PostAsync(new Uri("staff/sign-in", UriKind.Relative), new FormUrlEncodedContent([]), Cancel));

        Assert.All(answers.Take(6), answer => Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].StatusCode);
        Assert.DoesNotContain("   at ", await answers[^1].Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_without_a_token_are_soon_not_even_read()
    {
        using var http = _service.From();
        var stranger = new LimitedPatient(http, "somebody-elses", "no-token");
        var statuses = new List<HttpStatusCode>();
        for (var tries = 0; tries < 8; tries++)
            statuses.Add((await stranger.SayAsync("hello")).StatusCode);

        Assert.All(statuses.Take(6), status => Assert.Equal(HttpStatusCode.Forbidden, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    [Fact]
    public async Task An_emergency_is_taken_from_an_address_from_which_others_sent_many_messages_without_a_token()
    {
        using var http = _service.From();
        var patient = await LimitedService.OpenAsync(http);
        var stranger = new LimitedPatient(http, "somebody-elses", "no-token");
        while ((await stranger.SayAsync("hello")).StatusCode != HttpStatusCode.TooManyRequests)
        {
        }

        using var answer = await patient.SayAsync(Emergency);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("911", await (await patient.PollAsync()).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_connections_are_counted_by_address()
    {
        using var http = _service.From("203.0.114.1");
        using var other = _service.From("203.0.114.2");
        var sockets = new List<ClientWebSocket>();
        for (var open = 0; open < 3; open++)
            sockets.Add(await ConnectAsync(await LimitedService.OpenAsync(http), "203.0.114.1"));

        await Assert.ThrowsAsync<WebSocketException>(async () => await ConnectAsync(await LimitedService.OpenAsync(http), "203.0.114.1"));
        sockets.Add(await ConnectAsync(await LimitedService.OpenAsync(other), "203.0.114.2"));

        sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task While_the_store_cannot_be_written_patients_and_operators_are_told_and_it_goes_on_by_itself()
    {
        using var http = _service.From("203.0.114.3");
        var patient = await LimitedService.OpenAsync(http);
        using var socket = await ConnectAsync(patient, "203.0.114.3");
        await using (await _service.LockAsync())
        {
            using var refused = await patient.SayAsync("hello");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(30), refused.Headers.RetryAfter!.Delta);
            Assert.Contains("I cannot save messages right now, so that was not taken.", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
            Assert.Contains("I cannot save messages right now", await MessageAsync(socket, "cannot save"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await patient.PollAsync()).StatusCode);
            using var unready = await UntilAsync(http, HttpStatusCode.ServiceUnavailable);
            var report = JsonNode.Parse(await unready.Content.ReadAsStringAsync(Cancel))!;
            Assert.Equal("unready", (string)report["status"]!);
            Assert.Contains("is locked by another process. Stop that process.", (string)report["parts"]![0]!["says"]![0]!, StringComparison.Ordinal);
            Assert.Equal("live", await http.GetStringAsync(new Uri("health/live", UriKind.Relative), Cancel));
        }

        Assert.Equal(HttpStatusCode.OK, (await patient.SayAsync("hello")).StatusCode);
        (await UntilAsync(http, HttpStatusCode.OK)).Dispose();
    }

    /// <summary>Sends until it is enough, and tells when it is first refused.</summary>
    private static async Task FloodAsync(LimitedPatient patient, TaskCompletionSource refused, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            using var answer = await patient.SayAsync("hello");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                refused.TrySetResult();
        }
    }

    /// <summary>The longest of eleven of twelve turns.</summary>
    private static async Task<TimeSpan> LongestOfMostAsync(LimitedPatient patient)
    {
        var times = new List<TimeSpan>();
        for (var turns = 0; turns < 12; turns++)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.OK, (await patient.SayAsync("how long does relief last?")).StatusCode);
            times.Add(Stopwatch.GetElapsedTime(began));
        }

        return times.Order().SkipLast(1).Last();
    }

    private static async Task FirstRefusedAsync(Task<HttpResponseMessage>[] flood)
    {
        await foreach (var answer in Task.WhenEach(flood))
        {
            if ((await answer).StatusCode == HttpStatusCode.TooManyRequests)
                return;
        }
    }

    private static async Task<HttpResponseMessage> UntilAsync(HttpClient http, HttpStatusCode status)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            var answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancel);
            if (answer.StatusCode == status || deadline.Elapsed > TimeSpan.FromSeconds(20))
                return answer.StatusCode == status ? answer : throw new TimeoutException(await answer.Content.ReadAsStringAsync(Cancel));
            answer.Dispose();
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<ClientWebSocket> ConnectAsync(LimitedPatient patient, string address)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Forwarded-For", address);
        await socket.ConnectAsync(new(patient.StreamUrl), Cancel);
        return socket;
    }

    private static async Task<string> MessageAsync(ClientWebSocket socket, string with)
    {
        var (buffer, read) = (new byte[16 * 1024], new StringBuilder());
        while (!read.ToString().Contains(with, StringComparison.Ordinal))
        {
            var frame = await socket.ReceiveAsync(buffer, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
            read.Append(Encoding.UTF8.GetString(buffer, 0, frame.Count));
        }

        return read.ToString();
    }

    /// <summary>The service of all of these tests.</summary>
    public sealed class Served : IAsyncDisposable
    {
        internal LimitedService Service { get; } = new();

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
