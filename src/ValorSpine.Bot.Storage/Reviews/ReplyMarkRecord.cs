using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>What a patient said of a reply.</summary>
internal sealed class ReplyMarkRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the reply in the log.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public bool Helpful { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ReplyMarkConfiguration : IEntityTypeConfiguration<ReplyMarkRecord>
{
    public void Configure(EntityTypeBuilder<ReplyMarkRecord> builder)
    {
        builder.ToTable("ReplyMarks", table => table.HasComment(WithoutRowId.Mark));
        builder.HasKey(m => new { m.ConversationId, m.Sequence });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(m => m.ConversationId);
    }
}
