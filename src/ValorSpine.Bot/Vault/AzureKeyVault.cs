using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Vault;

/// <summary>
/// Wraps master keys with an RSA key that never leaves an Azure Key Vault, by its REST API. It is asked at the start and when the keys change, never for a conversation, and its callers have nothing to do meanwhile:
/// so they wait.
/// </summary>
internal sealed class AzureKeyVault : IKeyVault, IDisposable
{
    private const string Algorithm = "RSA-OAEP-256", Version = "api-version=7.4";
    private const int Tries = 3;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10), s_pause = TimeSpan.FromMilliseconds(250);

    private readonly KeyVaultSettings _settings;
    private readonly VaultTokens _tokens;
    private readonly TimeProvider _time;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_longest };

    public AzureKeyVault(KeyVaultSettings settings, TimeProvider time) => (_settings, _tokens, _time) = (settings, new(settings), time);

    private string Vault => _settings.Key.Host;

    /// <inheritdoc/>
    public VaultWrapped Wrap(byte[] masterKey) => WrapAsync(masterKey).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public byte[] Unwrap(VaultWrapped wrapped) => UnwrapAsync(wrapped).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _tokens.Dispose();
    }

    private async Task<VaultWrapped> WrapAsync(byte[] masterKey)
    {
        var key = Own(await CallAsync(HttpMethod.Get, _settings.Key.AbsoluteUri, null, newest => newest.GetProperty("key").GetProperty("kid").GetString()));
        return new(key, await CallAsync(key, "wrapkey", masterKey));
    }

    private Task<byte[]> UnwrapAsync(VaultWrapped wrapped) => CallAsync(Own(wrapped.KeyId), "unwrapkey", wrapped.Value);

    private Task<byte[]> CallAsync(string key, string operation, byte[] value) => CallAsync(
        HttpMethod.Post, $"{key}/{operation}", new Operation(Algorithm, Base64Url.EncodeToString(value)), answer => Base64Url.DecodeFromChars(answer.GetProperty("value").GetString()));

    // Whoever can write the key file must not choose where the service's token goes.
    private string Own(string? key) => key is not null && key.StartsWith(_settings.Key.AbsoluteUri + "/", StringComparison.OrdinalIgnoreCase)
        ? key
        : throw new StorageUnavailableException($"A master key is wrapped by another key than '{_settings.Key}'. Set Storage:KeyVault:Key to the one that it was wrapped by.");

    private async Task<T> CallAsync<T>(HttpMethod method, string address, Operation? operation, Func<JsonElement, T> read)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, $"{address}?{Version}") { Content = operation is null ? null : JsonContent.Create(operation, options: JsonSerializerOptions.Web) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.GetAsync());
                using var answer = await _http.SendAsync(request);
                if (answer.IsSuccessStatusCode)
                    return read(await answer.Content.ReadFromJsonAsync<JsonElement>());
                if (tried == Tries || !IsPassing(answer.StatusCode))
                    throw Refused(answer.StatusCode);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                if (tried == Tries)
                    throw new StorageUnavailableException($"The key vault '{Vault}' does not answer. Check Storage:KeyVault:Key and the way to it, then try again.", error);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new StorageUnavailableException($"What answers at '{Vault}' is no key vault. Check Storage:KeyVault:Key.", error);
            }

            await Task.Delay(s_pause, _time);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    private StorageUnavailableException Refused(HttpStatusCode status) => new(status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"The key vault '{Vault}' does not let this service use the key. Give its identity the role 'Key Vault Crypto Service Encryption User' on '{_settings.Key}', and let the vault's network rules pass it.",
        HttpStatusCode.NotFound => $"The key vault '{Vault}' has no such key or version. Check Storage:KeyVault:Key, and that no version that wrapped a master key was deleted.",
        HttpStatusCode.BadRequest => $"The key vault '{Vault}' could not use its key: it must be an RSA key that may wrap and unwrap, and enabled.",
        _ => $"The key vault '{Vault}' answered with status {(int)status}. Try again later.",
    });

    private sealed record Operation(string Alg, string Value);
}
