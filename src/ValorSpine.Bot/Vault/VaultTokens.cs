using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;
using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Vault;

/// <summary>The token by which the service proves itself to the key vault. The library keeps it until shortly before its end.</summary>
internal sealed class VaultTokens(KeyVaultSettings settings) : IDisposable
{
    private readonly LoginConnections _connections = new(settings.Identity == KeyVaultIdentity.ManagedIdentity ? null : settings.LoginUrl);
    private Func<Task<AuthenticationResult>>? _source;

    // clinic.vault.azure.net is a vault of vault.azure.net; clouds of governments have names of their own.
    private string Resource => $"https://{(settings.Key.HostNameType == UriHostNameType.Dns && settings.Key.Host.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? settings.Key.Host[(dot + 1)..] : settings.Key.Host)}";

    private string Login => settings.Key.Host.EndsWith(".usgovcloudapi.net", StringComparison.OrdinalIgnoreCase) ? "https://login.microsoftonline.us" : "https://login.microsoftonline.com";

    /// <exception cref="StorageUnavailableException">None can be had.</exception>
    public async Task<string> GetAsync()
    {
        try
        {
            return (await (_source ??= Source())()).AccessToken;
        }
        catch (Exception error) when (error is MsalException or HttpRequestException)
        {
            var problem = error is MsalException { ErrorCode: { } code } ? code : error.GetType().Name;
            throw new StorageUnavailableException($"No token for the key vault can be had ({problem}). Check Identity, ClientId, TenantId and the secret or certificate in Storage:KeyVault.", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connections.Dispose();

    private Func<Task<AuthenticationResult>> Source()
    {
        if (settings.Identity == KeyVaultIdentity.ManagedIdentity)
        {
            var who = settings.ClientId is { } id ? ManagedIdentityId.WithUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned;
            var identity = ManagedIdentityApplicationBuilder.Create(who).WithHttpClientFactory(_connections).Build();
            return () => identity.AcquireTokenForManagedIdentity(Resource).ExecuteAsync();
        }

        var builder = ConfidentialClientApplicationBuilder.Create(settings.ClientId)
            .WithAuthority($"{Login}/{settings.TenantId}", validateAuthority: false).WithInstanceDiscovery(false).WithHttpClientFactory(_connections);
        var client = (settings.CertificateFile is { } file && settings.Identity == KeyVaultIdentity.Certificate ? builder.WithCertificate(Certificate(file)) : builder.WithClientSecret(settings.ClientSecret)).Build();
        string[] scopes = [$"{Resource}/.default"];
        return () => client.AcquireTokenForClient(scopes).ExecuteAsync();
    }

    private static X509Certificate2 Certificate(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StorageUnavailableException($"'{file}' holds no certificate with its private key in PEM, or cannot be read. Check Storage:KeyVault:CertificateFile.", error);
        }
    }
}
