using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>What the alerts of a conversation amount to, from the first one until staff resolve it.</summary>
internal sealed class IncidentRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>The most urgent kind of its alerts.</summary>
    public required string Kind { get; init; }

    public required string State { get; init; }

    /// <summary>Raised each time it became more urgent; a step taken on another opening is refused.</summary>
    public long Opening { get; init; }

    /// <summary>When it was opened last.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    public long Alerts { get; init; }

    public DateTimeOffset LastAlertAt { get; init; }

    public string? SeenBy { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What was noted on resolving it, encrypted with the conversation's key.</summary>
    public byte[]? Note { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class IncidentConfiguration : IEntityTypeConfiguration<IncidentRecord>
{
    public void Configure(EntityTypeBuilder<IncidentRecord> builder)
    {
        builder.ToTable("Incidents");
        builder.HasKey(i => i.Id);
        builder.HasIndex(i => i.ConversationId);
        builder.HasIndex(i => i.ConversationId, "IX_Incidents_Unsettled").IsUnique().HasFilter("\"State\" <> 'resolved'");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(i => i.ConversationId);
    }
}
