using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>How far some work is that an update does once on what an older version stored.</summary>
internal sealed class BackfillRecord
{
    public required string Name { get; init; }

    /// <summary>Id of the last conversation that was looked at.</summary>
    public required string Position { get; init; }

    public bool IsEnded { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class BackfillConfiguration : IEntityTypeConfiguration<BackfillRecord>
{
    public void Configure(EntityTypeBuilder<BackfillRecord> builder)
    {
        builder.ToTable("Backfills");
        builder.HasKey(b => b.Name);
    }
}
