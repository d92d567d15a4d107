using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Staff.People;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Commands;

/// <summary>Works on staff accounts where nobody can sign in to do it, or as part of setting the service up.</summary>
internal static class StaffCommand
{
    private static readonly string s_by = OpenedRecords.Actor;

    /// <summary>Adds an account and prints its password.</summary>
    public static Task<int> AddAsync(string contentRoot, string email, string? roles, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        var chosen = roles is null ? Roles.OfNewAccount : Read(roles);
        var change = Done(await people.AddAsync(email, chosen, s_by, cancel));
        await output.WriteLineAsync($"Account  {email}".AsMemory(), cancel);
        await output.WriteLineAsync($"Roles    {Roles.Names(chosen)}".AsMemory(), cancel);
        await output.WriteLineAsync($"Password {change.Password}".AsMemory(), cancel);
    }, cancel);

    /// <summary>Gives an account a new password and prints it; the second factor is set up anew.</summary>
    public static Task<int> ResetAsync(string contentRoot, string email, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        var change = Done(await people.ResetAsync(await IdAsync(people, email, cancel), s_by, cancel));
        await output.WriteLineAsync($"Account  {email}".AsMemory(), cancel);
        await output.WriteLineAsync($"Password {change.Password}".AsMemory(), cancel);
    }, cancel);

    /// <summary>Gives an account other roles.</summary>
    public static Task<int> SetRolesAsync(string contentRoot, string email, string roles, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        var chosen = Read(roles);
        Done(await people.SetRolesAsync(await IdAsync(people, email, cancel), chosen, s_by, cancel));
        await output.WriteLineAsync($"{email}  {Roles.Names(chosen)}".AsMemory(), cancel);
    }, cancel);

    /// <summary>Locks an account until it is unlocked.</summary>
    public static Task<int> LockAsync(string contentRoot, string email, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        Done(await people.LockAsync(await IdAsync(people, email, cancel), s_by, cancel));
        await output.WriteLineAsync($"{email}  locked and signed out".AsMemory(), cancel);
    }, cancel);

    /// <summary>Opens an account again.</summary>
    public static Task<int> UnlockAsync(string contentRoot, string email, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        Done(await people.UnlockAsync(await IdAsync(people, email, cancel), s_by, cancel));
        await output.WriteLineAsync($"{email}  unlocked".AsMemory(), cancel);
    }, cancel);

    /// <summary>Prints all accounts, one a line.</summary>
    public static Task<int> ListAsync(string contentRoot, TextWriter output, CancellationToken cancel) => RunAsync(contentRoot, async people =>
    {
        foreach (var account in await people.ListAsync(cancel))
        {
            var state = account.IsLocked ? "locked" : account.LockedUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"locked until {until:yyyy-MM-dd HH:mm} UTC") : "open";
            var factor = account.Provider is { } provider ? $"signs in with {provider}" : account.SecondFactor ?? "no second factor";
            await output.WriteLineAsync($"{account.Email}  {(account.Roles.IsEmpty ? "no role" : Roles.Names(account.Roles))}  {state}  {factor}".AsMemory(), cancel);
        }
    }, cancel);

    private static ImmutableArray<Role> Read(string roles) => Roles.TryRead(roles, out var read, out var unknown)
        ? read
        : throw new BadSettingsException($"'{unknown}' is no role. Use one or more of {Roles.Names(Roles.All)}, parted by commas.");

    private static AccountChange Done(AccountChange change) => change.Problem is { } problem ? throw new BadSettingsException(problem) : change;

    private static async Task<string> IdAsync(StaffPeople people, string email, CancellationToken cancel) =>
        (await people.ListAsync(cancel)).FirstOrDefault(account => account.Email.Equals(email, StringComparison.OrdinalIgnoreCase))?.Id
        ?? throw new BadSettingsException($"There is no account '{email}'. Add it with: staff add {email}");

    private static async Task<int> RunAsync(string contentRoot, Func<StaffPeople, Task> work, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        services.AddSingleton(ClinicSettings.Read(configuration));
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), contentRoot);
        services.AddKeyVault(configuration, contentRoot);
        services.AddStaffAccounts();
        await using var provider = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(provider, cancel);
        await using var scope = provider.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<StaffPeople>());
        return 0;
    }
}
