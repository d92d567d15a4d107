using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Finds the options that stand for spans of time, or of numbers, by the times that are told: "MRI in 2019", "2 to 3 months".</summary>
internal static class TimedOptions
{
    private const decimal HalfDay = 0.5m, NearlyAll = 0.9m;

    /// <summary>The times, or the one number, that a message tells.</summary>
    public static ImmutableArray<Span> TimeSpans(Question question, SaidText said, DateTimeOffset now) =>
        question.AllRanges && OtherDurations.AreAll(said, now) ? [] : question.Options.Any(option => option.Range is { IsTime: true }) ? Longer(said, question.AllRanges ? OtherDurations.WithoutEvents(said, now) ?? TimeReader.Spans(said, now) : Within(said, now) ?? TimeReader.Spans(said, now))
        : Numbers.In(said.Words) is [var one] ? [new(one.Value, one.Value)] : [];

    /// <summary>The options that hold any of the times.</summary>
    public static ImmutableArray<AnswerOption> Held(Question question, ImmutableArray<Span> spans) =>
        [.. question.Options.Where(option => option.Range is { } range && spans.Any(span => range.Touches(span.From, span.To) || (question.AllRanges && EndsAt(option, span))))];

    /// <summary>"2 to 3 months" ends where the next span of time begins: the option that holds nearly all of it is meant.</summary>
    public static ImmutableArray<AnswerOption> Mostly(ImmutableArray<AnswerOption> held, ImmutableArray<Span> spans) =>
        spans is [var span] && span.To > span.From && held.Where(option => Share(option.Range!, span) >= NearlyAll).ToImmutableArray() is [var most] ? [most] : held;

    /// <summary>An option that stands for a span of time holds only where the time that is told falls into it: "MRI in 2019". Null where no time is told.</summary>
    public static AnswerReading? InTime(Question question, ImmutableArray<AnswerOption> certain, ImmutableArray<Span> spans)
    {
        if (spans.IsEmpty || question.Repeats || certain.IsEmpty || certain.Any(option => option.Range is null))
            return null;
        // "MRI more than 2 years ago": of two that are named, the one that it falls into.
        if (certain.Length > 1)
            return Held(question, spans) is [var one] && certain.Contains(one) ? Chosen.Of(question, [one]) : null;
        return Chosen.Of(question, Held(question, spans) is { IsDefaultOrEmpty: false } held ? Mostly(held, spans) : certain);
    }

    /// <summary>"The cat scan was when Bush was president": when that was is not understood.</summary>
    public static bool IsOfUntoldTime(Question question, SaidText said, IEnumerable<Mention> told, ImmutableArray<Span> spans, ImmutableArray<AnswerOption> certain) =>
        spans.IsEmpty && !question.AllRanges && certain is [{ Range.IsTime: true } one] && (TellsNoTime(question, said, one) || told.Any(mention => Enumerable.Range(mention.End, said.Words.Length - mention.End)
            .Any(at => said.Sentences[at] == said.Sentences[mention.At] && said.Words[at] is "when" or "before" && at + 1 < said.Words.Length)));

    /// <summary>"MRI in the last 2 years": any time since then. Null where nothing is told so.</summary>
    private static ImmutableArray<Span>? Within(SaidText said, DateTimeOffset now) =>
        TimeReader.PlacedSpans(said, now) is [{ Span.From: > 0 } placed] && IsSince(said.Words, placed.At) ? [new(0, placed.Span.To - 1)] : null;

    private static bool IsSince(ImmutableArray<string> words, int at) =>
        words[..at] is [.., "in" or "within" or "during" or "over", "last" or "past"] or [.., "in" or "within" or "during" or "over", "the" or "these", "last" or "past"] or [.., "within" or "under"] or [.., "less", "than"] or [.., "within", "the"]
        || (words[at] is "last" or "past" && words[..at] is [.., "in" or "within" or "during" or "over"] or [.., "in" or "within" or "during" or "over", "the"]);

    private static readonly FrozenSet<string> s_times = FrozenSet.Create("recently", "recent", "lately", "new", "newer", "newest", "latest", "last", "this", "past", "ago", "just", "yesterday", "today", "tonight", "night", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "year", "years", "month", "months", "week", "weeks", "since", "spring", "summer", "autumn", "fall", "winter", "old", "older", "when", "before", "after", "pending", "morning", "christmas", "easter");

    /// <summary>"MRI", "yes mri" where it is asked when it was.</summary>
    public static bool TellsNoTime(Question question, SaidText said, AnswerOption option) =>
        question is { HasRanges: true, AllRanges: false } && option.Range is { IsTime: true } && !said.Words.Any(word => s_times.Contains(word) || IsDate(word) || CalendarTimes.IsMonth(word));

    /// <summary>"2019", "3/2024", "'21"; "2 mris" counts them.</summary>
    private static bool IsDate(string word) => word.Any(char.IsAsciiDigit) && (word.Contains('/', StringComparison.Ordinal) || word.Count(char.IsAsciiDigit) >= 2);

    // "A month ago, waited six hours": hours are no date. "Two years this month": nor is a time that is not over.
    private static ImmutableArray<Span> Longer(SaidText said, ImmutableArray<Span> spans)
    {
        // "Three years ago and again this year"
        if (said.Words.Any(word => word is "again" or "another" or "newer" or "newest" or "latest" or "repeat" or "repeated" or "second"))
            return spans;
        if (spans.Length > 1 && spans.Where(span => span.To >= 1).ToImmutableArray() is { IsEmpty: false } days)
            spans = days;
        return spans.Length > 1 && spans.Where(span => span.From > 0).ToImmutableArray() is { IsEmpty: false } over ? over : spans;
    }

    /// <summary>"6 months" is the end of "3 to 6 months", too; it is none of "less than 6 weeks".</summary>
    private static bool EndsAt(AnswerOption option, Span span) =>
        span.From == span.To && option.Range is { Low: not null, High: { } high } && Math.Abs(high - span.From) < HalfDay;

    private static decimal Share(AnswerRange range, Span span) =>
        Math.Max(0, Math.Min(range.High ?? span.To, span.To) - Math.Max(range.Low ?? span.From, span.From)) / (span.To - span.From);
}
