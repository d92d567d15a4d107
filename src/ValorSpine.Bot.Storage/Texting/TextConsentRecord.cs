using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Texting;

/// <summary>Whether a number may be texted. It stands apart from conversations, as the wish outlives them.</summary>
internal sealed class TextConsentRecord
{
    /// <summary>Keyed hash of the number.</summary>
    public required string Number { get; init; }

    public bool Stopped { get; init; }

    public DateTimeOffset Since { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class TextConsentConfiguration : IEntityTypeConfiguration<TextConsentRecord>
{
    public void Configure(EntityTypeBuilder<TextConsentRecord> builder)
    {
        builder.ToTable("TextConsents");
        builder.HasKey(c => c.Number);
    }
}
