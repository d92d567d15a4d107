using System.Collections.Immutable;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>An audit trail in memory.</summary>
internal sealed class FakeAuditTrail : IAuditTrail
{
    private readonly List<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public AuditBreak? Broken { get; set; }

    public void Add(string actor, string action, string? conversation = null, string? note = null, DateTimeOffset? at = null) =>
        _entries.Add(new(_entries.Count + 1, at ?? Samples.Start.AddMinutes(_entries.Count), actor, action, conversation, note));

    public ValueTask<long> RecordAsync(string actor, string action, string? conversationId, string? note, CancellationToken cancel)
    {
        Add(actor, action, conversationId, note, DateTimeOffset.UtcNow);
        return new(_entries.Count);
    }

    public ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancel) => new(
        [.. _entries.AsEnumerable().Reverse().Where(entry =>
            (filter.Actor is null || entry.Actor == filter.Actor) && (filter.Action is null || entry.Action.StartsWith(filter.Action, StringComparison.Ordinal)) && entry.Action != filter.Except
            && (filter.ConversationId is null || entry.ConversationId == filter.ConversationId) && !(entry.At < filter.From) && !(entry.At >= filter.Until) && !(entry.Number >= before)).Take(take)]);

    public ValueTask<AuditVerification> VerifyAsync(CancellationToken cancel) =>
        new(new AuditVerification(_entries.Count, Samples.Start, Samples.Start.AddDays(1), "abc123") { Broken = Broken });
}
