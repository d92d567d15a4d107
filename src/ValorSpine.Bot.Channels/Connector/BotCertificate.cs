using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>The certificate by which the bot's account proves itself in place of a secret.</summary>
internal static class BotCertificate
{
    private static readonly TimeSpan s_warnBefore = TimeSpan.FromDays(30);

    /// <summary>Reads it: a PFX file, or a PEM file with the key in it or in a file of its own.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="contentRoot">Where relative paths start.</param>
    /// <param name="now">When it has to be good.</param>
    /// <exception cref="BotCertificateException">It cannot be used; the message says why, and what to do.</exception>
    public static X509Certificate2 Read(ConnectorOptions options, string contentRoot, DateTimeOffset now)
    {
        var certificate = Open(options, contentRoot);
        try
        {
            if (!certificate.HasPrivateKey)
                throw new BotCertificateException("Connector:CertificatePath holds no private key. Give a PFX file with its key, or a PEM file and Connector:CertificateKeyPath.");
            if (certificate.GetRSAPublicKey() is null)
                throw new BotCertificateException("Connector:CertificatePath holds a key that is not RSA, which Entra ID does not take for this. Make a certificate with an RSA key.");
            if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
                throw new BotCertificateException($"Connector:CertificatePath holds a certificate that ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}. Make a new one, and add it to the bot's registration.");
            return certificate;
        }
        catch (BotCertificateException)
        {
            certificate.Dispose();
            throw;
        }
    }

    /// <summary>Whether it ends soon enough to be spoken of.</summary>
    public static bool EndsSoon(X509Certificate2 certificate, DateTimeOffset now) => certificate.NotAfter.ToUniversalTime() - now.UtcDateTime < s_warnBefore;

    private static X509Certificate2 Open(ConnectorOptions options, string contentRoot)
    {
        var path = Path.GetFullPath(options.CertificatePath!, contentRoot);
        var keyPath = options.CertificateKeyPath is { Length: > 0 } key ? Path.GetFullPath(key, contentRoot) : null;
        try
        {
            if (IsPem(path))
                return options.CertificatePassword is { Length: > 0 } locked ? X509Certificate2.CreateFromEncryptedPemFile(path, locked, keyPath) : X509Certificate2.CreateFromPemFile(path, keyPath);
            return X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword, X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BotCertificateException($"Connector:CertificatePath or CertificateKeyPath names a file that is not there: '{(error as FileNotFoundException)?.FileName ?? path}'. Paths start at the content root.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BotCertificateException($"Connector:CertificatePath '{path}' cannot be read ({error.GetType().Name}). Let the service's account read it.");
        }
        catch (CryptographicException)
        {
            throw new BotCertificateException("Connector:CertificatePath holds no certificate that can be opened: the file is no PFX or PEM, its key is missing, or Connector:CertificatePassword is wrong.");
        }
    }

    private static bool IsPem(string path)
    {
        using var file = new StreamReader(path);
        var start = new char[8192];
        return file.ReadBlock(start) is var read && start.AsSpan(0, read).Contains("-----BEGIN", StringComparison.Ordinal);
    }
}

/// <summary>The certificate of the bot's account cannot be used.</summary>
internal sealed class BotCertificateException(string message) : Exception(message);
