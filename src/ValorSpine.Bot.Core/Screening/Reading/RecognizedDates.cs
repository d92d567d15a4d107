using System.Globalization;
using Microsoft.Recognizers.Text;
using Microsoft.Recognizers.Text.DateTime;
using Microsoft.Recognizers.Text.Number;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>
/// Microsoft.Recognizers.Text behind a guard. Runs of digits and hyphens make it run for a minute, and no time-out stops it, so it gets at most
/// <see cref="MostCharacters"/> characters without hyphens, and only text that names a time.
/// </summary>
internal static class RecognizedDates
{
    public const int MostCharacters = 120;

    private const int MostDigits = 16;

    private static readonly string[] s_timeWords =
    [
        "since", "ago", "last", "this", "past", "yesterday", "today", "week", "month", "year", "day", "spring", "summer", "autumn", "fall", "winter", "christmas", "easter", "thanksgiving",
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "fortnight", "decade", "half",
    ];

    /// <summary>The date that is named, not after today; null where there is none.</summary>
    public static DateOnly? Date(string text, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        var candidates = Values(text, now).Select(DateOf).OfType<DateOnly>().ToList();
        var past = candidates.Where(day => day <= today).ToList();
        return past.Count > 0 ? past.Max() : candidates.Count > 0 ? candidates.Min() : null;
    }

    /// <summary>The span of time that is named, in days; null where there is none.</summary>
    public static decimal? Days(string text, DateTimeOffset now) =>
        Values(text, now).Where(value => value.GetValueOrDefault("type") == "duration")
            .Select(value => decimal.TryParse(value.GetValueOrDefault("value"), CultureInfo.InvariantCulture, out var seconds) ? seconds / 86400 : (decimal?)null)
            .FirstOrDefault(days => days is not null);

    /// <summary>The one number that is named; null where there is none or several.</summary>
    public static decimal? Number(string text)
    {
        if (Guard(text) is not { } safe)
            return null;
        var found = NumberRecognizer.RecognizeNumber(safe, Culture.English);
        return found.Count == 1 && found[0].Resolution is { } resolution && decimal.TryParse(resolution.TryGetValue("value", out var value) ? value as string : null, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static IEnumerable<Dictionary<string, string>> Values(string text, DateTimeOffset now)
    {
        if (Guard(text) is not { } safe || !s_timeWords.Any(word => safe.Contains(word, StringComparison.OrdinalIgnoreCase)) && !safe.Any(char.IsAsciiDigit))
            return [];
        return DateTimeRecognizer.RecognizeDateTime(safe, Culture.English, DateTimeOptions.None, now.DateTime)
            .SelectMany(result => result.Resolution?.GetValueOrDefault("values") as List<Dictionary<string, string>> ?? []);
    }

    private static string? Guard(string text)
    {
        if (text.Count(char.IsAsciiDigit) > MostDigits)
            return null;
        var cut = text.Length <= MostCharacters ? text : text[..MostCharacters];
        return cut.Replace('-', ' ').Replace('–', ' ').Replace('—', ' ');
    }

    private static DateOnly? DateOf(Dictionary<string, string> value)
    {
        var text = value.GetValueOrDefault("start") is { Length: > 0 } start ? start : value.GetValueOrDefault("type") is "date" ? value.GetValueOrDefault("value") : null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        // A season is resolved to no date: take its first month.
        return value.GetValueOrDefault("timex") is { Length: 7 } timex && int.TryParse(timex[..4], CultureInfo.InvariantCulture, out var year)
            ? timex[4..] switch { "-SP" => new(year, 3, 1), "-SU" => new(year, 6, 1), "-FA" => new(year, 9, 1), "-WI" => new(year, 12, 1), _ => null }
            : null;
    }
}
