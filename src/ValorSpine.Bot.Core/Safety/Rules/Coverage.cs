using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Which words of a message harmless phrases take: "bored to death" tells of no death.</summary>
internal sealed class Coverage
{
    private static readonly Comparer<Match> s_byStart = Comparer<Match>.Create((one, other) => one.Start.CompareTo(other.Start));
    private readonly bool[] _taken;
    private readonly List<Match> _phrases;

    private Coverage(bool[] taken, List<Match> phrases) => (_taken, _phrases) = (taken, phrases);

    /// <summary>What phrases take, these in the order of their starts; null where there are none.</summary>
    public static Coverage? Of(Message message, List<Match> phrases)
    {
        if (phrases.Count == 0)
            return null;
        var taken = new bool[message.Tokens.Length];
        foreach (var phrase in phrases)
            taken.AsSpan(phrase.Start, phrase.End - phrase.Start).Fill(true);
        return new(taken, phrases);
    }

    /// <summary>Whether a message says nothing but some phrases and small words.</summary>
    public static bool IsAll(Message message, List<Match> phrases) => Of(message, phrases) is { } coverage && coverage.LeavesOnlyFillers(message);

    /// <summary>Whether nothing but small words is left of a message.</summary>
    public bool LeavesOnlyFillers(Message message) => message.Tokens.Index().All(token => _taken[token.Index] || token.Item.Filler);

    /// <summary>Whether a harmless phrase takes a word of a match. A match that holds all of the harmless words says more and keeps its meaning.</summary>
    public bool Takes(Match match)
    {
        var taken = false;
        for (var i = match.Start; i < match.End; i++)
            taken |= _taken[i] && match.Uses(i);
        return taken && !IsAnyHeldBy(match);
    }

    /// <summary>Whether a phrase is wholly part of a match.</summary>
    private bool IsAnyHeldBy(Match match)
    {
        var next = _phrases.BinarySearch(new(0, match.Start, 0, 0), s_byStart);
        next = next < 0 ? ~next : next;
        while (next > 0 && _phrases[next - 1].Start == match.Start)
            next--;
        for (; next < _phrases.Count && _phrases[next].Start < match.End; next++)
        {
            if (Holds(match, _phrases[next]))
                return true;
        }

        return false;
    }

    private static bool Holds(Match match, Match phrase)
    {
        for (var i = phrase.Start; i < phrase.End; i++)
        {
            if (phrase.Uses(i) && !match.Uses(i))
                return false;
        }

        return true;
    }
}
