using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Recognizers.Text.DateTime;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Dates that take a calendar to understand: "in two weeks", "dec 3rd", "the monday after thanksgiving".</summary>
internal static class SpokenDates
{
    private static readonly Regex s_roughly = Phrase.Pattern(@"in (?:a|an|one|two|three|four|five|six|seven|eight|\d|a couple of|a few) (?:weeks?|months?|fortnight)");
    private static readonly Regex s_through = Phrase.Pattern("to|and|through|thru|until|till");
    private static readonly Regex s_year = Phrase.Pattern(@"20\d{2}");

    /// <summary>The wish with the days that the recognizer finds, or null where it finds none.</summary>
    public static WhenWanted? Take(Phrase phrase, WhenWanted wish, DateOnly today)
    {
        // Positions found in the text must fit the text that they are taken out of, so the recognizer gets it as it is.
        foreach (var found in DateTimeRecognizer.RecognizeDateTime(phrase.Text, "en-us", refTime: today.ToDateTime(new TimeOnly(12, 0))))
        {
            var kind = found.TypeName.Split('.')[^1];
            if (kind is not ("date" or "daterange") || found.Resolution?["values"] is not List<Dictionary<string, string>> values)
                continue;
            if (values.Any(value => value.GetValueOrDefault("value") == "not resolved"))
            {
                phrase.Remove(found.Start, Math.Min(found.End + 1, phrase.Text.Length) - found.Start);
                return wish with { Kind = WhenKind.NoSuchDay };
            }

            var roughly = s_roughly.IsMatch(found.Text);
            var inclusive = s_through.IsMatch(found.Text);
            var yearSaid = s_year.IsMatch(found.Text);
            var spans = values.Select(value => Span(value, today, roughly, inclusive)).OfType<(DateOnly From, DateOnly To)>().OrderBy(span => span.From).ToList();
            if (spans.Count == 0)
                continue;
            phrase.Remove(found.Start, Math.Min(found.End + 1, phrase.Text.Length) - found.Start);
            var (from, to) = spans.Find(span => span.To >= today) is { To: var end } coming && end >= today ? coming : spans[^1];
            return WhenWords.On(wish, from, to, today, yearSaid);
        }

        return null;
    }

    private static (DateOnly From, DateOnly To)? Span(Dictionary<string, string> value, DateOnly today, bool roughly, bool inclusive)
    {
        if (Date(value, "value") is { } day)
            return (day, roughly ? day.AddDays(6) : day);
        var start = Date(value, "start");
        var end = Date(value, "end");
        return value.GetValueOrDefault("Mod") switch
        {
            "after" when start is { } from => (from.AddDays(1), from.AddDays(60)),
            "since" when start is { } from => (from, from.AddDays(60)),
            "before" when end is { } to => (Sooner(today, to.AddDays(-1)), to.AddDays(-1)),
            "until" when end is { } to => (Sooner(today, to), to),
            _ when start is { } from && end is { } to => (from, inclusive ? to : to.AddDays(-1)),
            _ => null,
        };
    }

    private static DateOnly? Date(Dictionary<string, string> value, string key) =>
        DateOnly.TryParseExact(value.GetValueOrDefault(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateOnly Sooner(DateOnly one, DateOnly other) => one < other ? one : other;
}
