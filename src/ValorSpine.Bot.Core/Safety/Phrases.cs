using System.Collections.Immutable;
using System.Globalization;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Numbers of words, so that phrases compare numbers. Filled while rules are read, then only read.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    /// <summary>The number of a word, given on first sight.</summary>
    public int Add(string word)
    {
        if (!_words.TryGetValue(word, out var symbol))
            _words[word] = symbol = _words.Count;
        return symbol;
    }

    /// <summary>The number of a word, or -1.</summary>
    public int Find(string word) => _words.GetValueOrDefault(word, -1);
}

/// <summary>A phrase that was found.</summary>
/// <param name="Pattern">Number of what it belongs to.</param>
/// <param name="Start">First token.</param>
/// <param name="End">One past the last token.</param>
/// <param name="Used">Bit n is set where the token at Start + n is a word of the phrase, not one that it passes over.</param>
internal readonly record struct Match(int Pattern, int Start, int End, ulong Used)
{
    /// <summary>Whether a token is a word of the phrase.</summary>
    public bool Uses(int token) => token >= Start && token < End && (Used >> (token - Start) & 1) != 0;
}

/// <summary>
/// All phrases of one kind as one tree of words, walked once from every token: the time grows with the length of the message, not with the number of phrases.
/// A phrase is words with small words between them left out; <c>..</c> passes over up to 3 words, <c>...</c> over up to 6;
/// <c>a ~ b</c> is both in any order with up to 5 words between them in one clause;
/// <c>&lt;name&gt;</c> is any member of a group or a kind of number.
/// </summary>
internal sealed class PhraseTree
{
    private const int ShortGap = 3, LongGap = 6, EitherGap = 5, FillersInARow = 4, LongestSpan = 60;
    private readonly Node _root = new();

