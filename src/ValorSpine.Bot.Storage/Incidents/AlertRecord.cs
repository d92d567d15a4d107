using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>An alert; the rule that raised it says something about the patient's health and is encrypted.</summary>
internal sealed class AlertRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn that raised it.</summary>
    public long Sequence { get; init; }

    /// <summary>Tells alerts of one turn apart, from 0.</summary>
    public long Number { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class AlertConfiguration : IEntityTypeConfiguration<AlertRecord>
{
    public void Configure(EntityTypeBuilder<AlertRecord> builder)
    {
        builder.ToTable("Alerts");
        builder.HasKey(a => new { a.ConversationId, a.Sequence, a.Number });
        builder.HasIndex(a => new { a.Kind, a.ConversationId });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(a => a.ConversationId);
    }
}
