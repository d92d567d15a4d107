using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>A reply that may have harmed somebody: what is known of it and what is done.</summary>
internal sealed class SafetyRecordRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    public required string State { get; init; }

    /// <summary>Raised by each step; a step taken on another one is refused.</summary>
    public long Revision { get; init; }

    public required string OpenedBy { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Article, section, version and notes, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SafetyRecordConfiguration : IEntityTypeConfiguration<SafetyRecordRecord>
{
    public void Configure(EntityTypeBuilder<SafetyRecordRecord> builder)
    {
        builder.ToTable("SafetyRecords");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => r.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
    }
}
