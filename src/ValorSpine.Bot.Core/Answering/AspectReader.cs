using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Reads which aspect of a comparison a message asks for.</summary>
internal sealed class AspectReader
{
    private const string Gap = "..";
    private const int WidestGap = 6;
    private readonly StemPhrases<string> _phrases = new(), _conditions = new();
    private readonly List<(List<List<string>> Parts, string Aspect)> _withGaps = [];

    public AspectReader(Comparison table, ComparedWords words)
    {
        foreach (var (aspect, term) in table.Aspects.SelectMany(aspect => aspect.Terms.Append(aspect.Name), (aspect, term) => (aspect.Id, term)))
        {
            if (term.Contains(Gap, StringComparison.Ordinal))
                _withGaps.Add(([.. term.Split(Gap).Select(words.StemsOf)], aspect));
            else
                _phrases.Add(words.StemsOf(term), aspect);
        }

        foreach (var (aspect, term) in table.Aspects.SelectMany(aspect => aspect.Conditions, (aspect, term) => (aspect.Id, term)))
            _conditions.Add(words.StemsOf(term), aspect);
    }

    /// <summary>The one aspect asked for; null where it is none, or several: then all are shown. Evidence rides along with every other.</summary>
    public string? In(SaidWords said)
    {
        var asked = Found(said).Select(found => found.Aspect).Distinct().ToArray();
        return asked.Length == 0
            ? _conditions.In(said.Stems).Select(condition => condition.Meaning).FirstOrDefault()
            : asked.Where(aspect => asked.Length == 1 || aspect != Comparison.Evidence).ToArray() is [var only] ? only : null;
    }

    /// <summary>Where words ask for an aspect.</summary>
    public IEnumerable<(int From, int Length)> Places(SaidWords said) => Found(said).Select(found => (found.From, found.Length));

    private List<(string Aspect, int From, int Length)> Found(SaidWords said)
    {
        List<(string Aspect, int From, int Length)> found = [.. _phrases.In(said.Stems)];
        // What a longer phrase says is taken: "how do they know which works better" does not ask how they work.
        var free = said.Stems.ToList();
        foreach (var at in found.SelectMany(place => Enumerable.Range(place.From, place.Length)))
            free[at] = SaidWords.Comma;
        foreach (var (parts, aspect) in _withGaps)
        {
            if (Match(free, parts) is { } place)
                found.Add((aspect, place.From, place.Length));
        }

        return found;
    }

    private static (int From, int Length)? Match(List<string> stems, List<List<string>> parts)
    {
        for (var start = 0; start < stems.Count; start++)
        {
            if (EndOf(stems, parts, start) is { } end)
                return (start, end - start);
        }

        return null;
    }

    /// <summary>Where the parts end that begin at a place, or null.</summary>
    private static int? EndOf(List<string> stems, List<List<string>> parts, int start)
    {
        var (end, reach) = (start, 1);
        foreach (var part in parts)
        {
            var at = Enumerable.Range(end, reach).FirstOrDefault(place => StandsAt(stems, part, place), -1);
            if (at < 0)
                return null;
            (end, reach) = (at + part.Count, WidestGap);
        }

        return end;
    }

    private static bool StandsAt(List<string> stems, List<string> part, int at) => at + part.Count <= stems.Count && stems.GetRange(at, part.Count).SequenceEqual(part);
}
