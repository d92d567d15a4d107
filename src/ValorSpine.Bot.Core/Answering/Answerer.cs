using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
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

    /// <summary>Enough to take a question as one about the last subject though nothing in it points back: "will I be awake?"</summary>
    private const double EnoughUnprompted = 0.62;

    /// <summary>What a question mark adds to a sentence among others.</summary>
    private const double AskedOutright = 0.15;

    private const int MostConsidered = 5, MostSentences = 40, MostChoices = 3, RamblingWords = 18, FewTerms = 5;
    // One clear answer to a part of the message beats a choice offered for another part.
    private const double FoundBonus = 0.2;
    private readonly QuestionReader _reader;
    private readonly Spelling _spelling;
    private readonly ArticleIndex _index;
    private readonly FrozenDictionary<string, Article> _wordForWord;
    private readonly FrozenDictionary<string, string> _treatments;

    /// <summary>Builds the index; done once a content version.</summary>
    public Answerer(KnowledgeBase knowledge)
    {
        Knowledge = knowledge;
        _reader = new(knowledge.Concepts);
        _spelling = SpellingOf(knowledge, _reader);
        _index = new(knowledge, _reader, _spelling);
        _treatments = knowledge.Articles
            .Select(article => (article.Id, Named: knowledge.Topics.GetValueOrDefault(article.Topic)?.Subject is "fibrin" or "decompression"
                ? [knowledge.Topics[article.Topic].Subject!]
                : _reader.Read(article.Title, _spelling).Subjects))
            .Where(pair => pair.Named is ["fibrin" or "decompression"]).ToFrozenDictionary(pair => pair.Id, pair => pair.Named[0]);
        _wordForWord = knowledge.Articles.SelectMany(article => article.Phrasings.Append(article.Title), (article, phrasing) => (article, phrasing))
            .GroupBy(pair => PlainOf(pair.phrasing)).ToFrozenDictionary(same => same.Key, same => same.First().article);
    }

    /// <summary>What is searched.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>The answer to a question, in the light of what the last answer was about.</summary>
    public AnswerResult Find(string question, Frame? frame)
    {
        if (frame?.Subject is "compare" or "fibrin" or "decompression")
            question = NamedByOrder(question);
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
        return sentences.Concat(pairs).Select(part => (Part: part, Result: Decide(_reader.Read(part, _spelling), frame))).Append(("", Decide(asked, frame)))
            .MaxBy(pair => (pair.Item2 switch { AnswerResult.Found => FoundBonus, AnswerResult.Nothing => -1, _ => 0 }) + (pair.Item2.Considered is [var best, ..] ? best.Confidence : 0) + (pair.Item1.EndsWith('?') ? AskedOutright : 0)).Item2;
    }

    /// <summary>Whether the text names a subject or aspect that the knowledge is about.</summary>
    public bool Concerns(string text) => _reader.Read(text, _spelling) is { } asked && (asked.Subjects.Length > 0 || asked.Aspects.Length > 0);

    /// <summary>What the talk is about after a question that found no answer but names one treatment, so that "and the risks?" is still about that; else null.</summary>
    public Frame? FrameOf(string question) =>
        _reader.Read(question, _spelling).Subjects is [("fibrin" or "decompression") and var subject]
        && Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == "what") is { } topic && Knowledge.FindTopic(topic.Id) is { } article
            ? new(subject, null, article.Id, 0)
            : null;

    /// <summary>The one treatment that an article is about, or null.</summary>
    public string? TreatmentOf(Article article) => _treatments.GetValueOrDefault(article.Id);

    private AnswerResult Decide(Question asked, Frame? frame)
    {
        if (asked is { OnlyAspects: true, HasTopic: true } && (frame?.Subject is null || asked.Terms.Contains("t:which")) && OfAspect(Narrowest(asked.Aspects)) is { } general)
            return general;
        var matches = _index.Search(asked);
        if (frame?.Subject is { } subject && asked.Subjects.Length == 0 && asked.Terms.Length is > 0 and <= FewTerms)
        {
            var meant = asked with { Terms = [.. asked.Terms, $"s:{subject}"], Subjects = [subject] };
            var within = _index.Search(meant);
            var pointsBack = asked.Refers || asked.Aspects.Length > 0;
            if (within is [var nearest, ..] && nearest.Confidence + Margin >= (matches is [var plain, ..] ? plain.Confidence : 0)
                && (pointsBack || (asked.HasTopic && nearest.Confidence >= EnoughUnprompted && asked.Outside is null && TreatmentOf(nearest.Article) == subject
                    && (!NamesAThing(asked) || (matches is [var first, ..] && TreatmentOf(first.Article) is not null)))))
                (asked, matches) = (meant, within);
        }

        ImmutableArray<Candidate> seen = [.. matches.Take(MostConsidered).Select(match => new Candidate(match.Article.Id, match.Article.Topic, Math.Round(match.Confidence, 3)))];
        if (matches is not [var best, ..])
            return new AnswerResult.Nothing("no topic", seen);
        if (asked.Outside is { } outside && best.Confidence < Certain)
            return new AnswerResult.Nothing($"outside: {outside}", seen);
        if (best.Confidence < EnoughConfidence || best.Covered < EnoughCovered)
            return new AnswerResult.Nothing("too little covered", seen);

        if (best.Confidence < Certain && ByChance(asked, best.Article) is { } reason)
            return new AnswerResult.Nothing(reason, seen);

        var rivals = matches.Where(match => match.Article.Topic != best.Article.Topic && match.Confidence > best.Confidence - MarginOf(asked, best, match) && match.Covered >= EnoughCovered)
            .DistinctBy(match => match.Article.Topic).Take(MostChoices - 1).ToArray();
        return rivals.Length == 0 || (best.Confidence >= Certain && !(asked.Refers && asked.Subjects.Length == 0))
            ? new AnswerResult.Found(best.Article, seen)
            : new AnswerResult.Ambiguous([best.Article, .. rivals.Select(match => match.Article)], seen);
    }

    /// <summary>Whether it names something other than a treatment that is written about: a slipped disc, a scan.</summary>
    private static bool NamesAThing(Question asked) => asked.Terms.Any(term => term.StartsWith("y:", StringComparison.Ordinal));

    /// <summary>
    /// Why a near article is near by chance, or null: "is ozempic safe" asks a side of something that is written about nowhere, and "the meaning of life" shares one
    /// word with an answer.
    /// </summary>
    private string? ByChance(Question asked, Article article)
    {
        if (asked.Subjects.Length > 0 || NamesAThing(asked))
            return null;
        var words = asked.Terms.Where(term => !term.Contains(':', StringComparison.Ordinal) && !_reader.IsConceptWord(term)).ToArray();
        if (asked.Aspects.Any(aspect => aspect != "what"))
            return words.Any(_index.IsUnknown) ? "a side of something unknown" : null;
        return Knowledge.Topics.GetValueOrDefault(article.Topic)?.Subject switch
        {
            "fibrin" or "decompression" or "compare" or "surgery" or "other" => "names no treatment",
            null or "clinic" => null,
            _ => words.Length < 2 || words.Any(_index.IsUnknown) ? "one word only" : null,
        };
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
        if (Knowledge.Articles.FirstOrDefault(article => TreatmentOf(article) == subject && Knowledge.Topics.GetValueOrDefault(article.Topic) is { Subject: "compare" } both && both.Aspect == aspect) is { } half)
            return new(half, [new(half.Id, half.Topic, 1)]);
        var topic = Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == aspect)
            ?? Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == "what");
        return topic is not null && Knowledge.FindTopic(topic.Id) is { } article
            ? new(article, [new(article.Id, article.Topic, 1)])
            : null;
    }

    /// <summary>"The first one", "the second": the columns of the comparison, decompression and then fibrin.</summary>
    private static string NamedByOrder(string question) =>
        Regex.Replace(question, @"\bthe (?:(first|former)|(second|latter))\b(?: one| treatment)?", match => match.Groups[1].Success ? "decompression" : "fibrin", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    private static string PlainOf(string text) => string.Join(' ', Words.Split(text));

    private static string[] Sentences(string text) =>
        [.. Regex.Matches(text, @"[^.?!\n;]+\??", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value.Trim()).Where(part => part.Length > 1).Take(MostSentences)];

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
