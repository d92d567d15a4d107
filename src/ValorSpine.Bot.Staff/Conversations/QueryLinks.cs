using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Conversations;

/// <summary>
/// Addresses of lists. What is looked for may say something about a patient's health, so it travels encrypted: an address in a log, a history or a mail tells nothing, and opens only for the account that it was made for.
/// </summary>
internal sealed class QueryLinks(IDataProtectionProvider protection)
{
    /// <summary>The list that a reader begins with.</summary>
    public const string Queue = "state:queue";

    private const string Purpose = "ValorSpine.StaffConsole.Query";

    /// <summary>The address of a list.</summary>
    public string PathOf(string query, string reader, ReviewCursor? after = null)
    {
        var path = query == Queue ? StaffConsole.HomePath : $"{StaffConsole.HomePath}?q={(query.Length == 0 ? "" : For(reader).Protect(query))}";
        return after is null
            ? path
            : string.Create(CultureInfo.InvariantCulture, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={after.Reasons}.{after.At}.{after.Number}");
    }

    /// <summary>The query behind an address, or null where it is none of this reader.</summary>
    public string? Read(string? key, string reader)
    {
        if (string.IsNullOrEmpty(key))
            return key is null ? Queue : "";
        try
        {
            return For(reader).Unprotect(key);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Where a page begins; what makes no sense is the first page.</summary>
    public static ReviewCursor? Cursor(string? after) =>
        after?.Split('.') is [var reasons, var at, var number]
        && int.TryParse(reasons, NumberStyles.None, CultureInfo.InvariantCulture, out var risk)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? new(risk, ticks, row)
            : null;

    private IDataProtector For(string reader) => protection.CreateProtector(Purpose, reader);
}
