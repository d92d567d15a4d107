using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Finds the article for a question, says which few are meant where two are about equally near, or says that there is none.</summary>
public sealed class Answerer
{
    /// <summary>Below this confidence an article does not answer. Chosen on <c>tests/evaluation/answers.jsonl</c>.</summary>
    internal const double EnoughConfidence = 0.55;

    /// <summary>An article must speak of this share of the question.</summary>
    internal const double EnoughCovered = 0.5;

    /// <summary>Articles of two topics nearer to each other than this are both possible.</summary>
    internal const double Margin = 0.05;

    /// <summary>The margin where the question names no subject and the articles differ in just that.</summary>
    internal const double WideMargin = 0.3;

    /// <summary>From this confidence on an article is meant, however near the next one is.</summary>
    internal const double Certain = 0.85;

    private const int MostConsidered = 5, MostSentences = 40, MostChoices = 3, RamblingWords = 18, FewTerms = 5;
    // One clear answer to a part of the message beats a choice offered for another part.
    private const double FoundBonus = 0.2;
    private readonly QuestionReader _reader;
    private readonly Spelling _spelling;
    private readonly ArticleIndex _index;
    private readonly FrozenDictionary<string, Article> _wordForWord;

    /// <summary>Builds the index; done once a content version.</summary>
    public Answerer(KnowledgeBase knowledge)
    {
        Knowledge = knowledge;
        _reader = new(knowledge.Concepts);
        _spelling = SpellingOf(knowledge, _reader);
        _index = new(knowledge, _reader, _spelling);
        _wordForWord = knowledge.Articles.SelectMany(article => article.Phrasings.Append(article.Title), (article, phrasing) => (article, phrasing))
            .GroupBy(pair => PlainOf(pair.phrasing)).ToFrozenDictionary(same => same.Key, same => same.First().article);
    }

    /// <summary>What is searched.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The answer to a question, in the light of what the last answer was about.</summary>
    public AnswerResult Find(string question, Frame? frame)
    {
        var asked = _reader.Read(question, _spelling);
        if (FollowedUp(asked, frame) is { } followed)
            return followed;
        if (_wordForWord.GetValueOrDefault(PlainOf(question)) is { } article)
            return new AnswerResult.Found(article, [new(article.Id, article.Topic, 1)]);
        var sentences = Sentences(question);
        if (asked.Words <= RamblingWords && sentences.Length < 2)
            return Decide(asked, frame);

        // In a long message, or one of several sentences, one is the question; the rest is the story around it.
        var pairs = sentences.Zip(sentences.Skip(1), (one, next) => $"{one} {next}");
        return sentences.Concat(pairs).Select(part => Decide(_reader.Read(part, _spelling), frame)).Append(Decide(asked, frame))
            .MaxBy(result => (result is AnswerResult.Found ? FoundBonus : result is AnswerResult.Nothing ? -1 : 0) + (result.Considered is [var best, ..] ? best.Confidence : 0))!;
    }

    /// <summary>Whether the text names a subject or aspect that the knowledge is about.</summary>
    public bool Concerns(string text) => _reader.Read(text, _spelling) is { } asked && (asked.Subjects.Length > 0 || asked.Aspects.Length > 0);

    private AnswerResult Decide(Question asked, Frame? frame)
    {
        if (asked is { OnlyAspects: true, HasTopic: true } && frame?.Subject is null && OfAspect(Narrowest(asked.Aspects)) is { } general)
            return general;
        var matches = _index.Search(asked);
        if (frame?.Subject is { } subject && asked.Subjects.Length == 0 && asked.Terms.Length is > 0 and <= FewTerms && (asked.Refers || asked.Aspects.Length > 0))
        {
            var meant = asked with { Terms = [.. asked.Terms, $"s:{subject}"], Subjects = [subject] };
            var within = _index.Search(meant);
            if (within is [var nearest, ..] && nearest.Confidence + Margin >= (matches is [var plain, ..] ? plain.Confidence : 0))
                (asked, matches) = (meant, within);
        }

        ImmutableArray<Candidate> seen = [.. matches.Take(MostConsidered).Select(match => new Candidate(match.Article.Id, match.Article.Topic, Math.Round(match.Confidence, 3)))];
        if (matches is not [var best, ..])
            return new AnswerResult.Nothing("no topic", seen);
        if (asked.Outside is { } outside && best.Confidence < Certain)
            return new AnswerResult.Nothing($"outside: {outside}", seen);
        if (best.Confidence < EnoughConfidence || best.Covered < EnoughCovered)
            return new AnswerResult.Nothing("too little covered", seen);

        var rivals = matches.Where(match => match.Article.Topic != best.Article.Topic && match.Confidence > best.Confidence - MarginOf(asked, best, match) && match.Covered >= EnoughCovered)
            .DistinctBy(match => match.Article.Topic).Take(MostChoices - 1).ToArray();
        return rivals.Length == 0 || (best.Confidence >= Certain && !(asked.Refers && asked.Subjects.Length == 0))
            ? new AnswerResult.Found(best.Article, seen)
            : new AnswerResult.Ambiguous([best.Article, .. rivals.Select(match => match.Article)], seen);
    }

