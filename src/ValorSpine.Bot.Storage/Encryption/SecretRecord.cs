using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Encryption;

/// <summary>A secret of the service, encrypted with the master key.</summary>
internal sealed class SecretRecord
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }
}

/// <summary>Its table.</summary>
internal sealed class SecretConfiguration : IEntityTypeConfiguration<SecretRecord>
{
    public void Configure(EntityTypeBuilder<SecretRecord> builder)
    {
        builder.ToTable("Secrets");
        builder.HasKey(s => s.Name);
    }
}
