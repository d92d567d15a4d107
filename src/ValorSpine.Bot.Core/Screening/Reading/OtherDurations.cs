using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Hears that a time tells how long something lasts each time or how long something else was done: "15 minutes every morning", "physio for 8 weeks". It does not tell since when.</summary>
internal static class OtherDurations
{
    private static readonly FrozenSet<string> s_each = FrozenSet.Create("every", "each", "daily", "nightly");

    private static readonly FrozenSet<string> s_else = FrozenSet.Create("physio", "pt", "therapy", "chiro", "exercise", "exercises", "rest", "rested", "pills", "meds", "medication", "massage", "injections", "shots", "brace", "treatment", "antibiotics", "sessions", "waitlist", "waiting");

    private static readonly FrozenSet<string> s_events = FrozenSet.Create("mri", "mris", "ct", "scan", "scans", "xray", "xrays", "surgery", "surgeries", "operation", "fusion", "laminectomy", "discectomy", "microdiscectomy", "injection", "injections", "epidural", "epidurals", "ablation", "birthday", "birth", "baby", "twins", "stent", "stents", "replacement", "chemo", "radiation", "transplant", "stroke", "strokes", "dvt", "clot", "clots", "embolism", "attack", "bypass", "pacemaker", "hysterectomy", "diagnosed", "quit", "stopped");

    private static readonly FrozenSet<string> s_lasting = FrozenSet.Create("pain", "pains", "hurt", "hurts", "hurting", "ache", "aches", "since", "after", "before", "started", "began", "suffering", "bad");

    /// <summary>The times that are not those of a scan or an operation: "2 years, MRI this summer". Null where there are none of these.</summary>
    public static ImmutableArray<Span>? WithoutEvents(SaidText said, DateTimeOffset now)
    {
        var placed = TimeReader.PlacedSpans(said, now);
        ImmutableArray<Span> rest = [.. placed.Where(one => !IsEvent(said, one.At)).Select(one => one.Span).Where(span => span.From >= 0).Distinct()];
        return placed.Any(one => IsEvent(said, one.At)) ? rest : null;
    }

    /// <summary>Whether words tell of a scan, an operation, a birthday, and of no pain: "had a birthday yesterday".</summary>
    public static bool IsOfEvent(ImmutableArray<string> words) => words.Any(s_events.Contains) && !words.Any(s_lasting.Contains);

    private static bool IsEvent(SaidText said, int at)
    {
        var clause = Enumerable.Range(0, said.Words.Length).Where(place => said.Clauses[place] == said.Clauses[at]).Select(place => said.Words[place]).ToArray();
        return IsOfEvent([.. clause]);
    }

    /// <summary>Whether all times that are told are of that kind.</summary>
    public static bool AreAll(SaidText said, DateTimeOffset now)
    {
        // "I can stand for 10 minutes"
        var isBegun = said.Words.Any(word => word is "ago" or "since" or "started" or "began");
        if (!isBegun && said.Words.Any(word => word is "minute" or "minutes" or "min" or "mins" or "seconds"))
            return true;
        var placed = TimeReader.PlacedSpans(said, now);
        return !placed.IsEmpty && placed.All(one => (one.Span.To < 1 && !isBegun) || IsOfElse(said, one.At) || IsEnd(said, one.At));
    }

    /// <summary>"On sticks by August"</summary>
    private static bool IsEnd(SaidText said, int at) => at >= 1 && said.Words[at - 1] is "by";

    /// <summary>"Physio for 8 weeks"</summary>
    private static bool IsOfElse(SaidText said, int at) => at >= 2 && said.Words[at - 1] is "for" && said.Clauses[at - 2] == said.Clauses[at] && s_else.Contains(said.Words[at - 2]);
}
