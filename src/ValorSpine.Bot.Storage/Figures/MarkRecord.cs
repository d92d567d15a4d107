using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>That something happened in a conversation on a day, and how often. Written in the turn's transaction; the figures are counted from it.</summary>
internal sealed class MarkRecord
{
    /// <summary>Whether a mark is of a check, spelt as the filter of its index is.</summary>
    public const string OfCheck = "m.Name >= 'check.' AND m.Name < 'check/'";

    public required string ConversationId { get; init; }

    /// <summary>Days since 1 January of the year 1, in clinic time.</summary>
    public long Day { get; init; }

    /// <summary>One of the names that turns are marked with.</summary>
    public required string Name { get; init; }

    public required string Channel { get; init; }

    public long Count { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class MarkConfiguration : IEntityTypeConfiguration<MarkRecord>
{
    public void Configure(EntityTypeBuilder<MarkRecord> builder)
    {
        builder.ToTable("Marks");
        builder.HasKey(m => new { m.ConversationId, m.Day, m.Name });
        // Holds all that is counted, so that counting touches no other page of the file.
        builder.HasIndex(m => new { m.Day, m.Name, m.Channel, m.ConversationId, m.Count }, "IX_Marks_Counted");
        builder.HasIndex(m => new { m.Day, m.ConversationId, m.Name, m.Channel }, "IX_Marks_Check").HasFilter("\"Name\" >= 'check.' AND \"Name\" < 'check/'");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(m => m.ConversationId);
    }
}
