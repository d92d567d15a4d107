using System.Threading.RateLimiting;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Limits;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Turns;

/// <summary>
/// Lets in no more messages than can be answered in time: of one patient, from one address, in all. Who is a little too fast waits. What is beyond that is looked at for a warning sign: with one it is taken out of a reserve
/// that is kept for nothing else, without one it is refused. What staff and the service itself do is not limited, nor is what comes from this machine, except in all.
/// </summary>
internal sealed class AdmittedTurns(ITurns inner, LimitsSettings limits, IsUrgent isUrgent, LimitStatus status, TimeProvider time, IHttpContextAccessor? http = null) : ITurns, IDisposable
{
    // Of the patient: a few seconds' worth. Of an address: of several of its patients.
    private const int PatientMessagesThatWait = 8, AddressMessagesThatWait = 30;

    // Looking for a sign costs more than refusing: one after the other of each address, or of each patient of a channel, so that a flood takes no more than one processor. None goes without; no more than these are read at once.
    private const int LooksThatWait = 1000;

    private const int LeastReserve = 8, ReserveWaits = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60), s_otherwise = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<string> _patients = ById(limits.PatientMessages, limits.PatientMessagesPerMinute, PatientMessagesThatWait);
    private readonly PartitionedRateLimiter<string> _addresses = ById(limits.AddressMessages, limits.AddressMessagesPerMinute, AddressMessagesThatWait);
    private readonly PartitionedRateLimiter<string> _looks = PartitionedRateLimiter.Create<string, string>(sender =>
        RateLimitPartition.GetConcurrencyLimiter(sender, _ => new() { PermitLimit = 1, QueueLimit = LooksThatWait, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
    private readonly ConcurrencyLimiter _places = new(new() { PermitLimit = limits.TurnsAtOnce, QueueLimit = limits.TurnsWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
    private readonly ConcurrencyLimiter _reserve = new(new() { PermitLimit = Math.Max(LeastReserve, limits.TurnsAtOnce / 8), QueueLimit = ReserveWaits, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <inheritdoc/>
    public async ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel)
    {
        try
        {
            await inner.OpenAsync(conversation, cancel).AsTask().WaitAsync(s_patience, time, cancel);
        }
        catch (TimeoutException error)
        {
            throw new StorageUnavailableException("A conversation was not opened in time.", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        var turn = message.Input is Input.Said or Input.CalledInGroup
            ? RunAsync(message, await AdmitAsync(message, cancel), cancel)
            : inner.TakeAsync(message, cancel).AsTask();
        try
        {
            return await turn.WaitAsync(s_patience, time, cancel);
        }
        catch (TimeoutException error)
        {
            // It may be done yet. Whoever sends it again under the same id gets what was said then.
            throw new StorageUnavailableException("A turn was not done in time.", error);
        }
    }

    /// <summary>Lets in what a patient thinks of an answer, as if it were a message. There is no warning sign in it to look for.</summary>
    /// <exception cref="TooManyException">The patient, or their address, is too fast.</exception>
    public async ValueTask AdmitMarkAsync(string conversationId, CancellationToken cancel)
    {
        if (await IsTooFastAsync(conversationId, cancel) is not { } wait)
            return;
        status.Refused("thumbs of one patient or address");
        throw new TooManyException("More thumbs came than are taken.", wait);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _patients.Dispose();
        _addresses.Dispose();
        _looks.Dispose();
        _places.Dispose();
        _reserve.Dispose();
    }

    private static PartitionedRateLimiter<string> ById(int most, int perMinute, int waiting) => PartitionedRateLimiter.Create<string, string>(id => RequestLimits.Bucket(id, most, perMinute, waiting));

    // The place is given back when the turn has ended, and not when nobody waits for it any more.
    private async Task<CommittedTurn> RunAsync(InboundMessage message, RateLimitLease place, CancellationToken cancel)
    {
        using (place)
            return await inner.TakeAsync(message, cancel);
    }

    private async ValueTask<RateLimitLease> AdmitAsync(InboundMessage message, CancellationToken cancel)
    {
        if (await IsTooFastAsync(message.ConversationId, cancel) is { } wait)
            return await FromReserveAsync(message, wait, "messages of one patient or address", cancel);
        var place = await WaitForPlaceAsync(_places, cancel);
        if (place.IsAcquired)
            return place;
        place.Dispose();
        return await FromReserveAsync(message, s_otherwise, "messages in all", cancel);
    }

    // Where turns hang, no place comes free; whoever waits is told no later than those whose turn it is.
    private async ValueTask<RateLimitLease> WaitForPlaceAsync(ConcurrencyLimiter places, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await places.AcquireAsync(1, either.Token);
        }
        catch (OperationCanceledException error) when (!cancel.IsCancellationRequested)
        {
            throw new StorageUnavailableException("No turn ended in time, so that there was no place for another.", error);
        }
    }

    /// <summary>How long the sender should wait, or null where they were not too fast.</summary>
    private async ValueTask<TimeSpan?> IsTooFastAsync(string conversationId, CancellationToken cancel)
    {
        if (http?.HttpContext is not { } context || ClientAddress.Of(context) is not { } address)
            return null;
        using (var patient = await _patients.AcquireAsync(conversationId, 1, cancel))
        {
            if (!patient.IsAcquired)
                return WaitOf(patient);
        }

        // Behind the address of a channel's service are all of its patients.
        if (RequestLimits.KindOf(context) == TrafficKind.Channel)
            return null;
        using var from = await _addresses.AcquireAsync(address, 1, cancel);
        return from.IsAcquired ? null : WaitOf(from);
    }

    private async ValueTask<RateLimitLease> FromReserveAsync(InboundMessage message, TimeSpan wait, string tooMuch, CancellationToken cancel)
    {
        if (await IsUrgentAsync(message, cancel))
        {
            var place = await WaitForPlaceAsync(_reserve, cancel);
            if (place.IsAcquired)
                return place;
            place.Dispose();
        }

        status.Refused(tooMuch);
        throw new TooManyException("More messages came than are taken.", wait);
    }

    private async ValueTask<bool> IsUrgentAsync(InboundMessage message, CancellationToken cancel)
    {
        var sender = http?.HttpContext is { } context && RequestLimits.KindOf(context) != TrafficKind.Channel ? ClientAddress.Of(context) : null;
        using var look = await _looks.AcquireAsync(sender ?? message.ConversationId, 1, cancel);
        // Whoever is not looked at is not refused.
        return !look.IsAcquired || await isUrgent(message);
    }

    private static TimeSpan WaitOf(RateLimitLease refused) => refused.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : s_otherwise;
}
