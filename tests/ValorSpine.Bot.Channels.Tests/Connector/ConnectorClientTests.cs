using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Connector;

/// <summary>Calls to a channel's service, and the token that they carry.</summary>
public sealed class ConnectorClientTests : IAsyncLifetime
{
    private FakeAzure _azure = null!;
    private ConnectorHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ConnectorClient Client => _host.Services.GetRequiredService<ConnectorClient>();

    public async ValueTask InitializeAsync()
    {
        _azure = await FakeAzure.StartAsync();
        _host = await ConnectorHost.StartAsync(_azure.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _azure.DisposeAsync();
    }

    [Fact]
    public async Task An_activity_is_sent_replied_and_changed_and_a_conversation_created()
    {
        var to = Reference(_azure.ServiceUrl);
        var hello = new Activity { Type = "message", Text = "Hello" };

        Assert.Equal(new ConnectorResult.Done("remote-1"), await Client.SendAsync(to, hello, Cancel));
        await Client.SendAsync(to, hello with { ReplyToId = "a/1" }, Cancel);
        await Client.UpdateAsync(to, "r|1 x", hello, Cancel);
        await Client.CreateConversationAsync(_azure.ServiceUrl, new() { Bot = new() { Id = "backbot" }, Members = [new() { Id = "29:x" }] }, Cancel);

        Assert.Equal(
            [
                "POST /connector/v3/conversations/c%201/activities",
                "POST /connector/v3/conversations/c%201/activities/a%2F1",
                "PUT /connector/v3/conversations/c%201/activities/r%7C1%20x",
                "POST /connector/v3/conversations",
            ],
            _azure.Received.Select(call => $"{call.Method} {call.Target}"));
        Assert.Equal("29:x", (string?)_azure.Received.Last().Activity["members"]![0]!["id"]);
    }

    [Fact]
    public async Task A_channel_that_does_not_answer_holds_up_no_refusal()
    {
        var asked = new TaskCompletionSource();
        _azure.Meddle = async (context, _) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        var time = new FakeTimeProvider();
        var told = new NotTakenNotice(Client, new ClinicFacts(), time).SendAsync(Reference(_azure.ServiceUrl), new NothingIsKept());
        await asked.Task.WaitAsync(Cancel);

        time.Advance(TimeSpan.FromSeconds(6));

        await told.WaitAsync(Cancel);
    }

    [Theory]
    [InlineData("{\"id\":\"\\ud83d\"}")]
    [InlineData("{\"id\":7}")]
    [InlineData("<html>fine</html>")]
    [InlineData("")]
    public async Task What_was_taken_was_taken_whatever_stands_in_place_of_its_id(string body)
    {
        _azure.Meddle = async (context, _) =>
        {
            await context.Response.WriteAsync(body, Cancel);
            return true;
        };
        Assert.Equal(new ConnectorResult.Done(null), await Client.SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel));
    }

