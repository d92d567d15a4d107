using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>An activity of a channel that is no message of the patient. The newest of each conversation are kept.</summary>
internal sealed class KeptActivityRecord
{
    public required string ConversationId { get; init; }

    /// <summary>A repeat has the same.</summary>
    public required string Key { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Type { get; init; }

    /// <summary>As received, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class KeptActivityConfiguration : IEntityTypeConfiguration<KeptActivityRecord>
{
    public void Configure(EntityTypeBuilder<KeptActivityRecord> builder)
    {
        builder.ToTable("KeptActivities");
        builder.HasKey(a => new { a.ConversationId, a.Key });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
    }
}
