using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Staff.Reviews;

/// <summary>Who is named in a note: <c>@ann</c>, or in full <c>@ann@clinic.example</c>.</summary>
internal static partial class Mentions
{
    /// <summary>The accounts that a note names. A short name that fits several names all of them: better one too many than one who never hears.</summary>
    public static ImmutableArray<string> In(string note, ImmutableArray<string> accounts)
    {
        var names = Name().Matches(note).Select(found => found.Groups["name"].Value.TrimEnd('.')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. accounts.Where(account => names.Contains(account) || names.Contains(account.Split('@')[0]) || names.Contains(account.Split('@', '.')[0]))];
    }

    [GeneratedRegex(@"(?:^|[^\w.@])@(?<name>[\w.+-]+(?:@[\w.-]+)?)", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
