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

    /// <summary>A span, where it ends, and whether it tells how long: not how often ("twice a week") nor how old ("a 6 month old").</summary>
    public readonly record struct Found(Span Span, int End, bool Counts);

    /// <summary>What begins at a place, or null. "A year and 3 months" adds up.</summary>
    public static Found? At(SaidText said, int at)
    {
        var words = said.Words;
        if (SpanAt(words, at) is not { } first)
            return Yearly(words, at) ?? Vague(words, at);
        var (span, end) = first;
        if (end + 1 < words.Length && words[end] is "and" or "plus" && SpanAt(words, end + 1) is { } more && more.Span.To < span.From)
            (span, end) = (new(span.From + more.Span.From, span.To + more.Span.To), more.End);
        // "1 yr 3 mo"
        else if (end < words.Length && SpanAt(words, end) is { } rest && rest.Span.To < span.From && said.Clauses[end] == said.Clauses[at])
            (span, end) = (new(span.From + rest.Span.From, span.To + rest.Span.To), rest.End);
        if (Widened(said, at, end, span) is { } wider)
            return wider;
        return new(Nudged(words, at, end, span), end, Counts(words, at, end));
    }

    /// <summary>"A month, maybe two", "5 weeks give or take a week": from the one to the other.</summary>
    private static Found? Widened(SaidText said, int at, int end, Span span)
    {
        var words = said.Words;
        if (end + 2 < words.Length && words[end] is "give" && words[end + 1] is "or" && words[end + 2] is "take")
        {
            var give = end + 3 < words.Length ? SpanAt(words, end + 3) : null;
            var by = give?.Span.To ?? span.To / 5;
            return new(new(Math.Max(0, span.From - by), span.To + by), give?.End ?? end + 3, Counts(words, at, end));
        }

        if (end + 1 < words.Length && words[end] is "maybe" or "or" or "perhaps" or "possibly" && words[end - 1] is { } unit && UnitOf(unit) is { } code)
        {
            var other = end + 1 + (words[end + 1] is "maybe" or "possibly" ? 1 : 0);
            if (other < words.Length && Numbers.At(words, other) is { } number && (other + number.Length == words.Length || UnitOf(words[other + number.Length]) is null))
            {
                var days = number.Value * TimeUnit.Days(code)!.Value;
                return new(new(Math.Min(span.From, days), Math.Max(span.To, days)), other + number.Length, Counts(words, at, end));
            }
        }

        return null;
    }

    private static Span Nudged(ImmutableArray<string> words, int at, int end, Span span)
    {
        var before = string.Join(' ', words[Math.Max(0, at - 3)..at]);
        var after = string.Join(' ', words[end..Math.Min(words.Length, end + 2)]);
        // "Less than a year" may be two months.
        if (Ends(before, "less than", "under", "not even", "within", "inside", "inside of") && !Ends(before, "just under", "just less than", "slightly under") && UnitOf(words[end - 1]) is "a" && span.To < 400)
            return new(span.From * 0.3m, span.To * 0.98m);
        // "Over a month" may be two.
        if (Ends(before, "more than", "over", "longer than") && !Ends(before, "just over") && span.From == span.To && words[at] is "a" or "one" or "1" && UnitOf(words[end - 1]) is "mo")
            return new(span.From * 1.02m, span.To * 1.9m);
        if (Ends(before, "less than", "under", "almost", "nearly", "not quite", "just under", "close to", "not even", "going on", "coming up on", "shy of", "about to be", "within"))
            return new(span.From * 0.96m, span.To * 0.98m);
        return Ends(before, "more than", "over", "at least", "longer than", "past", "well over", "easily", "a good") || after is "plus" or "or more" or "at least" or "easily" or "easy" || after.StartsWith("plus", StringComparison.Ordinal)
            ? new(span.From * 1.02m, span.To * 1.02m) : span;

        static bool Ends(string text, params ReadOnlySpan<string> phrases)
        {
            foreach (var phrase in phrases)
            {
                if (text == phrase || text.EndsWith($" {phrase}", StringComparison.Ordinal) || text.EndsWith($"{phrase} a", StringComparison.Ordinal) || text.EndsWith($"{phrase} like", StringComparison.Ordinal) || text.EndsWith($"{phrase} the", StringComparison.Ordinal))
                    return true;
            }

            return false;
        }
    }

    private static bool Counts(ImmutableArray<string> words, int at, int end)
    {
        if (end < words.Length && words[end] is "old" or "young" or "along" or "pregnant")
            return false;
        var before = at > 0 ? words[at - 1] : "";
        // "Forever and a day"
        if (at > 1 && before is "and" && words[at - 2] is "forever" or "ever")
            return false;
        // "My doctor said to give it 6 weeks", "wait another month"
        if (words[Math.Max(0, at - 2)..at].Any(word => word is "give" or "gave" or "wait" or "waited" or "waiting" or "says" or "takes" or "take") || before is "next" or "coming" or "another" or "first")
            return false;
        // "Never let up for a day", "not one day off from it", "every single day".
        if (words[at] is "a" or "one" or "single" or "1" && words[end - 1] is "day" or "night" or "hour" && words[Math.Max(0, at - 6)..at].Any(word => word is "never" or "not" or "without" or "hardly" or "every" or "each" or "barely" or "nor"))
            return false;
        if (before is "every" or "each" or "per" || (before is "in" && words[at] is not "a" && (at == 1 || (end < words.Length && words[end] is "from"))))
            return false;
        // "2 days a week"
        if (end + 1 < words.Length && words[end] is "a" or "per" or "each" or "every" && UnitOf(words[end + 1]) is not null)
            return false;
        // "Twice a week", "3 times a month".
        return !(words[at] is "a" or "an" && before is "times" or "time" or "once" or "twice" or "days" or "nights" or "weeks" or "months" or "hours" or "sessions" or "x");
    }

    /// <summary>"Two summers back", "three winters ago": so many years, or not quite.</summary>
    private static Found? Yearly(ImmutableArray<string> words, int at)
    {
        if (Numbers.At(words, at) is not { Value: >= 1 } number || at + number.Length + 1 >= words.Length)
            return null;
        var unit = at + number.Length;
        var year = TimeUnit.Days("a")!.Value;
        return words[unit] is "summer" or "summers" or "winter" or "winters" or "spring" or "springs" or "autumns" or "christmases" && words[unit + 1] is "back" or "ago"
            ? new(new(Math.Max(0, number.Value - 1) * year, number.Value * year), unit + 2, true) : null;
    }

    /// <summary>"Years", "for months": more than one of them.</summary>
    private static Found? Vague(ImmutableArray<string> words, int at)
    {
        if (words[at] is not ("years" or "yrs" or "months" or "mos" or "weeks" or "wks" or "days" or "decades") || (at > 0 && words[at - 1] is "some" or "these" or "most" or "good" or "bad" or "my" or "the"))
            return null;
        var most = words[at] switch { "days" => 21m, "weeks" or "wks" => 70m, "months" or "mos" => 330m, _ => 36_500m };
        var least = words[at] is "decades" ? 7305m : 2 * TimeUnit.Days(UnitOf(words[at])!)!.Value;
        return new(new(least, most), at + 1, true);
    }

    private static (Span Span, int End)? SpanAt(ImmutableArray<string> words, int at)
    {
        // Clinicians write weeks as parts of a year: "4/52".
        if (words[at].EndsWith("/52", StringComparison.Ordinal) && decimal.TryParse(words[at][..^3], System.Globalization.CultureInfo.InvariantCulture, out var weeks))
            return (new(weeks * 7, weeks * 7), at + 1);
        // "Week 7", "going on month 4".
        if (words[at] is "day" or "week" or "month" or "year" && at + 1 < words.Length && Numbers.At(words, at + 1) is { Value: >= 1 and < 100 } nth && TimeUnit.Days(UnitOf(words[at])!) is { } each)
            return (new((nth.Value - 1) * each, nth.Value * each), at + 1 + nth.Length);
        if (AmountAt(words, at) is not { } amount)
            return null;
        var (from, to, next) = (amount.Value, amount.Value, amount.End);
        // "5ish months"
        if (next < words.Length && words[next] is "ish")
            next++;
        if (next + 1 < words.Length && words[next] is "to" or "or" or "maybe" && Numbers.At(words, next + 1) is { } second)
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
        if (FractionAt(words, at) is { } fraction)
            return fraction;
        if (Numbers.At(words, at) is { } number && number.Value <= 1000)
            return (number.Value, at + number.Length);
        return words[at] switch
        {
            "half" => (0.5m, at + 1),
            "quarter" => (0.25m, at + 1),
            // "Month and a half"
            _ when UnitOf(words[at]) is not null && Half(words, at + 1) > 0 => (1m, at),
            "a" or "an" when at + 1 < words.Length && words[at + 1] is "couple" or "few" or "half" => null,
            "a" or "an" => (1m, at + 1),
            "couple" => (2m, at + 1),
            "few" => (3m, at + 1),
            "several" => (4m, at + 1),
            "many" => (5m, at + 1),
            _ => null,
        };
    }

    /// <summary>"A third of a year", "3 quarters of a year".</summary>
    private static (decimal Value, int End)? FractionAt(ImmutableArray<string> words, int at)
    {
        var (count, next) = Numbers.At(words, at) is { } number ? (number.Value, at + number.Length) : (1, at);
        if (next + 1 >= words.Length || words[next + 1] is not "of")
            return null;
        var parts = words[next] switch { "half" or "halves" => 2, "third" or "thirds" => 3, "quarter" or "quarters" => 4, _ => 0 };
        return parts > 0 ? (count / parts, next + 1) : null;
    }

    /// <summary>How many words "and a half" takes here.</summary>
    private static int Half(ImmutableArray<string> words, int at) =>
        at + 2 < words.Length && words[at] is "and" && words[at + 1] is "a" && words[at + 2] is "half" ? 3
        : at + 1 < words.Length && words[at] is "and" && words[at + 1] is "half" or "1/2" ? 2
        : at < words.Length && words[at] is "1/2" ? 1 : 0;
}
