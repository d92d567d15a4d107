using ValorSpine.Bot.Storage.Reading;

namespace ValorSpine.Bot.Staff;

/// <summary>What happens with accounts and sessions, on the audit trail.</summary>
internal sealed class StaffRecord(AuditTrail trail)
{
    /// <summary>Who it was where an address was typed that has no account: what was typed may be a password.</summary>
    public const string Unknown = "unknown";

    /// <summary>Adds an entry; completes once it is kept.</summary>
    /// <param name="who">As they signed in.</param>
    /// <param name="action">What, as <c>area.verb</c> and what it was done to.</param>
    /// <param name="cancel">Ends the wait.</param>
    public ValueTask WriteAsync(string who, string action, CancellationToken cancel) => trail.RecordAsync(who, action, conversationId: null, cancel);
}
