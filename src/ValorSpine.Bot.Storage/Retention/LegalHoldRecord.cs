using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Retention;

/// <summary>A conversation that is not to be erased.</summary>
internal sealed class LegalHoldRecord
{
    public required string ConversationId { get; init; }

    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Why, encrypted with the conversation's key.</summary>
    public required byte[] Reason { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class LegalHoldConfiguration : IEntityTypeConfiguration<LegalHoldRecord>
{
    public void Configure(EntityTypeBuilder<LegalHoldRecord> builder)
    {
        builder.ToTable("LegalHolds");
        builder.HasKey(h => h.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(h => h.ConversationId);
    }
}
