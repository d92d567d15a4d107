using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Questionnaires;

/// <summary>A questionnaire with its outcomes as it once was live.</summary>
internal sealed class QuestionnaireRecord
{
    public required string Hash { get; init; }

    public required string Name { get; init; }

    public required string Questionnaire { get; init; }

    public string? Outcomes { get; init; }

    /// <summary>When it was first used.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class QuestionnaireConfiguration : IEntityTypeConfiguration<QuestionnaireRecord>
{
    public void Configure(EntityTypeBuilder<QuestionnaireRecord> builder)
    {
        builder.ToTable("Questionnaires");
        builder.HasKey(q => q.Hash);
    }
}
