using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Whether an e-mail address can be one, and what was likely meant by a misspelt one.</summary>
internal static class EmailSpelling
{
    private const int LongestAddress = 254;

    // RFC 5322 dot-atom characters beside letters and digits; quoted local parts are not taken.
    private const string LocalExtras = "!#$%&'*+-/=?^_`{|}~.";

    private static readonly string[] s_providers =
    [
        "gmail.com", "yahoo.com", "ymail.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net", "att.net", "verizon.net",
        "msn.com", "live.com", "me.com", "mac.com", "mail.com", "email.com", "gmx.com", "protonmail.com", "proton.me", "sbcglobal.net", "bellsouth.net",
        "cox.net", "charter.net", "rocketmail.com", "fastmail.com", "googlemail.com", "zoho.com", "usa.net", "usa.com",
    ];

    /// <summary>The providers worth correcting to: long enough that a near miss is no other name.</summary>
    private static readonly string[] s_common = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "comcast.net", "verizon.net", "protonmail.com"];

    private static readonly (string Wrong, string Right)[] s_endings = [(".con", ".com"), (".cmo", ".com"), (".ocm", ".com"), (".comm", ".com"), (".vom", ".com"), (".xom", ".com"), (".nte", ".net"), (".ogr", ".org")];

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Providers = "(?:gmail|yahoo|ymail|hotmail|outlook|icloud|aol|msn|live|comcast|att|verizon|protonmail|proton)";

    private static readonly Regex s_spacedAt = new(@"\s*@\s*", Options);
    private static readonly Regex s_spacedDot = new(@"(@[\w-]+)\s*[.,]\s*(com|org|net|edu|gov|us|me|io|co)\b", Options);
    // "raj dot patel at yahoo dot com", "trudy_lamb at gmail.com"
    private static readonly Regex s_spoken = new(@"(?<![\w.+-])(?<local>[\w.+-]+(?: (?:dot|underscore|dash) [\w+-]+)*) at (?<domain>[\w-]+(?: dot [\w-]+)?) dot (?<end>com|org|net|edu|gov|us|io|co)\b", Options);
    private static readonly Regex s_atProvider = new($@"(?<![\w.+-])(?<local>[\w.+-]+(?: (?:dot|underscore|dash) [\w+-]+)*) at (?<domain>{Providers}\.(?:com|net|me))\b", Options);
    // "trudy.gmail.com"
    private static readonly Regex s_withoutAt = new($@"(?<![@\w.+-])(?!www\.)(?<local>[\w+-][\w.+-]*)\.(?<domain>{Providers}\.(?:com|net|me))\b", Options);
    // "my email is trudy lamb@gmail.com"
    private static readonly Regex s_wordBefore = new(@"^\s*(?:(?:my |the )?e-?mail(?: address)?(?: is|'s|:)? |it(?:'s| is) )?(?<word>[a-z]{2,})\s+$", Options);

    /// <summary>A text with spoken and spaced addresses written as such.</summary>
    public static string Written(string text)
    {
        text = s_spoken.Replace(text, match => $"{Signs(match.Groups["local"].Value)}@{Signs(match.Groups["domain"].Value)}.{match.Groups["end"].Value}");
        text = s_atProvider.Replace(text, match => $"{Signs(match.Groups["local"].Value)}@{match.Groups["domain"].Value}");
        return s_spacedDot.Replace(s_spacedAt.Replace(text, "@"), "$1.$2");

        static string Signs(string said) => said.Replace(" dot ", ".", StringComparison.OrdinalIgnoreCase).Replace(" underscore ", "_", StringComparison.OrdinalIgnoreCase).Replace(" dash ", "-", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>An address at a well-known provider whose @ was left out, with where it stands, or null.</summary>
    public static (string Meant, Match Typed)? WithoutAt(string text) =>
        s_withoutAt.Match(text) is { Success: true } match ? ($"{match.Groups["local"].Value}@{match.Groups["domain"].Value}", match) : null;

    /// <summary>The address with the one word before it, which may have been meant as part of it ("trudy lamb@gmail.com"); else null.</summary>
    /// <param name="before">What stands before the address.</param>
    /// <param name="address">As typed.</param>
    public static string? Joined(string before, string address) =>
        s_wordBefore.Match(before) is { Success: true } match && match.Groups["word"].Value is var word && PersonName.IsName(word)
            && !address.Contains(word, StringComparison.OrdinalIgnoreCase) && address[..address.IndexOf('@')].All(char.IsLetter)
            ? word.ToLowerInvariant() + address
            : null;

    /// <summary>Whether a text has the form of an address.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0 || text.Length > LongestAddress || text.IndexOf('@') != at)
            return false;
        var local = text[..at];
        var labels = text[(at + 1)..].Split('.');
        return local.All(character => char.IsLetterOrDigit(character) || LocalExtras.Contains(character))
            && !local.StartsWith('.') && !local.EndsWith('.') && !local.Contains("..", StringComparison.Ordinal)
            && labels.Length > 1 && labels.All(IsLabel) && labels[^1].Length >= 2 && labels[^1].All(char.IsLetter);
    }

    /// <summary>The address that was likely meant, or null where nothing looks wrong.</summary>
    public static string? Suggest(string address)
    {
        var at = address.LastIndexOf('@');
        var domain = address[(at + 1)..].ToLowerInvariant();
        if (s_providers.Contains(domain))
            return null;
        var fixedEnd = s_endings.FirstOrDefault(ending => domain.EndsWith(ending.Wrong, StringComparison.Ordinal)) is { Wrong: { } wrong, Right: var right }
            ? domain[..^wrong.Length] + right
            : domain;
        var near = s_common.Where(provider => EditDistance.Of(fixedEnd, provider) <= (provider.Length > 9 ? 2 : 1)).OrderBy(provider => EditDistance.Of(fixedEnd, provider)).FirstOrDefault();
        var meant = s_providers.Contains(fixedEnd) ? fixedEnd : near ?? fixedEnd;
        return meant == domain ? null : address[..(at + 1)] + meant;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label.All(character => char.IsLetterOrDigit(character) || character == '-') && label[0] != '-' && label[^1] != '-';
}
