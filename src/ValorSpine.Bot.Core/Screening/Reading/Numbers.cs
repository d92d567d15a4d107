using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Numbers in digits and in words, each with its place among the words.</summary>
internal static class Numbers
{
    private static readonly ImmutableDictionary<string, int> s_words = new Dictionary<string, int>
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fourty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    }.ToImmutableDictionary();

    private static readonly ImmutableDictionary<string, int> s_ordinals = new Dictionary<string, int>
    {
        ["first"] = 1,
        ["second"] = 2,
        ["third"] = 3,
        ["fourth"] = 4,
        ["fifth"] = 5,
        ["sixth"] = 6,
        ["seventh"] = 7,
        ["eighth"] = 8,
        ["ninth"] = 9,
        ["tenth"] = 10,
        ["eleventh"] = 11,
        ["twelfth"] = 12,
        ["1st"] = 1,
        ["2nd"] = 2,
        ["3rd"] = 3,
        ["4th"] = 4,
        ["5th"] = 5,
        ["6th"] = 6,
        ["7th"] = 7,
        ["8th"] = 8,
        ["9th"] = 9,
        ["10th"] = 10,
        ["11th"] = 11,
        ["12th"] = 12,
    }.ToImmutableDictionary();

    /// <summary>A number and the words that it takes.</summary>
    public readonly record struct Found(decimal Value, int At, int Length);

    public static int? Ordinal(string word) => s_ordinals.TryGetValue(word, out var value) ? value : null;

    /// <summary>The number at a place, or null: "52", "2.5", "1/2", "fifty two", "a hundred".</summary>
    public static Found? At(ImmutableArray<string> words, int at)
    {
        var word = words[at];
        if (word.Length <= 9 && word.Contains('/', StringComparison.Ordinal))
            return word.Split('/') is [var top, var bottom] && decimal.TryParse(top, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(bottom, CultureInfo.InvariantCulture, out var y) && y != 0 ? new(x / y, at, 1) : null;
        if (word.Length <= 9 && char.IsAsciiDigit(word[0]))
            return decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var digits) ? new(digits, at, 1) : null;
        if (word is "hundred")
            return Hundreds(words, 100, at, 1);
        if (!s_words.TryGetValue(word, out var value))
            return null;
        var length = 1;
        if (value >= 20 && at + 1 < words.Length && s_words.TryGetValue(words[at + 1], out var unit) && unit is > 0 and < 10)
            (value, length) = (value + unit, 2);
        // "Treinta y cuatro", "the big six oh", "four score".
        else if (value >= 20 && at + 2 < words.Length && words[at + 1] is "y" && s_words.TryGetValue(words[at + 2], out var after) && after is > 0 and < 10)
            (value, length) = (value + after, 3);
        else if (value is > 1 and < 10 && at + 1 < words.Length && words[at + 1] is "oh")
            (value, length) = (value * 10, 2);
        else if (value is > 1 and < 6 && at + 1 < words.Length && words[at + 1] is "score")
            (value, length) = (value * 20, 2);
        else if (value is > 0 and < 10 && at + 1 < words.Length && words[at + 1] is "hundred")
            return Hundreds(words, value * 100, at, 2);
        return new(value, at, length);
    }

    /// <summary>"A hundred and four"</summary>
    private static Found Hundreds(ImmutableArray<string> words, int hundreds, int at, int length)
    {
        var rest = at + length + (at + length < words.Length && words[at + length] is "and" ? 1 : 0);
        return rest < words.Length && s_words.ContainsKey(words[rest]) && At(words, rest) is { Value: > 0 and < 100 } more ? new(hundreds + more.Value, at, rest + more.Length - at) : new(hundreds, at, length);
    }

    /// <summary>All numbers, left to right.</summary>
    public static ImmutableArray<Found> In(ImmutableArray<string> words)
    {
        var all = ImmutableArray.CreateBuilder<Found>();
        for (var at = 0; at < words.Length;)
        {
            if (At(words, at) is { } found)
            {
                all.Add(found);
                at += found.Length;
            }
            else
            {
                at++;
            }
        }

        return all.ToImmutable();
    }
}
