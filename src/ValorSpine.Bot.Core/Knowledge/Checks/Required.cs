using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>One rule of <c>knowledge/required.yml</c>.</summary>
/// <param name="Id">As authors know it: <c>PL-42</c>, <c>fact-1</c>.</param>
/// <param name="Kind">The list in which it stands.</param>
/// <param name="Topics">Topics whose articles keep it.</param>
/// <param name="Articles">Articles that keep it.</param>
/// <param name="Where">Keys that call for it.</param>
/// <param name="InShortAnswer">Whether "more" does not count.</param>
/// <param name="OneOf">Keys or words, one of which has to be there.</param>
/// <param name="Remedy">What to write.</param>
/// <param name="Line">1-based.</param>
internal sealed record RequiredRule(
    string Id, RequiredKind Kind, ImmutableArray<string> Topics, ImmutableArray<string> Articles, ImmutableArray<string> Where, bool InShortAnswer, ImmutableArray<string> OneOf, string Remedy, int Line)
{
    /// <summary>Whether an article has to keep a rule on articles.</summary>
    public bool IsOn(CheckedPage page) => Articles.Contains(page.Id) || (page.Topic is { } topic && Topics.Any(pattern => Matches(pattern, topic)));

    /// <summary>Whether a name is meant by a pattern, of which a <c>*</c> at the end stands for any ending.</summary>
    public static bool Matches(string pattern, string name) => pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
}

/// <summary>What a rule is about.</summary>
internal enum RequiredKind
{
    /// <summary>An article rests on one of some keys.</summary>
    Cited,

    /// <summary>An article says one of some words.</summary>
    Said,

    /// <summary>An article that rests on a key rests on another one too.</summary>
    Together,

    /// <summary>A sentence that rests on a key says one of some words.</summary>
    Wording,
}

/// <summary>Reads the rules and reports what is wrong with them.</summary>
internal static class Required
{
    public const string Path = "knowledge/required.yml";

    public static ImmutableArray<RequiredRule> Load(KnowledgeBase knowledge, ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return [];

        var (reader, root) = file;
        reader.Expect(root, "cited", "said", "together", "wording");
        return
        [
            .. Read(reader, root, "cited", RequiredKind.Cited, knowledge), .. Read(reader, root, "said", RequiredKind.Said, knowledge),
            .. Read(reader, root, "together", RequiredKind.Together, knowledge), .. Read(reader, root, "wording", RequiredKind.Wording, knowledge),
        ];
    }

    private static IEnumerable<RequiredRule> Read(YamlReader reader, YamlMappingNode root, string list, RequiredKind kind, KnowledgeBase knowledge)
    {
        if (!root.Children.TryGetValue(new YamlScalarNode(list), out var node) || node is not YamlSequenceNode items)
            yield break;
        foreach (var item in items.OfType<YamlMappingNode>())
        {
            var isOnArticles = kind is RequiredKind.Cited or RequiredKind.Said;
            reader.Expect(item, isOnArticles ? ["rule", "topics", "articles", "in", "one-of", "remedy"] : ["rule", "where", "one-of", "remedy"]);
            if (reader.Text(item, "rule") is not { } id || reader.Text(item, "remedy") is not { } remedy)
                continue;
            var rule = new RequiredRule(
                id, kind, Texts("topics"), Texts("articles"), Texts("where"), reader.Text(item, "in", required: false) == "short-answer", Texts("one-of"), remedy, reader.LineOf(item));
            if (rule.OneOf.IsEmpty || (isOnArticles ? rule.Topics.IsEmpty && rule.Articles.IsEmpty : rule.Where.IsEmpty))
                reader.Report(item, $"The rule '{id}' asks for nothing.", isOnArticles ? "Give it 'topics' or 'articles', and 'one-of'." : "Give it 'where' and 'one-of'.");
            ReportUnknown(reader, item, rule, knowledge);
            yield return rule;

            ImmutableArray<string> Texts(string key) => [.. reader.List(item, key).Select(text => text.Text)];
        }
    }

    private static void ReportUnknown(YamlReader reader, YamlMappingNode at, RequiredRule rule, KnowledgeBase knowledge)
    {
        Report(rule.Topics, knowledge.Topics.Keys, "topic", KnowledgeBase.TopicsPath);
        Report(rule.Articles, knowledge.Articles.Select(article => article.Id).Concat(knowledge.Declined.Select(article => article.Id)), "article", $"{KnowledgeBase.ArticlesFolder} or {KnowledgeBase.DeclinedFolder}");
        Report(rule.Where, knowledge.Sources.Keys, "source", KnowledgeBase.SourcesPath);
        if (rule.Kind is RequiredKind.Cited or RequiredKind.Together)
            Report(rule.OneOf, knowledge.Sources.Keys, "source", KnowledgeBase.SourcesPath);

        void Report(ImmutableArray<string> patterns, IEnumerable<string> known, string what, string where)
        {
            foreach (var pattern in patterns.Where(pattern => !known.Any(name => RequiredRule.Matches(pattern, name))))
                reader.Report(at, $"The {what} '{pattern}' is not known.", $"Use one of {where}.");
        }
    }
}
