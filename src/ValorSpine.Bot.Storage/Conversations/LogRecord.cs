using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>A line of the log.</summary>
internal sealed class LogRecord
{
    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public bool FromBot { get; init; }

    public long? ReplyTo { get; init; }

    /// <summary>The message's key, on the first entry of each turn.</summary>
    public string? Key { get; init; }

    public string? Outcome { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class LogConfiguration : IEntityTypeConfiguration<LogRecord>
{
    public void Configure(EntityTypeBuilder<LogRecord> builder)
    {
        builder.ToTable("Log");
        builder.HasKey(e => new { e.ConversationId, e.Sequence });
        builder.HasIndex(e => new { e.ConversationId, e.Key }).IsUnique().HasFilter("\"Key\" IS NOT NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(e => e.ConversationId);
    }
}
