using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Ownership;

/// <summary>A conversation that waits for a person, that a person has, or that has a timer running. Without a row the bot has it.</summary>
internal sealed class HeldRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Who has it, as they signed in; null while it waits.</summary>
    public string? Account { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>When its timer runs out, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class HeldConfiguration : IEntityTypeConfiguration<HeldRecord>
{
    public void Configure(EntityTypeBuilder<HeldRecord> builder)
    {
        builder.ToTable("HeldConversations");
        builder.HasKey(h => h.ConversationId);
        builder.HasIndex(h => h.DueAt).HasFilter("\"DueAt\" IS NOT NULL");
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(h => h.ConversationId);
    }
}
