using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Vault;

/// <summary>Registers the key vault, where one is set.</summary>
internal static class KeyVaultSetup
{
    /// <summary>The key vault, where one is set, for a command that needs nothing else of the store.</summary>
    public static AzureKeyVault? Open(IConfiguration configuration, string contentRoot) => KeyVaultSettings.Read(configuration, contentRoot) is { } settings ? new(settings, TimeProvider.System) : null;

    public static void AddKeyVault(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        if (KeyVaultSettings.Read(configuration, contentRoot) is { } settings)
            services.AddSingleton<IKeyVault>(provider => new AzureKeyVault(settings, provider.GetRequiredService<TimeProvider>()));
    }
}
