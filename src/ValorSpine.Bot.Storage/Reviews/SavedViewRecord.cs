using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>A query that somebody keeps.</summary>
internal sealed class SavedViewRecord
{
    public required string Account { get; init; }

    /// <summary>Keyed hash of the name.</summary>
    public long Key { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name and query, encrypted with the master key: both may say something about a patient.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedViewRecord>
{
    public void Configure(EntityTypeBuilder<SavedViewRecord> builder)
    {
        builder.ToTable("SavedViews");
        builder.HasKey(v => new { v.Account, v.Key });
    }
}
