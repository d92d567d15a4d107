using Microsoft.AspNetCore.Identity;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Staff;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Staff;

namespace ValorSpine.Bot.Commands;

/// <summary>Adds staff accounts and resets their passwords.</summary>
internal static class StaffCommand
{
    /// <summary>Adds an account and prints its password.</summary>
    public static Task<int> AddAsync(string contentRoot, string email, TextWriter output, CancellationToken cancel) =>
        RunAsync(contentRoot, email, StaffAccounts.AddAsync, output, cancel);

    /// <summary>Gives an account a new password and prints it.</summary>
    public static Task<int> ResetAsync(string contentRoot, string email, TextWriter output, CancellationToken cancel) =>
        RunAsync(contentRoot, email, StaffAccounts.ResetAsync, output, cancel);

    private static async Task<int> RunAsync(
        string contentRoot, string email, Func<UserManager<StaffMember>, string, Task<string>> work, TextWriter output, CancellationToken cancel)
    {
        var configuration = HostConfiguration.Read(contentRoot);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        services.AddSingleton(ClinicSettings.Read(configuration));
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), contentRoot);
        services.AddStaffAccounts();
        await using var provider = services.BuildServiceProvider();
        await StorageStartup.PrepareAsync(provider, cancel);
        await using var scope = provider.CreateAsyncScope();
        var password = await work(scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>(), email);
        await output.WriteLineAsync($"Account  {email}".AsMemory(), cancel);
        await output.WriteLineAsync($"Password {password}".AsMemory(), cancel);
        return 0;
    }
}
