using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Everything the bot knows, of one version: an immutable snapshot that a turn is decided with.</summary>
public sealed class BotContent
{
    private BotContent(Parts parts)
    {
        Version = parts.Version;
        Clinic = parts.Clinic;
        Words = parts.Words;
        Knowledge = parts.Knowledge;
        Answering = new Answerer(parts.Knowledge, parts.Ranking);
        Safety = parts.Safety;
        Screening = parts.Screening;
        Intents = parts.Intents;
    }

    /// <summary>Content hash, recorded with each turn.</summary>
    public string Version { get; }

    /// <summary>What only the clinic knows.</summary>
    public ClinicFacts Clinic { get; }

    /// <summary>The bot's own sentences.</summary>
    public Wording Words { get; }

    /// <summary>Articles and sources.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>Finds the article for a question.</summary>
    public Answerer Answering { get; }

    /// <summary>Red flags, crisis and limits of advice.</summary>
    public SafetyRules Safety { get; }

    /// <summary>The guided screening.</summary>
    public ScreeningDefinition Screening { get; }

    /// <summary>What a message asks the bot to do, apart from answering.</summary>
    public Intents Intents { get; }

    /// <summary>Loads everything; with any problem there is no content, and all problems are listed.</summary>
    /// <param name="files">All content files.</param>
    /// <param name="clinic">What only the clinic knows.</param>
    /// <param name="serveUnreviewed">Whether articles that nobody has reviewed may be found and cited.</param>
    /// <param name="today">From which date on a review is overdue, or null: a running service never stops on a date.</param>
    public static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed = true, DateOnly? today = null)
    {
        var problems = new List<ContentProblem>();
        var parts = Parts.Read(files, clinic, serveUnreviewed, today, problems);
        return (problems.Count == 0 ? new(parts) : null, problems);
    }

    /// <summary>Lists all problems without making the search ready, which takes longer than all checks.</summary>
    /// <param name="files">All content files.</param>
    /// <param name="clinic">What only the clinic knows.</param>
    /// <param name="today">From which date on a review is overdue.</param>
    public static (KnowledgeBase Knowledge, IReadOnlyList<ContentProblem> Problems) Check(ContentFiles files, ClinicFacts clinic, DateOnly today)
    {
        var problems = new List<ContentProblem>();
        return (Parts.Read(files, clinic, serveUnreviewed: true, today, problems).Knowledge, problems);
    }

    /// <summary>What the files hold.</summary>
    private sealed record Parts(
        string Version, ClinicFacts Clinic, Wording Words, KnowledgeBase Knowledge, Ranking Ranking, SafetyRules Safety, ScreeningDefinition Screening, Intents Intents)
    {
        public static Parts Read(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, DateOnly? today, ICollection<ContentProblem> problems) => new(
            files.Version, clinic, Wording.Load(files, clinic, problems), KnowledgeBase.Load(files, problems, serveUnreviewed, today), Ranking.Load(files, problems),
            SafetyRules.Load(files, problems), ScreeningDefinition.Load(files, problems), Intents.Load(files, problems));
    }
}
