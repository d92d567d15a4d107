using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Fixing;

/// <summary>What an author drafts about a question of a transcript.</summary>
internal sealed class DraftRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>Number of the patient's message.</summary>
    public long Sequence { get; init; }

    public required string State { get; init; }

    /// <summary>Raised by each step; a step taken on another one is refused.</summary>
    public long Revision { get; init; }

    public required string Author { get; init; }

    /// <summary>Who wrote in it, the author first, one a line.</summary>
    public required string Editors { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public string? Approver { get; init; }

    /// <summary>The edit and the file that it began with, encrypted with the conversation's key: phrasings are a patient's words.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class DraftConfiguration : IEntityTypeConfiguration<DraftRecord>
{
    public void Configure(EntityTypeBuilder<DraftRecord> builder)
    {
        builder.ToTable("Drafts");
        builder.HasKey(d => d.Id);
        builder.HasIndex(d => d.ChangedAt);
        builder.HasIndex(d => d.ConversationId);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(d => d.ConversationId);
    }
}