    [Fact]
    public async Task In_the_government_cloud_the_bots_token_is_for_that_clouds_Connector()
    {
        _azure.Resource = "https://api.botframework.us";
        await using var host = await ConnectorHost.StartAsync([.. _azure.Settings, ("Connector:Cloud", "UsGovernment")]);
        Assert.Equal(new ConnectorResult.Done("remote-1"), await host.Services.GetRequiredService<ConnectorClient>().SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("ftp://smba.trafficmanager.net/")]
    public async Task Nothing_is_sent_to_a_strange_host(string serviceUrl)
    {
        Assert.IsType<ConnectorResult.Refused>(await Client.SendAsync(Reference(serviceUrl), new() { Type = "message" }, Cancel));
        Assert.Equal(0, _azure.TokensGiven);
    }

    [Fact]
    public async Task An_id_cannot_lead_to_another_address() =>
        Assert.IsType<ConnectorResult.Refused>(await Client.SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message", ReplyToId = ".." }, Cancel));

    [Fact]
    public async Task Many_calls_at_once_fetch_one_token()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Client.SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel)));
        Assert.Equal((1, 50), (_azure.TokensGiven, _azure.Received.Count));
    }

    [Theory]
    [InlineData("bot.pfx", null)]
    [InlineData("bot.pfx", "open sesame")]
    [InlineData("bot.pem", null)]
    public async Task A_certificate_proves_the_account_in_place_of_a_secret(string name, string? password)
    {
        var folder = Directory.CreateTempSubdirectory("valorspine-certificate-").FullName;
        var path = Path.Combine(folder, name);
        if (name.EndsWith("pem", StringComparison.Ordinal))
            await File.WriteAllTextAsync(path, $"{FakeAzure.Certificate.ExportCertificatePem()}\n{FakeAzure.Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem()}", Cancel);
        else
            await File.WriteAllBytesAsync(path, FakeAzure.Certificate.Export(X509ContentType.Pkcs12, password), Cancel);

        await using (var host = await ConnectorHost.StartAsync([.. _azure.Settings.Where(setting => setting.Key != "Connector:ClientSecret"), ("Connector:CertificatePath", path), ("Connector:CertificatePassword", password ?? "")]))
            Assert.Equal(new ConnectorResult.Done("remote-1"), await host.Services.GetRequiredService<ConnectorClient>().SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel));

        Assert.Equal("Bearer token-1", _azure.Received.Single().Authorization);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_managed_identity_gets_its_token_from_the_machine()
    {
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", $"{_azure.Url}/identity");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", FakeAzure.Secret);
        try
        {
            await using var host = await ConnectorHost.StartAsync([.. _azure.Settings, ("Connector:Identity", "ManagedIdentity")]);
            await host.Services.GetRequiredService<ConnectorClient>().SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel);
            Assert.Equal("Bearer identity-1", _azure.Received.Single().Authorization);
        }
        finally
        {
            Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", null);
            Environment.SetEnvironmentVariable("IDENTITY_HEADER", null);
        }
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone()
    {
        var calls = 0;
        _azure.Meddle = (context, _) =>
        {
            Interlocked.Increment(ref calls);
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };

        var results = new List<ConnectorResult>();
        for (var i = 0; i < 20; i++)
            results.Add(await Client.SendAsync(Reference(_azure.ServiceUrl), new() { Type = "message" }, Cancel));

        Assert.InRange(calls, 8, 19);
        Assert.True(Assert.IsType<ConnectorResult.LeftAlone>(results[^1]).After > TimeSpan.Zero);
    }

    [Fact]
    public async Task An_answer_that_comes_twice_is_not_taken_for_the_next_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var serving = AnswerTwiceAsync(listener, stop.Token);
        var to = Reference($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

        for (var number = 1; number <= 5; number++)
            Assert.Equal(new ConnectorResult.Done($"said {number}"), await Client.SendAsync(to, new() { Type = "message", Text = $"said {number}" }, Cancel));

        await stop.CancelAsync();
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    // Each connection serves as many requests as it is given, and answers each of them twice with the text that it holds.
    private static async Task AnswerTwiceAsync(TcpListener listener, CancellationToken cancel)
    {
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(cancel);
            _ = Task.Run(
                async () =>
                {
                    using (socket)
                    {
                        var (buffer, request) = (new byte[65536], new StringBuilder());
                        while (await socket.ReceiveAsync(buffer, cancel) is > 0 and var read)
                        {
                            request.Append(Encoding.UTF8.GetString(buffer, 0, read));
                            if (request.ToString().IndexOf("\"text\":\"", StringComparison.Ordinal) is < 0 || !request.ToString().TrimEnd('\r', '\n', '0').EndsWith('}'))
                                continue;
                            var body = $$"""{"id":"{{request.ToString().Split("\"text\":\"")[1].Split('"')[0]}}"}""";
                            var answer = $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
                            await socket.SendAsync(Encoding.ASCII.GetBytes(answer + answer), cancel);
                            request.Clear();
                        }
                    }
                },
                cancel);
        }
    }

    private static ConversationReference Reference(string serviceUrl) => new() { ChannelId = "directline", ServiceUrl = serviceUrl, Conversation = new() { Id = "c 1" } };

    private sealed class NothingIsKept : NotNowException;
}
