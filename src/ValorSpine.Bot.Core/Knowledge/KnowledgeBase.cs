using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The reviewed articles, their topics and sources, the comparison table and the words that patients use for things.</summary>
public sealed class KnowledgeBase
{
    /// <summary>Where the topics stand.</summary>
    public const string TopicsPath = "knowledge/topics.yml";

    /// <summary>Where the sources stand.</summary>
    public const string SourcesPath = "knowledge/sources.yml";

    /// <summary>Where the side-by-side table stands.</summary>
    public const string ComparisonPath = "knowledge/comparison.yml";

    /// <summary>Where the articles stand.</summary>
    public const string ArticlesFolder = "knowledge/articles";

    private readonly FrozenDictionary<string, Article> _articles;

    /// <summary>Where the articles on what is not answered stand.</summary>
    public const string DeclinedFolder = "knowledge/declined";

    /// <summary>Where messages about other things stand: one a line, <c># </c> before the name of a group.</summary>
    public const string ElsewherePath = "knowledge/elsewhere.txt";

    /// <summary>Where more messages stand by what they ask for: one a line, <c># </c> before the id of an article.</summary>
    public const string AskedPath = "knowledge/asked.txt";

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

    /// <summary>Topics by id.</summary>
    public FrozenDictionary<string, Topic> Topics { get; }

    /// <summary>Sources by key.</summary>
    public FrozenDictionary<string, Source> Sources { get; }

    /// <summary>The two treatments side by side.</summary>
    public Comparison SideBySide { get; }

    /// <summary>Lay terms and synonyms.</summary>
    public Concepts Concepts { get; }

    /// <summary>The article with an id, or null.</summary>
    public Article? Find(string articleId) => _articles.GetValueOrDefault(articleId);

    /// <summary>The article that answers a topic in general: the one with the topic's own id, else the first of the topic, else null.</summary>
    public Article? FindTopic(string topicId) => Find(topicId) ?? Articles.FirstOrDefault(article => article.Topic == topicId);

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
        var knowledge = new KnowledgeBase(
            articles, declined, asked.GroupBy(group => group.Heading).ToFrozenDictionary(same => same.Key, same => same.SelectMany(group => group.Messages).ToImmutableArray()),
            [.. elsewhere.Select(group => new ElsewhereGroup(group.Heading, group.Messages))], topics, LoadSources(files, problems), LoadComparison(files, problems), Concepts.Load(files, problems));
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
        [.. Articles.Where(article => article.Review.IsDone)], [.. Declined.Where(article => article.Review.IsDone)], Asked, Elsewhere, Topics, Sources, SideBySide, Concepts);

    private static FrozenDictionary<string, Topic> LoadTopics(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var topics = new Dictionary<string, Topic>(StringComparer.Ordinal);
        if (YamlReader.Open(files, TopicsPath, problems) is { } file)
        {
            foreach (var (key, _) in file.Root)
            {
                var id = key.ToString();
                if (file.Reader.Map(file.Root, id) is { } map && file.Reader.Text(map, "question") is { } question)
                    topics[id] = new(id, question, file.Reader.Text(map, "subject", required: false), file.Reader.Text(map, "aspect", required: false)) { Line = file.Reader.LineOf(key) };
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

    private static Comparison LoadComparison(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, ComparisonPath, problems) is not { } file)
            return Comparison.Empty;

        var (reader, root) = file;
        reader.Expect(root, "title", "columns", "rows", "note");
        var columns = reader.List(root, "columns");
        var rows = ImmutableArray.CreateBuilder<ComparedAspect>();
        if (root.Children.TryGetValue(new YamlScalarNode("rows"), out var node) && node is YamlSequenceNode items)
        {
            foreach (var row in items.OfType<YamlMappingNode>())
            {
                var cells = reader.List(row, "cells");
                if (cells.Length != columns.Length)
                    reader.Report(row, string.Create(CultureInfo.InvariantCulture, $"The row has {cells.Length} cells for {columns.Length} columns."), "Write one cell a column.");
                if (reader.Text(row, "aspect") is { } aspect && reader.Text(row, "topic") is { } topic)
                    rows.Add(new(aspect, topic, [.. cells.Select(cell => Sourced.Read(cell.Text))], reader.LineOf(row)));
            }
        }

        return new(reader.Text(root, "title") ?? "", [.. columns.Select(column => column.Text)], rows.ToImmutable(), Sourced.Read(reader.Text(root, "note") ?? "")) { NoteLine = reader.LineOf(root, "note") };
    }
}

/// <summary>The side-by-side table of <c>knowledge/comparison.yml</c>.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Columns">Names of the subjects.</param>
/// <param name="Rows">One aspect a row.</param>
/// <param name="Note">The evidence line that rides along.</param>
public sealed record Comparison(string Title, ImmutableArray<string> Columns, ImmutableArray<ComparedAspect> Rows, Sourced Note)
{
    /// <summary>1-based, in its file.</summary>
    internal int NoteLine { get; init; }

    /// <summary>Its cells and its note with the line of each.</summary>
    internal IEnumerable<(Sourced Said, int Line)> Statements => Rows.SelectMany(row => row.Cells, (row, cell) => (cell, row.Line)).Append((Note, NoteLine)).Where(statement => statement.Item1.Text.Length > 0);

    internal static Comparison Empty { get; } = new("", [], [], new("", []));

    /// <summary>Every key that the table rests on, in the order in which they occur.</summary>
    public ImmutableArray<string> Sources => [.. Rows.SelectMany(row => row.Cells).Append(Note).SelectMany(cell => cell.Sources).Distinct()];

    /// <summary>The typed card, filled with the clinic's facts.</summary>
    public Card.Comparison ToCard(ClinicFacts clinic) =>
        new(Title, Columns, [.. Rows.Select(row => new ComparisonRow(row.Aspect, [.. row.Cells.Select(cell => clinic.Fill(cell.Text))]))], clinic.Fill(Note.Text));
}

/// <summary>One row of the table.</summary>
/// <param name="Aspect">As shown.</param>
/// <param name="Topic">Topic that says more.</param>
/// <param name="Cells">One a column.</param>
/// <param name="Line">1-based, in its file.</param>
public sealed record ComparedAspect(string Aspect, string Topic, ImmutableArray<Sourced> Cells, int Line);

/// <summary>A short text and the keys behind it.</summary>
/// <param name="Text">Without keys.</param>
/// <param name="Sources">Keys of the sources.</param>
public sealed record Sourced(string Text, ImmutableArray<string> Sources)
{
    /// <summary>Reads <c>text [KEY, KEY]</c>.</summary>
    internal static Sourced Read(string text)
    {
        var open = text.LastIndexOf('[');
        return open < 0 || !text.EndsWith(']')
            ? new(text, [])
            : new(text[..open].TrimEnd(), [.. text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }
}
