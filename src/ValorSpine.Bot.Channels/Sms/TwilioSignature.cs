using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>The signature that proves that a request comes from Twilio: HMAC-SHA1 over its address and its sorted fields, keyed with the account's token.</summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <summary>The signature of a request.</summary>
    /// <param name="token">The auth token.</param>
    /// <param name="url">The address exactly as it was called, without fragment.</param>
    /// <param name="fields">Of the form; a field may come several times.</param>
    public static string Of(string token, string url, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, values) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            foreach (var value in values.Select(value => value ?? "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                signed.Append(name).Append(value);
        }

#pragma warning disable CA5350 // Twilio's protocol knows no other.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    /// <summary>Whether a signature is right for an address with or without its port: Twilio's own libraries take both.</summary>
    public static bool IsValid(StringValues header, string token, Uri url, IReadOnlyCollection<KeyValuePair<string, StringValues>> fields)
    {
        if (header is not [{ Length: > 0 } given])
            return false;
        var bytes = Encoding.UTF8.GetBytes(given);
        var (valid, whole) = (false, url.OriginalString);
        foreach (var address in new[] { whole, WithPort(url) })
            valid |= CryptographicOperations.FixedTimeEquals(bytes, Encoding.UTF8.GetBytes(Of(token, address, fields)));
        return valid;
    }

    // Everything but host and port stays as it was written.
    private static string WithPort(Uri url)
    {
        var whole = url.OriginalString;
        var from = whole.IndexOf("://", StringComparison.Ordinal) + 3;
        var to = whole.IndexOfAny(['/', '?'], from) is var end and >= 0 ? end : whole.Length;
        var authority = whole[from..to];
        var port = $":{url.Port}";
        var other = authority.EndsWith(port, StringComparison.Ordinal) ? authority[..^port.Length] : authority + port;
        return string.Concat(whole.AsSpan(0, from), other, whole.AsSpan(to));
    }
}
