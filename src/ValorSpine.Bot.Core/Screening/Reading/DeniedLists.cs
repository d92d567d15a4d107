namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells whether a denial holds on behind a comma: "no cancer, diabetes or heart trouble" denies all three; "no pills, chiropractor" may not.</summary>
internal static class DeniedLists
{
    /// <summary>How something is meant that is not denied in its own clause.</summary>
    /// <param name="naming">The message and what it names.</param>
    /// <param name="mention">What is named.</param>
    /// <param name="isDenied">Whether something else that is named is denied.</param>
    public static Meant Of(Naming naming, Mention mention, Func<Mention, bool> isDenied)
    {
        var said = naming.Said;
        var start = StartOf(said, mention.At);
        if (start == 0 || said.Sentences[start - 1] != said.Sentences[start] || !IsBareList(naming, start) || said.Words[start] is "but" or "though" or "although" or "however" or "except" or "otherwise")
            return Meant.Said;
        var (before, first) = (said.Clauses[start - 1], StartOf(said, start - 1));
        var clause = Enumerable.Range(first, start - first).ToArray();
        if (!Array.Exists(clause, at => naming.Has[at]) || Array.Exists(clause, at => ReadingWords.Resuming.Contains(said.Words[at])))
            return Meant.Said;
        var denies = Array.Exists(clause, at => !naming.Has[at] && Negation.IsAt(naming, at)) || naming.Mentions.Any(other => said.Clauses[other.At] == before && isDenied(other));
        return !denies ? Meant.Said : HasOr(said, start) ? Meant.Denied : Meant.Doubtful;
    }

    private static int StartOf(SaidText said, int at)
    {
        while (at > 0 && said.Clauses[at - 1] == said.Clauses[at])
            at--;
        return at;
    }

    /// <summary>Whether a clause is made of options and small words alone.</summary>
    private static bool IsBareList(Naming naming, int start) => naming.RestOfClause(start).All(at =>
        naming.Has[at] || naming.Words[at] is "or" or "nor" or "any" or "the" or "a" or "an" or "and" or "of" or "problems" or "trouble" or "issues" or "pain" or "kind");

    private static bool HasOr(SaidText said, int start) =>
        Enumerable.Range(start, said.Words.Length - start).TakeWhile(at => said.Sentences[at] == said.Sentences[start]).Any(at => said.Words[at] is "or" or "nor");
}
