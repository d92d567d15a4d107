using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// What one turn asks a language model. A turn that is decided again, since another came first, is told what it was told before: nothing is sent twice. What left the clinic stands on the audit trail also where the turn came
/// to nothing.
/// </summary>
internal sealed partial class ModelTurn(ILanguageModel model, IAuditTrail? trail, ILogger logger, string conversationId, DateTimeOffset since)
{
    private readonly Dictionary<string, ModelResult> _told = [];
    private readonly HashSet<string> _unrecorded = [];

    /// <summary>Asks, or tells what was told to the same request.</summary>
    public async ValueTask<ModelResult> PerformAsync(ModelRequest request, BotContent content, CancellationToken cancel)
    {
        var action = ModelTrail.ActionOf(request);
        if (_told.TryGetValue(action, out var known))
            return known;
        // Whoever leaves meanwhile cannot take back what is on its way.
        _unrecorded.Add(action);
        var told = await model.PerformAsync(request, content, since, cancel);
        if (!new ModelAnswer(request, told).WasSent)
            _unrecorded.Remove(action);
        return _told[action] = told;
    }

    /// <summary>What the turn was committed with is on the trail.</summary>
    public void Committed(ImmutableArray<ModelAnswer> told) => _unrecorded.ExceptWith(told.Select(answer => ModelTrail.ActionOf(answer.Request)));

    /// <summary>Puts on the trail what is not there yet.</summary>
    public async ValueTask RecordRestAsync()
    {
        if (trail is null)
            return;
        try
        {
            foreach (var action in _unrecorded)
                await trail.RecordAsync(ModelTrail.Actor, action, conversationId, note: null, CancellationToken.None);
        }
        // What ended the turn is the error to be told, and most often the same.
        catch (NotNowException)
        {
            NotRecorded(_unrecorded.Count);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} requests to the language model, of a turn that was not kept, could not be put on the audit trail.")]
    private partial void NotRecorded(int count);
}
