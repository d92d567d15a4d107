using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.LanguageModel;

/// <summary>What language models took of the budget of a day.</summary>
internal sealed class ModelSpendingRecord
{
    /// <summary>By the clinic's calendar, as year, month and day.</summary>
    public required string Day { get; init; }

    public long Tokens { get; init; }

    /// <summary>In millionths of the currency of the prices.</summary>
    public long Cost { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class ModelSpendingConfiguration : IEntityTypeConfiguration<ModelSpendingRecord>
{
    public void Configure(EntityTypeBuilder<ModelSpendingRecord> builder)
    {
        builder.ToTable("ModelSpending");
        builder.HasKey(s => s.Day);
    }
}
