using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Deliveries;

/// <summary>Where the replies of a conversation are sent, and the state of their queue.</summary>
internal sealed class ReplyAddressRecord
{
    public required string ConversationId { get; init; }

    public bool IsAuthenticated { get; init; }

    /// <summary>Since when the patient cannot be reached there, or null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the first waiting reply is to be sent, or null where none waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often it could not be sent.</summary>
    public long Failures { get; init; }

    /// <summary>Who talks with whom there, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ReplyAddressConfiguration : IEntityTypeConfiguration<ReplyAddressRecord>
{
    public void Configure(EntityTypeBuilder<ReplyAddressRecord> builder)
    {
        builder.ToTable("ReplyAddresses");
        builder.HasKey(a => a.ConversationId);
        builder.HasIndex(a => a.DueAt, "IX_ReplyAddresses_Due").HasFilter("\"DueAt\" IS NOT NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
    }
}
