using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Channels.Sms;

/// <summary>
/// Writes a text in the alphabet of text messages. One foreign character would make the whole message travel in UCS-2, with less than half the room, so quotes, dashes and bullets get their
/// plain forms, letters lose marks that the alphabet has not, and what has no form in it becomes a question mark or, where it only decorates, nothing.
/// </summary>
public static partial class SmsAlphabet
{
    /// <summary>What stands for a letter that has no plain form.</summary>
    private const char Unknown = '?';

    private static readonly FrozenDictionary<char, string> s_plain = new Dictionary<char, string>
    {
        ['\u2018'] = "'",
        ['\u2019'] = "'",
        ['\u201A'] = "'",
        ['\u201B'] = "'",
        ['\u2032'] = "'",
        ['`'] = "'",
        ['\u00B4'] = "'",
        ['\u2039'] = "'",
        ['\u203A'] = "'",
        ['\u201C'] = "\"",
        ['\u201D'] = "\"",
        ['\u201E'] = "\"",
        ['\u201F'] = "\"",
        ['\u2033'] = "\"",
        ['\u00AB'] = "\"",
        ['\u00BB'] = "\"",
        ['\u2010'] = "-",
        ['\u2011'] = "-",
        ['\u2012'] = "-",
        ['\u2013'] = "-",
        ['\u2014'] = "-",
        ['\u2015'] = "-",
        ['\u2212'] = "-",
        ['\u2022'] = "-",
        ['\u00B7'] = "-",
        ['\u2023'] = "-",
        ['\u25AA'] = "-",
        ['\u25CF'] = "-",
        ['\u25E6'] = "-",
        ['\u2027'] = "-",
        ['\t'] = " ",
        ['\u2044'] = "/",
        ['\u00F7'] = "/",
        ['\u00D7'] = "x",
        ['\u00B1'] = "+/-",
        ['\u2264'] = "<=",
        ['\u2265'] = ">=",
        ['\u2248'] = "about ",
        ['\u2260'] = "not ",
        ['\u00B0'] = " degrees",
        ['\u00A9'] = "(c)",
        ['\u00AE'] = "(R)",
        ['\u00A2'] = "c",
        ['\u2192'] = "->",
        ['\u2190'] = "<-",
        ['\u00AC'] = "not ",
        ['\u00A6'] = "|",
        ['\u00B6'] = "",
        ['\u0141'] = "L",
        ['\u0142'] = "l",
        ['\u0110'] = "D",
        ['\u0111'] = "d",
        ['\u00D0'] = "D",
        ['\u00F0'] = "d",
        ['\u00DE'] = "Th",
        ['\u00FE'] = "th",
        ['\u0131'] = "i",
        ['\u0152'] = "OE",
        ['\u0153'] = "oe",
        ['\u0126'] = "H",
        ['\u0127'] = "h",
        ['\u1E9E'] = "SS",
        ['\u03BC'] = "u",
        ['\u00B5'] = "u",
    }.ToFrozenDictionary();

    /// <summary>The text in plain letters, on lines without empty ones between them.</summary>
    public static string Plain(string text) => Gaps().Replace(Spaces().Replace(Letters(text.ReplaceLineEndings("\n")), " "), "\n").Trim();

    /// <summary>The first character of a text that has no plain form, or null.</summary>
    public static Rune? FirstUnknown(string text) => text.EnumerateRunes().Where(rune => Form(rune).Contains(Unknown) && rune.Value != Unknown).Select(rune => (Rune?)rune).FirstOrDefault();

    private static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Form(rune));
        return plain.ToString();
    }

    private static string Form(Rune rune)
    {
        if (rune.IsBmp && Own((char)rune.Value) is { } own)
            return own;
        // A letter with a mark is taken apart, and so are ligatures, fractions and signs made of letters.
        var parts = rune.Value == 0xFFFD ? "\uFFFD" : rune.ToString().Normalize(NormalizationForm.FormKD);
        var form = new StringBuilder();
        foreach (var part in parts.EnumerateRunes())
            form.Append((part.IsBmp ? Own((char)part.Value) : null) ?? Left(part));
        return form.ToString();
    }

    private static string? Own(char character) => Gsm7.Septets(character) > 0 && character is not ('\r' or '\f') ? character.ToString() : s_plain.GetValueOrDefault(character);

    private static string Left(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.ModifierSymbol => "",
        UnicodeCategory.OtherSymbol when rune.Value != 0xFFFD => "",
        _ => Unknown.ToString(),
    };

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" *\n[ \n]*")]
    private static partial Regex Gaps();
}
