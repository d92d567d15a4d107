using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ValorSpine.Bot.Tests.Alerts;

/// <summary>A mail server on a free port of this machine. It refuses what it is told to and keeps what it accepts.</summary>
internal sealed class TestMailServer : IMessageStore, IMailboxFilter, IUserAuthenticator, IAsyncDisposable
{
    public const string User = "chat", Password = "a password";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Channel<MimeMessage> _accepted = Channel.CreateUnbounded<MimeMessage>();
    private readonly CancellationTokenSource _stop = new();
    private readonly SmtpServer.SmtpServer _server;
    private readonly Task _serving;

    private TestMailServer(X509Certificate2? certificate, bool implicitTls)
    {
        var started = new TaskCompletionSource<int>();
        var listeners = new EndpointListenerFactory();
        listeners.EndpointStarted += (_, endpoint) => started.TrySetResult(((IPEndPoint)endpoint.LocalEndPoint).Port);
        var components = new SmtpServer.ComponentModel.ServiceProvider();
        components.Add((IEndpointListenerFactory)listeners);
        components.Add((IMessageStore)this);
        components.Add((IMailboxFilter)this);
        components.Add((IUserAuthenticator)this);
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new(IPAddress.Loopback, 0)).IsSecure(implicitTls).AllowUnsecureAuthentication(certificate is null);
            if (certificate is not null)
                endpoint.Certificate(certificate);
        }).Build();
        _server = new(options, components);
        _serving = _server.StartAsync(_stop.Token);
        Port = started.Task.WaitAsync(s_patience).GetAwaiter().GetResult();
    }

    public int Port { get; }

    /// <summary>How many mails it has accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Codes with which it refuses the next mails, one each.</summary>
    public ConcurrentQueue<int> Refusals { get; } = [];

    /// <summary>Recipients that it does not know.</summary>
    public ConcurrentBag<string> Unknown { get; } = [];

    /// <summary>Who signed in last.</summary>
    public string? SignedIn { get; private set; }

    public static TestMailServer Start(X509Certificate2? certificate = null, bool implicitTls = false) => new(certificate, implicitTls);

    /// <summary>The next mail, as soon as it is accepted.</summary>
    public async Task<MimeMessage> ReceiveAsync() => await _accepted.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_patience);

    public async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        if (Refusals.TryDequeue(out var code))
            return new((SmtpReplyCode)code, "I do not take: " + Encoding.UTF8.GetString(buffer.ToArray()).ReplaceLineEndings(" "));
        using var content = new MemoryStream(buffer.ToArray());
        Accepted++;
        await _accepted.Writer.WriteAsync(await MimeMessage.LoadAsync(content, cancellationToken), cancellationToken);
        return SmtpResponse.Ok;
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        Task.FromResult(!Unknown.Contains($"{to.User}@{to.Host}"));

    public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken)
    {
        SignedIn = user;
        return Task.FromResult((user, password) == (User, Password));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _stop.Dispose();
    }
}
