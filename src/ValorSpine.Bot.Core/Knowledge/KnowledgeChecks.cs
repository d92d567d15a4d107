using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Answering;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The rules that every article keeps: known ids and keys, a key after each sentence, plain length, honest claims.</summary>
internal static class KnowledgeChecks
{
    private const string ClaimsPath = "knowledge/claims.yml";
    private const int MostWordsInSentence = 22, FewestWordsInShortAnswer = 15, MostWordsInShortAnswer = 70, MostWordsInMore = 150, FewestPhrasings = 5;

    // PL-42: an answer on these topics says how good the evidence is.
    private static readonly string[] s_evidenceTopics = ["fibrin-what", "decompression-what", "fibrin-evidence", "decompression-evidence", "fibrin-candidates", "decompression-candidates"];
    private static readonly string[] s_evidenceKeys = ["EV-30", "EV-32", "EV-51"];

    /// <summary>Reports every article, topic and row that breaks a rule.</summary>
    public static void Run(KnowledgeBase knowledge, ContentFiles files, ICollection<ContentProblem> problems)
    {
        var claims = Claims.Load(files, problems);
        CheckTopics(knowledge, problems);
        CheckPhrasings(knowledge, problems);
        ComparisonChecks.Run(knowledge, claims, problems);
        foreach (var article in knowledge.Articles)
        {
            CheckIds(knowledge, article, problems);
            CheckLengths(article, problems);
            CheckEvidence(article, problems);
            claims.Check(article.Path, 1, article.Title, problems);
            foreach (var sentence in article.Sections.SelectMany(section => section.Sentences))
            {
                CheckSentence(knowledge, article, sentence, problems);
                claims.Check(article.Path, sentence.Line, sentence.Text, problems);
            }
        }
    }

    private static void CheckTopics(KnowledgeBase knowledge, ICollection<ContentProblem> problems)
    {
        foreach (var topic in knowledge.Topics.Keys.Order(StringComparer.Ordinal).Where(topic => knowledge.FindTopic(topic) is null))
            problems.Add(new(KnowledgeBase.TopicsPath, 0, $"The topic '{topic}' has no article.", $"Write {KnowledgeBase.ArticlesFolder}/{topic}.md."));
    }

    private static void CheckPhrasings(KnowledgeBase knowledge, ICollection<ContentProblem> problems)
    {
        var owners = new Dictionary<string, Article>(StringComparer.Ordinal);
        foreach (var article in knowledge.Articles)
        {
            foreach (var phrasing in article.Phrasings)
            {
                var plain = string.Join(' ', Words.Split(phrasing));
                if (!owners.TryAdd(plain, article))
                    problems.Add(new(article.Path, 0, $"The phrasing '{phrasing}' also stands in {owners[plain].Path}.", "Keep it in the article that answers it."));
            }
        }
    }

    private static void CheckIds(KnowledgeBase knowledge, Article article, ICollection<ContentProblem> problems)
    {
        if (!knowledge.Topics.ContainsKey(article.Topic))
            problems.Add(new(article.Path, 3, $"The topic '{article.Topic}' is not known.", $"Use an id of {KnowledgeBase.TopicsPath}, or add it there first."));
        foreach (var followUp in article.FollowUps.Where(topic => !knowledge.Topics.ContainsKey(topic)))
            problems.Add(new(article.Path, 0, $"The follow-up '{followUp}' is not known.", $"Use an id of {KnowledgeBase.TopicsPath}."));
        if (article.Phrasings.Length < FewestPhrasings)
            problems.Add(new(article.Path, 0, string.Create(CultureInfo.InvariantCulture, $"The article has {article.Phrasings.Length} phrasings."), $"Add some in patients' words, at least {FewestPhrasings} in all."));
    }

