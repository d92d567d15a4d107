using System.Buffers;
using System.Collections.Immutable;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>Why a stream ends, as the client is told.</summary>
/// <param name="Status">Close code.</param>
/// <param name="Reason">Close reason.</param>
internal sealed record StreamEnd(WebSocketCloseStatus Status, string Reason)
{
    public static readonly StreamEnd ClosedByClient = new(WebSocketCloseStatus.NormalClosure, "closed");

    /// <summary>More streams of the conversation were opened than there may be; the word is the protocol's.</summary>
    public static readonly StreamEnd Collision = new(WebSocketCloseStatus.NormalClosure, "collision");

    public static readonly StreamEnd TokenExpired = new(WebSocketCloseStatus.PolicyViolation, "token expired");

    /// <summary>The service stops; clients come back by themselves.</summary>
    public static readonly StreamEnd GoingAway = new(WebSocketCloseStatus.EndpointUnavailable, "going away");

    public static readonly StreamEnd Failed = new(WebSocketCloseStatus.InternalServerError, "try again");
}

/// <summary>
/// One open stream. A single loop sends everything: it reads the log from where the client stands, never further than the client
/// takes it, so a slow client costs no memory and none misses or doubles an activity.
/// </summary>
internal sealed partial class ActivityStream(
    WebSocket socket, NewConversation conversation, string baseUrl, DateTimeOffset until,
    IConversationLog log, IReplyMarks marks, ClientActivities activities, TimeProvider time, ILogger<ActivityStream> logger)
{
    /// <summary>How often an idle stream carries an empty frame, so that proxies keep it open.</summary>
    public static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(20);

    private const int MaxActivitiesPerFrame = 50;
    private const int MaxWaitingSignals = 16;
    private static readonly TimeSpan s_longestSend = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestClose = TimeSpan.FromSeconds(2);

    private readonly Channel<Activity> _signals = Channel.CreateBounded<Activity>(
        new BoundedChannelOptions(MaxWaitingSignals) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TaskCompletionSource<StreamEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _until = until.UtcTicks;

    /// <summary>The conversation.</summary>
    public string ConversationId => conversation.Id;

    /// <summary>Its channel: the website, or a server-side client.</summary>
    public string Site => conversation.Channel;

    /// <summary>Passes on what is not stored. The oldest is dropped where the client takes nothing.</summary>
    public void Signal(Activity activity) => _signals.Writer.TryWrite(activity);

    /// <summary>Lets the stream last as long as a refreshed token.</summary>
    public void Extend(DateTimeOffset end) => Interlocked.Exchange(ref _until, Math.Max(Interlocked.Read(ref _until), end.UtcTicks));

    /// <summary>Ends the stream; the first reason counts.</summary>
    public void End(StreamEnd end) => _end.TrySetResult(end);

    /// <summary>Sends until something ends the stream, then closes it.</summary>
    public async Task RunAsync(long watermark, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var receiving = ReceiveAsync(aborted);
        var sending = SendAllAsync(watermark, stop.Token);
        var first = await Task.WhenAny(_end.Task, receiving, ExpireAsync(stop.Token), sending);
        var end = first == _end.Task ? await _end.Task
            : first == receiving ? StreamEnd.ClosedByClient
            : first == sending ? StreamEnd.Failed
            : StreamEnd.TokenExpired;
        await stop.CancelAsync();
        try
        {
            await sending;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            LogLost(logger, error.GetType().Name);
        }
        catch (Exception error)
        {
            LogFailed(logger, error);
        }

        await CloseAsync(end, receiving);
    }

    private async Task SendAllAsync(long watermark, CancellationToken stop)
    {
        var entries = await log.ResumeAsync(conversation.Id, watermark, stop);
        var marked = await marks.OfAsync(conversation.Id, stop);
        var at = entries is [var first, ..] ? first.Sequence - 1 : watermark;
        while (true)
        {
            // Signals go first: "typing" was raised before the reply it announces was committed, and would outlast it if sent later.
            await SendSignalsAsync(stop);
            at = await SendEntriesAsync(entries, marked, at, stop);
            await WaitAsync(at, stop);
            entries = await log.ReadAsync(conversation.Id, at, stop);
        }
    }

    private async Task<long> SendEntriesAsync(ImmutableArray<LogEntry> entries, ImmutableDictionary<long, bool> marked, long at, CancellationToken stop)
    {
        foreach (var chunk in entries.Chunk(MaxActivitiesPerFrame))
        {
            at = chunk[^1].Sequence;
            await SendAsync(new ActivitySet([.. chunk.Select(entry => activities.Of(entry, conversation, marked, baseUrl))], Watermark.Format(at)), stop);
        }

        return at;
    }

    private async Task SendSignalsAsync(CancellationToken stop)
    {
        while (_signals.Reader.TryRead(out var activity))
            await SendAsync(new ActivitySet([activity], Watermark: null), stop);
    }

    // Returns once the log has more or a signal waits; sends an empty frame whenever nothing happened for a while.
    private async Task WaitAsync(long at, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var logged = log.WaitAsync(conversation.Id, at, done.Token).AsTask();
        var signalled = _signals.Reader.WaitToReadAsync(done.Token).AsTask();
        try
        {
            while (true)
            {
                var idle = Task.Delay(PingEvery, time, done.Token);
                var first = await Task.WhenAny(logged, signalled, idle);
                await first;
                if (first != idle)
                    return;
                await SendAsync(ReadOnlyMemory<byte>.Empty, stop);
            }
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(logged, signalled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task SendAsync(ActivitySet set, CancellationToken stop) =>
        SendAsync(JsonSerializer.SerializeToUtf8Bytes(set, ActivityJson.Default.ActivitySet), stop);

    private async Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(s_longestSend, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, either.Token);
    }

    private async Task ExpireAsync(CancellationToken stop)
    {
        while (new DateTimeOffset(Interlocked.Read(ref _until), TimeSpan.Zero) - time.GetUtcNow() is { Ticks: > 0 } left)
            await Task.Delay(left, time, stop);
    }

    // Clients send empty frames to keep the stream open, and nothing else that matters.
    private async Task ReceiveAsync(CancellationToken aborted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), aborted)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            LogLost(logger, error.GetType().Name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task CloseAsync(StreamEnd end, Task receiving)
    {
        using var patience = new CancellationTokenSource(s_longestClose);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(end.Status, end.Reason, patience.Token);
            await receiving.WaitAsync(patience.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            LogLost(logger, error.GetType().Name);
        }

        socket.Abort();
        await receiving;
    }

    [LoggerMessage(LogLevel.Error, "A Direct Line stream failed; its client will reconnect.")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Debug, "A Direct Line stream stopped: {Reason}.")]
    private static partial void LogLost(ILogger logger, string reason);
}
