using ValorSpine.Bot.Staff.Fixing;
using ValorSpine.Bot.Storage.Reading;

namespace ValorSpine.Bot.Fixing;

/// <summary>The store's audit trail, for the console.</summary>
internal sealed class WorkTrail(AuditTrail audit) : IWorkTrail
{
    /// <inheritdoc/>
    public ValueTask RecordAsync(string actor, string action, string? conversationId, CancellationToken cancel) => audit.RecordAsync(actor, action, conversationId, cancel);
}