    /// <summary>Adds a phrase; gives what is wrong with it, or null.</summary>
    public string? Add(string phrase, int pattern, Lexicon lexicon, Func<string, int?> groups)
    {
        if (phrase.Split(" ~ ") is [var one, var other])
            return Add($"{one} ~~ {other}", pattern, lexicon, groups) ?? Add($"{other} ~~ {one}", pattern, lexicon, groups);

        var node = _root;
        var parts = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0][0] == '.' || parts[^1][0] == '.')
            return "A phrase starts and ends with a word.";
        foreach (var part in parts)
        {
            if (part is ".." or "..." or "~~")
            {
                var gap = part == "~~" ? 2 : part.Length - 2;
                node = node.Gaps[gap] ??= new Node();
            }
            else if (part[0] == '<')
            {
                if (part[^1] != '>')
                    return $"'{part}' is not closed.";
                if (NumberKinds.Names.Contains(part))
                    node = node.Word(lexicon.Add(part));
                else if (groups(part[1..^1]) is { } group)
                    node = node.Group(group);
                else
                    return $"There is no group '{part}'.";
            }
            else
            {
                foreach (var letter in part)
                {
                    if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter))
                        return $"'{part}' is not written as patients' words are compared: lower case letters and digits, no apostrophe or hyphen.";
                }

                node = node.Word(lexicon.Add(part));
            }
        }

        if (!node.Patterns.Contains(pattern))
            node.Patterns.Add(pattern);
        return null;
    }

    /// <summary>Finds every phrase in a message. <paramref name="groups"/> are the members of groups found before, or null.</summary>
    public List<Match> Find(Message message, List<Match>? groups, ref long work)
    {
        var found = new List<Match>();
        var walk = new Walk(message, Bucket(message, groups), found);
        for (var start = 0; start < message.Tokens.Length; start++)
            walk.From(_root, start);
        work += walk.Work;
        return found;
    }

    private static int[]? Bucket(Message message, List<Match>? groups)
    {
        if (groups is null)
            return null;
        // The matches come in the order of their starts: where each start begins is enough.
        var first = new int[message.Tokens.Length + 1];
        var next = 0;
        for (var token = 0; token <= message.Tokens.Length; token++)
        {
            while (next < groups.Count && groups[next].Start < token)
                next++;
            first[token] = next;
        }

        message.GroupMatches = groups;
        return first;
    }

    private sealed class Node
    {
        private Dictionary<int, Node>? _words;
        private Dictionary<int, Node>? _groups;

        public Node?[] Gaps { get; } = new Node?[3];

        public List<int> Patterns { get; } = [];

        public bool HasGroups => _groups is not null;

        public Node Word(int symbol) => Child(ref _words, symbol);

        public Node Group(int group) => Child(ref _groups, group);

        public Node? FindWord(int symbol) => _words?.GetValueOrDefault(symbol);

        public Node? FindGroup(int group) => _groups?.GetValueOrDefault(group);

        private static Node Child(ref Dictionary<int, Node>? children, int key)
        {
            children ??= [];
            if (!children.TryGetValue(key, out var child))
                children[key] = child = new Node();
            return child;
        }
    }

    private sealed class Walk(Message message, int[]? groupsAt, List<Match> found)
    {
        private int _start;

        public long Work { get; private set; }

        public void From(Node root, int start)
        {
            _start = start;
            Step(root, start, 0, 0);
        }

        private void Step(Node node, int at, ulong used, int passed)
        {
            Work++;
            // Words passed over after the last word of a phrase are no part of it.
            if (passed == 0)
            {
                foreach (var pattern in node.Patterns)
                    found.Add(new(pattern, _start, at, used));
            }

            if (at >= message.Tokens.Length || at - _start >= LongestSpan || (at > _start && message.Tokens[at].Break == Break.Sentence))
                return;

            ref readonly var token = ref message.Tokens[at];
            var offset = at - _start;
            if (token.Symbol >= 0 && node.FindWord(token.Symbol) is { } byWord)
                Step(byWord, at + 1, used | 1UL << offset, 0);
            foreach (var kind in token.Kinds)
            {
                if (node.FindWord(kind) is { } byKind)
                    Step(byKind, at + 1, used | 1UL << offset, 0);
            }

            if (node.HasGroups && groupsAt is not null)
            {
                for (var i = groupsAt[at]; i < message.GroupMatches!.Count && message.GroupMatches[i].Start == at; i++)
                {
                    var member = message.GroupMatches[i];
                    if (member.End - _start < LongestSpan && node.FindGroup(member.Pattern) is { } byGroup)
                        Step(byGroup, member.End, used | member.Used << offset, 0);
                }
            }

            if (at == _start)
                return;
            if (token.Filler && passed < FillersInARow)
                Step(node, at + 1, used, passed + 1);
            if (passed == 0)
            {
                Pass(node.Gaps[0], ShortGap, at, used, Break.Clause);
                Pass(node.Gaps[1], LongGap, at, used, Break.Clause);
                Pass(node.Gaps[2], EitherGap, at, used, Break.None);
            }
        }

        private void Pass(Node? after, int most, int at, ulong used, Break crosses)
        {
            if (after is null)
                return;
            for (int skipped = 0, next = at; next < message.Tokens.Length && next - _start < LongestSpan; next++)
            {
                ref readonly var token = ref message.Tokens[next];
                if (token.Break > crosses)
                    return;
                Step(after, next, used, FillersInARow);
                if (token.EndsScope || (!token.Filler && ++skipped > most))
                    return;
            }
        }
    }
}

/// <summary>Numbers that phrases can name.</summary>
internal static class NumberKinds
{
    /// <summary>All kinds, as phrases write them.</summary>
    public static ImmutableArray<string> Names { get; } = ["<number>", "<year>", "<temperature>", "<temperature-exact>", "<age-65-up>", "<many>"];

    /// <summary>The kinds that a token is of.</summary>
    public static IEnumerable<string> Of(string token)
    {
        if (token.Length > 7 || !double.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            yield break;
        yield return "<number>";
        if (value is >= 1940 and <= 2025 && !token.Contains('.', StringComparison.Ordinal))
            yield return "<year>";
        // 100.4 F and 38 C: CDC's threshold of a fever. With a decimal point it is hardly anything else.
        if (value is (>= 100.4 and <= 108) or (>= 38 and <= 42))
        {
            yield return "<temperature>";
            if (token.Contains('.', StringComparison.Ordinal))
                yield return "<temperature-exact>";
        }

        if (value is >= 65 and <= 110)
            yield return "<age-65-up>";
        if (value is >= 5 and <= 300)
            yield return "<many>";
    }
}
