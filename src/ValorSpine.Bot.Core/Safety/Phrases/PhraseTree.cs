namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>
/// All phrases of one kind as one tree of words, walked once from every token: the time grows with the length of the message, not with the number of phrases.
/// A phrase is words with small words between them left out; <c>..</c> passes over up to 3 words, <c>...</c> over up to 6;
/// <c>a ~ b</c> is both in any order with up to 5 words between them in one clause;
/// <c>&lt;name&gt;</c> is any member of a group or a kind of number.
/// </summary>
internal sealed class PhraseTree
{
    private const string EitherOrder = " ~ ", Either = "~~";
    private readonly PhraseNode _root = new();

    /// <summary>Adds a phrase; gives what is wrong with it, or null.</summary>
    public string? Add(string phrase, int pattern, Lexicon lexicon, Func<string, int?> groups)
    {
        if (phrase.Split(EitherOrder) is [var one, var other])
            return Add($"{one} {Either} {other}", pattern, lexicon, groups) ?? Add($"{other} {Either} {one}", pattern, lexicon, groups);

        var parts = phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0][0] == '.' || parts[^1][0] == '.')
            return "A phrase starts and ends with a word.";
        var node = _root;
        foreach (var part in parts)
        {
            if (WhatIsWrong(part, groups) is { } wrong)
                return wrong;
            node = After(node, part, lexicon, groups);
        }

        if (!node.Patterns.Contains(pattern))
            node.Patterns.Add(pattern);
        return null;
    }

    /// <summary>Finds every phrase in a message. <paramref name="groups"/> are the members of groups found before, or null.</summary>
    public List<Match> Find(Message message, List<Match>? groups, ref long work)
    {
        var walk = new PhraseWalk(message, groups);
        for (var start = 0; start < message.Tokens.Length; start++)
            walk.From(_root, start);
        work += walk.Work;
        return walk.Found;
    }

    private static PhraseNode After(PhraseNode node, string part, Lexicon lexicon, Func<string, int?> groups) => part switch
    {
        ".." => node.Passing(Gap.Short),
        "..." => node.Passing(Gap.Long),
        Either => node.Passing(Gap.Either),
        _ when part[0] == '<' && !NumberKinds.Names.Contains(part) => node.Group(groups(part[1..^1])!.Value),
        _ => node.Word(lexicon.Add(part)),
    };

    private static string? WhatIsWrong(string part, Func<string, int?> groups)
    {
        if (part is ".." or "..." or Either)
            return null;
        if (part[0] == '<')
        {
            return part[^1] != '>' ? $"'{part}' is not closed."
                : NumberKinds.Names.Contains(part) || groups(part[1..^1]) is not null ? null
                : $"There is no group '{part}'.";
        }

        return part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) ? null
            : $"'{part}' is not written as patients' words are compared: lower case letters and digits, no apostrophe or hyphen.";
    }
}
