using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Screening;

/// <summary>A finished screening.</summary>
internal sealed class ScreeningRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn that finished it.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the key that opens its printable page: the key itself is with the patient alone.</summary>
    public byte[]? PageHash { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ScreeningConfiguration : IEntityTypeConfiguration<ScreeningRecord>
{
    public void Configure(EntityTypeBuilder<ScreeningRecord> builder)
    {
        builder.ToTable("Screenings");
        builder.HasKey(s => new { s.ConversationId, s.Sequence });
        builder.HasIndex(s => s.PageHash).IsUnique().HasFilter("\"PageHash\" IS NOT NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
    }
}
