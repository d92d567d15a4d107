using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Deliveries;

/// <summary>A reply on its way to a channel that is called.</summary>
internal sealed class DeliveryRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the reply in the log.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary><c>waiting</c>, <c>sent</c>, <c>dead</c> (given up), <c>gone</c> (the patient cannot be reached there).</summary>
    public required string State { get; init; }

    /// <summary>When it was sent or given up.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why it was given up.</summary>
    public string? Problem { get; init; }

    /// <summary>What the channel calls its parts, one a line.</summary>
    public string? RemoteIds { get; init; }

    /// <summary>What the channel told afterwards: that it arrived, or why not. A status and a code of the channel.</summary>
    public string? Receipt { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class DeliveryConfiguration : IEntityTypeConfiguration<DeliveryRecord>
{
    public void Configure(EntityTypeBuilder<DeliveryRecord> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasKey(d => new { d.ConversationId, d.Sequence });
        builder.HasIndex(d => new { d.ConversationId, d.Sequence }, "IX_Deliveries_Waiting").HasFilter("\"State\" = 'waiting'");
        builder.HasIndex(d => d.DoneAt, "IX_Deliveries_Dead").HasFilter("\"State\" = 'dead'");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(d => d.ConversationId);
    }
}
