using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Staff accounts in the store. Keys of authenticator apps and recovery codes are encrypted there: who reads the file must not be able to sign in.</summary>
internal sealed class StaffStore(BotDb db, IDataProtectionProvider protection, IdentityErrorDescriber? describer = null) : UserOnlyStore<StaffMember, BotDb>(db, describer)
{
    private readonly IDataProtector _protector = protection.CreateProtector("staff.tokens");

    /// <inheritdoc/>
    public override Task SetTokenAsync(StaffMember user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    /// <inheritdoc/>
    public override async Task<string?> GetTokenAsync(StaffMember user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? _protector.Unprotect(value) : null;
}
