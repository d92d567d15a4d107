using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>What an account has beside its password.</summary>
internal static class SecondFactors
{
    /// <summary>Whether an authenticator app is set up: its key alone is not, recovery codes are made when it is confirmed.</summary>
    public static async Task<bool> HasAuthenticatorAsync(this UserManager<StaffMember> users, StaffMember member) =>
        await users.GetAuthenticationTokenAsync(member, "[AspNetUserStore]", "RecoveryCodes") is not null;

    /// <summary>Forgets the app and its recovery codes.</summary>
    public static async Task ForgetAuthenticatorAsync(this UserManager<StaffMember> users, StaffMember member)
    {
        await users.RemoveAuthenticationTokenAsync(member, "[AspNetUserStore]", "RecoveryCodes");
        await users.RemoveAuthenticationTokenAsync(member, "[AspNetUserStore]", "AuthenticatorKey");
        await users.SettleAsync(member);
    }

    /// <summary>A password alone signs in as long as there is neither an app nor a passkey.</summary>
    public static async Task SettleAsync(this UserManager<StaffMember> users, StaffMember member)
    {
        var has = await users.HasAuthenticatorAsync(member) || (await users.GetPasskeysAsync(member)).Count > 0;
        if (member.TwoFactorEnabled != has)
            await users.SetTwoFactorEnabledAsync(member, has);
    }

    /// <summary>In plain words, or null.</summary>
    public static async Task<string?> WordsAsync(this UserManager<StaffMember> users, StaffMember member)
    {
        var passkeys = (await users.GetPasskeysAsync(member)).Count;
        var keys = passkeys switch { 0 => null, 1 => "a passkey", _ => $"{passkeys} passkeys" };
        return (await users.HasAuthenticatorAsync(member), keys) switch
        {
            (true, null) => "Authenticator app",
            (true, _) => $"Authenticator app, {keys}",
            (false, null) => null,
            _ => char.ToUpperInvariant(keys[0]) + keys[1..],
        };
    }
}
