using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Everything the bot knows, of one version: an immutable snapshot that a turn is decided with.</summary>
public sealed class BotContent
{
    private readonly bool _serveUnreviewed;
    private readonly Part<Wording> _words;
    private readonly Part<(KnowledgeBase Knowledge, Answerer Answering, ComparedReader Comparing)> _knowledge;
    private readonly Part<SafetyRules> _safety;
    private readonly Part<Screenings> _screenings;
    private readonly Part<Intents> _intents;
    private readonly Part<ConsentText> _consent;
    private readonly Part<NoticeTexts> _notices;
    private readonly Part<Gate> _gate;

    private BotContent(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, BotContent? before, DateOnly? today, ICollection<ContentProblem> problems)
    {
        Version = files.Version;
        Clinic = clinic;
        _serveUnreviewed = serveUnreviewed;
        _words = Part<Wording>.Read(files, path => path == Wording.Path, before?._words, own => Wording.Load(own, clinic, problems));
        _knowledge = Part<(KnowledgeBase, Answerer, ComparedReader)>.Read(files, IsKnowledge, before?._knowledge, own =>
        {
            var knowledge = KnowledgeBase.Load(own, problems, serveUnreviewed, today);
            return (knowledge, new Answerer(knowledge, TargetModel.Load(own, problems), Confidence.Load(own, problems)), new ComparedReader(knowledge));
        });
        _safety = Part<SafetyRules>.Read(files, IsSafety, before?._safety, own => SafetyRules.Load(own, problems));
        _screenings = Part<Screenings>.Read(files, IsScreening, before?._screenings, own => Screenings.Load(own, problems));
        Screenings = _screenings.Value;
        // Hard words harm nobody while the service runs, and a form from elsewhere may have to keep its own.
        if (today is not null)
            ScreeningReadingCheck.Run(Screenings, files, problems);
        _intents = Part<Intents>.Read(files, path => path == Intents.Path, before?._intents, own => Intents.Load(own, problems));
        _consent = Part<ConsentText>.Read(files, path => path == ConsentText.Path, before?._consent, own => ConsentText.Load(own, problems));
        _notices = Part<NoticeTexts>.Read(files, path => path == NoticeTexts.Path, before?._notices, own => NoticeTexts.Load(own, clinic, problems));
        _gate = Part<Gate>.Read(files, path => path is RewordingRules.Path or PlainLanguage.Path, before?._gate, own => Gate.Load(own, problems));
    }

    private BotContent(BotContent other)
    {
        (Version, Clinic, _serveUnreviewed) = (other.Version, other.Clinic, other._serveUnreviewed);
        (_words, _knowledge, _safety, _screenings, _intents, _consent, _notices, _gate, Screenings) =
            (other._words, other._knowledge, other._safety, other._screenings, other._intents, other._consent, other._notices, other._gate, other.Screenings);
    }

    /// <summary>Content hash, recorded with each turn.</summary>
    public string Version { get; }

    /// <summary>What only the clinic knows.</summary>
    public ClinicFacts Clinic { get; }

    /// <summary>The bot's own sentences.</summary>
    public Wording Words => _words.Value;

    /// <summary>Articles and sources.</summary>
    public KnowledgeBase Knowledge => _knowledge.Value.Knowledge;

    /// <summary>Finds the article for a question.</summary>
    public Answerer Answering => _knowledge.Value.Answering;

    /// <summary>Red flags, crisis and limits of advice.</summary>
    public SafetyRules Safety => _safety.Value;

    /// <summary>The guided screenings, with the version that the conversation's own one began with.</summary>
    public Screenings Screenings { get; private init; }

    /// <summary>The guided screening that is begun where none is named.</summary>
    public ScreeningDefinition Screening => Screenings.Default;

    /// <summary>What a message asks the bot to do, apart from answering.</summary>
    public Intents Intents => _intents.Value;

    /// <summary>What is asked before the clinic gets the answers of the screening.</summary>
    public ConsentText Consent => _consent.Value;

    /// <summary>The texts of notices.</summary>
    public NoticeTexts Notices => _notices.Value;

    /// <summary>What of a language model's wording may be said.</summary>
    public Gate Gate => _gate.Value;

    /// <summary>Reads which two treatments a message compares.</summary>
    public ComparedReader Comparing => _knowledge.Value.Comparing;

    /// <summary>The same content with an earlier version of a questionnaire, for a conversation whose screening began with it.</summary>
    public BotContent With(ScreeningDefinition earlier) => new(this) { Screenings = Screenings.With(earlier) };

    /// <summary>Loads everything; with any problem there is no content, and all problems are listed.</summary>
    /// <param name="files">All files.</param>
    /// <param name="clinic">What only the clinic knows.</param>
    /// <param name="serveUnreviewed">Whether articles that no clinician has reviewed answer.</param>
    /// <param name="today">From which date on a review is overdue, or null: a running service never stops on a date.</param>
    public static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed = true, DateOnly? today = null) =>
        Load(files, clinic, serveUnreviewed, before: null, today);

    /// <summary>Loads changed files as this content was loaded. It reads only the parts whose files differ: all of them take most of a second.</summary>
    /// <param name="files">All files.</param>
    /// <param name="today">As in <see cref="Load(ContentFiles, ClinicFacts, bool, DateOnly?)"/>; with it, what differs is checked as an author's work is.</param>
    public (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Reload(ContentFiles files, DateOnly? today = null) => Load(files, Clinic, _serveUnreviewed, before: this, today);

    private static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, BotContent? before, DateOnly? today)
    {
        var problems = new List<ContentProblem>();
        var content = new BotContent(files, clinic, serveUnreviewed, before, today, problems);
        return (problems.Count == 0 ? content : null, problems);
    }

    private static bool IsSafety(string path) => path.StartsWith("knowledge/safety/", StringComparison.Ordinal);

    private static bool IsKnowledge(string path) => path.StartsWith("knowledge/", StringComparison.Ordinal) && !IsSafety(path);

    private static bool IsScreening(string path) => Screenings.IsOwn(path) || path is KnowledgeBase.SourcesPath;

    /// <summary>One part and the version of the files that it was read from. It is shown no others, so that nothing else can change what it is.</summary>
    private sealed record Part<T>(string Version, T Value)
    {
        public static Part<T> Read(ContentFiles files, Func<string, bool> isOwn, Part<T>? before, Func<ContentFiles, T> load)
        {
            var own = new ContentFiles(files.Under("knowledge").Concat(files.Under("dialogs")).Where(file => isOwn(file.Path)));
            return before?.Version == own.Version ? before : new(own.Version, load(own));
        }
    }
}
