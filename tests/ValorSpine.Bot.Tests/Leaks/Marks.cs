using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Tests.Leaks;

/// <summary>Made-up words that stand in what people type, and where a text holds one of them, whatever became of it.</summary>
internal static partial class Marks
{
    /// <summary>How each word begins that stands in what a patient or a member of staff typed.</summary>
    public const string Typed = "zqvtyped";

    /// <summary>How each word begins that stands in an address which a caller made up.</summary>
    public const string Address = "zqvaddress";

    /// <summary>A telephone number that a patient gives; it is found however it is written.</summary>
    public const string Phone = "312 555 0187";

    private static readonly SearchValues<string> s_typed = Search([Typed]), s_address = Search([Address]);

    /// <summary>The first typed word or number in a text, with what stands around it, or null.</summary>
    public static string? FindTyped(string text) => Find(text, s_typed) ?? (PhoneNumber().Match(text) is { Success: true } phone ? phone.Value : null);

    /// <summary>The first word of a made-up address in a text, with what stands around it, or null.</summary>
    public static string? FindAddress(string text) => Find(text, s_address);

    /// <summary>Looks for words as they are, in any case, percent-encoded, in hexadecimal and in base64.</summary>
    public static SearchValues<string> Search(IEnumerable<string> words) => SearchValues.Create([.. words.SelectMany(Disguises)], StringComparison.OrdinalIgnoreCase);

    /// <summary>The first place where a text holds one of the words, or null.</summary>
    public static string? Find(string text, SearchValues<string> words)
    {
        var at = text.AsSpan().IndexOfAny(words);
        return at < 0 ? null : text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 60)];
    }

    private static IEnumerable<string> Disguises(string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        yield return word;
        yield return string.Concat(bytes.Select(value => $"%{value:x2}"));
        yield return Convert.ToHexString(bytes);
        for (var before = 0; before < 3; before++)
            yield return InnerBase64(bytes, before);
    }

    /// <summary>The characters of the base64 that depend on the word alone, where so many bytes stand before it in a group of three.</summary>
    private static string InnerBase64(byte[] word, int before)
    {
        var text = Convert.ToBase64String([.. new byte[before], .. word]);
        return text[((before * 8 + 5) / 6)..((before + word.Length) * 8 / 6)];
    }

    [GeneratedRegex(@"312\D{0,3}555\D{0,3}0187", RegexOptions.ExplicitCapture)]
    private static partial Regex PhoneNumber();
}