    /// <summary>Of "which one works better" the choice is asked for, of "which is safer" the safety.</summary>
    private static string Narrowest(ImmutableArray<string> aspects) =>
        aspects.LastOrDefault(aspect => aspect is not ("what" or "how" or "choice")) ?? (aspects.Contains("choice") ? "choice" : aspects[^1]);

    /// <summary>"Is it permanent?" of nothing named: what is said about both treatments, or else which of the two is meant.</summary>
    private AnswerResult? OfAspect(string aspect)
    {
        var topics = Knowledge.Topics.Values.Where(topic => topic.Aspect == aspect && Knowledge.FindTopic(topic.Id) is not null).OrderBy(topic => topic.Id, StringComparer.Ordinal).ToArray();
        if (topics.FirstOrDefault(topic => topic.Subject == "compare" || topics.Length == 1) is { } both)
            return new AnswerResult.Found(Knowledge.FindTopic(both.Id)!, [new(both.Id, both.Id, 1)]);
        var treatments = topics.Where(topic => topic.Subject is "fibrin" or "decompression").Select(topic => Knowledge.FindTopic(topic.Id)!).ToImmutableArray();
        return treatments.Length == 2 ? new AnswerResult.Ambiguous(treatments, [.. treatments.Select(article => new Candidate(article.Id, article.Topic, EnoughConfidence))]) : null;
    }

    /// <summary>"Is it safe?" of nothing named may mean any subject whose safety is written about: the wording of one phrasing decides nothing there.</summary>
    private double MarginOf(Question asked, Match best, Match rival) =>
        asked.Subjects.Length == 0 && asked.Refers
        && Knowledge.Topics.GetValueOrDefault(best.Article.Topic) is { Subject: { } one, Aspect: { } aspect }
        && Knowledge.Topics.GetValueOrDefault(rival.Article.Topic) is { Subject: { } other } topic && other != one && topic.Aspect == aspect
            ? WideMargin
            : Margin;

    /// <summary>"And the other one?", "what about fibrin?": the same aspect of another subject.</summary>
    private AnswerResult.Found? FollowedUp(Question asked, Frame? frame)
    {
        if (frame is not { Aspect: { } aspect })
            return null;
        if (asked.Terms is ["t:why"] && Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == frame.Subject && topic.Aspect == "how") is { } how && how.Id != frame.Article)
            return Knowledge.FindTopic(how.Id) is { } reason ? new(reason, [new(reason.Id, reason.Topic, 1)]) : null;
        if (!asked.Refers || asked.Aspects.Length > 0)
            return null;
        var subject = asked switch
        {
            { Other: true, Subjects: [], Terms.Length: 0 } => frame.Subject switch { "fibrin" => "decompression", "decompression" => "fibrin", _ => null },
            { Subjects: [var named], Terms.Length: 1 } when named != frame.Subject => named,
            _ => null,
        };
        if (subject is null)
            return null;
        var topic = Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == aspect)
            ?? Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == "what");
        return topic is not null && Knowledge.FindTopic(topic.Id) is { } article
            ? new(article, [new(article.Id, article.Topic, 1)])
            : null;
    }

    private static string PlainOf(string text) => string.Join(' ', Words.Split(text));

    private static string[] Sentences(string text) =>
        [.. text.Split((char[])['.', '?', '!', '\n', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(MostSentences)];

    /// <summary>
    /// What is written in answers and concepts is spelled right. Phrasings hold misspellings on purpose: of their words, those count that are near to nothing written.
    /// </summary>
    private static Spelling SpellingOf(KnowledgeBase knowledge, QuestionReader reader)
    {
        var frequency = knowledge.Articles
            .SelectMany(article => Words.Split(article.Title).Concat(article.Sections.SelectMany(section => Words.Split(section.Text))))
            .Concat(QuestionReader.WordsOf(knowledge.Concepts))
            .CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var written = new Spelling(frequency, reader.KnownWords);
        var phrased = knowledge.Articles.SelectMany(article => article.Phrasings.SelectMany(Words.Split)).Where(word => written.Correct(word) == word);
        foreach (var (word, count) in phrased.CountBy(word => word))
            frequency.TryAdd(word, count);
        return new(frequency, reader.KnownWords);
    }
}
