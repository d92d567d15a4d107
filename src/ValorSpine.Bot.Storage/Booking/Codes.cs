using System.Buffers.Text;
using System.Security.Cryptography;

namespace ValorSpine.Bot.Storage.Booking;

/// <summary>The random codes of appointments.</summary>
internal static class Codes
{
    /// <summary>Without 0, O, 1, I and L, which people mix up on the phone.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    private const string Prefix = "VS-";

    /// <summary>Short, to be read out: <c>VS-7K4M2</c>.</summary>
    public static string NewReference() => Prefix + RandomNumberGenerator.GetString(Alphabet, 5);

    /// <summary>128 random bits: cannot be guessed.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>A reference as somebody typed it, in the form that is stored.</summary>
    public static string Normalise(string reference)
    {
        var code = string.Concat(reference.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return Prefix + (code.Length > 5 && code.StartsWith("VS", StringComparison.Ordinal) ? code[2..] : code);
    }
}
