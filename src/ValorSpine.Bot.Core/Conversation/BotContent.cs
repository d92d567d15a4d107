using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Everything the bot knows, of one version: an immutable snapshot that a turn is decided with.</summary>
public sealed class BotContent
{
    private BotContent(ContentFiles files, ClinicFacts clinic, ICollection<ContentProblem> problems)
    {
        Version = files.Version;
        Clinic = clinic;
        Words = Wording.Load(files, clinic, problems);
        Knowledge = KnowledgeBase.Load(files, problems);
        Answering = new Answerer(Knowledge);
        Safety = SafetyRules.Load(files, problems);
        Screening = ScreeningDefinition.Load(files, problems);
        Intents = Intents.Load(files, problems);
        Comparing = new ComparedReader(Knowledge);
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

    /// <summary>Reads which two treatments a message compares.</summary>
    public ComparedReader Comparing { get; }

    /// <summary>Loads everything; with any problem there is no content, and all problems are listed.</summary>
    public static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(ContentFiles files, ClinicFacts clinic)
    {
        var problems = new List<ContentProblem>();
        var content = new BotContent(files, clinic, problems);
        return (problems.Count == 0 ? content : null, problems);
    }
}
