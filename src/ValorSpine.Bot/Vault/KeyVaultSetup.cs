using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Vault;

/// <summary>Registers the key vault, where one is set.</summary>
internal static class KeyVaultSetup
{
    public static void AddKeyVault(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        if (KeyVaultSettings.Read(configuration, contentRoot) is { } settings)
            services.AddSingleton<IKeyVault>(provider => new AzureKeyVault(settings, provider.GetRequiredService<TimeProvider>()));
    }
}
