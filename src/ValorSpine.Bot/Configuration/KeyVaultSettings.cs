namespace ValorSpine.Bot.Configuration;

/// <summary>Section <c>Storage:KeyVault</c>: the key of an Azure Key Vault that wraps the master keys, and who the service is to it.</summary>
internal sealed record KeyVaultSettings
{
    /// <summary>Address of the key without a version: <c>https://clinic.vault.azure.net/keys/valorspine</c>.</summary>
    public required Uri Key { get; init; }

    /// <summary>How the service proves itself.</summary>
    public required KeyVaultIdentity Identity { get; init; }

    /// <summary>Of the app, or of a user-assigned managed identity; null for the machine's own.</summary>
    public string? ClientId { get; init; }

    /// <summary>Of the app.</summary>
    public string? TenantId { get; init; }

    /// <summary>Of the app.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>PEM file with the certificate of the app and its private key.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Where tokens are given, where it is not the cloud's own address.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>The settings, or null where no vault is set.</summary>
    /// <exception cref="BadSettingsException">Some are missing or wrong; the message has one line for each.</exception>
    public static KeyVaultSettings? Read(IConfiguration configuration, string contentRoot)
    {
        var section = configuration.GetSection("Storage:KeyVault");
        if (section[nameof(Key)] is not { Length: > 0 } key)
            return null;
        var problems = new List<string>();
        if (!Uri.TryCreate(key, UriKind.Absolute, out var address) || !IsSafe(address) || address.AbsolutePath.Split('/') is not ["", "keys", { Length: > 0 }])
            problems.Add($"Storage:KeyVault:Key is '{key}'. Write the key's address without a version, for example https://clinic.vault.azure.net/keys/valorspine.");
        var login = section[nameof(LoginUrl)];
        Uri? loginUrl = null;
        if (!string.IsNullOrWhiteSpace(login) && !(Uri.TryCreate(login, UriKind.Absolute, out loginUrl) && IsSafe(loginUrl)))
            problems.Add("Storage:KeyVault:LoginUrl must be an https address.");
        var how = section[nameof(Identity)];
        var identity = KeyVaultIdentity.ManagedIdentity;
        if (!string.IsNullOrWhiteSpace(how) && !(Enum.TryParse(how, ignoreCase: true, out identity) && Enum.IsDefined(identity)))
            problems.Add($"Storage:KeyVault:Identity is '{how}'. Write ManagedIdentity, ClientSecret or Certificate.");
        if (identity != KeyVaultIdentity.ManagedIdentity)
        {
            Need(nameof(ClientId), "the App ID of the registration");
            Need(nameof(TenantId), "the tenant of the registration");
        }

        if (identity == KeyVaultIdentity.ClientSecret)
            Need(nameof(ClientSecret), "give it as the environment variable Storage__KeyVault__ClientSecret");
        if (identity == KeyVaultIdentity.Certificate)
            Need(nameof(CertificateFile), "a PEM file with the certificate and its private key");
        if (problems.Count > 0)
            throw new BadSettingsException(string.Join('\n', problems));
        return new()
        {
            Key = address!,
            Identity = identity,
            ClientId = Given(nameof(ClientId)),
            TenantId = Given(nameof(TenantId)),
            ClientSecret = Given(nameof(ClientSecret)),
            CertificateFile = Given(nameof(CertificateFile)) is { } file ? Path.GetFullPath(file, contentRoot) : null,
            LoginUrl = loginUrl,
        };

        string? Given(string name) => string.IsNullOrWhiteSpace(section[name]) ? null : section[name];

        void Need(string name, string what)
        {
            if (Given(name) is null)
                problems.Add($"Storage:KeyVault:{name} is missing: {what}.");
        }
    }

    // What is secret travels to both.
    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);
}

/// <summary>How the service proves itself to a key vault.</summary>
internal enum KeyVaultIdentity
{
    /// <summary>By the identity that Azure gave the machine.</summary>
    ManagedIdentity,

    /// <summary>As an app with a secret.</summary>
    ClientSecret,

    /// <summary>As an app with a certificate.</summary>
    Certificate,
}
