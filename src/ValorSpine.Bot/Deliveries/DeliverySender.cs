using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Background;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Telemetry;

namespace ValorSpine.Bot.Deliveries;

/// <summary>
/// Sends replies to their channels, as long as the service runs: many conversations at once, those of one in order. A reply that the channel has taken is marked; until then it is tried again, with
/// growing delay or when the channel says, and given up after a time. Where the process ends between the two, or a service fails after it has taken a reply, the reply is sent once more.
/// </summary>
internal sealed partial class DeliverySender(
    DeliveryOutbox outbox, IEnumerable<IReplyCarrier> carriers, IOptions<ConnectorOptions> options, TimeProvider time, ILogger<DeliverySender> log, DeliveryTelemetry? telemetry = null) : DueWork(outbox.Signal, time)
{
    private const int MostConversationsAtOnce = 256;
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(30);
    private static readonly Backoff s_backoff = new(First: TimeSpan.FromSeconds(1), Longest: TimeSpan.FromMinutes(5));
    private readonly ConcurrentDictionary<string, Task> _sending = new(StringComparer.Ordinal);

    // Found due and not begun yet, so that not every conversation that ends has all looked for again. Only one look at a time uses it.
    private readonly Queue<string> _found = new();
    // What a channel has taken and could not be marked, of each conversation.
    private readonly ConcurrentDictionary<string, Unmarked> _unmarked = new(StringComparer.Ordinal);
    private readonly TimeSpan _giveUpAfter = TimeSpan.FromMinutes(options.Value.GiveUpAfterMinutes);
    private DateTimeOffset _since;

    /// <inheritdoc/>
    internal override Task<TimeSpan> DoDueAsync(CancellationToken cancel) => Task.FromResult(StartDue(cancel));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _since = Time.GetUtcNow();
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            // What is under way is brought to its end, so that it is marked.
            await Task.WhenAll(_sending.Values);
        }
    }

    /// <summary>Starts what is due.</summary>
    private TimeSpan StartDue(CancellationToken stopping)
    {
        // One clock for both looks: what becomes due in between must be in one of them.
        var now = Time.GetUtcNow();
        while (_sending.Count < MostConversationsAtOnce && !stopping.IsCancellationRequested)
        {
            if (_found.Count == 0)
                Look(now);
            if (!_found.TryDequeue(out var conversation))
                return UntilNext(now);
            Start(conversation, stopping);
        }

        return Timeout.InfiniteTimeSpan;
    }

    private void Look(DateTimeOffset now)
    {
        foreach (var conversation in outbox.Due(now, 2 * MostConversationsAtOnce).Where(conversation => !_sending.ContainsKey(conversation)))
            _found.Enqueue(conversation);
    }

    private TimeSpan UntilNext(DateTimeOffset now) => outbox.NextDueAt(now) is { } next ? Max(next - Time.GetUtcNow(), TimeSpan.Zero) : Timeout.InfiniteTimeSpan;

    private void Start(string conversation, CancellationToken stopping)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_sending.TryAdd(conversation, ended.Task))
            return;
        _ = Task.Run(
            async () =>
            {
                await SendAllAsync(conversation, stopping);
                _sending.TryRemove(conversation, out _);
                ended.SetResult();
                // What was committed meanwhile was passed over, as the conversation was being sent to.
                outbox.Signal.Wake();
            },
            CancellationToken.None);
    }

    private async Task SendAllAsync(string conversation, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (!await SendNextAsync(conversation))
                    return;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SendFailed(error, AfterDefect);
            await PutOffAfterDefectAsync(conversation);
        }
    }

    /// <summary>Sends the first reply that waits; gives whether the next one may follow.</summary>
    private async Task<bool> SendNextAsync(string conversation)
    {
        try
        {
            if (outbox.Next(conversation) is { } delivery)
                return await SendAsync(delivery);
            await outbox.RestAsync(conversation, CancellationToken.None);
            return false;
        }
        catch (UnreadableException)
        {
            // It will not become readable by being tried, and holds up those behind it.
            NotReadable(conversation);
            await outbox.GiveUpUnreadableAsync(conversation, CancellationToken.None);
            return true;
        }
    }

    private async Task PutOffAfterDefectAsync(string conversation)
    {
        try
        {
            await outbox.PutOffAsync(conversation, Time.GetUtcNow() + AfterDefect, failed: true, CancellationToken.None);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LookFailed(error);
            // Without a mark in the store it is due at once, so waiting is left to this.
            await Task.Delay(AfterDefect, Time);
        }
    }

    /// <summary>Sends one reply; gives whether the next one may follow.</summary>
    private async Task<bool> SendAsync(Delivery delivery)
    {
        using var span = telemetry?.Begin(delivery);
        // Marking it failed before: a full disk must not send the same reply again and again.
        if (_unmarked.TryGetValue(delivery.Conversation.Id, out var unmarked) && unmarked.Sequence == delivery.Entry.Sequence)
        {
            await MarkAsync(delivery, unmarked);
            return true;
        }

        if (carriers.FirstOrDefault(one => one.Carries(delivery.Conversation.Channel)) is not { } carrier)
            return await GiveUpAsync(delivery, "nothing carries replies to its channel");
        switch (await carrier.PrepareAsync(delivery, MayHaveBeenSent(delivery)))
        {
            case Sending.Parts parts:
                return await SendAsync(delivery, parts);
            case Sending.Later later:
                await outbox.PutOffUnlessNewsAsync(delivery.Conversation.Id, later.Until, later.Seen, CancellationToken.None);
                return false;
            case Sending.Unwanted unwanted:
                telemetry?.Count("unwanted", delivery.Conversation.Channel);
                await outbox.PassOverAsync(delivery, unwanted.Why, CancellationToken.None);
                return true;
            case Sending.Never never:
                return await GiveUpAsync(delivery, never.Problem);
            case var other:
                throw new InvalidOperationException($"There is no way to do {other.GetType().Name}.");
        }
    }

    private async Task<bool> SendAsync(Delivery delivery, Sending.Parts parts)
    {
        var taken = delivery.RemoteIds;
        while (taken.Length < parts.Count)
        {
            switch (await parts.SendAsync(taken.Length))
            {
                case ConnectorResult.Done done:
                    taken = taken.Add(done.Id?.ReplaceLineEndings("") ?? "");
                    await MarkAsync(delivery, new(delivery.Entry.Sequence, taken, parts));
                    break;
                case ConnectorResult.Throttled later:
                    return await TryLaterAsync(delivery, later.After, later.Problem);
                case ConnectorResult.Unavailable later:
                    return await TryLaterAsync(delivery, later.After, later.Problem);
                case ConnectorResult.NotAccepted later:
                    return await TryLaterAsync(delivery, after: null, later.Problem);
                case ConnectorResult.LeftAlone wait:
                    if (IsTooOld(delivery))
                        return await GiveUpAsync(delivery, "the service stayed out of reach");
                    await outbox.PutOffAsync(delivery.Conversation.Id, Time.GetUtcNow() + wait.After, failed: false, CancellationToken.None);
                    return false;
                case ConnectorResult.Gone gone:
                    telemetry?.Count("unreachable", delivery.Conversation.Channel);
                    CannotBeReached(delivery.Conversation.Id, gone.Problem);
                    await outbox.CloseAsync(delivery, gone.Problem, CancellationToken.None);
                    return false;
                case ConnectorResult.Refused refused:
                    return await GiveUpAsync(delivery, refused.Problem);
                case var other:
                    throw new UnreachableException($"Nothing is known of {other.GetType().Name}.");
            }
        }

        return true;
    }

    private async Task MarkAsync(Delivery delivery, Unmarked taken)
    {
        var conversation = delivery.Conversation;
        _unmarked[conversation.Id] = taken;
        await outbox.MarkSentAsync(delivery, taken.RemoteIds, taken.IsWhole, CancellationToken.None);
        _unmarked.TryRemove(conversation.Id, out _);
        if (!taken.IsWhole)
            return;
        telemetry?.Count("sent", conversation.Channel);
        if (taken.Parts.AfterwardsAsync is { } afterwards)
            await DoAfterwardsAsync(afterwards, conversation.Id);
    }

    // The reply has arrived: whatever goes wrong here is no reason to hold up the next one.
    private async Task DoAfterwardsAsync(Func<Task> afterwards, string conversation)
    {
        try
        {
            await afterwards();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            AfterwardsFailed(error, conversation);
        }
    }

    private async Task<bool> TryLaterAsync(Delivery delivery, TimeSpan? after, string problem)
    {
        if (IsTooOld(delivery))
            return await GiveUpAsync(delivery, problem);
        var delay = after is { } asked ? Max(Min(asked, _giveUpAfter), s_backoff.First) : s_backoff.SpreadAfter(delivery.Failures + 1);
        telemetry?.Count("put_off", delivery.Conversation.Channel);
        NotSent(delivery.Conversation.Id, problem, delay);
        await outbox.PutOffAsync(delivery.Conversation.Id, Time.GetUtcNow() + delay, failed: true, CancellationToken.None);
        return false;
    }

    private async Task<bool> GiveUpAsync(Delivery delivery, string problem)
    {
        telemetry?.Count("given_up", delivery.Conversation.Channel);
        GivenUp(delivery.Conversation.Id, delivery.Entry.Sequence, problem);
        await outbox.GiveUpAsync(delivery, problem, CancellationToken.None);
        return true;
    }

    // A process that ended between sending and marking leaves nothing behind: what is older than the sending here may have been sent by it.
    private bool MayHaveBeenSent(Delivery delivery) => delivery.Failures > 0 || delivery.At < _since || Time.GetUtcNow() - delivery.At > s_fresh;

    // What was held back overnight has not been tried yet.
    private bool IsTooOld(Delivery delivery) => delivery.Failures > 0 && Time.GetUtcNow() - delivery.At >= _giveUpAfter;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>What a channel has taken of a reply, until that is marked.</summary>
    private sealed record Unmarked(long Sequence, ImmutableArray<string> RemoteIds, Sending.Parts Parts)
    {
        public bool IsWhole => RemoteIds.Length == Parts.Count;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A reply in {Conversation} was not taken by its channel: {Problem}. It is tried again in {Delay}.")]
    private partial void NotSent(string conversation, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Reply {Sequence} in {Conversation} is given up: {Problem}. The patient did not get it; staff can read it in the console.")]
    private partial void GivenUp(string conversation, long sequence, string problem);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "A reply in {Conversation} is given up, because its record or address cannot be read. Staff find it in the console's outbox.")]
    private partial void NotReadable(string conversation);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The patient of {Conversation} cannot be reached on their channel any more: {Problem}. Nothing is sent until they write again.")]
    private partial void CannotBeReached(string conversation, string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "A reply could not be made ready or marked; it is tried again in {Delay}.")]
    private partial void SendFailed(Exception error, TimeSpan delay);

    [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "A reply in {Conversation} arrived, and what was sent before it could not be changed. It is not tried again.")]
    private partial void AfterwardsFailed(Exception error, string conversation);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The replies that wait could not be looked at or put off; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
