using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.People;

/// <summary>The staff accounts, for who manages them. Every change is on the audit trail. The host implements it.</summary>
public interface IStaffPeople
{
    /// <summary>All accounts, by e-mail.</summary>
    Task<ImmutableArray<StaffAccount>> ListAsync(CancellationToken cancel);

    /// <summary>One of them, or null.</summary>
    Task<StaffAccount?> FindAsync(string id, CancellationToken cancel);

    /// <summary>Adds an account; gives its first password.</summary>
    Task<AccountChange> AddAsync(string email, ImmutableArray<Role> roles, string by, CancellationToken cancel);

    /// <summary>Gives an account these roles in place of those that it has. Holds from its next request on.</summary>
    Task<AccountChange> SetRolesAsync(string id, ImmutableArray<Role> roles, string by, CancellationToken cancel);

    /// <summary>Locks an account until it is unlocked, and signs it out everywhere.</summary>
    Task<AccountChange> LockAsync(string id, string by, CancellationToken cancel);

    /// <summary>Opens an account again, however it was locked.</summary>
    Task<AccountChange> UnlockAsync(string id, string by, CancellationToken cancel);

    /// <summary>Gives an account a new password, forgets its second factors, and signs it out everywhere.</summary>
    Task<AccountChange> ResetAsync(string id, string by, CancellationToken cancel);

    /// <summary>Signs an account out everywhere.</summary>
    Task<AccountChange> SignOutAsync(string id, string by, CancellationToken cancel);
}

/// <summary>An account as who manages it sees it.</summary>
/// <param name="Id">Stable, and no e-mail: stands in addresses.</param>
/// <param name="Email">As the person signs in.</param>
/// <param name="Roles">What it is.</param>
/// <param name="IsLocked">Whether it was locked by somebody.</param>
/// <param name="LockedUntil">Until when it is locked after wrong tries, or null.</param>
/// <param name="SecondFactor">In plain words, or null where there is none.</param>
/// <param name="Provider">The sign-in service that it belongs to and that says its roles, or null.</param>
/// <param name="SeenAt">When the person, being signed in, did something last; null where they are not signed in.</param>
public sealed record StaffAccount(
    string Id, string Email, ImmutableArray<Role> Roles, bool IsLocked, DateTimeOffset? LockedUntil, string? SecondFactor, string? Provider, DateTimeOffset? SeenAt);

/// <summary>What came of a change.</summary>
/// <param name="Problem">Why it was not made, or null.</param>
/// <param name="Password">A password to be told to the person, where there is one. It is not kept anywhere.</param>
public sealed record AccountChange(string? Problem = null, string? Password = null);
