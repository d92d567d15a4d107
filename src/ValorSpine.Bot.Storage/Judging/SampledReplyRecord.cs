using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>A reply that was drawn for a week.</summary>
internal sealed class SampledReplyRecord
{
    /// <summary>Days since 1 January of the year 1 of the week's Monday, in clinic time.</summary>
    public long Week { get; init; }

    /// <summary>1, 2, 3 … within the week.</summary>
    public long Place { get; init; }

    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    /// <summary>Drawn by risk, rather than at random.</summary>
    public bool ByRisk { get; init; }

    /// <summary>Whether a second person reads it without seeing the first scorecard.</summary>
    public bool ReadTwice { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SampledReplyConfiguration : IEntityTypeConfiguration<SampledReplyRecord>
{
    public void Configure(EntityTypeBuilder<SampledReplyRecord> builder)
    {
        builder.ToTable("SampledReplies");
        builder.HasKey(s => new { s.Week, s.Place });
        builder.HasIndex(s => new { s.ConversationId, s.Sequence });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
    }
}
