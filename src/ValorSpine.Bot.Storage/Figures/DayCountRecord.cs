using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Figures;

/// <summary>What the marks of a finished day add up to, so that the figures of a year need not go through all of them. Without a name: the day was added up.</summary>
internal sealed class DayCountRecord
{
    /// <inheritdoc cref="MarkRecord.Day"/>
    public long Day { get; init; }

    /// <summary>A name of marks, or <see cref="DayCounts.ToPerson"/>, or a step of the check that conversations came to, or nothing.</summary>
    public required string Name { get; init; }

    /// <summary>The channel; without a name, <see cref="CheckSteps.Version"/> of what was added up.</summary>
    public required string Channel { get; init; }

    /// <summary>The last day before on which these conversations had such a mark, or 0 where they had none: who counts from a later day on counts them once.</summary>
    public long Earlier { get; init; }

    public long Conversations { get; init; }

    public long Times { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class DayCountConfiguration : IEntityTypeConfiguration<DayCountRecord>
{
    public void Configure(EntityTypeBuilder<DayCountRecord> builder)
    {
        builder.ToTable("DayCounts", table => table.HasComment(WithoutRowId.Mark));
        builder.HasKey(c => new { c.Day, c.Name, c.Channel, c.Earlier });
    }
}
