using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>Numbers that phrases can name.</summary>
internal static class NumberKinds
{
    /// <summary>All kinds, as phrases write them.</summary>
    public static ImmutableArray<string> Names { get; } = ["<number>", "<year>", "<temperature>", "<temperature-exact>", "<age-65-up>", "<many>"];

    /// <summary>The kinds that a token is of.</summary>
    public static IEnumerable<string> Of(string token)
    {
        if (token.Length > 7 || !double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            yield break;
        yield return "<number>";
        if (value is >= 1940 and <= 2025 && !token.Contains('.', StringComparison.Ordinal))
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
}
