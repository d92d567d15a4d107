using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

/// <summary>The patterns of the booking try again where they fail, so that none may try in too many ways, whatever a patient types.</summary>
public sealed partial class PatternTests
{
    // More than twice what nearly all of them are shown: messages about when are cut at 400 letters.
    private const int Letters = 1_000;
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(1);

    [Fact]
    public void No_pattern_tries_for_long_on_its_own_words_said_over_and_over()
    {
        var patterns = Patterns();
        Assert.True(patterns.Count > 200, $"only {patterns.Count} patterns were found");
        foreach (var pattern in patterns)
        {
            var bounded = new Regex(pattern.ToString(), pattern.Options, s_most);
            foreach (var text in Hostile(pattern.ToString()))
            {
                // Gives up with an exception that names pattern and text.
                for (var match = bounded.Match(text); match.Success; match = match.NextMatch())
                    Assert.True(match.Index + match.Length <= text.Length);
            }
        }
    }

    /// <summary>Its words one after the other, each alone again and again, and what repeats of letters, digits and spaces, each with an end that fits nothing.</summary>
    private static IEnumerable<string> Hostile(string pattern)
    {
        string[] words = [.. Word().Matches(pattern).Select(match => match.Value).Distinct().Take(40)];
        string[] pieces = [string.Join(' ', words) + " ", string.Concat(words), .. words.Take(6).Select(word => word + " "), "1 ", "1", "a", " ", "hi, ", "yes hi ", "1-", "1/1 ", "# @ ~ ", "-. ", "@a.", "the next "];
        return pieces.Where(piece => piece.Length > 0).Select(piece => string.Concat(Enumerable.Repeat(piece, (Letters / piece.Length) + 1))[..Letters] + "\u00a7");
    }

    private static List<Regex> Patterns()
    {
        var found = new Dictionary<string, Regex>();
        foreach (var type in typeof(ContactDetails).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(typeof(ContactDetails).Namespace!, StringComparison.Ordinal) == true && !type.ContainsGenericParameters))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Where(field => !field.IsLiteral))
                Collect(field.GetValue(null), found, depth: 4);
        }

        return [.. found.Values];
    }

    private static void Collect(object? value, Dictionary<string, Regex> found, int depth)
    {
        if (value is Regex pattern)
            found.TryAdd($"{pattern.Options} {pattern}", pattern);
        else if (value is ITuple tuple && depth > 0)
            Collect(Enumerable.Range(0, tuple.Length).Select(at => tuple[at]).ToArray(), found, depth - 1);
        else if (value is Array or IDictionary && depth > 0)
        {
            foreach (var item in value is IDictionary table ? table.Values : (IEnumerable)value)
                Collect(item, found, depth - 1);
        }
    }

    [GeneratedRegex("[a-z']{2,}")]
    private static partial Regex Word();
}
