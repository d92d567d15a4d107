using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>
/// Sends replies to their channels, as long as the service runs: many conversations at once, those of one in order. A reply that the channel has taken is marked; until then it is tried again, with
/// growing delay or when the channel says, and given up after a time. Where the process ends between the two, or a service fails after it has taken a reply, the reply is sent once more.
/// </summary>
internal sealed partial class DeliverySender(
    DeliveryOutbox outbox, IEnumerable<IReplyCarrier> carriers, IOptions<ConnectorOptions> options, TimeProvider time, ILogger<DeliverySender> log) : BackgroundService
{
    private const int MostConversationsAtOnce = 256;
    private const int MostDoublings = 10;
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1), s_longestDelay = TimeSpan.FromMinutes(5), s_afterDefect = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Task> _sending = new(StringComparer.Ordinal);
    private readonly TimeSpan _giveUpAfter = TimeSpan.FromMinutes(options.Value.GiveUpAfterMinutes);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var clock = time.CreateTimer(_ => outbox.Wake(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var _ in outbox.Woken.ReadAllAsync(stoppingToken))
                clock.Change(TryStartDue(stoppingToken), Timeout.InfiniteTimeSpan);
        }
        finally
        {
            // What is under way is brought to its end, so that it is marked.
            await Task.WhenAll(_sending.Values);
        }
    }

    /// <summary>Starts what is due; gives how long nothing is due then.</summary>
    private TimeSpan TryStartDue(CancellationToken stopping)
    {
        try
        {
            // One clock for both looks: what becomes due in between must be in one of them.
            var now = time.GetUtcNow();
            foreach (var conversation in outbox.Due(now, 2 * MostConversationsAtOnce))
            {
                if (_sending.Count >= MostConversationsAtOnce)
                    return Timeout.InfiniteTimeSpan;
                Start(conversation, stopping);
            }

            return outbox.NextDueAt(now) is { } next ? Max(next - time.GetUtcNow(), TimeSpan.Zero) : Timeout.InfiniteTimeSpan;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever it is, a store that cannot be read now for example, the next reply must be sent.
            LookFailed(error);
            return s_afterDefect;
        }
    }

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
                outbox.Wake();
            },
            CancellationToken.None);
    }

    private async Task SendAllAsync(string conversation, CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                if (outbox.Next(conversation) is not { } delivery)
                {
                    await outbox.RestAsync(conversation, CancellationToken.None);
                    return;
                }

                if (!await SendAsync(delivery))
                    return;
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            SendFailed(error, s_afterDefect);
            await PutOffAfterDefectAsync(conversation);
        }
    }

    private async Task PutOffAfterDefectAsync(string conversation)
    {
        try
        {
            await outbox.PutOffAsync(conversation, time.GetUtcNow() + s_afterDefect, failed: true, CancellationToken.None);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            LookFailed(error);
            // Without a mark in the store it is due at once, so waiting is left to this.
            await Task.Delay(s_afterDefect, time);
        }
    }

    /// <summary>Sends one reply; gives whether the next one may follow.</summary>
    private async Task<bool> SendAsync(Delivery delivery)
    {
        if (carriers.FirstOrDefault(one => one.Carries(delivery.Address.ServiceUrl)) is not { } carrier)
            return await GiveUpAsync(delivery, "nothing carries replies to its service");
        switch (await carrier.PrepareAsync(delivery))
        {
            case Sending.Parts parts:
                return await SendAsync(delivery, parts);
            case Sending.Later later:
                await outbox.PutOffAsync(delivery.Conversation.Id, later.Until, failed: false, CancellationToken.None);
                return false;
            case Sending.Unwanted unwanted:
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
                    await outbox.MarkSentAsync(delivery, taken, isLast: taken.Length == parts.Count, CancellationToken.None);
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
                    await outbox.PutOffAsync(delivery.Conversation.Id, time.GetUtcNow() + wait.After, failed: false, CancellationToken.None);
                    return false;
                case ConnectorResult.Gone gone:
                    CannotBeReached(delivery.Conversation.Id, gone.Problem);
                    await outbox.CloseAsync(delivery, gone.Problem, CancellationToken.None);
                    return false;
                case ConnectorResult.Refused refused:
                    return await GiveUpAsync(delivery, refused.Problem);
            }
        }

        return true;
    }

    private async Task<bool> TryLaterAsync(Delivery delivery, TimeSpan? after, string problem)
    {
        if (IsTooOld(delivery))
            return await GiveUpAsync(delivery, problem);
        var delay = after is { } asked ? Max(Min(asked, _giveUpAfter), s_firstDelay) : DelayAfter(delivery.Failures + 1);
        NotSent(delivery.Conversation.Id, problem, delay);
        await outbox.PutOffAsync(delivery.Conversation.Id, time.GetUtcNow() + delay, failed: true, CancellationToken.None);
        return false;
    }

    private async Task<bool> GiveUpAsync(Delivery delivery, string problem)
    {
        GivenUp(delivery.Conversation.Id, delivery.Entry.Sequence, problem);
        await outbox.GiveUpAsync(delivery, problem, CancellationToken.None);
        return true;
    }

    private bool IsTooOld(Delivery delivery) => time.GetUtcNow() - delivery.At >= _giveUpAfter;

    // Between half and all of it, so that those who failed together do not come back together.
    private static TimeSpan DelayAfter(long failures) =>
        Min(s_firstDelay * Math.Pow(2, Math.Min(failures - 1, MostDoublings)), s_longestDelay) * (RandomNumberGenerator.GetInt32(50, 101) / 100.0);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A reply in {Conversation} was not taken by its channel: {Problem}. It is tried again in {Delay}.")]
    private partial void NotSent(string conversation, string problem, TimeSpan delay);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "Reply {Sequence} in {Conversation} is given up: {Problem}. The patient did not get it; staff can read it in the console.")]
    private partial void GivenUp(string conversation, long sequence, string problem);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "The patient of {Conversation} cannot be reached on their channel any more: {Problem}. Nothing is sent until they write again.")]
    private partial void CannotBeReached(string conversation, string problem);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "A reply could not be made ready or marked; it is tried again in {Delay}.")]
    private partial void SendFailed(Exception error, TimeSpan delay);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The replies that wait could not be looked at or put off; this is tried again.")]
    private partial void LookFailed(Exception error);
}
