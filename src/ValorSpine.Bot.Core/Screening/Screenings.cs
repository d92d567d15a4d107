using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The questionnaires that can be begun, one for each <c>dialogs/*.questionnaire.json</c>, and earlier versions that running screenings began with.</summary>
public sealed class Screenings
{
    private static readonly ImmutableHashSet<string> s_starts = ImmutableHashSet.Create("start", "begin", "take", "do", "open", "resume", "continue", "go", "on", "with", "the", "please", "i", "want", "to", "would", "like", "id", "lets", "can", "we", "my");

    private readonly ImmutableDictionary<string, ScreeningDefinition> _earlier;

    private Screenings(ImmutableArray<ScreeningDefinition> live, ImmutableDictionary<string, ScreeningDefinition> earlier)
    {
        (Live, _earlier) = (live, earlier);
        Default = live.First(definition => definition.Name == ScreeningDefinition.DefaultName);
    }

    /// <summary>The one that is begun where none is named.</summary>
    public ScreeningDefinition Default { get; }

    /// <summary>Those that can be begun now, by name.</summary>
    public ImmutableArray<ScreeningDefinition> Live { get; }

    /// <summary>Whether a file belongs to it.</summary>
    internal static bool IsOwn(string path) =>
        path.StartsWith(ScreeningDefinition.Folder, StringComparison.Ordinal)
        && (path.EndsWith(ScreeningDefinition.QuestionnaireEnding, StringComparison.Ordinal) || path.EndsWith(ScreeningDefinition.OutcomesEnding, StringComparison.Ordinal)
            || path.EndsWith(ScreeningDefinition.ContradictionsEnding, StringComparison.Ordinal));

    /// <summary>Reads all of them and reports what is wrong.</summary>
    internal static Screenings Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var names = NamesOf(files, ScreeningDefinition.QuestionnaireEnding).Append(ScreeningDefinition.DefaultName).Distinct().Order(StringComparer.Ordinal).ToArray();
        var live = names.Select(name => ScreeningDefinition.Load(files, name, problems)).ToImmutableArray();
        foreach (var (name, ending) in ((string[])[ScreeningDefinition.OutcomesEnding, ScreeningDefinition.ContradictionsEnding]).SelectMany(ending => NamesOf(files, ending).Except(names).Select(name => (name, ending))))
            problems.Add(new(ScreeningDefinition.Folder + name + ending, 0, "There is no questionnaire of this name.", $"Add {name}{ScreeningDefinition.QuestionnaireEnding}, or remove the file."));
        foreach (var same in live.GroupBy(definition => string.Join(' ', SaidText.WordsOf(definition.Title))).Where(group => group.Count() > 1))
            problems.Add(new(ScreeningDefinition.Folder + same.Last().Name + ScreeningDefinition.QuestionnaireEnding, 0, $"Two questionnaires are called '{same.Last().Title}'.", "Give each a title of its own: patients start it by that."));
        return new(live, ImmutableDictionary<string, ScreeningDefinition>.Empty);
    }

    /// <summary>The definition that a screening goes by: the version that it began with where that is known, else the newest of that name.</summary>
    public ScreeningDefinition Of(ScreeningState? state)
    {
        var newest = Newest(state);
        return state is null || state.Hash.Length == 0 || state.Hash == newest.Hash ? newest : _earlier.GetValueOrDefault(state.Hash, newest);
    }

    /// <summary>What a screening would begin with now if it were started over.</summary>
    public ScreeningDefinition Newest(ScreeningState? state) => Find(state?.Name) ?? Default;

    /// <summary>The one of this name that can be begun, or null.</summary>
    public ScreeningDefinition? Find(string? name) => Live.FirstOrDefault(definition => definition.Name == name);

    /// <summary>Hash of the version that a running screening began with, where it is neither live nor given; else null.</summary>
    public string? MissingFor(ScreeningState? state) =>
        state is { Hash.Length: > 0 } && Live.All(definition => definition.Hash != state.Hash) && !_earlier.ContainsKey(state.Hash) ? state.Hash : null;

    /// <summary>The same with a version that was live before.</summary>
    public Screenings With(ScreeningDefinition earlier) => new(Live, _earlier.SetItem(earlier.Hash, earlier.Asking(Find(earlier.Name)?.Contradictions ?? [])));

    /// <summary>The one that a message asks to start by its title, or null.</summary>
    internal ScreeningDefinition? StartedBy(string text)
    {
        var words = SaidText.WordsOf(text);
        return words.Length is 0 or > 20 ? null : Live.FirstOrDefault(definition => Names(words, SaidText.WordsOf(definition.Title)));
    }

    /// <summary>"Start the pain log please": the title, with nothing around it but a request to begin.</summary>
    private static bool Names(ImmutableArray<string> said, ImmutableArray<string> title)
    {
        for (var at = 0; at + title.Length <= said.Length && title.Length > 0; at++)
        {
            var around = said.RemoveRange(at, title.Length);
            if (said.AsSpan(at, title.Length).SequenceEqual(title.AsSpan()) && around.Any(word => word is "start" or "begin" or "take" or "do" or "open" or "resume" or "continue") && around.All(s_starts.Contains))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> NamesOf(ContentFiles files, string ending) =>
        files.Under("dialogs").Where(file => file.Path.EndsWith(ending, StringComparison.Ordinal)).Select(file => file.Path[ScreeningDefinition.Folder.Length..^ending.Length]);
}
