using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Alerts;
using ValorSpine.Bot.Mail;

namespace ValorSpine.Bot.Tests.Alerts;

public sealed class AlertMailerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private MailedStore _store = null!;
    private TestMailServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AlertMailer Mailer => _store.Mailer(MailedStore.Settings(_server.Port));

    public async ValueTask InitializeAsync() => (_store, _server) = (await MailedStore.OpenAsync(), TestMailServer.Start());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_says_what_where_and_when_with_a_link_and_nothing_else()
    {
        await _store.AlertAsync("c-1", "emergency");

        await Send(Mailer);
        var mail = await _server.ReceiveAsync();

        Assert.Equal("Chat alert: possible emergency", mail.Subject);
        Assert.Equal(
            """
            The chat has raised an alert: possible emergency.

            Channel: Website chat
            Time: Mon, Nov 23, 2026, 2:05 PM (America/Chicago)

            Read the conversation and press "I have seen it":
            https://chat.clinic.example/staff/conversations/c-1
            """,
            Body(mail));
        Assert.Null(mail.HtmlBody);
        Assert.Empty(mail.Attachments);
        Assert.Equal("chat@clinic.example", mail.From.ToString());
        Assert.Equal([MailedStore.Nurse, MailedStore.Doctor], mail.To.Select(to => to.ToString()));
        Assert.Equal("auto-generated", mail.Headers[MimeKit.HeaderId.AutoSubmitted]);
        Assert.DoesNotContain(MailedStore.Rule, mail.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(MailedStore.Words, mail.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crisis", "Chat alert: possible crisis")]
    [InlineData("sign", "Chat alert: possible warning sign")]
    public async Task Each_kind_has_its_words(string kind, string subject)
    {
        await _store.AlertAsync("c-1", kind);

        await Send(Mailer);

        Assert.Equal(subject, (await _server.ReceiveAsync()).Subject);
    }

    [Fact]
    public async Task Each_opening_is_mailed_once()
    {
        await _store.AlertAsync("c-1", "sign");
        await Send(Mailer);
        await _store.AlertAsync("c-1", "sign");
        await Send(Mailer);
        await _store.AlertAsync("c-1", "emergency");
        await Send(Mailer);
        await Send(Mailer);

        Assert.Equal("Chat alert: possible warning sign", (await _server.ReceiveAsync()).Subject);
        Assert.StartsWith("An alert of the chat has become more urgent: possible emergency.", Body(await _server.ReceiveAsync()), StringComparison.Ordinal);
        Assert.Equal(2, _server.Accepted);
    }

    [Fact]
    public async Task A_mail_that_is_refused_is_tried_again_later_and_later_until_it_is_taken()
    {
        await _store.AlertAsync("c-1", "emergency");
        for (var refusal = 0; refusal < 9; refusal++)
            _server.Refusals.Enqueue(452);
        var mailer = Mailer;

        var delays = new List<int>();
        while (await mailer.DoDueAsync(Cancel) is { Ticks: > 0 } delay)
        {
            delays.Add((int)delay.TotalSeconds);
            _store.Time.Advance(delay - TimeSpan.FromTicks(1));
            Assert.Equal(TimeSpan.FromTicks(1), await mailer.DoDueAsync(Cancel));
            _store.Time.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 900, 900], delays);
        Assert.Equal(1, _server.Accepted);
        Assert.Equal(0, _store.Outbox.CountFailing());
    }

    [Fact]
    public async Task A_failure_is_told_without_what_the_server_said()
    {
        await _store.AlertAsync("c-1", "emergency");
        _server.Refusals.Enqueue(554);
        var status = new AlertMailStatus(_store.Outbox, new(Mails: true));
        Assert.Null(status.Problem());

        await Mailer.DoDueAsync(Cancel);

        var record = Assert.Single(_store.Log.Collector.GetSnapshot());
        Assert.Equal(
            (LogLevel.Warning, $"An alert mail was not taken by 127.0.0.1:{_server.Port}: it answered 554. It is tried again in 00:00:10. The alert stands in the staff console."),
            (record.Level, record.Message));
        Assert.Null(record.Exception);
        Assert.Equal("Alert mails wait because the mail server does not take them: 1. They are tried again; the log says why. Staff see the alerts in the console.", status.Problem());
        Assert.Null(new AlertMailStatus(_store.Outbox, new(Mails: false)).Problem());
    }

    [Fact]
    public async Task A_server_that_is_not_there_holds_nothing_up()
    {
        var gone = TestMailServer.Start();
        await gone.DisposeAsync();
        await _store.AlertAsync("c-1", "emergency");
        await _store.AlertAsync("c-2", "sign");

        var delay = await _store.Mailer(MailedStore.Settings(gone.Port)).DoDueAsync(Cancel);

        Assert.Equal(TimeSpan.FromSeconds(10), delay);
        Assert.Equal(2, _store.Outbox.CountFailing());
        Assert.Contains("it cannot be reached (ConnectionRefused)", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_a_while()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await _store.AlertAsync("c-1", "emergency");
        var sending = _store.Mailer(MailedStore.Settings(((IPEndPoint)silent.LocalEndpoint).Port)).DoDueAsync(Cancel);
        using var connection = await silent.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(s_patience, Cancel);

        _store.Time.Advance(MailServer.Patience);

        Assert.Equal(TimeSpan.FromSeconds(10), await sending.WaitAsync(s_patience, Cancel));
        Assert.Contains("it did not answer in time", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_sent_is_sent_after_a_restart()
    {
        await _store.AlertAsync("c-1", "emergency");
        _server.Refusals.Enqueue(452);
        await Mailer.DoDueAsync(Cancel);

        await _store.RestartAsync();
        _store.Time.Advance(TimeSpan.FromSeconds(10));
        await Send(Mailer);

        Assert.EndsWith("/c-1", Body(await _server.ReceiveAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_taken_but_could_not_be_marked_is_not_sent_twice_while_the_service_runs()
    {
        await _store.AlertAsync("c-1", "emergency");
        _store.Run("CREATE TRIGGER refuse BEFORE UPDATE ON AlertMails BEGIN SELECT RAISE(ABORT, 'refused'); END");
        var mailer = Mailer;
        await Assert.ThrowsAsync<SqliteException>(() => mailer.DoDueAsync(Cancel));
        await Assert.ThrowsAsync<SqliteException>(() => mailer.DoDueAsync(Cancel));

        _store.Run("DROP TRIGGER refuse");
        await Send(mailer);

        Assert.Equal(1, _server.Accepted);
        Assert.Null(_store.Outbox.Next());
    }

    [Fact]
    public async Task Where_the_service_ended_before_it_was_marked_it_comes_again_under_the_same_id()
    {
        await _store.AlertAsync("c-1", "emergency");
        _store.Run("CREATE TRIGGER refuse BEFORE UPDATE ON AlertMails BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await Assert.ThrowsAsync<SqliteException>(() => Mailer.DoDueAsync(Cancel));
        await _store.RestartAsync();
        _store.Run("DROP TRIGGER refuse");

        await Send(Mailer);

        var first = await _server.ReceiveAsync();
        Assert.Equal(first.MessageId, (await _server.ReceiveAsync()).MessageId);
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_does_not_keep_the_mail_from_the_others()
    {
        _server.Unknown.Add(MailedStore.Nurse);
        await _store.AlertAsync("c-1", "emergency");

        await Send(Mailer);

        Assert.NotNull(await _server.ReceiveAsync());
        Assert.Contains($"for the others: {MailedStore.Nurse}. Correct Alerts:Email:To.", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_reaches_nobody_is_not_taken_for_sent()
    {
        _server.Unknown.Add(MailedStore.Nurse);
        _server.Unknown.Add(MailedStore.Doctor);
        await _store.AlertAsync("c-1", "emergency");

        Assert.Equal(TimeSpan.FromSeconds(10), await Mailer.DoDueAsync(Cancel));

        Assert.Contains("it answered 550", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
        Assert.Equal(1, _store.Outbox.CountFailing());
    }

    [Theory]
    [InlineData(SecureSocketOptions.StartTls, false)]
    [InlineData(SecureSocketOptions.SslOnConnect, true)]
    public async Task It_signs_in_over_tls(SecureSocketOptions tls, bool implicitTls)
    {
        using var certificate = Certificate();
        await using var server = TestMailServer.Start(certificate, implicitTls);
        await _store.AlertAsync("c-1", "emergency");
        var settings = MailedStore.Settings(server.Port) with { Tls = tls, User = TestMailServer.User, Password = TestMailServer.Password };

        await Send(_store.Mailer(settings, (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString()));

        Assert.NotNull(await server.ReceiveAsync());
        Assert.Equal(TestMailServer.User, server.SignedIn);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_gets_neither_password_nor_mail()
    {
        using var certificate = Certificate();
        await using var server = TestMailServer.Start(certificate);
        await _store.AlertAsync("c-1", "emergency");

        await _store.Mailer(MailedStore.Settings(server.Port) with { Tls = SecureSocketOptions.StartTls, User = TestMailServer.User, Password = TestMailServer.Password }).DoDueAsync(Cancel);

        Assert.Contains("its certificate is not trusted", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
        Assert.Equal((0, null), (server.Accepted, server.SignedIn));
    }

    [Fact]
    public async Task Where_tls_is_asked_for_and_not_offered_nothing_is_sent()
    {
        await _store.AlertAsync("c-1", "emergency");

        await _store.Mailer(MailedStore.Settings(_server.Port) with { Tls = SecureSocketOptions.StartTls }).DoDueAsync(Cancel);

        Assert.Contains("it does not offer what Tls or User ask for", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
        Assert.Equal(0, _server.Accepted);
    }

    [Fact]
    public async Task A_wrong_password_is_named()
    {
        await _store.AlertAsync("c-1", "emergency");

        await _store.Mailer(MailedStore.Settings(_server.Port) with { User = TestMailServer.User, Password = "wrong" }).DoDueAsync(Cancel);

        Assert.Contains("it does not take User and Password", _store.Log.LatestRecord.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_runs_an_alert_is_mailed_at_once_and_a_refused_one_when_its_time_has_come()
    {
        using var mailer = Mailer;
        await mailer.StartAsync(Cancel);

        await _store.AlertAsync("c-1", "emergency");
        Assert.EndsWith("/c-1", Body(await _server.ReceiveAsync()), StringComparison.Ordinal);

        _server.Refusals.Enqueue(452);
        await _store.AlertAsync("c-2", "emergency");
        var second = _server.ReceiveAsync();
        // Its clock may be set before or after a step of time, so time goes on until it has rung.
        while (!second.IsCompleted)
        {
            Cancel.ThrowIfCancellationRequested();
            _store.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(second, Task.Delay(TimeSpan.FromMilliseconds(20), Cancel));
        }

        Assert.EndsWith("/c-2", Body(await second), StringComparison.Ordinal);
        await mailer.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_for_a_while_does_not_end_it()
    {
        _store.Run("CREATE TRIGGER refuse BEFORE UPDATE ON AlertMails BEGIN SELECT RAISE(ABORT, 'refused'); END");
        using var mailer = Mailer;
        await mailer.StartAsync(Cancel);
        await _store.AlertAsync("c-1", "emergency");
        await _server.ReceiveAsync();
        await EventuallyAsync(() => _store.Log.Collector.GetSnapshot().Any(record => record.Level == LogLevel.Error));

        _store.Run("DROP TRIGGER refuse");
        _store.Outbox.Signal.Wake();

        await EventuallyAsync(() => _store.Outbox.Next() is null);
        Assert.Equal(1, _server.Accepted);
        await mailer.StopAsync(Cancel);
    }

    private static async Task Send(AlertMailer mailer) => Assert.Equal(Timeout.InfiniteTimeSpan, await mailer.DoDueAsync(Cancel));

    private static string Body(MimeKit.MimeMessage mail) => mail.TextBody!.ReplaceLineEndings("\n").TrimEnd();

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(s_patience);
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
