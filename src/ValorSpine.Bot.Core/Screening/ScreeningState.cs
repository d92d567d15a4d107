using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>A screening in progress or finished. Answers to questions that no longer apply are kept and ignored, so that changing back loses nothing.</summary>
public sealed record ScreeningState
{
    /// <summary>Canonical URL and version of the questionnaire that it began with.</summary>
    public string Questionnaire { get; init; } = "";

    /// <summary>Name of the questionnaire that it began with; empty in states of before there were several.</summary>
    public string Name { get; init; } = "";

    /// <summary>Hash of the questionnaire and outcomes that it began with; empty in states of before versions were kept.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What was answered or skipped, in the order of the questionnaire.</summary>
    public ImmutableArray<ScreeningAnswer> Answers { get; init; } = [];

    /// <summary>Link id of the question that the next message answers; null once finished.</summary>
    public string? Current { get; init; }

    /// <summary>Link ids in the order in which they were first asked, the current one included.</summary>
    public ImmutableArray<string> Visited { get; init; } = [];

    /// <summary>True while the current question takes several answers and the patient may add one.</summary>
    public bool Collecting { get; init; }

    /// <summary>True while the bot waits to hear whether to continue or to start over.</summary>
    public bool OfferedResume { get; init; }

    /// <summary>Answers in a row to the current question that were not understood.</summary>
    public int Tries { get; init; }

    /// <summary>What was told before it began and is not confirmed yet.</summary>
    public ImmutableArray<ScreeningAnswer> Assumed { get; init; } = [];

    /// <summary>True while the bot waits to hear whether <see cref="Assumed"/> is right.</summary>
    public bool Confirming { get; init; }

    /// <summary>When the first question was asked.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the patient last answered or gave a command.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>When it was finished; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Id of the outcome; null before the end, empty where the questionnaire has none.</summary>
    public string? OutcomeId { get; init; }

    /// <summary>What was said and what it points to, as plain text; null before the end.</summary>
    public string? Summary { get; init; }

    /// <summary>Unguessable key of the printable page; null before the end.</summary>
    public string? PageKey { get; init; }

    /// <summary>The question about sharing as it was put last; null before.</summary>
    public ConsentAsked? ConsentAsked { get; init; }

    /// <summary>True once the patient agreed that booking passes <see cref="Summary"/> to the clinic.</summary>
    public bool PendingSummaryShare { get; init; }

    /// <summary>Whether the end was reached.</summary>
    [JsonIgnore]
    public bool Finished => EndedAt is not null;

    /// <summary>Link ids of the questions that were passed over.</summary>
    [JsonIgnore]
    public IEnumerable<string> Skipped => Answers.Where(answer => answer.Status is AnswerStatus.Skipped).Select(answer => answer.LinkId);

    /// <summary>The answer to a question, or null where it was not answered yet.</summary>
    public ScreeningAnswer? AnswerTo(string linkId) => Answers.FirstOrDefault(answer => answer.LinkId == linkId);
}

/// <summary>A screening that ended in a turn; stored with it.</summary>
/// <param name="ResponseJson">A FHIR R4 QuestionnaireResponse.</param>
/// <param name="OutcomeId">Id of the outcome: <c>O-DIAGNOSIS</c>; empty where the questionnaire has none.</param>
/// <param name="Summary">What was said and what it points to, as plain text.</param>
public sealed record FinishedScreening(string ResponseJson, string OutcomeId, string Summary)
{
    /// <summary>Its one page; null in what was stored before there was one.</summary>
    public ScreeningSheet? Sheet { get; init; }

    /// <summary>The key that opens the page, or null where it has none. Not kept: who holds the link knows it.</summary>
    [JsonIgnore]
    public string? PageKey { get; init; }
}
