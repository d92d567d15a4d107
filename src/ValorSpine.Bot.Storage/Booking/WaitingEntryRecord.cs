using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A place on the waiting list. The number is the order of joining.</summary>
internal sealed class WaitingEntryRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>No time is offered that starts at or after it.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Wish and contact, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class WaitingEntryConfiguration : IEntityTypeConfiguration<WaitingEntryRecord>
{
    public void Configure(EntityTypeBuilder<WaitingEntryRecord> builder)
    {
        builder.ToTable("WaitingEntries");
        builder.HasKey(e => e.Id);
        builder.HasIndex(e => new { e.ConversationId, e.Visit }).IsUnique();
        builder.HasIndex(e => e.EndsAt);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(e => e.ConversationId);
    }
}
