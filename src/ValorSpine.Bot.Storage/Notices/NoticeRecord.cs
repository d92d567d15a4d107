using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Notices;

/// <summary>A notice to a patient: waiting, sent, dropped, given up or done by staff.</summary>
internal sealed class NoticeRecord
{
    public long Id { get; init; }

    /// <summary>Where its appointment was made, whichever conversation changed it; without an appointment where it was decided.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Unique within the conversation.</summary>
    public required string Key { get; init; }

    public required string Template { get; init; }

    /// <summary>Chat, Email or Phone.</summary>
    public required string Way { get; init; }

    public string? Reference { get; init; }

    /// <summary>SEQUENCE of the appointment that it is true for.</summary>
    public long? Sequence { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? VoidAt { get; init; }

    public required string State { get; init; }

    public long Failures { get; init; }

    /// <summary>Why it could not be sent last: a name of ours, nothing that a server said.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Address and values, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class NoticeConfiguration : IEntityTypeConfiguration<NoticeRecord>
{
    public void Configure(EntityTypeBuilder<NoticeRecord> builder)
    {
        builder.ToTable("Notices");
        builder.HasKey(n => n.Id);
        builder.HasIndex(n => new { n.ConversationId, n.Key }).IsUnique();
        builder.HasIndex(n => n.DueAt, "IX_Notices_Unsettled").HasFilter("\"State\" IN ('waiting', 'dead')");
        builder.HasIndex(n => n.Reference);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(n => n.ConversationId);
    }
}
