using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>A conversation: what lists need in the clear, the rest encrypted.</summary>
internal sealed class ConversationRecord
{
    public required string Id { get; init; }

    public required string Channel { get; init; }

    public required string UserId { get; init; }

    public string? Locale { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    /// <summary>How many log entries; also the last sequence number, because there are no gaps.</summary>
    public long Entries { get; init; }

    /// <summary>Raised by each turn; a turn decided on another version is refused.</summary>
    public long Version { get; init; }

    /// <summary>The state's JSON, encrypted with the conversation's key.</summary>
    public required byte[] State { get; init; }

    /// <summary>The conversation's key, encrypted with the master key; null once the conversation is erased.</summary>
    public byte[]? WrappedKey { get; init; }

    public bool HasAlert { get; init; }

    /// <summary>Kinds of its alerts, most urgent first, parted by commas; empty without.</summary>
    public required string AlertKinds { get; init; }

    public bool Screened { get; init; }

    public bool Booked { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ConversationConfiguration : IEntityTypeConfiguration<ConversationRecord>
{
    public void Configure(EntityTypeBuilder<ConversationRecord> builder)
    {
        builder.ToTable("Conversations");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => c.LastAt);
        builder.HasIndex(c => new { c.Channel, c.LastAt });
        builder.HasIndex(c => new { c.HasAlert, c.LastAt });
    }
}
