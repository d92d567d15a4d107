namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>Walks the tree of phrases through one message.</summary>
internal sealed class PhraseWalk
{
    private const int ShortGap = 3, LongGap = 6, EitherGap = 5, FillersInARow = 4, LongestSpan = 60;

    private readonly Message _message;
    private readonly List<Match>? _groups;
    private readonly int[]? _groupsAt;
    private int _start;

    public PhraseWalk(Message message, List<Match>? groups)
    {
        (_message, _groups) = (message, groups);
        _groupsAt = groups is null ? null : StartsOf(groups, message.Tokens.Length);
    }

    /// <summary>What was found, in the order of the starts.</summary>
    public List<Match> Found { get; } = [];

    /// <summary>How many steps it took.</summary>
    public long Work { get; private set; }

    /// <summary>Finds the phrases that start at a token.</summary>
    public void From(PhraseNode root, int start)
    {
        _start = start;
        Step(root, start, 0, 0);
    }

    private void Step(PhraseNode node, int at, ulong used, int passed)
    {
        Work++;
        // Words passed over after the last word of a phrase are no part of it.
        if (passed == 0)
        {
            foreach (var pattern in node.Patterns)
                Found.Add(new(pattern, _start, at, used));
        }

        if (at >= _message.Tokens.Length || at - _start >= LongestSpan || (at > _start && _message.Tokens[at].Break == Break.Sentence))
            return;

        ref readonly var token = ref _message.Tokens[at];
        TakeWord(node, token, at, used);
        TakeMember(node, at, used);
        if (at == _start)
            return;
        if (token.Filler && passed < FillersInARow)
            Step(node, at + 1, used, passed + 1);
        if (passed == 0)
        {
            Pass(node.FindPassing(Gap.Short), ShortGap, at, used, Break.Clause);
            Pass(node.FindPassing(Gap.Long), LongGap, at, used, Break.Clause);
            Pass(node.FindPassing(Gap.Either), EitherGap, at, used, Break.None);
        }
    }

    private void TakeWord(PhraseNode node, in Token token, int at, ulong used)
    {
        used |= 1UL << (at - _start);
        if (token.Symbol >= 0 && node.FindWord(token.Symbol) is { } byWord)
            Step(byWord, at + 1, used, 0);
        foreach (var kind in token.Kinds)
        {
            if (node.FindWord(kind) is { } byKind)
                Step(byKind, at + 1, used, 0);
        }
    }

    private void TakeMember(PhraseNode node, int at, ulong used)
    {
        if (!node.HasGroups || _groupsAt is null)
            return;
        for (var i = _groupsAt[at]; i < _groups!.Count && _groups[i].Start == at; i++)
        {
            var member = _groups[i];
            if (member.End - _start < LongestSpan && node.FindGroup(member.Pattern) is { } byGroup)
                Step(byGroup, member.End, used | member.Used << (at - _start), 0);
        }
    }

    private void Pass(PhraseNode? after, int most, int at, ulong used, Break crosses)
    {
        if (after is null)
            return;
        for (int skipped = 0, next = at; next < _message.Tokens.Length && next - _start < LongestSpan; next++)
        {
            ref readonly var token = ref _message.Tokens[next];
            if (token.Break > crosses)
                return;
            Step(after, next, used, FillersInARow);
            if (token.EndsScope || (!token.Filler && ++skipped > most))
                return;
        }
    }

    // The matches come in the order of their starts: where each start begins is enough.
    private static int[] StartsOf(List<Match> groups, int tokens)
    {
        var first = new int[tokens + 1];
        var next = 0;
        for (var token = 0; token <= tokens; token++)
        {
            while (next < groups.Count && groups[next].Start < token)
                next++;
            first[token] = next;
        }

        return first;
    }
}
