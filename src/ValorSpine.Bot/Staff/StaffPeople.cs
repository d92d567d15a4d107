using System.Collections.Immutable;
using System.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Replicas;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Staff;

/// <summary>Manages the staff accounts, for the console and the command line.</summary>
internal sealed class StaffPeople(UserManager<StaffMember> users, BotDb db, StaffSessions sessions, StaffRecord record, ReplicaLocks locks, TimeProvider time) : IStaffPeople
{
    private const string LastAdministrator = "Nobody could manage accounts any more. Make somebody else an administrator first.";

    /// <inheritdoc/>
    public async Task<ImmutableArray<StaffAccount>> ListAsync(CancellationToken cancel)
    {
        var seen = sessions.LastSeen();
        var list = ImmutableArray.CreateBuilder<StaffAccount>();
        foreach (var member in await users.Users.OrderBy(member => member.NormalizedUserName).ToListAsync(cancel))
            list.Add(await ReadAsync(member, seen));
        return list.ToImmutable();
    }

    /// <inheritdoc/>
    public async Task<StaffAccount?> FindAsync(string id, CancellationToken cancel) =>
        await users.FindByIdAsync(id) is { } member ? await ReadAsync(member, sessions.LastSeen()) : null;

    /// <inheritdoc/>
    public async Task<AccountChange> AddAsync(string email, ImmutableArray<Role> roles, string by, CancellationToken cancel)
    {
        var (made, password) = await StaffAccounts.CreateAsync(users, email, roles);
        if (!made.Succeeded)
            return new($"The account '{email}' was not added. {string.Join(' ', made.Errors.Select(error => error.Description).Distinct())}");
        await record.WriteAsync(by, $"account.added {email} {Roles.Names(roles)}", cancel);
        return new(Password: password);
    }

    /// <inheritdoc/>
    public Task<AccountChange> SetRolesAsync(string id, ImmutableArray<Role> roles, string by, CancellationToken cancel) => ChangeAsync(id, async member =>
    {
        if (member.Provider is not null)
            return new("The sign-in service says this account's roles. Change them there.");
        var staysAdministrator = roles.Contains(Roles.Administrator);
        if (!await UnlessLastAdministratorAsync(member, staysAdministrator, () =>
        {
            member.Roles = Roles.Names(roles);
            return users.UpdateAsync(member);
        }, cancel))
        {
            return new(LastAdministrator);
        }

        await record.WriteAsync(by, $"account.roles {member.UserName} {(roles.IsEmpty ? "none" : member.Roles)}", cancel);
        return new();
    }, cancel);

    /// <inheritdoc/>
    public Task<AccountChange> LockAsync(string id, string by, CancellationToken cancel) => ChangeAsync(id, async member =>
    {
        if (!await UnlessLastAdministratorAsync(member, staysAdministrator: false, () => users.SetLockoutEndDateAsync(member, DateTimeOffset.MaxValue), cancel))
            return new(LastAdministrator);
        await EndSessionsAsync(member, cancel);
        await record.WriteAsync(by, $"account.locked {member.UserName}", cancel);
        return new();
    }, cancel);

    /// <inheritdoc/>
    public Task<AccountChange> UnlockAsync(string id, string by, CancellationToken cancel) => ChangeAsync(id, async member =>
    {
        await users.SetLockoutEndDateAsync(member, null);
        await users.ResetAccessFailedCountAsync(member);
        await record.WriteAsync(by, $"account.unlocked {member.UserName}", cancel);
        return new();
    }, cancel);

    /// <inheritdoc/>
    public Task<AccountChange> ResetAsync(string id, string by, CancellationToken cancel) => ChangeAsync(id, async member =>
    {
        if (member.Provider is not null)
            return new("The sign-in service keeps this account's password.");
        var password = StaffAccounts.NewPassword();
        var changed = await users.ResetPasswordAsync(member, await users.GeneratePasswordResetTokenAsync(member), password);
        if (!changed.Succeeded)
            return new($"The password of '{member.UserName}' was not changed. {string.Join(' ', changed.Errors.Select(error => error.Description))}");
        foreach (var passkey in await users.GetPasskeysAsync(member))
            await users.RemovePasskeyAsync(member, passkey.CredentialId);
        await users.ForgetAuthenticatorAsync(member);
        await users.SetLockoutEndDateAsync(member, null);
        await users.ResetAccessFailedCountAsync(member);
        await EndSessionsAsync(member, cancel);
        await record.WriteAsync(by, $"account.reset {member.UserName}", cancel);
        return new(Password: password);
    }, cancel);

    /// <inheritdoc/>
    public Task<AccountChange> SignOutAsync(string id, string by, CancellationToken cancel) => ChangeAsync(id, async member =>
    {
        await EndSessionsAsync(member, cancel);
        await record.WriteAsync(by, $"account.signed-out {member.UserName}", cancel);
        return new();
    }, cancel);

    private async Task<AccountChange> ChangeAsync(string id, Func<StaffMember, Task<AccountChange>> change, CancellationToken cancel)
    {
        // One change at a time, on all replicas.
        await using var taken = await locks.TakeAsync(ReplicaLock.StaffAccounts, cancel);
        return await users.FindByIdAsync(id) is { } member ? await change(member) : new("There is no such account any more.");
    }

    /// <summary>Changes an account unless nobody could manage accounts any more; whether it did. One transaction: two changes that each leave the other one as the last would leave none.</summary>
    private async Task<bool> UnlessLastAdministratorAsync(StaffMember member, bool staysAdministrator, Func<Task<IdentityResult>> change, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancel);
        await db.Entry(member).ReloadAsync(cancel);
        if (!staysAdministrator && await IsLastAdministratorAsync(member, cancel))
            return false;
        var saved = await change();
        if (!saved.Succeeded)
            throw new InvalidOperationException($"An account was not saved: {string.Join(' ', saved.Errors.Select(error => error.Code))}.");
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task EndSessionsAsync(StaffMember member, CancellationToken cancel)
    {
        await users.UpdateSecurityStampAsync(member);
        await sessions.EndAllAsync(member.Id, butFor: null, cancel);
    }

    private async Task<bool> IsLastAdministratorAsync(StaffMember member, CancellationToken cancel) =>
        Roles.Stored(member.Roles).Contains(Roles.Administrator)
        && !(await users.Users.AsNoTracking().Where(other => other.Id != member.Id).ToListAsync(cancel)).Any(other => Roles.Stored(other.Roles).Contains(Roles.Administrator) && !IsLocked(other));

    private static bool IsLocked(StaffMember member) => member.LockoutEnd == DateTimeOffset.MaxValue;

    private async Task<StaffAccount> ReadAsync(StaffMember member, IReadOnlyDictionary<string, DateTimeOffset> seen) => new(
        member.Id, member.UserName!, Roles.Stored(member.Roles), IsLocked(member), !IsLocked(member) && member.LockoutEnd > time.GetUtcNow() ? member.LockoutEnd : null,
        await users.WordsAsync(member), member.Provider, seen.TryGetValue(member.Id, out var at) ? at : null);
}