    private static void CheckLengths(Article article, ICollection<ContentProblem> problems)
    {
        var shortWords = CountWords(article.ShortAnswer);
        if (shortWords is < FewestWordsInShortAnswer or > MostWordsInShortAnswer)
            problems.Add(new(article.Path, article.ShortAnswer.Line, string.Create(CultureInfo.InvariantCulture, $"The short answer has {shortWords} words."), $"Keep it between {FewestWordsInShortAnswer} and {MostWordsInShortAnswer}."));
        if (article.More is { } more && CountWords(more) > MostWordsInMore)
            problems.Add(new(article.Path, more.Line, string.Create(CultureInfo.InvariantCulture, $"'More' has {CountWords(more)} words."), $"Keep it to {MostWordsInMore}."));
    }

    private static void CheckEvidence(Article article, ICollection<ContentProblem> problems)
    {
        if ((s_evidenceTopics.Contains(article.Topic) || article.Topic.StartsWith("compare-", StringComparison.Ordinal))
            && !article.Sections.Any(section => section.Sources.Any(s_evidenceKeys.Contains)))
        {
            problems.Add(new(article.Path, article.ShortAnswer.Line, "The article does not say how good the evidence is.", $"Add a sentence that rests on one of {string.Join(", ", s_evidenceKeys)}."));
        }
    }

    private static void CheckSentence(KnowledgeBase knowledge, Article article, SourcedSentence sentence, ICollection<ContentProblem> problems)
    {
        if (!sentence.Marked)
            problems.Add(new(article.Path, sentence.Line, $"'{sentence.Text}' has no source.", "End it with its source keys, such as [EV-51], or with [-] where it says nothing of substance."));
        CheckKeys(knowledge, article.Path, sentence.Line, sentence.Sources, problems);
        var words = Words.Split(sentence.Text).Count;
        if (words > MostWordsInSentence)
            problems.Add(new(article.Path, sentence.Line, string.Create(CultureInfo.InvariantCulture, $"A sentence of {words} words: '{sentence.Text}'"), $"Split it: at most {MostWordsInSentence}."));
    }

    internal static void CheckKeys(KnowledgeBase knowledge, string path, int line, ImmutableArray<string> keys, ICollection<ContentProblem> problems)
    {
        foreach (var key in keys.Where(key => !knowledge.Sources.ContainsKey(key)))
            problems.Add(new(path, line, $"The source '{key}' is not known.", $"Use a key of {KnowledgeBase.SourcesPath}, or add it there first."));
    }

    private static int CountWords(Section section) => section.Sentences.Sum(sentence => Words.Split(sentence.Text).Count);

    /// <summary>What must not be claimed, from <c>knowledge/claims.yml</c>.</summary>
    internal sealed record Claims(ImmutableArray<(string Rule, string Term)> Banned, ImmutableArray<string> Allowed)
    {
        public static Claims Load(ContentFiles files, ICollection<ContentProblem> problems)
        {
            if (YamlReader.Open(files, ClaimsPath, problems) is not { } file)
                return new([], []);

            var (reader, root) = file;
            reader.Expect(root, "banned", "allowed");
            var banned = ImmutableArray.CreateBuilder<(string, string)>();
            if (root.Children.TryGetValue(new YamlScalarNode("banned"), out var node) && node is YamlSequenceNode items)
            {
                foreach (var item in items.OfType<YamlMappingNode>())
                {
                    if (reader.Text(item, "id") is { } id)
                        banned.AddRange(reader.List(item, "terms").Select(term => (id, Padded(term.Text))));
                }
            }

            return new(banned.ToImmutable(), [.. reader.List(root, "allowed").Select(phrase => Padded(phrase.Text))]);
        }

        public void Check(string path, int line, string text, ICollection<ContentProblem> problems)
        {
            var said = Padded(text);
            foreach (var allowed in Allowed)
                said = said.Replace(allowed, " . ", StringComparison.Ordinal);
            foreach (var (rule, term) in Banned)
            {
                if (said.Contains(term, StringComparison.Ordinal))
                    problems.Add(new(path, line, $"'{term.Trim()}' is not to be claimed ({rule}).", $"Say it without a promise, or add the harmless phrase to 'allowed' in {ClaimsPath}."));
            }
        }

        private static string Padded(string text) => $" {string.Join(' ', Words.Split(text))} ";
    }
}
