using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>A span of time in days, from the shortest to the longest that was meant.</summary>
internal readonly record struct Span(decimal From, decimal To)
{
    public decimal Middle => (From + To) / 2;
}

/// <summary>Reads "6 wks", "2-3 years", "about a year and a half", "a couple of months" without a library.</summary>
internal static class Durations
{
    public static string? UnitOf(string word) => word switch
    {
        "h" or "hr" or "hrs" or "hour" or "hours" => "h",
        "d" or "day" or "days" => "d",
        "w" or "wk" or "wks" or "week" or "weeks" or "weeek" or "wek" => "wk",
        "mo" or "mos" or "mth" or "mths" or "mnth" or "mnths" or "month" or "months" or "moths" => "mo",
        "y" or "yr" or "yrs" or "year" or "years" or "yeer" or "yeers" => "a",
        _ when Spelling.Same(word, "months") || Spelling.Same(word, "month") => "mo",
        _ when Spelling.Same(word, "years") => "a",
        _ when Spelling.Same(word, "weeks") => "wk",
        _ => null,
    };

    /// <summary>The span, or null where there is none or more than one.</summary>
    public static Span? Read(SaidText said)
    {
        var words = said.Words;
        Span? found = null;
        for (var at = 0; at < words.Length; at++)
        {
            if (SpanAt(words, at) is not { } here)
                continue;
            // "a year and 3 months" adds up; two spans apart do not.
            if (found is { } before && !(at > 0 && words[at - 1] is "and" or "plus"))
                return null;
            found = found is { } first ? new(first.From + here.Span.From, first.To + here.Span.To) : here.Span;
            at = here.End - 1;
        }

        if (found is not { } span)
            return null;
        if (Says("less", "than") || Says("under") || Says("almost") || Says("nearly") || Says("not", "quite") || Says("just", "under"))
            return new(span.From * 0.98m, span.To * 0.98m);
        return Says("more", "than") || Says("over") || Says("at", "least") || Says("longer", "than") ? new(span.From * 1.02m, span.To * 1.02m) : span;

        bool Says(params ReadOnlySpan<string> phrase) => said.IndexOf(phrase) >= 0;
    }

    private static (Span Span, int End)? SpanAt(ImmutableArray<string> words, int at)
    {
        if (AmountAt(words, at) is not { } amount)
            return null;
        var (from, to, next) = (amount.Value, amount.Value, amount.End);
        if (next + 1 < words.Length && words[next] is "to" or "or" && Numbers.At(words, next + 1) is { } second)
            (to, next) = (second.Value, next + 1 + second.Length);
        // "2 and a half years"
        if (Half(words, next) is var skip and > 0 && next + skip < words.Length && UnitOf(words[next + skip]) is not null)
            (from, to, next) = (from + 0.5m, to + 0.5m, next + skip);
        while (next < words.Length && words[next] is "of" or "a" or "an" or "full" or "whole" or "good" or "long" or "more")
            next++;
        if (next >= words.Length || (words[next] is not ("decade" or "decades" or "fortnight") && UnitOf(words[next]) is null))
            return null;
        var days = words[next] switch { "decade" or "decades" => 3652.5m, "fortnight" => 14m, var unit => TimeUnit.Days(UnitOf(unit)!)!.Value };
        next++;
        if (Half(words, next) is var half and > 0 && (next + half == words.Length || UnitOf(words[next + half]) is null))
            (from, to, next) = (from + 0.5m, to + 0.5m, next + half);
        return (new(Math.Min(from, to) * days, Math.Max(from, to) * days), next);
    }

    private static (decimal Value, int End)? AmountAt(ImmutableArray<string> words, int at)
    {
        if (Numbers.At(words, at) is { } number && number.Value <= 1000)
            return (number.Value, at + number.Length);
        return words[at] switch
        {
            "half" => (0.5m, at + 1),
            "a" or "an" when at + 1 < words.Length && words[at + 1] is "couple" or "few" or "half" => null,
            "a" or "an" => (1m, at + 1),
            "couple" => (2m, at + 1),
            "few" => (3m, at + 1),
            "several" => (4m, at + 1),
            "many" => (5m, at + 1),
            _ => null,
        };
    }

    /// <summary>How many words "and a half" takes here.</summary>
    private static int Half(ImmutableArray<string> words, int at) =>
        at + 2 < words.Length && words[at] is "and" && words[at + 1] is "a" && words[at + 2] is "half" ? 3
        : at + 1 < words.Length && words[at] is "and" && words[at + 1] is "half" or "1/2" ? 2
        : at < words.Length && words[at] is "1/2" ? 1 : 0;
}
