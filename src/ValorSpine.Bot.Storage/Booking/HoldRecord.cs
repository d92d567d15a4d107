using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>A slot that is held, or was: kept after it became an appointment so that a repeated request finds it.</summary>
internal sealed class HoldRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The appointment that it became, or null.</summary>
    public string? Reference { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class HoldConfiguration : IEntityTypeConfiguration<HoldRecord>
{
    public void Configure(EntityTypeBuilder<HoldRecord> builder)
    {
        builder.ToTable("Holds");
        builder.HasKey(h => h.Id);
        builder.HasIndex(h => h.ConversationId);
        builder.HasIndex(h => h.ExpiresAt).HasFilter("\"Reference\" IS NULL");
    }
}
