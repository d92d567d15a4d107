using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Texting;

/// <summary>What happened between a number and us: the proof of a consent or of its end.</summary>
internal sealed class TextConsentEventRecord
{
    public long Id { get; init; }

    /// <summary>Keyed hash of the number.</summary>
    public required string Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name of a <see cref="Core.Turns.TextConsentEvent"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The carrier's id of the message that it happened with.</summary>
    public required string Message { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class TextConsentEventConfiguration : IEntityTypeConfiguration<TextConsentEventRecord>
{
    public void Configure(EntityTypeBuilder<TextConsentEventRecord> builder)
    {
        builder.ToTable("TextConsentEvents");
        builder.HasKey(e => e.Id);
        builder.HasIndex(e => new { e.Number, e.Message }).IsUnique();
    }
}
