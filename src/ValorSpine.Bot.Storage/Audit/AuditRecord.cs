using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>Who did what to which conversation.</summary>
internal sealed class AuditRecord
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>The reason that was stated, or how much it was; encrypted.</summary>
    public byte[]? Note { get; init; }

    /// <summary>Hash of the entry before.</summary>
    public byte[]? Previous { get; init; }

    /// <summary>Of this entry; null until what an older version wrote is linked in at a start.</summary>
    public byte[]? Hash { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasKey(e => e.Id);
        builder.HasIndex(e => e.ConversationId);
    }
}
