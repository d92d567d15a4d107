using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>What one person says of one reply.</summary>
internal sealed class ScorecardRecord
{
    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    public required string Reader { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The criteria, encrypted with the comment with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ScorecardConfiguration : IEntityTypeConfiguration<ScorecardRecord>
{
    public void Configure(EntityTypeBuilder<ScorecardRecord> builder)
    {
        builder.ToTable("Scorecards");
        builder.HasKey(c => new { c.ConversationId, c.Sequence, c.Reader });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
    }
}
