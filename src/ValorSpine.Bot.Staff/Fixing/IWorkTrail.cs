namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>Puts on the audit trail what no store does by itself. The host implements it.</summary>
public interface IWorkTrail
{
    /// <summary>Adds an entry; completes once it is on disk.</summary>
    ValueTask RecordAsync(string actor, string action, string? conversationId, CancellationToken cancel);
}
