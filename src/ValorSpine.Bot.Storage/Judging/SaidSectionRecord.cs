using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>That a reply said a section of an article, of one knowledge version.</summary>
internal sealed class SaidSectionRecord
{
    /// <summary>Keyed hash of article, section and version: which article was said to whom is health text.</summary>
    public required byte[] Hash { get; init; }

    public required string ConversationId { get; init; }

    public long Sequence { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SaidSectionConfiguration : IEntityTypeConfiguration<SaidSectionRecord>
{
    public void Configure(EntityTypeBuilder<SaidSectionRecord> builder)
    {
        builder.ToTable("SaidSections");
        builder.HasKey(s => new { s.Hash, s.ConversationId, s.Sequence });
        builder.HasIndex(s => s.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(s => s.ConversationId);
    }
}
