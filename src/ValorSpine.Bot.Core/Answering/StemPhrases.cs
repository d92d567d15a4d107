namespace ValorSpine.Bot.Core.Answering;

/// <summary>Finds phrases in a text by their stems, the longest first. A phrase that was added first keeps its meaning.</summary>
internal sealed class StemPhrases<T>
    where T : notnull
{
    private readonly Dictionary<string, T> _meanings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _starts = new(StringComparer.Ordinal);
    private int _longest;

    /// <summary>Adds a phrase by the stems of its words.</summary>
    public void Add(IReadOnlyCollection<string> stems, T meaning)
    {
        if (stems.Count == 0 || !_meanings.TryAdd(string.Join(' ', stems), meaning))
            return;
        _starts.Add(stems.First());
        _longest = Math.Max(_longest, stems.Count);
    }

    /// <summary>The longest phrase that starts at a place.</summary>
    public (T Meaning, int Length)? At(List<string> stems, int at)
    {
        var longest = at < stems.Count && _starts.Contains(stems[at]) ? Math.Min(_longest, stems.Count - at) : 0;
        for (var length = longest; length > 0; length--)
        {
            if (_meanings.TryGetValue(length == 1 ? stems[at] : string.Join(' ', stems.GetRange(at, length)), out var meaning))
                return (meaning, length);
        }

        return null;
    }

    /// <summary>Whether a phrase ends just before a place.</summary>
    public bool EndsBefore(List<string> stems, int end)
    {
        for (var length = Math.Min(_longest, end); length > 0; length--)
        {
            if (_meanings.ContainsKey(string.Join(' ', stems.GetRange(end - length, length))))
                return true;
        }

        return false;
    }

    /// <summary>All phrases from left to right, none overlapping another.</summary>
    public IEnumerable<(T Meaning, int From, int Length)> In(List<string> stems)
    {
        for (var at = 0; at < stems.Count;)
        {
            var found = At(stems, at);
            if (found is var (meaning, length))
                yield return (meaning, at, length);
            at += found?.Length ?? 1;
        }
    }
}
