using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads places of which some are answered with yes and the others with no: "no to 1 thru 6, yes to 7, no to 8", "not the first five but yes six".</summary>
internal static class PickedYesNo
{
    private static readonly FrozenSet<string> s_yes = FrozenSet.Create("yes", "yeah", "yep", "yup");

    private static readonly FrozenSet<string> s_no = FrozenSet.Create("no", "not", "nope", "nah", "none");

    private static readonly FrozenSet<string> s_words = FrozenSet.Create("to", "the", "one", "ones", "number", "numbers", "option", "all", "rest", "others", "and", "but", "then", "just", "only", "for", "is", "of", "them", "those");

    /// <summary>The options that are answered with yes; null where the message says anything else, or where no place is answered with each.</summary>
    public static AnswerReading? Read(Question question, SaidText said)
    {
        if (!question.Repeats)
            return null;
        var (yes, denies) = (new List<int>(), false);
        for (var from = 0; from < said.Words.Length;)
        {
            var to = from + 1;
            while (to < said.Words.Length && said.Clauses[to] == said.Clauses[from])
                to++;
            var clause = said.Words[from..to];
            if (clause.Any(s_yes.Contains) == clause.Any(s_no.Contains) || Places(clause) is not { } places)
                return null;
            if (clause.Any(s_no.Contains))
                denies = true;
            else if (places.Count == 0)
                return null;
            else
                yes.AddRange(places);
            from = to;
        }

        return denies && yes.Count > 0 && yes.TrueForAll(place => place >= 1 && place <= question.Options.Length) ? Chosen.Of(question, [.. yes.Distinct().Select(place => question.Options[place - 1])]) : null;
    }

    /// <summary>The places in a clause; null where there are other words in it.</summary>
    private static List<int>? Places(ImmutableArray<string> clause)
    {
        var places = new List<int>();
        for (var at = 0; at < clause.Length; at++)
        {
            if (clause[at] is "first" && at + 1 < clause.Length && Numbers.At(clause, at + 1) is { Value: >= 2 and < 20 } count)
            {
                places.AddRange(Enumerable.Range(1, (int)count.Value));
                at++;
            }
            else if (clause[at] is "to" or "through" && places.Count > 0 && at + 1 < clause.Length && Numbers.At(clause, at + 1) is { Value: < 20 } end)
            {
                places.AddRange(Enumerable.Range(places[^1] + 1, Math.Max(0, (int)end.Value - places[^1])));
                at++;
            }
            else if (Numbers.At(clause, at) is { Length: 1, Value: < 20 } number && clause[at] is not "one")
                places.Add((int)number.Value);
            else if (Numbers.Ordinal(clause[at]) is { } ordinal)
                places.Add(ordinal);
            else if (!s_yes.Contains(clause[at]) && !s_no.Contains(clause[at]) && !s_words.Contains(clause[at]))
                return null;
        }

        return places;
    }
}
