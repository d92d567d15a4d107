using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Storage;

/// <summary>
/// The store's model: conversations, incidents, appointments, the audit trail, staff accounts and the keys of ASP.NET Core data protection.
/// Turns and bookings are written past it, by the one writer; it serves migrations, staff accounts and lists.
/// </summary>
public abstract class BotDb : IdentityUserContext<StaffMember>, IDataProtectionKeyContext
{
    /// <summary>Creates the context with a provider's options.</summary>
    protected BotDb(DbContextOptions options)
        : base(options)
    {
    }

    /// <summary>Keys that protect sign-in cookies and forms.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<ConversationRecord> Conversations => Set<ConversationRecord>();

    internal DbSet<AlertRecord> Alerts => Set<AlertRecord>();

    /// <summary>Fixed, so that the model does not depend on what the host configures for sign-in.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <summary>Each table is configured beside its record, in the folder of what it is for.</summary>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(BotDb).Assembly);
    }
}
