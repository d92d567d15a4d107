using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Screening;

/// <summary>What a patient said to sharing the summary of a screening.</summary>
internal sealed class ConsentRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn in which it was said.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Decision, version, hash and words of the question, and the answer, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ConsentConfiguration : IEntityTypeConfiguration<ConsentRecord>
{
    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.ToTable("Consents");
        builder.HasKey(c => new { c.ConversationId, c.Sequence });
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
    }
}
