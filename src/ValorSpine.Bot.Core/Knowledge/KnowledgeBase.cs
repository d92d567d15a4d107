using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The reviewed articles, their topics and sources, the comparison table and the words that patients use for things.</summary>
public sealed class KnowledgeBase
{
    /// <summary>Where the topics stand.</summary>
    public const string TopicsPath = "knowledge/topics.yml";

    /// <summary>Where the sources stand.</summary>
    public const string SourcesPath = "knowledge/sources.yml";

    /// <summary>Where the treatments stand side by side.</summary>
    public const string ComparisonPath = "knowledge/comparison.yml";

    /// <summary>Where the articles stand.</summary>
    public const string ArticlesFolder = "knowledge/articles";

    private readonly FrozenDictionary<string, Article> _articles;

    /// <summary>Where the articles on what is not answered stand.</summary>
    public const string DeclinedFolder = "knowledge/declined";

    /// <summary>Where messages about other things stand: one a line, <c># </c> before the name of a group.</summary>
    public const string ElsewherePath = "knowledge/elsewhere.txt";

    /// <summary>Where messages stand that ask for something else than an answer: one a line, <c># </c> before one of <see cref="RequestKinds"/>.</summary>
    public const string RequestsPath = "knowledge/requests.txt";

    /// <summary>What a message can ask for beside an answer.</summary>
    public static ImmutableArray<string> RequestKinds { get; } = ["advice", "booking", "screening", "staff", "smalltalk"];

    /// <summary>
    /// Where more messages stand by what they ask for: one a line, <c># </c> before the id of an article, or before the ids of the two that answer two questions in one
    /// message: <c># fibrin-how + fibrin-safety</c>. A follow-up has what the talk is about in front, as <see cref="Topic.About"/> names it: <c>fibrin: and how long is that</c>.
    /// </summary>
    public const string AskedPath = "knowledge/asked.txt";

    private const string And = " + ";

    private KnowledgeBase(
        ImmutableArray<Article> articles, ImmutableArray<DeclinedArticle> declined, FrozenDictionary<string, ImmutableArray<string>> asked, ImmutableArray<ElsewhereGroup> elsewhere,
        FrozenDictionary<string, Topic> topics, FrozenDictionary<string, Source> sources, Comparison comparison, Concepts concepts)
    {
        Articles = articles;
        Declined = declined;
        Asked = asked;
        Elsewhere = elsewhere;
        Topics = topics;
        Sources = sources;
        SideBySide = comparison;
        Concepts = concepts;
        _articles = articles.ToFrozenDictionary(article => article.Id);
    }

    /// <summary>All articles in the order of their ids.</summary>
    public ImmutableArray<Article> Articles { get; }

    /// <summary>What is deliberately not answered, in the order of their ids.</summary>
    public ImmutableArray<DeclinedArticle> Declined { get; }

    /// <summary>More messages by the id of the article that they ask for.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Asked { get; }

    /// <summary>Samples of messages about other things.</summary>
    public ImmutableArray<ElsewhereGroup> Elsewhere { get; }

    /// <summary>Samples of messages that ask for something else than an answer, by what they ask for.</summary>
    internal ImmutableArray<MessageGroup> Requests { get; private init; } = [];

    /// <summary>Samples of two questions in one message.</summary>
    internal ImmutableArray<MessageGroup> AskedTogether { get; private init; } = [];

    /// <summary>The ids of the articles that a group of messages asks for: one or two.</summary>
    internal static string[] IdsOf(MessageGroup group) => group.Heading.Split(And);

    /// <summary>Topics by id.</summary>
    public FrozenDictionary<string, Topic> Topics { get; }

    /// <summary>Sources by key.</summary>
    public FrozenDictionary<string, Source> Sources { get; }

    /// <summary>What is known of each treatment, side by side.</summary>
    public Comparison SideBySide { get; }

    /// <summary>Lay terms and synonyms.</summary>
    public Concepts Concepts { get; }

    /// <summary>The clinic's own Spanish texts of these articles.</summary>
    public SpanishTexts InSpanish { get; private init; } = new([], []);

    /// <summary>The article with an id, or null.</summary>
    public Article? Find(string articleId) => _articles.GetValueOrDefault(articleId);

    /// <summary>The article that answers a topic in general: the one with the topic's own id, else the first of the topic, else null.</summary>
    public Article? FindTopic(string topicId) => Find(topicId) ?? Articles.FirstOrDefault(article => article.Topic == topicId);

    /// <summary>The citation for a section of an article.</summary>
    public Citation Cite(Article article, Section section) => Cite(article, section, section.Sources);

