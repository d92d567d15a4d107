using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Everything the bot knows, of one version: an immutable snapshot that a turn is decided with.</summary>
public sealed class BotContent
{
    private readonly Part<Wording> _words;
    private readonly Part<(KnowledgeBase Knowledge, Answerer Answering, ComparedReader Comparing)> _knowledge;
    private readonly Part<SafetyRules> _safety;
    private readonly Part<Screenings> _screenings;
    private readonly Part<Intents> _intents;
    private readonly Part<ConsentText> _consent;
    private readonly Part<NoticeTexts> _notices;
    private readonly Part<Gate> _gate;
    private readonly Part<ImmutableArray<CannedReply>> _canned;

    private BotContent(ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, BotContent? before, DateOnly? today, List<ContentProblem> problems, Action<Action[]> sideBySide)
    {
        Version = files.Version;
        Clinic = clinic;
        ServesUnreviewed = serveUnreviewed;
        // What takes longest is read side by side, each with problems of its own: these are told in the same order then.
        Part<(KnowledgeBase, Answerer, ComparedReader)>? knowledge = null;
        Part<SafetyRules>? safety = null;
        Part<Screenings>? screenings = null;
        List<ContentProblem> ofKnowledge = [], ofSafety = [], ofScreenings = [];
        sideBySide(
        [
            () => knowledge = Part<(KnowledgeBase, Answerer, ComparedReader)>.Read(files, IsKnowledge, before?._knowledge, own =>
            {
                var articles = KnowledgeBase.Load(own, ofKnowledge, serveUnreviewed, today);
                return (articles, new Answerer(articles, TargetModel.Load(own, ofKnowledge), Confidence.Load(own, ofKnowledge)), new ComparedReader(articles));
            }),
            () => screenings = Part<Screenings>.Read(files, IsScreening, before?._screenings, own => Screenings.Load(own, ofScreenings)),
            () => safety = Part<SafetyRules>.Read(files, IsSafety, before?._safety, own => SafetyRules.Load(own, ofSafety)),
        ]);

        // These two speak of the clinic.
        var ofClinic = ReferenceEquals(before?.Clinic, clinic) ? before : null;
        _words = Part<Wording>.Read(files, path => path is Wording.Path or Wording.SpanishPath, ofClinic?._words, own => Wording.Load(own, clinic, problems));
        problems.AddRange([.. ofKnowledge, .. ofSafety, .. ofScreenings]);
        (_knowledge, _safety, _screenings) = (knowledge!, safety!, screenings!);
        Screenings = _screenings.Value;
        // Hard words harm nobody while the service runs, and a form from elsewhere may have to keep its own.
        if (today is not null)
            ScreeningReadingCheck.Run(Screenings, files, problems);
        _intents = Part<Intents>.Read(files, path => path == Intents.Path, before?._intents, own => Intents.Load(own, problems));
        _consent = Part<ConsentText>.Read(files, path => path == ConsentText.Path, before?._consent, own => ConsentText.Load(own, problems));
        _notices = Part<NoticeTexts>.Read(files, path => path == NoticeTexts.Path, ofClinic?._notices, own => NoticeTexts.Load(own, clinic, problems));
        _canned = Part<ImmutableArray<CannedReply>>.Read(files, path => path == Ownership.CannedReplies.Path, ofClinic?._canned, own => Ownership.CannedReplies.Load(own, clinic, problems));
        _gate = Part<Gate>.Read(files, path => path is RewordingRules.Path or PlainLanguage.Path, before?._gate, own => Gate.Load(own, problems));
    }

    private BotContent(BotContent other)
    {
        (Version, Clinic, ServesUnreviewed) = (other.Version, other.Clinic, other.ServesUnreviewed);
        (_words, _knowledge, _safety, _screenings, _intents, _consent, _notices, _gate, _canned, Screenings) =
            (other._words, other._knowledge, other._safety, other._screenings, other._intents, other._consent, other._notices, other._gate, other._canned, other.Screenings);
    }

    /// <summary>Content hash, recorded with each turn.</summary>
    public string Version { get; }

    /// <summary>What only the clinic knows.</summary>
    public ClinicFacts Clinic { get; }

    /// <summary>Whether articles that no clinician has reviewed answer.</summary>
    public bool ServesUnreviewed { get; }

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

    /// <summary>What staff say often.</summary>
    public ImmutableArray<CannedReply> CannedReplies => _canned.Value;

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
    /// <param name="sideBySide">Does several things and comes back when all are done; without it they are done one after the other. What comes out is the same.</param>
    public static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(
        ContentFiles files, ClinicFacts clinic, bool serveUnreviewed = true, DateOnly? today = null, Action<Action[]>? sideBySide = null) =>
        Load(files, clinic, serveUnreviewed, before: null, today, sideBySide);

    /// <summary>Loads changed files as this content was loaded. It reads only the parts whose files differ: all of them take most of a second.</summary>
    /// <param name="files">All files.</param>
    /// <param name="today">As in <see cref="Load(ContentFiles, ClinicFacts, bool, DateOnly?, Action{Action[]}?)"/>; with it, what differs is checked as an author's work is.</param>
    public (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Reload(ContentFiles files, DateOnly? today = null) => Load(files, Clinic, ServesUnreviewed, before: this, today, sideBySide: null);

    /// <summary>The same files for a clinic of which other things are known, or null where its facts do not go with them.</summary>
    public (BotContent? Content, IReadOnlyList<ContentProblem> Problems) For(ContentFiles files, ClinicFacts clinic) => Load(files, clinic, ServesUnreviewed, before: this, today: null, sideBySide: null);

    private static (BotContent? Content, IReadOnlyList<ContentProblem> Problems) Load(
        ContentFiles files, ClinicFacts clinic, bool serveUnreviewed, BotContent? before, DateOnly? today, Action<Action[]>? sideBySide)
    {
        var problems = new List<ContentProblem>();
        var content = new BotContent(files, clinic, serveUnreviewed, before, today, problems, sideBySide ?? OneAfterTheOther);
        return (problems.Count == 0 ? content : null, problems);
    }

    private static void OneAfterTheOther(Action[] parts)
    {
        foreach (var read in parts)
            read();
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
