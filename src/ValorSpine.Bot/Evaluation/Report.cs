using System.Globalization;
using System.Text;

namespace ValorSpine.Bot.Evaluation;

/// <summary>Writes the figures of a run: as text for a terminal and as Markdown for <c>docs/answer-quality.md</c>, in the same words.</summary>
internal static class Report
{
    private const int MostConfusions = 15, MostChanges = 20;

    /// <summary>The figures of one split against their bounds.</summary>
    public static string Split(string split, IReadOnlyCollection<Judged> judged, Dictionary<string, Bound> bounds)
    {
        var text = new StringBuilder();
        text.AppendLine(Invariant($"## {split switch { "untuned" => "Untuned: rules and phrasings were written without it", "opened" => "Opened: it was untuned once, and was learned from since", _ => "Tuned: the weights were fitted on it" }}")).AppendLine();
        text.AppendLine(Invariant($"{judged.Count} messages, {judged.Count(one => one.HasAnswer)} with an answer, {judged.Count(one => one.HasNone)} without.")).AppendLine();
        text.AppendLine("| figure | what | value (95 % interval) | aim | |").AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var figure in Figures.Of(judged))
        {
            var bound = split == "untuned" ? bounds.GetValueOrDefault(figure.Name) : null;
            text.AppendLine(Invariant($"| {figure.Name} | {figure.What} | {figure.Shown} | {(bound is null ? "" : Invariant($"{bound.Aim:0.00}"))} | {(bound is null ? "" : !bound.Keeps(figure) ? "BELOW ITS BOUND" : bound.Reaches(figure) ? "reached" : "not reached")} |"));
        }

        return text.AppendLine().ToString();
    }

    /// <summary>How each outcome was met.</summary>
    public static string Outcomes(IEnumerable<Judged> judged)
    {
        var text = new StringBuilder("| expected outcome | messages | right | what came instead |\n| --- | --- | --- | --- |\n");
        foreach (var outcome in judged.Where(one => one.Alone).GroupBy(one => one.Expected.Outcomes[0]).OrderByDescending(group => group.Count()))
        {
            var instead = outcome.Where(one => !one.OutcomeRight).CountBy(one => one.Outcome).OrderByDescending(pair => pair.Value).Select(pair => Invariant($"{pair.Key} {pair.Value}"));
            text.AppendLine(Invariant($"| {outcome.Key} | {outcome.Count()} | {outcome.Count(one => one.OutcomeRight)} | {string.Join(", ", instead)} |"));
        }

        return text.AppendLine().ToString();
    }

    /// <summary>How the messages of each topic fared.</summary>
    public static string Topics(IEnumerable<Judged> judged)
    {
        var text = new StringBuilder("| topic | messages | answered | right |\n| --- | --- | --- | --- |\n");
        foreach (var topic in judged.Where(one => one.HasAnswer && one.Alone && one.Expected.Topics.Length > 0).GroupBy(one => one.Expected.Topics[0]).OrderBy(group => group.Key, StringComparer.Ordinal))
            text.AppendLine(Invariant($"| {topic.Key} | {topic.Count()} | {topic.Count(one => one.Outcome == "answer")} | {topic.Count(one => one.Right)} |"));
        return text.AppendLine().ToString();
    }

    /// <summary>Which topics are taken for which.</summary>
    public static string Confusions(IEnumerable<Judged> judged)
    {
        var confused = judged.Where(one => one is { HasAnswer: true, Outcome: "answer", TopicRight: false } && one.Topics.Length > 0)
            .CountBy(one => (Wanted: one.Expected.Topics[0], Got: one.Topics[0])).OrderByDescending(pair => pair.Value).Take(MostConfusions);
        var text = new StringBuilder("| asked for | answered | messages |\n| --- | --- | --- |\n");
        foreach (var ((wanted, got), count) in confused)
            text.AppendLine(Invariant($"| {wanted} | {got} | {count} |"));
        return text.AppendLine().ToString();
    }

    /// <summary>What is right now and was wrong in the last run, and the other way round.</summary>
    /// <param name="judged">This run.</param>
    /// <param name="before">What the last run did with each message, and whether that was right.</param>
    public static string Changes(IEnumerable<Judged> judged, IReadOnlyDictionary<string, LastRun.Entry> before)
    {
        var changed = judged.Where(one => before.TryGetValue(LastRun.KeyOf(one), out var last) && last.Got != one.Got).ToArray();
        var text = new StringBuilder();
        List("gained", changed.Where(one => one.Right && !before[LastRun.KeyOf(one)].Right));
        List("lost", changed.Where(one => !one.Right && before[LastRun.KeyOf(one)].Right));
        return text.Length == 0 ? "Nothing gained and nothing lost since the last run.\n" : text.ToString();

        void List(string name, IEnumerable<Judged> these)
        {
            var all = these.ToArray();
            if (all.Length > 0)
                text.AppendLine(Invariant($"{all.Length} {name} since the last run:"));
            foreach (var one in all.Take(MostChanges))
                text.AppendLine(Invariant($"  {one.Expected.Text}\n    was: {before[LastRun.KeyOf(one)].Got}, is: {one.Got}, expected: {string.Join('/', one.Expected.Outcomes)} {string.Join(',', one.Expected.Topics)}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
