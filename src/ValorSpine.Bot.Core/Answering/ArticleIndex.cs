using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>How near each article is to a question.</summary>
/// <param name="Article">The article.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Covered">Share of the question's weight that the article speaks of, 0 to 1.</param>
internal sealed record Match(Article Article, double Confidence, double Covered);

/// <summary>
/// The phrasings of all articles as weighted terms, by term. A question is near an article when one of its phrasings shares the rare terms,
/// when the article speaks of the whole question, and when subject and aspect agree.
/// </summary>
internal sealed class ArticleIndex
{
    private const double PhrasingShare = 0.62, CoverageShare = 0.23, FrameShare = 0.15, AspectShare = 0.7, TurnWeight = 0.5, OtherSubjectShare = 0.85, OfAnotherTreatment = 0.65, OfBoth = 0.85, TreatmentAmongOthers = 0.3;
    private readonly KnowledgeBase _knowledge;
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _phrasingsByTerm = new(StringComparer.Ordinal);
    private readonly List<(int Article, double Weight)> _phrasings = [];
    private readonly HashSet<string>[] _vocabulary;
    private readonly HashSet<string>[] _asked;
    private readonly double _unknownWeight;

    public ArticleIndex(KnowledgeBase knowledge, QuestionReader reader, Spelling spelling)
    {
        _knowledge = knowledge;
        var phrased = knowledge.Articles.Select(article => PhrasingsOf(article).Select(text => reader.Read(text, spelling).Terms).Where(terms => terms.Length > 0).ToArray()).ToArray();
        _vocabulary = new HashSet<string>[phrased.Length];
        _asked = [.. phrased.Select(phrasings => phrasings.SelectMany(terms => terms).ToHashSet())];
        for (var article = 0; article < phrased.Length; article++)
        {
            _vocabulary[article] = [.. phrased[article].SelectMany(terms => terms)];
            foreach (var term in _vocabulary[article])
                _weights[term] = _weights.GetValueOrDefault(term) + 1;
        }

        foreach (var (term, articles) in _weights)
            _weights[term] = Math.Log(1 + (phrased.Length / articles));
        _unknownWeight = Math.Log(1 + (phrased.Length / 2.0));

        for (var article = 0; article < phrased.Length; article++)
        {
            foreach (var terms in phrased[article])
            {
                foreach (var term in terms)
                {
                    if (!_phrasingsByTerm.TryGetValue(term, out var list))
                        _phrasingsByTerm[term] = list = [];
                    list.Add(_phrasings.Count);
                }

                _phrasings.Add((article, terms.Sum(WeightOf)));
            }

            foreach (var section in knowledge.Articles[article].Sections)
                _vocabulary[article].UnionWith(reader.Read(section.Text, spelling).Terms);
        }
    }

    /// <summary>How much a term says: rare terms more than common ones, terms of no phrasing most.</summary>
    public double WeightOf(string term) => term[..Math.Min(2, term.Length)] switch
    {
        "t:" => TurnWeight,
        "a:" => AspectShare * _weights.GetValueOrDefault(term, _unknownWeight),
        _ => _weights.GetValueOrDefault(term, _unknownWeight),
    };

    /// <summary>Articles that share a term with the question, nearest first.</summary>
    public List<Match> Search(Question question)
    {
        if (!question.HasTopic)
            return [];
        var shared = new Dictionary<int, double>();
        foreach (var term in question.Terms)
        {
            foreach (var phrasing in _phrasingsByTerm.GetValueOrDefault(term) ?? [])
                shared[phrasing] = shared.GetValueOrDefault(phrasing) + WeightOf(term);
        }

        var total = question.Terms.Sum(WeightOf);
        var nearest = new Dictionary<int, double>();
        foreach (var (phrasing, weight) in shared)
        {
            var (article, own) = _phrasings[phrasing];
            var likeness = 2 * weight / (total + own);
            if (likeness > nearest.GetValueOrDefault(article))
                nearest[article] = likeness;
        }

        return
        [
            .. nearest.Select(pair => Weigh(question, pair.Key, pair.Value, total))
                .OrderByDescending(match => Math.Round(match.Confidence, 6))
                .ThenByDescending(match => match.Article.Id == match.Article.Topic)
                .ThenByDescending(match => _knowledge.Topics.GetValueOrDefault(match.Article.Topic)?.Aspect == "what")
                .ThenBy(match => match.Article.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The texts by which an article is found: how patients ask for it, its title, and its topic's question where it answers the topic in general.</summary>
    private IEnumerable<string> PhrasingsOf(Article article)
    {
        IEnumerable<string> texts = [.. article.Phrasings, article.Title];
        return article.Id == article.Topic && _knowledge.Topics.TryGetValue(article.Topic, out var topic) ? texts.Append(topic.Question) : texts;
    }

    private Match Weigh(Question question, int article, double likeness, double total)
    {
        var covered = question.Terms.Where(_vocabulary[article].Contains).Sum(WeightOf) / Math.Max(total, 1e-9);
        var confidence = (PhrasingShare * likeness) + (CoverageShare * covered) + (FrameShare * Agreement(question, _knowledge.Articles[article]));
        // An article that nobody asks for by a subject of the question is about something else.
        confidence *= question.Subjects.Any(subject => !_asked[article].Contains($"s:{subject}")) ? OtherSubjectShare : 1;
        confidence *= TreatmentFactor(question, _knowledge.Articles[article]);
        return new(_knowledge.Articles[article], Math.Min(1, confidence), covered);
    }

    /// <summary>An article on one treatment does not answer a question on another; one on both answers it less well than one on the treatment that was named.</summary>
    private double TreatmentFactor(Question question, Article article)
    {
        if (_knowledge.Topics.GetValueOrDefault(article.Topic)?.Subject is not { } subject || question.Subjects.Length == 0 || question.Subjects.Contains(subject))
            return 1;
        return subject switch
        {
            "fibrin" or "decompression" or "other" when question.Subjects.Any(named => named is "fibrin" or "decompression" or "other") => OfAnotherTreatment,
            "compare" when question.Subjects.Contains("fibrin") != question.Subjects.Contains("decompression") => OfBoth,
            _ => 1,
        };
    }

    /// <summary>Whether a term is a word that neither a phrasing nor an answer holds.</summary>
    public bool IsUnknown(string term) => !_weights.ContainsKey(term) && !_vocabulary.Any(words => words.Contains(term));

    private double Agreement(Question question, Article article)
    {
        if (!_knowledge.Topics.TryGetValue(article.Topic, out var topic))
            return 0;
        var subject = question.Subjects.Length == 0 || topic.Subject is null ? 0.5
            : question.Subjects.Contains(topic.Subject) ? (question.Subjects.Length > 1 && topic.Subject is "fibrin" or "decompression" ? TreatmentAmongOthers : 1)
            : question.Subjects.Contains("fibrin") && question.Subjects.Contains("decompression") && topic.Subject == "compare" ? 1
            : 0;
        var aspect = question.Aspects.Length == 0 || topic.Aspect is null ? 0.5 : question.Aspects.Contains(topic.Aspect) ? 1 : 0;
        return (subject + aspect) / 2;
    }
}
