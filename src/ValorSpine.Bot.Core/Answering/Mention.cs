using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A treatment named in a message.</summary>
/// <param name="Subject">Its id; null where it has no column.</param>
/// <param name="From">Its first word.</param>
/// <param name="Length">How many words name it.</param>
internal sealed record Mention(string? Subject, int From, int Length)
{
    /// <summary>Whether it was had or is to be avoided, so that it is not one of those compared.</summary>
    public bool IsAside { get; init; }
}

/// <summary>Finds the treatments named in a message and says which of them are set aside: "without surgery", "after a fusion", "tried pt and epidurals".</summary>
internal sealed class MentionReader
{
    // The treatment without a column; a phrase needs a meaning.
    private const string Other = "";
    private readonly StemPhrases<string> _names = new();
    private readonly StemPhrases<bool> _before, _after, _between;

    public MentionReader(Comparison table, ComparedWords words)
    {
        foreach (var subject in table.Subjects)
        {
            foreach (var term in subject.Terms)
                _names.Add(words.StemsOf(term), subject.Id);
        }

        foreach (var term in table.Asking.Others)
            _names.Add(words.StemsOf(term), Other);
        _before = words.Phrases((table.Asking.AsideBefore, true));
        _after = words.Phrases((table.Asking.AsideAfter, true));
        _between = words.Phrases((table.Asking.Between, true));
    }

    /// <summary>Whether a word may stand around an "or" between two treatments: "or should i just get".</summary>
    public bool MayStandBetween(string stem) => _between.At([stem], 0) is not null || stem.Any(char.IsAsciiDigit);

    /// <summary>All, from left to right.</summary>
    public Mention[] In(SaidWords said)
    {
        Mention[] mentions = [.. _names.In(said.Stems).Select(name => new Mention(name.Meaning == Other ? null : name.Meaning, name.From, name.Length))];
        for (var at = 0; at < mentions.Length; at++)
        {
            if (IsAsideBefore(said, mentions[at]) || (at > 0 && mentions[at - 1].IsAside && IsJoined(said, mentions[at - 1], mentions[at])))
                mentions[at] = mentions[at] with { IsAside = true };
        }

        // "PT and epidurals did not help": both.
        for (var at = mentions.Length - 1; at >= 0; at--)
        {
            if (_after.At(said.Stems, mentions[at].From + mentions[at].Length) is null)
                continue;
            for (var first = at; first >= 0 && (first == at || IsJoined(said, mentions[first], mentions[first + 1])); first--)
                mentions[first] = mentions[first] with { IsAside = true };
        }

        return mentions;
    }

    private bool IsAsideBefore(SaidWords said, Mention mention)
    {
        for (var at = mention.From; at >= 0; at--)
        {
            if (_before.EndsBefore(said.Stems, at))
                return true;
            if (at == 0 || !MayStandBetween(said.Stems[at - 1]))
                return false;
        }

        return false;
    }

    /// <summary>Whether two are named in one breath.</summary>
    private bool IsJoined(SaidWords said, Mention one, Mention next)
    {
        var between = said.Stems[(one.From + one.Length)..next.From];
        return between.Exists(stem => stem is "and" or "or" or "nor") && between.TrueForAll(stem => stem is "and" or "or" or "nor" || MayStandBetween(stem));
    }
}
