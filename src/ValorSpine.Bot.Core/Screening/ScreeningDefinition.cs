using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The questionnaire and its outcomes, from <c>dialogs/screening.questionnaire.json</c> and <c>dialogs/screening.outcomes.json</c>.</summary>
public sealed class ScreeningDefinition
{
    /// <summary>Where the FHIR R4 Questionnaire stands.</summary>
    public const string QuestionnairePath = "dialogs/screening.questionnaire.json";

    /// <summary>Where the outcomes stand.</summary>
    public const string OutcomesPath = "dialogs/screening.outcomes.json";

    /// <summary>Where it stands which answers contradict each other.</summary>
    public const string ContradictionsPath = "dialogs/screening.contradictions.json";

    private readonly FrozenDictionary<string, int> _index;

    internal ScreeningDefinition(QuestionnaireContent content)
    {
        (Url, Version, Title, Items, Questions) = (content.Url, content.Version, content.Title, content.Items, content.Questions);
        _index = Questions.Select((question, index) => (question.LinkId, index)).DistinctBy(pair => pair.LinkId)
            .ToFrozenDictionary(pair => pair.LinkId, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>Canonical URL of the questionnaire.</summary>
    public string Url { get; }

    /// <summary>Version of the questionnaire.</summary>
    public string Version { get; }

    /// <summary>Name of the screening as shown.</summary>
    public string Title { get; }

    /// <summary>URL and version in FHIR's canonical form.</summary>
    public string Canonical => $"{Url}|{Version}";

    /// <summary>How many questions there are at most.</summary>
    public int MostQuestions => new Walk(this, new ScreeningState()).Total;

    internal ImmutableArray<ItemNode> Items { get; }

    internal ImmutableArray<Question> Questions { get; }

    internal Orientations Orientations { get; private init; } = Orientations.None;

    /// <summary>Answers that cannot both be right; the first that holds is asked about first.</summary>
    internal ImmutableArray<Contradiction> Contradictions { get; private init; } = [];

    /// <summary>Reads both files and reports what is wrong with them: file, line and remedy.</summary>
    public static ScreeningDefinition Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var content = QuestionnaireReader.Read(files, problems);
        var definition = new ScreeningDefinition(content);
        QuestionnaireCheck.Check(definition, content, problems);
        return new ScreeningDefinition(content) { Orientations = OutcomesReader.Read(files, definition, problems), Contradictions = ContradictionsReader.Read(files, definition, problems) };
    }

    internal Question? Find(string? linkId) => linkId is not null && _index.TryGetValue(linkId, out var index) ? Questions[index] : null;

    internal int IndexOf(string linkId) => _index.GetValueOrDefault(linkId, -1);
}
