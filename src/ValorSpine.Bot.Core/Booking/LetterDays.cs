using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Days of the week by their first letters: "m-w-f" and "t/th" are each of them, "m-f" all from the first to the last.</summary>
internal static class LetterDays
{
    private const string Letters = "mo|m|tu|t|we|w|th|r|fr|f|sa|su";

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex s_joined = new($@"(?<before>^|[ ,(])(?<days>(?:{Letters})(?:[-/](?:{Letters}))+)(?<after>$|[ ,.?)])", Options);
    private static readonly Regex s_spaced = new(@"(?<before>^|[ ,(])(?<days>(?:m|t|tu|w)(?: ?, ?|  ?and  ?| )(?:w|th|f)(?:(?: ?, ?|  ?and  ?| )(?:th|f))?|(?:mo|tu|th|fr)(?:(?: ?, ?|  ?and  ?| )(?:mo|tu|we|th|fr|sa|su))+)(?<after>$|[ ,.?)])", Options);

    private static readonly string[] s_names = ["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"];

    /// <summary>The same text with their names.</summary>
    public static string Apply(string text) => s_spaced.Replace(s_joined.Replace(text, Named), Named);

    private static string Named(Match match)
    {
        var days = match.Groups["days"].Value;
        var letters = days.Split(['-', '/', ' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(letter => letter != "and").ToArray();
        var names = letters.Select(letter => letter switch { "r" => "thursdays", "m" or "mo" => s_names[0], "t" => s_names[1], _ => Array.Find(s_names, name => name.StartsWith(letter, StringComparison.Ordinal))! });
        return $"{match.Groups["before"].Value}{string.Join(letters.Length == 2 && days.Contains('-', StringComparison.Ordinal) && !days.StartsWith('t') ? " to " : " , ", names)}{match.Groups["after"].Value}";
    }
}
