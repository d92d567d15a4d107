using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage.Reading;

namespace ValorSpine.Bot.Staff;

/// <summary>What happens with accounts and sessions, on the audit trail.</summary>
internal sealed class StaffRecord(AuditTrail trail) : IStaffRecord
{
    /// <summary>Who it was where an address was typed that has no account: what was typed may be a password.</summary>
    public const string Unknown = "unknown";

    /// <inheritdoc/>
    public ValueTask WriteAsync(string who, string action, CancellationToken cancel) => trail.RecordAsync(who, action, conversationId: null, cancel);
}
