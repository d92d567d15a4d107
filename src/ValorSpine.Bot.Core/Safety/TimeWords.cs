using System.Collections.Frozen;
using System.Globalization;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Words of dates, times and spans, the names of days and months among them.</summary>
internal sealed class TimeWords(IEnumerable<string> words)
{
    private static readonly char[] s_digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    private readonly FrozenSet<string> _words = words.Concat(Names()).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a text has no word but these: it answers a question, and no meaning is in it.</summary>
    public bool AreAll(string text) => Words.Split(text).TrueForAll(word => !word.Any(char.IsLetter) || _words.Contains(word) || _words.Contains(word.TrimStart(s_digits)));

    private static IEnumerable<string> Names()
    {
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        return names.DayNames.Concat(names.AbbreviatedDayNames).Concat(names.MonthNames).Concat(names.AbbreviatedMonthNames).Select(name => name.ToLowerInvariant());
    }
}
