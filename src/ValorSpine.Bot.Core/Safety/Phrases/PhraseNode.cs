namespace ValorSpine.Bot.Core.Safety.Phrases;

/// <summary>Words that a phrase passes over.</summary>
internal enum Gap
{
    /// <summary><c>..</c>: a few.</summary>
    Short,

    /// <summary><c>...</c>: more of them.</summary>
    Long,

    /// <summary>What stands between <c>a ~ b</c>.</summary>
    Either,
}

/// <summary>A place in the tree of phrases, and what may come next there.</summary>
internal sealed class PhraseNode
{
    private readonly PhraseNode?[] _gaps = new PhraseNode?[3];
    private Dictionary<int, PhraseNode>? _words;
    private Dictionary<int, PhraseNode>? _groups;

    /// <summary>What the phrases that end here belong to.</summary>
    public List<int> Patterns { get; } = [];

    /// <summary>Whether a member of a group may come next.</summary>
    public bool HasGroups => _groups is not null;

    /// <summary>The place after a word, made where there is none.</summary>
    public PhraseNode Word(int symbol) => Child(ref _words, symbol);

    /// <summary>The place after a member of a group, made where there is none.</summary>
    public PhraseNode Group(int group) => Child(ref _groups, group);

    /// <summary>The place after a gap, made where there is none.</summary>
    public PhraseNode Passing(Gap gap) => _gaps[(int)gap] ??= new();

    /// <summary>The place after a word, or null.</summary>
    public PhraseNode? FindWord(int symbol) => _words?.GetValueOrDefault(symbol);

    /// <summary>The place after a member of a group, or null.</summary>
    public PhraseNode? FindGroup(int group) => _groups?.GetValueOrDefault(group);

    /// <summary>The place after a gap, or null.</summary>
    public PhraseNode? FindPassing(Gap gap) => _gaps[(int)gap];

    private static PhraseNode Child(ref Dictionary<int, PhraseNode>? children, int key)
    {
        children ??= [];
        if (!children.TryGetValue(key, out var child))
            children[key] = child = new();
        return child;
    }
}
