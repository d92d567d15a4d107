using Microsoft.EntityFrameworkCore;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>That a reply said a section of an article, of one knowledge version.</summary>
internal sealed class SaidSectionRecord
{
    /// <summary>Keyed hash of article, section and version: which article was said to whom is health text.</summary>
    public required byte[] Hash { get; init; }

    public required string ConversationId { get; init; }

    public long Sequence { get; init; }
}

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

/// <summary>A reply that may have harmed somebody: what is known of it and what is done.</summary>
internal sealed class SafetyRecordRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    public required string State { get; init; }

    /// <summary>Raised by each step; a step taken on another one is refused.</summary>
    public long Revision { get; init; }

    public required string OpenedBy { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Article, section, version and notes, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>The tables of judging.</summary>
internal static class JudgingModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<SaidSectionRecord>(said =>
        {
            said.ToTable("SaidSections");
            said.HasKey(s => new { s.Hash, s.ConversationId, s.Sequence });
            said.HasIndex(s => s.ConversationId);
            said.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
        });
        builder.Entity<SampledReplyRecord>(sampled =>
        {
            sampled.ToTable("SampledReplies");
            sampled.HasKey(s => new { s.Week, s.Place });
            sampled.HasIndex(s => new { s.ConversationId, s.Sequence });
            sampled.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
        });
        builder.Entity<ScorecardRecord>(card =>
        {
            card.ToTable("Scorecards");
            card.HasKey(c => new { c.ConversationId, c.Sequence, c.Reader });
            card.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
        });
        builder.Entity<SafetyRecordRecord>(record =>
        {
            record.ToTable("SafetyRecords");
            record.HasKey(r => r.Id);
            record.HasIndex(r => r.ConversationId);
            record.HasOne<ConversationRecord>().WithMany().HasForeignKey(r => r.ConversationId);
        });
    }
}
