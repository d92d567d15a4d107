using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>Where a conversation stands in the staff's work. Narrow, so that a list of many is read from an index.</summary>
internal sealed class ReviewRecord
{
    /// <summary>A short name for the conversation within the store.</summary>
    public long Number { get; init; }

    public required string ConversationId { get; init; }

    public required string Channel { get; init; }

    /// <summary>Of the last entry.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Value of <see cref="ReviewReasons"/>.</summary>
    public long Reasons { get; init; }

    /// <summary>Value of <see cref="ReviewState"/>.</summary>
    public long State { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Raised by each change of staff and each turn.</summary>
    public long Version { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset Touched { get; init; }

    /// <summary>Who of the staff changed it last, and when.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Conversation elsewhere that the patient continued here, or null.</summary>
    public string? ContinuesFrom { get; init; }

    /// <summary>Tags as a JSON array, encrypted with the conversation's key; null without.</summary>
    public byte[]? Tags { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ReviewConfiguration : IEntityTypeConfiguration<ReviewRecord>
{
    public void Configure(EntityTypeBuilder<ReviewRecord> builder)
    {
        builder.ToTable("Reviews");
        builder.HasKey(r => r.Number);
        builder.HasIndex(r => r.ConversationId).IsUnique();
        builder.HasIndex(r => new { r.At, r.Number });
        builder.HasIndex(r => new { r.Channel, r.At, r.Number });
        builder.HasIndex(r => new { r.Assignee, r.At, r.Number }).HasFilter("\"Assignee\" IS NOT NULL");
        builder.HasIndex(r => new { r.Reasons, r.At, r.Number }, "IX_Reviews_Queue").HasFilter("\"State\" < 2 AND \"Reasons\" > 0");
        builder.HasIndex(r => r.Touched);
        builder.HasIndex(r => r.ContinuesFrom).HasFilter("\"ContinuesFrom\" IS NOT NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
    }
}
