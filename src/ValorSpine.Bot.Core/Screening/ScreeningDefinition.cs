using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>One version of a questionnaire and its outcomes, from <c>dialogs/NAME.questionnaire.json</c> and <c>dialogs/NAME.outcomes.json</c>.</summary>
public sealed class ScreeningDefinition
{
    /// <summary>The name of the one that is begun where none is named.</summary>
    public const string DefaultName = "screening";

    /// <summary>Where the FHIR R4 Questionnaire of the default one stands.</summary>
    public const string QuestionnairePath = Folder + DefaultName + QuestionnaireEnding;

    /// <summary>Where the outcomes of the default one stand.</summary>
    public const string OutcomesPath = Folder + DefaultName + OutcomesEnding;

    /// <summary>Where it stands which answers to the default one contradict each other.</summary>
    public const string ContradictionsPath = Folder + DefaultName + ContradictionsEnding;

    internal const string Folder = "dialogs/", QuestionnaireEnding = ".questionnaire.json", OutcomesEnding = ".outcomes.json", ContradictionsEnding = ".contradictions.json";

    private readonly QuestionnaireContent _content;
    private readonly FrozenDictionary<string, int> _index;

    internal ScreeningDefinition(QuestionnaireVersion source, QuestionnaireContent content)
    {
        (Source, _content) = (source, content);
        (Url, Version, Items, Questions, Last) = (content.Url, content.Version, content.Items, content.Questions, content.Last);
        Title = content.Title.Length > 0 ? content.Title : source.Name;
        _index = Questions.Select((question, index) => (question.LinkId, index)).DistinctBy(pair => pair.LinkId)
            .ToFrozenDictionary(pair => pair.LinkId, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>The files that it was read from.</summary>
    public QuestionnaireVersion Source { get; }

    /// <summary>What its files are called: <c>screening</c>.</summary>
    public string Name => Source.Name;

    /// <summary>Hash of its files.</summary>
    public string Hash => Source.Hash;

    /// <summary>Canonical URL of the questionnaire; empty where it has none.</summary>
    public string Url { get; }

    /// <summary>Version of the questionnaire; empty where it has none.</summary>
    public string Version { get; }

    /// <summary>Name of the screening as shown.</summary>
    public string Title { get; }

    /// <summary>URL and version in FHIR's canonical form; where the file has none, its name and hash.</summary>
    public string Canonical => $"{(Url.Length > 0 ? Url : $"urn:valorspine:questionnaire:{Name}")}|{(Version.Length > 0 ? Version : Hash)}";

    /// <summary>How many questions there are at most.</summary>
    public int MostQuestions => new Walk(this, new ScreeningState()).Total;

    internal ImmutableArray<ItemNode> Items { get; }

    internal ImmutableArray<Question> Questions { get; }

    /// <summary>Link id and short name of each question, in the order in which they are asked.</summary>
    public IEnumerable<(string LinkId, string Short)> InOrder => Questions.Select(question => (question.LinkId, question.Short));

    /// <summary>What is said after the last question.</summary>
    internal ImmutableArray<Lead> Last { get; }

    internal Orientations Orientations { get; private init; } = Orientations.None;

    /// <summary>Answers that cannot both be right; the first that holds is asked about first.</summary>
    internal ImmutableArray<Contradiction> Contradictions { get; private init; } = [];

    /// <summary>Reads both files and reports what is wrong with them: file, line and remedy.</summary>
    /// <param name="files">All content.</param>
    /// <param name="name">What the files are called.</param>
    /// <param name="problems">Gets one entry for each defect.</param>
    internal static ScreeningDefinition Load(ContentFiles files, string name, ICollection<ContentProblem> problems)
    {
        var (path, outcomes) = (Folder + name + QuestionnaireEnding, files.Find(Folder + name + OutcomesEnding));
        if (files.Find(path) is not { } file)
            problems.Add(new(path, 0, "The file is missing.", "Restore it from the last version that worked."));
        if (outcomes is null && name == DefaultName)
            problems.Add(new(OutcomesPath, 0, "The file is missing.", "Restore it from the last version that worked."));
        var source = new QuestionnaireVersion(name, files.Find(path)?.Text ?? "", outcomes?.Text);
        if (files.Find(path) is null)
            return new(source, QuestionnaireContent.Empty);

        var found = new List<ContentProblem>();
        var content = QuestionnaireReader.Read(files.Find(path)!, found);
        var definition = new ScreeningDefinition(source, content);
        QuestionnaireCheck.Check(definition, content, found);
        QuestionnaireCheck.CheckSources(definition, content, SourcesReader.Read(files, []), found);
        var read = outcomes is null ? OutcomesContent.Empty : OutcomesReader.Read(outcomes, files, definition, found);
        var contradictions = ContradictionsReader.Read(files, definition, found);
        // Only a table that can be read can be tried.
        if (outcomes is not null && found.Count == 0)
            TableCheck.Check(definition, read, (at, what, remedy) => found.Add(new(outcomes.Path, read.LineOf(at), what, remedy)));
        foreach (var problem in found)
            problems.Add(problem);
        return new(source, content) { Orientations = read.Orientations, Contradictions = contradictions };
    }

    /// <summary>Reads a version that was live before, and so was checked then.</summary>
    public static ScreeningDefinition Of(QuestionnaireVersion source)
    {
        var content = QuestionnaireReader.Read(new(Folder + source.Name + QuestionnaireEnding, source.Questionnaire), []);
        if (source.Outcomes is not { } outcomes)
            return new(source, content);
        var read = OutcomesReader.Read(new(Folder + source.Name + OutcomesEnding, outcomes), new ContentFiles([]), new(source, content), []);
        return new(source, content) { Orientations = read.Orientations };
    }

    /// <summary>The same with those contradictions of the live version that fit it: what is asked about is not kept with a version.</summary>
    internal ScreeningDefinition Asking(ImmutableArray<Contradiction> live) => new(Source, _content) { Orientations = Orientations, Contradictions = live.RemoveAll(one => !one.Fits(this)) };

    internal Question? Find(string? linkId) => linkId is not null && _index.TryGetValue(linkId, out var index) ? Questions[index] : null;

    internal int IndexOf(string linkId) => _index.GetValueOrDefault(linkId, -1);

    internal Verdict Judge(ScreeningState state) => Orientations.Judge(this, ScreeningResponse.Of(this, state, state.LastAt));
}
