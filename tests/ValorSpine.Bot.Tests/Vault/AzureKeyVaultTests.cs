using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Vault;

namespace ValorSpine.Bot.Tests.Vault;

/// <summary>Master keys in the care of a key vault, over its protocol.</summary>
public sealed class AzureKeyVaultTests : IAsyncLifetime
{
    private const string App = "11111111-2222-3333-4444-555555555555", Tenant = "66666666-7777-8888-9999-000000000000";

    private readonly byte[] _masterKey = RandomNumberGenerator.GetBytes(32);
    private VaultServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await VaultServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void A_master_key_is_wrapped_by_the_newest_version_and_comes_back_as_it_was()
    {
        using var vault = Open();
        var before = vault.Wrap(_masterKey);
        _server.Renew();
        var after = vault.Wrap(_masterKey);

        Assert.Equal((_server.Key + "/v1", _server.Key + "/v2"), (before.KeyId, after.KeyId));
        Assert.NotEqual(_masterKey, before.Value);
        Assert.Equal([_masterKey, _masterKey], [vault.Unwrap(before), vault.Unwrap(after)]);
        Assert.Equal(["wrapkey v1", "wrapkey v2", "unwrapkey v1", "unwrapkey v2"], _server.Calls);
    }

    [Fact]
    public void What_passes_is_tried_again()
    {
        using var vault = Open();
        var wrapped = vault.Wrap(_masterKey);
        _server.Refusals.Enqueue(503);

        Assert.Equal(_masterKey, vault.Unwrap(wrapped));
    }

    [Theory]
    [InlineData(403, "does not let this service use the key. Give its identity the role 'Key Vault Crypto Service Encryption User'")]
    [InlineData(404, "has no such key or version.")]
    [InlineData(400, "it must be an RSA key that may wrap and unwrap, and enabled.")]
    public void A_refusal_says_what_to_do(int status, string words)
    {
        using var vault = Open();
        _server.Refusals.Enqueue(status);

        Assert.Contains(words, Assert.Throws<StorageUnavailableException>(() => vault.Wrap(_masterKey)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_answer_as_a_key_vault_does_is_named()
    {
        using var vault = Open();
        var wrapped = vault.Wrap(_masterKey);
        _server.SaysInstead = new { };

        foreach (var call in (Action[])[() => vault.Wrap(_masterKey), () => vault.Unwrap(wrapped)])
            Assert.Equal("What answers at '127.0.0.1' is no key vault. Check Storage:KeyVault:Key.", Assert.Throws<StorageUnavailableException>(call).Message);
    }

    [Fact]
    public void Without_a_token_the_settings_are_named()
    {
        using var vault = Open();
        _server.RefusesTokenWith = "invalid_client";

        Assert.StartsWith("No token for the key vault can be had (invalid_client). Check", Assert.Throws<StorageUnavailableException>(() => vault.Wrap(_masterKey)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_managed_identity_gets_its_token_where_the_platform_says()
    {
        try
        {
            foreach (var (name, value) in _server.Environment)
                Environment.SetEnvironmentVariable(name, value);
            using var vault = new AzureKeyVault(Read(("Key", _server.Key), ("ClientId", App))!, TimeProvider.System);

            Assert.Equal(_masterKey, vault.Unwrap(vault.Wrap(_masterKey)));
        }
        finally
        {
            foreach (var (name, _) in _server.Environment)
                Environment.SetEnvironmentVariable(name, null);
        }

        Assert.Equal([$"{App} https://127.0.0.1"], _server.IdentityTokens);
    }

    [Fact]
    public void A_certificate_proves_the_service_without_leaving_it()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=clinic", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
            using var vault = new AzureKeyVault(
                Read(("Key", _server.Key), ("Identity", "Certificate"), ("ClientId", App), ("TenantId", Tenant), ("CertificateFile", file), ("LoginUrl", _server.Address.AbsoluteUri))!, TimeProvider.System);

            Assert.Equal(_masterKey, vault.Unwrap(vault.Wrap(_masterKey)));
        }
        finally
        {
            File.Delete(file);
        }

        var parts = _server.Assertion!.Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        Assert.Equal(App, JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!["iss"]!.GetValue<string>());
    }

    [Fact]
    public void A_key_file_that_names_another_vault_is_not_followed_there()
    {
        using var vault = Open();

        var error = Assert.Throws<StorageUnavailableException>(() => vault.Unwrap(new("http://127.0.0.1:9/keys/valorspine/v1", [1])));

        Assert.Contains("is wrapped by another key than", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Calls);
    }

    [Theory]
    [InlineData("https://clinic.vault.azure.net/keys/valorspine/0123", null, "Write the key's address without a version")]
    [InlineData("http://clinic.vault.azure.net/keys/valorspine", null, "Write the key's address without a version")]
    [InlineData("https://clinic.vault.azure.net/keys/valorspine", "Password", "Write ManagedIdentity, ClientSecret or Certificate.")]
    [InlineData("https://clinic.vault.azure.net/keys/valorspine", "ClientSecret", "Storage:KeyVault:ClientSecret is missing")]
    [InlineData("https://clinic.vault.azure.net/keys/valorspine", "Certificate", "Storage:KeyVault:CertificateFile is missing")]
    public void A_wrong_setting_is_named(string key, string? identity, string words) =>
        Assert.Contains(words, Assert.Throws<BadSettingsException>(() => Read(("Key", key), ("Identity", identity))).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_key_there_is_no_vault() => Assert.Null(Read());

    private static KeyVaultSettings? Read(params (string Name, string? Value)[] settings) => KeyVaultSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Storage:KeyVault:{setting.Name}", setting.Value))).Build(), "/");

    private AzureKeyVault Open() => new(
        Read(("Key", _server.Key), ("Identity", "ClientSecret"), ("ClientId", App), ("TenantId", Tenant),
            ("ClientSecret", "secret"), ("LoginUrl", _server.Address.AbsoluteUri))!,
        TimeProvider.System);
}
