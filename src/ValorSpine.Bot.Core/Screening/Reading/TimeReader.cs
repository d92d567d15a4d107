using System.Globalization;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads how long ago something was, and dates. The recognizers are asked only when the simple readers find nothing.</summary>
internal static class TimeReader
{
    private const decimal MostDays = 120 * 365.25m;

    /// <summary>How long ago, from "6 wks", "since March", "2019"; null where no time is named.</summary>
    public static Span? Ago(SaidText said, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        if (Durations.Read(said) is { } span)
            return span.To <= MostDays ? span : null;
        if (said.Words.Contains("today") || said.Words.Contains("yesterday"))
            return new(0, 1);
        if (Year(said, today) is { } year)
            return Since(new(year, 1, 1), today);
        if (Date(said, now) is { } day && day <= today)
            return Since(day, today);
        return RecognizedDates.Days(said.Raw, now) is { } days and >= 0 && days <= MostDays ? new Span(days, days) : null;
    }

    /// <summary>A date, or null.</summary>
    public static DateOnly? Date(SaidText said, DateTimeOffset now) =>
        DateOnly.TryParseExact(said.Raw.Trim(), ["yyyy-MM-dd", "M/d/yyyy", "MM/dd/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : RecognizedDates.Date(said.Raw, now);

    private static Span Since(DateOnly day, DateOnly today) => new(today.DayNumber - day.DayNumber, today.DayNumber - day.DayNumber);

    /// <summary>"since 2019": the year alone, without a month that the recognizers would read.</summary>
    private static int? Year(SaidText said, DateOnly today) =>
        said.Words.Length <= 4 && Numbers.In(said.Words) is [{ Value: >= 1900 } one] && one.Value <= today.Year && said.Words.All(word => word.Length <= 5 && !IsMonth(word)) ? (int)one.Value : null;

    private static bool IsMonth(string word) =>
        word.Length >= 3 && CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.Any(month => month.Length > 0 && word.StartsWith(month, StringComparison.OrdinalIgnoreCase));
}
