using Microsoft.Extensions.Options;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.HandOff;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Brings replies to the channels of the Bot Framework, and then changes what was sent before where they settle it.</summary>
internal sealed partial class ConnectorCarrier(
    ReplyActivities replies, ConnectorClient client, HubHandOff hub, TextRestraint restraint, IConversationLog log, DeliveryOutbox outbox, IOptions<ConnectorOptions> options, TimeProvider time, ILogger<ConnectorCarrier> logger) : IReplyCarrier
{
    // What a patient still sees and may have settled; a long conversation is not read as a whole for each reply.
    private const int MostBack = 40;

    // The next reply, perhaps guidance for a warning sign, waits no longer than this for a card to be closed.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public bool Carries(string channel) => channel != ChannelIds.TwilioSms;

    /// <inheritdoc/>
    public async ValueTask<Sending> PrepareAsync(Delivery delivery, bool mayHaveBeenSent)
    {
        if (!delivery.Address.IsAuthenticated && !options.Value.DangerouslyTrustEveryCaller)
            return new Sending.Never("its address came without a token");
        var reference = ConversationReference.Parse(delivery.Address.Reference);
        if (delivery.Conversation.Channel == ChannelIds.AzureSms && reference.User?.Id is { Length: > 0 } number && await restraint.HoldBackAsync(delivery, number) is { } held)
            return held;
        var activities = replies.Of(delivery.Entry, delivery.Conversation, delivery.Address.Reference, delivery.AnsweredActivityJson);
        var waiting = await hub.BegunByAsync(delivery);
        return new Sending.Parts(activities.Count + (waiting is null ? 0 : 1), part => part < activities.Count ? client.SendAsync(reference, activities[part], CancellationToken.None) : AskHubAsync(delivery, waiting!, reference))
        {
            AfterwardsAsync = delivery.Entry.ReplyTo is { } answered && replies.ChangesWhatWasSent(delivery.Address.Reference) ? () => ChangeAsync(delivery, answered, reference) : null,
        };
    }

    private async Task<ConnectorResult> AskHubAsync(Delivery delivery, Owner.Waiting waiting, ConversationReference reference) =>
        await hub.RequestAsync(delivery, waiting) is { } request ? await client.SendAsync(reference, request, CancellationToken.None) : new ConnectorResult.Done(null);

    // Tried once: a card that stays open here is closed when it is shown again, and a tap on it changes nothing.
    private async Task ChangeAsync(Delivery delivery, long answered, ConversationReference reference)
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        var id = delivery.Conversation.Id;
        foreach (var change in replies.ChangedBy(delivery.Entry, await log.ReadAsync(id, Math.Max(0, answered - MostBack), CancellationToken.None), delivery.Conversation, delivery.Address.Reference))
        {
            var sent = outbox.RemoteIdsOf(id, change.Sequence);
            if (change.Part < sent.Length && sent[change.Part] is { Length: > 0 } activity && await ProblemAsync(client.UpdateAsync(reference, activity, change.Activity, limit.Token), limit.Token) is { } problem)
                NotChanged(id, change.Sequence, problem);
        }
    }

    private static async Task<string?> ProblemAsync(Task<ConnectorResult> changing, CancellationToken limit)
    {
        try
        {
            return await changing is ConnectorResult.Done ? null : (await changing).GetType().Name;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The card of reply {Sequence} in {Conversation} was settled and could not be closed: {Problem}. It closes when it is shown again.")]
    private partial void NotChanged(string conversation, long sequence, string problem);
}
