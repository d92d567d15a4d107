using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ValorSpine.Bot.Storage.Staff;

/// <summary>A person of the clinic who may sign in to the staff console.</summary>
public sealed class StaffMember : IdentityUser
{
    /// <summary>What accounts have that were made before there were roles: nothing that they could do is taken away.</summary>
    internal const string RolesBeforeThereWereAny = "supervisor,auditor,administrator";

    /// <summary>Names of the roles, parted by commas; empty where the person may do nothing yet. Which rights they have, the console knows.</summary>
    public string Roles { get; set; } = "";

    /// <summary>The sign-in service that the account belongs to and that says its roles; null for an account of this service.</summary>
    public string? Provider { get; set; }
}

/// <summary>What the table of accounts has beyond ASP.NET Core Identity's.</summary>
internal sealed class StaffMemberConfiguration : IEntityTypeConfiguration<StaffMember>
{
    // Every new account is written with its roles; the default is for accounts from before there were any, which could do everything.
    public void Configure(EntityTypeBuilder<StaffMember> builder) => builder.Property(m => m.Roles).HasDefaultValue(StaffMember.RolesBeforeThereWereAny);
}
