using System.Diagnostics;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Telemetry;

/// <summary>A turn that is under way. What it was not told of by its end has failed.</summary>
internal sealed class MeasuredTurn(TurnTelemetry telemetry, Activity? span, long began) : IDisposable
{
    private string _outcome = "failed", _channel = "unknown";

    /// <summary>What this turn answers was committed before.</summary>
    public void Repeated() => _outcome = "repeated";

    /// <summary>Somebody was first, and what staff wanted to say would have come too late.</summary>
    public void Late() => _outcome = "late";

    /// <summary>The conversation is known.</summary>
    public void Loaded(LoadedConversation loaded) => _channel = TurnTelemetry.Bounded(loaded.Conversation.Channel);

    /// <summary>It is on disk.</summary>
    public void Committed(LoadedConversation loaded, Input input, TurnResult decided, DateTimeOffset now)
    {
        _outcome = TurnMarks.Of(decided.Outcome);
        telemetry.Count(loaded.State, input, decided, now);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        span?.SetTag("valorspine.turn.outcome", _outcome).SetTag("valorspine.channel", _channel);
        if (_outcome == "failed")
            span?.SetStatus(ActivityStatusCode.Error);
        telemetry.End(_outcome, _channel, began);
        span?.Dispose();
    }
}
