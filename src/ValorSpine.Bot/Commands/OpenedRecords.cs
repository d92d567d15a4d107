using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Records.Export;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Commands;

/// <summary>The store as the commands that work on records open it: beside a running service, or without one.</summary>
internal static class OpenedRecords
{
    /// <summary>Who stands on the audit trail for what is done from the command line.</summary>
    public static string Actor => $"command line: {Environment.UserName}";

    /// <summary>Opens the store that the settings name.</summary>
    /// <param name="contentRoot">The folder of the settings.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="instead">Settings that count instead of those.</param>
    public static async Task<ServiceProvider> OpenAsync(string contentRoot, CancellationToken cancel, params IEnumerable<KeyValuePair<string, string?>> instead)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(HostConfiguration.Read(contentRoot)).AddInMemoryCollection(instead).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(ClinicSettings.Read(configuration));
        services.AddSingleton<SlotEnumeration>(OpenSlots.Enumerate);
        services.AddStorage(configuration.GetSection("Storage"), contentRoot);
        services.AddKeyVault(configuration, contentRoot);
        services.AddSingleton<ReplyRenderer>();
        services.AddSingleton<ChannelRenderers>();
        services.AddSingleton<IExports, Exports>();
        var provider = services.BuildServiceProvider();
        try
        {
            await StorageStartup.PrepareAsync(provider, cancel);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }
}
