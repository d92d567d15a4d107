using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Phone numbers in words, as people say them: "six one five, five five five, zero one one six", "five one two 555 0167".</summary>
internal static class SpokenDigits
{
    private const int FewestWords = 3;
    /// <summary>The words of digits, as a pattern.</summary>
    public const string Word = "zero|oh|one|two|three|four|five|six|seven|eight|nine";
    private static readonly string[] s_words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    private static readonly Regex s_run = new($@"\b(?:(?:(?:double|triple) )?(?:{Word})|\d+)(?:[\s,.-]+(?:and )?(?:(?:(?:double|triple) )?(?:{Word})\b|\d+))+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    private static readonly Regex s_digit = new($@"(?:(?<times>double|triple) )?(?<word>{Word})\b|(?<digits>\d+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The text with such numbers in digits.</summary>
    public static string Written(string text) => s_run.Replace(text, run =>
    {
        var parts = s_digit.Matches(run.Value);
        var digits = string.Concat(parts.Select(DigitsOf));
        return parts.Count(part => part.Groups["word"].Success) >= FewestWords && digits.Length is 7 or 10 or 11 ? digits : run.Value;
    });

    private static string DigitsOf(Match part)
    {
        if (part.Groups["digits"].Success)
            return part.Value;
        var word = part.Groups["word"].Value.ToLowerInvariant();
        var digit = (char)('0' + (word == "oh" ? 0 : Array.IndexOf(s_words, word)));
        return new string(digit, part.Groups["times"].Value.ToLowerInvariant() switch { "double" => 2, "triple" => 3, _ => 1 });
    }
}
