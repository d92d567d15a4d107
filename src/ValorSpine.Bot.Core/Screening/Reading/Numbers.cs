using System.Collections.Frozen;
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
        ["twenny"] = 20,
        ["twennie"] = 20,
        ["twentie"] = 20,
        ["thirty"] = 30,
        ["thirdy"] = 30,
        ["thrity"] = 30,
        ["forty"] = 40,
        ["fourty"] = 40,
        ["fordy"] = 40,
        ["fifty"] = 50,
        ["fivty"] = 50,
        ["fiddy"] = 50,
        ["fitty"] = 50,
        ["sixty"] = 60,
        ["sixdy"] = 60,
        ["seventy"] = 70,
        ["sevendy"] = 70,
        ["sevnty"] = 70,
        ["eighty"] = 80,
        ["eightey"] = 80,
        ["ninety"] = 90,
        ["ninty"] = 90,
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

    /// <summary>What is put in for strength between the two halves of a number: "forty bloody six".</summary>
    private static readonly FrozenSet<string> s_between = FrozenSet.Create("bloody", "freaking", "friggin", "frigging", "fucking", "effing", "damn", "blinking", "flipping", "um", "uh", "er", "erm");

    /// <summary>Units as they are heard, which count only right behind the tens that they are written together with: "thirtyfor".</summary>
    private static readonly FrozenDictionary<string, int> s_heard = new Dictionary<string, int> { ["won"] = 1, ["too"] = 2, ["to"] = 2, ["tree"] = 3, ["free"] = 3, ["for"] = 4, ["fore"] = 4, ["ate"] = 8 }.ToFrozenDictionary();

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
            return Fused(word) is { } fused ? new(fused, at, 1) : null;
        var length = 1;
        // "Five and forty", "three score and ten".
        if (value is > 0 and < 10 && at + 2 < words.Length && words[at + 1] is "and" && s_words.TryGetValue(words[at + 2], out var tens) && tens >= 20)
            return new(value + tens, at, 3);
        if (value is > 1 and < 6 && at + 3 < words.Length && words[at + 1] is "score" && words[at + 2] is "and" && s_words.TryGetValue(words[at + 3], out var more) && more is > 0 and < 20)
            return new((value * 20) + more, at, 4);
        if (value >= 20 && at + 2 < words.Length && s_between.Contains(words[at + 1]) && s_words.TryGetValue(words[at + 2], out var last) && last is > 0 and < 10)
            return new(value + last, at, 3);
        if (value >= 20 && at + 1 < words.Length && s_words.TryGetValue(words[at + 1], out var unit) && unit is > 0 and < 10)
            (value, length) = (value + unit, 2);
        // "Treinta y cuatro", "the big six oh", "four score".
        else if (value >= 20 && at + 2 < words.Length && words[at + 1] is "y" && s_words.TryGetValue(words[at + 2], out var after) && after is > 0 and < 10)
            (value, length) = (value + after, 3);
        else if (value is > 1 and < 10 && at + 1 < words.Length && (words[at + 1] is "oh" || (words[at + 1] is "o" && at > 0 && words[at - 1] is "big")))
            (value, length) = (value * 10, 2);
        else if (value is > 1 and < 6 && at + 1 < words.Length && words[at + 1] is "score")
            (value, length) = (value * 20, 2);
        else if (value is > 1 and < 10 && at + 1 < words.Length && words[at + 1] is "dozen")
            (value, length) = (value * 12, 2);
        else if (value is > 0 and < 10 && at + 1 < words.Length && words[at + 1] is "hundred")
            return Hundreds(words, value * 100, at, 2);
        return new(value, at, length);
    }

    /// <summary>"Fiftythree", "sixtyfor": tens and a unit in one word.</summary>
    private static int? Fused(string word)
    {
        if (word.Length < 8 || !(word.Contains("ty", StringComparison.Ordinal)))
            return null;
        var cut = word.IndexOf("ty", StringComparison.Ordinal) + 2;
        return s_words.TryGetValue(word[..cut], out var tens) && tens >= 20 && (s_words.TryGetValue(word[cut..], out var unit) || s_heard.TryGetValue(word[cut..], out unit)) && unit is > 0 and < 10 ? tens + unit : null;
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
