using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Staff;

/// <summary>The table of passkeys. The base context would add it where the host's options name version 3 of the schema; here the model depends on no options.</summary>
internal sealed class StaffPasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<string>>
{
    private const int LongestCredentialId = 1024;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<string>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(LongestCredentialId);
        builder.Property(p => p.UserId).IsRequired();
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
