using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Telemetry;

namespace ValorSpine.Bot.Turns;

/// <summary>Runs turns: load, decide, commit. What the decision needs from outside is performed and the turn decided again with the result.</summary>
internal sealed class TurnRunner(
    ConversationStore store, ISchedule schedule, IResumeCodes codes, IOneTimeCodes oneTimeCodes, LiveContent live, KeptVersions versions, ClinicFacts clinic, ConversationGate gate, IConversationLog log, TimeProvider time,
    ChannelRenderers? renderers = null, ILanguageModel? model = null, TurnTelemetry? telemetry = null, DeliveryTelemetry? deliveries = null, IAuditTrail? trail = null, ILogger<ModelTurn>? modelLog = null) : ITurns
{
    private const int MostConflicts = 20;
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.TimeZone);

    /// <inheritdoc/>
    public ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel) => store.OpenAsync(conversation, cancel);

    /// <inheritdoc/>
    public async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel)
    {
        using var measured = telemetry?.Begin(message.ConversationId);
        // The gate keeps turns of this process in order; the version check keeps those of others.
        using var pass = await gate.EnterAsync(message.ConversationId, cancel);
        var asked = model is null ? null : new ModelTurn(model, trail, modelLog ?? NullLogger<ModelTurn>.Instance, message.ConversationId, time.GetUtcNow());
        try
        {
            return await TakeAsync(message, asked, measured, cancel);
        }
        finally
        {
            if (asked is not null)
                await asked.RecordRestAsync();
        }
    }

    private async ValueTask<CommittedTurn> TakeAsync(InboundMessage message, ModelTurn? asked, MeasuredTurn? measured, CancellationToken cancel)
    {
        // One snapshot for the whole turn: what is served may be replaced while the schedule is asked.
        var served = live.Current;
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            if (await store.FindByKeyAsync(message.ConversationId, message.Key, cancel) is { } earlier)
            {
                measured?.Repeated();
                return earlier with { Repeated = true };
            }

            var loaded = await store.LoadAsync(message.ConversationId, cancel)
                ?? throw new ConversationGoneException();
            measured?.Loaded(loaded);
            // Compared with what the turn is decided and committed on, so that nothing comes in between.
            if (message.Staff is { } act && loaded.LastSequence > act.Seen)
            {
                measured?.Late();
                return new(await log.ReadAsync(message.ConversationId, act.Seen, cancel), Repeated: false) { Late = true };
            }

            var content = await versions.ForAsync(served, loaded.State.Screening, cancel);
            var (decided, facts) = await DecideAsync(message, loaded, served, content, asked, cancel);
            // Before the commit: it may wake who delivers.
            deliveries?.Remember(message.ConversationId, loaded.LastSequence + 1);
            switch (await CommitAsync(new(message, loaded, decided, facts, content.Version), cancel))
            {
                case CommitResult.Committed committed:
                    asked?.Committed(facts.Models);
                    measured?.Committed(loaded, message.Input, decided, facts.Now);
                    return committed.Turn;
                case CommitResult.AlreadyTaken taken:
                    measured?.Repeated();
                    return taken.Turn with { Repeated = true };
                default:
                    continue;
            }
        }

        throw new InvalidOperationException("The conversation changed too often while a turn was decided.");
    }

    private async ValueTask<(TurnResult Turn, Facts Facts)> DecideAsync(InboundMessage message, LoadedConversation loaded, BotContent served, BotContent content, ModelTurn? asked, CancellationToken cancel)
    {
        using var span = TurnTelemetry.Span("turn.decide");
        return await Deciding.DecideAsync(
            content, loaded.State, message.Input, TimeZoneInfo.ConvertTime(time.GetUtcNow(), _zone),
            request => schedule.PerformAsync(message.ConversationId, request, cancel), request => codes.PerformAsync(message.ConversationId, request, cancel),
            taken => versions.ForAsync(served, taken, cancel), request => oneTimeCodes.PerformAsync(message.ConversationId, message.Key, request, cancel),
            asked is null ? null : request => asked.PerformAsync(request, content, cancel), renderers?.Unshown(loaded.Conversation.Channel, loaded.State.Last), message.TextedFrom, loaded.LastSequence + 1);
    }

    private async ValueTask<CommitResult> CommitAsync(TurnToCommit turn, CancellationToken cancel)
    {
        using var span = TurnTelemetry.Span("turn.commit");
        return await store.CommitAsync(turn, cancel);
    }
}
