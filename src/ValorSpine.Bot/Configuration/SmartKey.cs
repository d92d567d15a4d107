using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ValorSpine.Bot.Configuration;

/// <summary>The private key of SMART backend services, as its file holds it.</summary>
internal static class SmartKey
{
    private const int FewestRsaBits = 2048, EcBits = 384;

    /// <summary>Reads a JWK or an unencrypted PEM. What it is, RSA or elliptic curve, chooses RS384 or ES384.</summary>
    /// <exception cref="ArgumentException">It is neither, or not private, or too weak.</exception>
    /// <exception cref="CryptographicException">It is damaged.</exception>
    /// <exception cref="KeyIdMissingException">Neither the file nor the settings name the key.</exception>
    public static SigningCredentials Read(string text, string? keyId)
    {
        SecurityKey key = text.TrimStart().StartsWith('{') ? Jwk(text) : Pem(text);
        key.KeyId = keyId ?? (string.IsNullOrWhiteSpace(key.KeyId) ? throw new KeyIdMissingException() : key.KeyId);
        return new(key, IsRsa(key) ? SecurityAlgorithms.RsaSha384 : SecurityAlgorithms.EcdsaSha384);
    }

    private static bool IsRsa(SecurityKey key) => key is RsaSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.RSA };

    private static JsonWebKey Jwk(string text)
    {
        var key = JsonWebKey.Create(text);
        return key.HasPrivateKey && (key is { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeySize: >= FewestRsaBits } || key is { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P384 })
            ? key
            : throw new ArgumentException("Not a private key of a kind that SMART takes.");
    }

    private static AsymmetricSecurityKey Pem(string text)
    {
        if (TryRsa(text) is { } rsa)
            return rsa.KeySize >= FewestRsaBits ? new RsaSecurityKey(rsa) : throw new ArgumentException("The key is too short.");
        var curve = ECDsa.Create();
        curve.ImportFromPem(text);
        return curve.KeySize == EcBits && curve.ExportParameters(includePrivateParameters: true).D is not null ? new ECDsaSecurityKey(curve) : throw new ArgumentException("Not the curve P-384.");
    }

    // The label "PRIVATE KEY" does not say of which kind it is.
    private static RSA? TryRsa(string text)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(text);
            _ = rsa.ExportParameters(includePrivateParameters: true);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            return null;
        }
    }
}

/// <summary>A key without the id under which the server knows it.</summary>
internal sealed class KeyIdMissingException : Exception;
