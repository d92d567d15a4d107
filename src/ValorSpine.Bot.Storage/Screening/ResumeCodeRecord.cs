using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Screening;

/// <summary>A code by which the screening of a conversation is taken up again elsewhere.</summary>
internal sealed class ResumeCodeRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the code, keyed with a secret of the service.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The code, encrypted with the conversation's key.</summary>
    public required byte[] Code { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The one other conversation that took it, or null.</summary>
    public string? RedeemedBy { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ResumeCodeConfiguration : IEntityTypeConfiguration<ResumeCodeRecord>
{
    public void Configure(EntityTypeBuilder<ResumeCodeRecord> builder)
    {
        builder.ToTable("ResumeCodes");
        builder.HasKey(c => c.ConversationId);
        builder.HasIndex(c => c.Hash).IsUnique();
        builder.HasIndex(c => c.ExpiresAt);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.ConversationId);
    }
}
