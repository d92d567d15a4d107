using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Audit;

/// <summary>The one row that says where the audit trail begins and ends, sealed.</summary>
internal sealed class AuditHeadRecord
{
    public long Id { get; init; }

    /// <summary>Of the last entry.</summary>
    public long Number { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>Number of the last entry that was removed when its time was over.</summary>
    public long PurgedThrough { get; init; }

    public required byte[] PurgedHash { get; init; }

    /// <summary>Over all of it, with a key that is not in the data file in the clear.</summary>
    public required byte[] Seal { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class AuditHeadConfiguration : IEntityTypeConfiguration<AuditHeadRecord>
{
    public void Configure(EntityTypeBuilder<AuditHeadRecord> builder)
    {
        builder.ToTable("AuditHeads");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.Id).ValueGeneratedNever();
    }
}
