using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>A note of staff, or a draft that one leaves for another.</summary>
internal sealed class ReviewNoteRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public bool IsDraft { get; init; }

    /// <summary>Encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ReviewNoteConfiguration : IEntityTypeConfiguration<ReviewNoteRecord>
{
    public void Configure(EntityTypeBuilder<ReviewNoteRecord> builder)
    {
        builder.ToTable("ReviewNotes");
        builder.HasKey(n => n.Id);
        builder.HasIndex(n => n.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(n => n.ConversationId);
    }
}