    /// <summary>The citation for an article where what is said rests on other sources than the section itself.</summary>
    public Citation Cite(Article article, Section section, ImmutableArray<string> sources) =>
        new(article.Id, section.Id, article.Topic, article.Title, sources) { References = ReferencesTo(sources) };

    /// <summary>Sources as a patient reads them: each label once, in the order of the keys.</summary>
    public ImmutableArray<Reference> ReferencesTo(ImmutableArray<string> keys) =>
        [.. keys.Select(key => Sources.GetValueOrDefault(key)).OfType<Source>().Select(source => new Reference(source.Label, source.Url)).DistinctBy(reference => reference.Label, StringComparer.Ordinal)];

    /// <summary>Reads <c>knowledge/</c> and reports what is wrong with it.</summary>
    /// <param name="files">All content.</param>
    /// <param name="problems">Gets one entry for each defect.</param>
    /// <param name="serveUnreviewed">Whether articles that nobody has reviewed may be found and cited. They are checked in any case.</param>
    /// <param name="today">From which date on a review is overdue, or null: no date is looked at, so that a running service never stops on one.</param>
    public static KnowledgeBase Load(ContentFiles files, ICollection<ContentProblem> problems, bool serveUnreviewed = true, DateOnly? today = null)
    {
        var topics = LoadTopics(files, problems);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        var articles = Pages(ArticlesFolder).Select(file => ArticleReader.Read(file, problems)).OfType<Article>().Where(article => IsNew(article.Id, article.Path)).ToImmutableArray();
        var declined = Pages(DeclinedFolder).Select(file => ArticleReader.ReadDeclined(file, problems)).OfType<DeclinedArticle>().Where(article => IsNew(article.Id, article.Path)).ToImmutableArray();
        var asked = MessageGroups.Read(files, AskedPath, problems);
        var elsewhere = MessageGroups.Read(files, ElsewherePath, problems);
        var concepts = Concepts.Load(files, problems);
        var knowledge = new KnowledgeBase(
            articles, declined, asked.Where(group => !IsOfTwo(group)).GroupBy(group => group.Heading).ToFrozenDictionary(same => same.Key, same => same.SelectMany(group => group.Messages).ToImmutableArray()),
            [.. elsewhere.Select(group => new ElsewhereGroup(group.Heading, group.Messages))], topics, SourcesReader.Read(files, problems), ComparisonReader.Load(files, concepts, problems), concepts)
        {
            Requests = MessageGroups.Read(files, RequestsPath, problems),
            AskedTogether = [.. asked.Where(IsOfTwo)],
            InSpanish = new([.. Pages(SpanishText.Folder).Select(file => ArticleReader.ReadSpanish(file, problems)).OfType<SpanishText>()], EnglishText.Of(articles, declined)),
        };
        KnowledgeChecks.Run(knowledge, asked, elsewhere, files, today, problems);
        return serveUnreviewed ? knowledge : knowledge.Reviewed();

        IEnumerable<ContentFile> Pages(string folder) => files.Under(folder).Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

        bool IsNew(string id, string path)
        {
            if (taken.TryAdd(id, path))
                return true;
            problems.Add(new(path, 1, $"{taken[id]} has this name too.", "Rename one of them, and write the new name after 'id:'."));
            return false;
        }
    }

    private KnowledgeBase Reviewed() => new(
        [.. Articles.Where(article => article.Review.IsDone)], [.. Declined.Where(article => article.Review.IsDone)], Asked, Elsewhere, Topics, Sources, SideBySide, Concepts)
    { Requests = Requests, AskedTogether = AskedTogether, InSpanish = InSpanish.Reviewed() };

    private static bool IsOfTwo(MessageGroup group) => group.Heading.Contains(And, StringComparison.Ordinal);

    private static FrozenDictionary<string, Topic> LoadTopics(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var topics = new Dictionary<string, Topic>(StringComparer.Ordinal);
        if (YamlReader.Open(files, TopicsPath, problems) is { } file)
        {
            foreach (var (key, _) in file.Root)
            {
                var id = key.ToString();
                if (file.Reader.Map(file.Root, id) is { } map && file.Reader.Text(map, "question") is { } question)
                    topics[id] = new(id, question, file.Reader.Text(map, "subject", required: false), file.Reader.Text(map, "aspect", required: false), file.Reader.Text(map, "about", required: false)) { Line = file.Reader.LineOf(key) };
            }
        }

        return topics.ToFrozenDictionary();
    }
}
