using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>Numbers that phrases can name.</summary>
internal static class NumberKinds
{
    /// <summary>All kinds, as phrases write them.</summary>
    public static ImmutableArray<string> Names { get; } = ["<number>", "<year>", "<temperature>", "<temperature-exact>", "<age-65-up>", "<many>"];

    // Nobody tells of earlier ones.
    private const int FirstYear = 1940;

    // In January, what was last December has hardly passed.
    private const int LastDayOfNewYear = 90;

    /// <summary>The kinds that a token is of.</summary>
    /// <param name="token">A word that begins with a digit.</param>
    /// <param name="now">When it is said: <c>&lt;year&gt;</c> is one that has passed by then. Without it no number is one.</param>
    public static IEnumerable<string> Of(string token, DateTimeOffset? now)
    {
        if (token.Length > 7 || !double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            yield break;
        yield return "<number>";
        if (now is { } today && value >= FirstYear && value <= LastPassed(today) && !token.Contains('.', StringComparison.Ordinal))
            yield return "<year>";
        // 100.4 F and 38 C: CDC's threshold of a fever. With a decimal point it is hardly anything else.
        if (value is (>= 100.4 and <= 108) or (>= 38 and <= 42))
        {
            yield return "<temperature>";
            if (token.Contains('.', StringComparison.Ordinal))
                yield return "<temperature-exact>";
        }

        if (value is >= 65 and <= 110)
            yield return "<age-65-up>";
        if (value is >= 5 and <= 300)
            yield return "<many>";
    }

    private static int LastPassed(DateTimeOffset now) => now.Year - (now.DayOfYear > LastDayOfNewYear ? 1 : 2);
}
