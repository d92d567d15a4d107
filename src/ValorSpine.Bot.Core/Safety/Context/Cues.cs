using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Context;

/// <summary>The cues of one message: where words stand that tell how a sign was meant.</summary>
internal sealed class Cues
{
    /// <summary>Cues, and what holds them as a part and means something else: "no idea", "new since 2019".</summary>
    private static readonly (Cue Cue, Cue By)[] s_masked =
    [
        (Cue.Negators, Cue.NotNegators),
        (Cue.Hypothetical, Cue.NotHypothetical),
        (Cue.New, Cue.Past),
        (Cue.New, Cue.Resolved),
        (Cue.New, Cue.OldAfter),
        (Cue.New, Cue.Unchanged),
    ];

    private readonly Dictionary<Cue, List<Match>> _found;
    private readonly Bounds _bounds;
    private readonly Dictionary<(Cue, int), bool> _inSentence = [];

    public Cues(IReadOnlyDictionary<Cue, List<Match>> found, Bounds bounds)
    {
        (_found, _bounds) = (new(found), bounds);
        foreach (var (cue, by) in s_masked)
            Mask(cue, by);
    }

    /// <summary>Cues that start from one place up to another, nearest to its end last.</summary>
    public IEnumerable<Match> Near(Cue cue, int from, int to)
    {
        var list = _found[cue];
        // Matches come in the order of their starts.
        int low = 0, high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].Start < from)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < list.Count && list[low].Start < to; low++)
            yield return list[low];
    }

    /// <summary>Whether the sentence of a word has a cue.</summary>
    public bool InSentence(Cue cue, int token)
    {
        var key = (cue, _bounds.SentenceStart(token));
        if (!_inSentence.TryGetValue(key, out var found))
            _inSentence[key] = found = Near(cue, _bounds.SentenceStart(token), _bounds.SentenceEnd(token)).Any();
        return found;
    }

    /// <summary>Drops the cues that are part of a longer phrase which means something else.</summary>
    private void Mask(Cue cue, Cue by)
    {
        var longer = _found[by];
        if (longer.Count == 0 || _found[cue].Count == 0)
            return;
        var covered = new int[_bounds.Words + 1];
        foreach (var match in longer)
        {
            for (var i = match.Start; i < match.End; i++)
                covered[i] = Math.Max(covered[i], match.End - match.Start);
        }

        _found[cue] = [.. _found[cue].Where(match => covered[match.Start] < match.End - match.Start || covered[match.Start] == 0)];
    }
}
