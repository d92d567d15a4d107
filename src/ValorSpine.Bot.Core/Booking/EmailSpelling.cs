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
