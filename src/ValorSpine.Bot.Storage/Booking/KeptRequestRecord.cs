using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A request that is kept until a schedule elsewhere has answered and the patient was told.</summary>
internal sealed class KeptRequestRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>What it is about; a conversation has one request of a name at a time.</summary>
    public required string Name { get; init; }

    public DateTimeOffset KeptAt { get; init; }

    /// <summary>How often the schedule did not answer.</summary>
    public long Failures { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the schedule answered.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When the patient was told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Whether the patient took it back: what came of it is to be undone.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Request and result, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class KeptRequestConfiguration : IEntityTypeConfiguration<KeptRequestRecord>
{
    public void Configure(EntityTypeBuilder<KeptRequestRecord> builder)
    {
        builder.ToTable("KeptRequests");
        builder.HasKey(r => r.Id);
        builder.HasIndex(r => new { r.ConversationId, r.Name }, "IX_KeptRequests_Open").IsUnique().HasFilter("\"ToldAt\" IS NULL");
        builder.HasIndex(r => r.DueAt, "IX_KeptRequests_Due").HasFilter("\"ToldAt\" IS NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
    }
}
