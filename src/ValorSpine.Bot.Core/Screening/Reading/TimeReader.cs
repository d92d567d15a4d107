using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads how long ago something was, and dates. The recognizers are asked only when the simple readers find nothing.</summary>
internal static class TimeReader
{
    private const decimal MostDays = 120 * 365.25m;

    private const int MostWordsOfDate = 6;

    /// <summary>How long ago, from "6 wks", "since March", "2019"; null where no time is named, or several are.</summary>
    public static Span? Ago(SaidText said, DateTimeOffset now) => Spans(said, now) is [var one] ? one : null;

    /// <summary>All times that are named, each as how many days ago.</summary>
    public static ImmutableArray<Span> Spans(SaidText said, DateTimeOffset now)
    {
        var plain = PlainSpans(said, now);
        return plain.IsEmpty && MayBeDate(said) && Recognized(said, now, DateOnly.FromDateTime(now.DateTime)) is { } recognized ? Possible([recognized]) : plain;
    }

    // "Every single day" and the years of a story are no answer to since when: the recognizer is asked about short texts with a figure alone.
    private static bool MayBeDate(SaidText said) => !Enumerable.Range(0, said.Words.Length).Any(at => Durations.At(said, at) is { Counts: false }) && said.Words.Length <= MostWordsOfDate && said.Words.Any(word => word.Any(char.IsAsciiDigit));

    /// <summary>Those of them that need no recognizer, which takes a millisecond or more.</summary>
    public static ImmutableArray<Span> PlainSpans(SaidText said, DateTimeOffset now) => Possible(PlacedSpans(said, now).Select(placed => placed.Span));

    /// <summary>A time and where its words begin.</summary>
    public readonly record struct Placed(Span Span, int At);

    /// <summary>The times that need no recognizer, each with its place.</summary>
    public static ImmutableArray<Placed> PlacedSpans(SaidText said, DateTimeOffset now)
    {
        var all = AllSpans(said, now);
        // "2 months, not 2 years"
        ImmutableArray<Placed> told = [.. all.Where(placed => placed.At == 0 || said.Words[placed.At - 1] is not "not")];
        return told.IsEmpty ? all : told;
    }

    private static ImmutableArray<Placed> AllSpans(SaidText said, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        var found = ImmutableArray.CreateBuilder<Placed>();
        for (var at = 0; at < said.Words.Length;)
        {
            if (CalendarTimes.At(said, at, today) is { } time)
            {
                found.Add(new(time.Ago, at));
                at = time.At + time.Length;
            }
            else if (Durations.At(said, at) is { } duration)
            {
                if (duration.Counts)
                    found.Add(new(duration.Span, at));
                at = duration.End;
            }
            else
            {
                at++;
            }
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<Span> Possible(IEnumerable<Span> spans) => [.. spans.Where(span => span.From >= 0 && span.From <= MostDays).Distinct()];

    /// <summary>A date, or null.</summary>
    public static DateOnly? Date(SaidText said, DateTimeOffset now) =>
        DateOnly.TryParseExact(said.Raw.Trim(), ["yyyy-MM-dd", "M/d/yyyy", "MM/dd/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : RecognizedDates.Date(said.Raw, now);

    private static Span? Recognized(SaidText said, DateTimeOffset now, DateOnly today)
    {
        if (RecognizedDates.Date(said.Raw, now) is { } day && day <= today)
            return new(today.DayNumber - day.DayNumber, today.DayNumber - day.DayNumber);
        return RecognizedDates.Days(said.Raw, now) is { } days and >= 0 && days <= MostDays ? new Span(days, days) : null;
    }
}
