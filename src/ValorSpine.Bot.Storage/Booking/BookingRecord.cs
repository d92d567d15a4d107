using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>An appointment.</summary>
internal sealed class BookingRecord
{
    public required string Reference { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public required string CalendarKey { get; init; }

    public DateTimeOffset BookedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>RFC 5545 SEQUENCE.</summary>
    public long Sequence { get; init; }

    /// <summary>When the patient said that they will come, and to which SEQUENCE they said it.</summary>
    public DateTimeOffset? ComingAt { get; init; }

    public long? ComingSequence { get; init; }

    /// <summary>Name, phone, e-mail, reason and summary, encrypted with the conversation's key.</summary>
    public required byte[] Details { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class BookingConfiguration : IEntityTypeConfiguration<BookingRecord>
{
    public void Configure(EntityTypeBuilder<BookingRecord> builder)
    {
        builder.ToTable("Bookings");
        builder.HasKey(b => b.Reference);
        builder.HasIndex(b => b.CalendarKey).IsUnique();
        builder.HasIndex(b => b.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(b => b.ConversationId);
    }
}
