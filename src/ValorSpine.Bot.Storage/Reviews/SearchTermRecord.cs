using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>That a conversation can be found by something: a keyed hash of it. Many and small, so it is its own index.</summary>
internal sealed class SearchTermRecord
{
    public long Term { get; init; }

    /// <summary>Of the conversation's review.</summary>
    public long Number { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SearchTermConfiguration : IEntityTypeConfiguration<SearchTermRecord>
{
    public void Configure(EntityTypeBuilder<SearchTermRecord> builder)
    {
        builder.ToTable("SearchTerms", table => table.HasComment(WithoutRowId.Mark));
        builder.HasKey(t => new { t.Term, t.Number });
        builder.HasIndex(t => t.Number);
    }
}
