using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Conversations;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A code that proves whose an appointment is. A reference that does not exist has rows, too.</summary>
internal sealed class OneTimeCodeRecord
{
    /// <summary>The conversation that it can be typed into.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Key of the message that it was sent for.</summary>
    public required string SentIn { get; init; }

    public required string Reference { get; init; }

    /// <summary>Of conversation, reference and code, keyed with a secret of the service.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many codes were wrong.</summary>
    public long Tries { get; init; }

    /// <summary>Key of the message with the last wrong code.</summary>
    public string? TriedIn { get; init; }

    /// <summary>Key of the message with the right code.</summary>
    public string? UsedIn { get; init; }

    /// <summary>Whether nothing reached the address on file.</summary>
    public bool NeedsStaff { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class OneTimeCodeConfiguration : IEntityTypeConfiguration<OneTimeCodeRecord>
{
    public void Configure(EntityTypeBuilder<OneTimeCodeRecord> builder)
    {
        builder.ToTable("OneTimeCodes");
        builder.HasKey(c => new { c.AskedBy, c.SentIn });
        builder.HasIndex(c => c.Reference);
        builder.HasIndex(c => c.SentAt);
        builder.HasOne<ConversationRecord>().WithMany().HasForeignKey(c => c.AskedBy);
    }
}
