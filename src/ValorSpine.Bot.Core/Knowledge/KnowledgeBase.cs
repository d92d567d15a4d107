using System.Collections.Frozen;
using System.Collections.Immutable;

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

    private KnowledgeBase(ImmutableArray<Article> articles, FrozenDictionary<string, Topic> topics, FrozenDictionary<string, Source> sources, Comparison comparison, Concepts concepts)
    {
        Articles = articles;
        Topics = topics;
        Sources = sources;
        SideBySide = comparison;
        Concepts = concepts;
        _articles = articles.ToFrozenDictionary(article => article.Id);
    }

    /// <summary>All articles in the order of their ids.</summary>
    public ImmutableArray<Article> Articles { get; }

    /// <summary>Topics by id.</summary>
    public FrozenDictionary<string, Topic> Topics { get; }

    /// <summary>Sources by key.</summary>
    public FrozenDictionary<string, Source> Sources { get; }

    /// <summary>What is known of each treatment, side by side.</summary>
    public Comparison SideBySide { get; }

    /// <summary>Lay terms and synonyms.</summary>
    public Concepts Concepts { get; }

    /// <summary>The article with an id, or null.</summary>
    public Article? Find(string articleId) => _articles.GetValueOrDefault(articleId);

    /// <summary>The article that answers a topic in general: the one with the topic's own id, else the first of the topic, else null.</summary>
    public Article? FindTopic(string topicId) => Find(topicId) ?? Articles.FirstOrDefault(article => article.Topic == topicId);

    /// <summary>Reads <c>knowledge/</c> and reports what is wrong with it.</summary>
    public static KnowledgeBase Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var topics = LoadTopics(files, problems);
        var articles = ImmutableArray.CreateBuilder<Article>();
        foreach (var file in files.Under(ArticlesFolder).Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal)))
        {
            if (ArticleReader.Read(file, problems) is { } article)
                articles.Add(article);
        }

        var concepts = Concepts.Load(files, problems);
        var knowledge = new KnowledgeBase(articles.ToImmutable(), topics, LoadSources(files, problems), ComparisonReader.Load(files, concepts, problems), concepts);
        KnowledgeChecks.Run(knowledge, files, problems);
        return knowledge;
    }

    private static FrozenDictionary<string, Topic> LoadTopics(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var topics = new Dictionary<string, Topic>(StringComparer.Ordinal);
        if (YamlReader.Open(files, TopicsPath, problems) is { } file)
        {
            foreach (var (key, _) in file.Root)
            {
                var id = key.ToString();
                if (file.Reader.Map(file.Root, id) is { } map && file.Reader.Text(map, "question") is { } question)
                    topics[id] = new(id, question, file.Reader.Text(map, "subject", required: false), file.Reader.Text(map, "aspect", required: false));
            }
        }

        return topics.ToFrozenDictionary();
    }

    private static FrozenDictionary<string, Source> LoadSources(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var sources = new Dictionary<string, Source>(StringComparer.Ordinal);
        if (YamlReader.Open(files, SourcesPath, problems) is { } file)
        {
            foreach (var (key, _) in file.Root)
            {
                var id = key.ToString();
                if (file.Reader.Map(file.Root, id) is not { } map)
                    continue;
                file.Reader.Expect(map, "kind", "title", "by", "year", "url", "read");
                if (file.Reader.Text(map, "kind") is { } kind && file.Reader.Text(map, "title") is { } title)
                {
                    if (kind is not ("clinic" or "evidence" or "safety"))
                        file.Reader.Report(map, $"The kind '{kind}' is not known.", "Use clinic, evidence or safety.");
                    sources[id] = new(id, kind, title, file.Reader.Text(map, "by", false), file.Reader.Text(map, "year", false), file.Reader.Text(map, "url", false));
                }
            }
        }

        return sources.ToFrozenDictionary();
    }
}
