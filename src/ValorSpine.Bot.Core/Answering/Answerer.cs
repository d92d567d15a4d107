using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Finds the article for a question, says which few are meant where two are about equally probable, or says that there is none.</summary>
public sealed partial class Answerer
{
    /// <summary>From this probability on an article is meant, however the question is put.</summary>
    internal const double Certain = 0.9;

    private const double PointingBack = 0.1, Possible = 0.15, AlsoMeant = 0.03, AsMuchMeant = 0.2, Plain = 0.75;
    private const int FewTerms = 5, MostWordsOfFollowUp = 14, FewestSpaces = 3, MostWordsLeftOpen = 7;
    private const string Price = "how much does it cost";
    private static readonly string[] s_treatments = ["fibrin", "decompression"], s_otherSubjects = ["disc", "surgery", "conservative", "other"], s_ofAnything = ["y:pain", "y:comfort", "y:both", "y:compare", "y:doctor", "y:chronic", "y:book"];
    private readonly QuestionReader _reader;
    private readonly SpellingInContext _spelling;
    private readonly Judge _judge;
    private readonly FrozenDictionary<string, Target> _wordForWord;
    private readonly FrozenDictionary<string, Topic> _problems;

    /// <summary>Builds the index; done once a content version.</summary>
    /// <param name="knowledge">What is searched.</param>
    /// <param name="model">What was learned of its articles.</param>
    /// <param name="confidence">How sure that makes.</param>
    internal Answerer(KnowledgeBase knowledge, Classifier model, Confidence confidence)
    {
        Knowledge = knowledge;
        _reader = new(knowledge.Concepts);
        _spelling = SpellingOf(knowledge, _reader);
        var targets = Target.Of(knowledge);
        _judge = new(targets, TargetModel.LessonsOf(knowledge, targets), model, confidence, Read);
        Names = new(knowledge, _reader, Read);
        _wordForWord = targets.SelectMany(target => target.Phrasings, (target, phrasing) => (target, phrasing))
            .GroupBy(pair => PlainOf(pair.phrasing)).Where(same => same.Key.Length > 0).ToFrozenDictionary(same => same.Key, same => same.First().target);
        _problems = knowledge.Topics.Values.Where(topic => topic is { Subject: "disc", Aspect: null, About: not null }).Select(topic => (Topic: topic, Named: Read(topic.About!).Terms.Where(term => term.StartsWith("y:", StringComparison.Ordinal)).ToArray()))
            .Where(problem => problem.Named.Length == 1).ToFrozenDictionary(problem => problem.Named[0], problem => problem.Topic);
    }

    /// <summary>What is searched.</summary>
    public KnowledgeBase Knowledge { get; }

    /// <summary>Reads messages that only name what they are about.</summary>
    internal NameReader Names { get; }

    /// <summary>The answer to a question, in the light of what the last answer was about.</summary>
    public AnswerResult Find(string question, Frame? frame)
    {
        if (frame?.Subject is "compare" or "fibrin" or "decompression")
            question = NamedByOrder(question);
        if (IsPriceSign(question))
            question = Price;
        var asked = Read(question);
        if (FollowedUp(asked, frame) is { } followed)
            return followed;
        if (asked.OnlyNames && (Opening().IsMatch(question) || (frame is null && asked.Words <= FewTerms && Leading().IsMatch(question))) && MainOf(new(asked.Subjects[0], "")) is { } main)
            return new AnswerResult.Found(main, [new(main.Id, main.Topic, 1)]);
        if (asked is { OnlyAspects: true, HasTopic: true } && (AboutOf(frame) is null || IsNothingOfTheClinic(asked, frame) || asked.Terms.Contains("t:which")) && _judge.OfAspect(asked) is { } general)
            return Judge.Decide(general);
        if (_wordForWord.GetValueOrDefault(PlainOf(question)) is { } target)
            return Judge.Sure(target);
        var meant = Meant(question, asked, frame);
        var isList = QuestionsIn(question).Length > 2;
        return ((meant.Request is null && meant.Inside >= Judge.Enough) || (isList && meant.Request is null or "booking")) && SeveralOf(question, meant, frame) is { } several ? several
            : Judge.Decide(meant) switch
            {
                AnswerResult.Nothing nothing when AboutOf(frame) is { } about && IsFollowUp(asked) => nothing with { About = about, Nearest = null },
                AnswerResult.Nothing nothing when ProblemTold(question, asked) is { } problem => new AnswerResult.Found(problem, nothing.Seen),
                AnswerResult.Found found => OfWhatIsNamed(found, asked),
                var decided => decided,
            };
    }

    /// <summary>What was found of one treatment is not said of the other that the question names: what is written on the same side of that one is, or that there is nothing.</summary>
    private AnswerResult OfWhatIsNamed(AnswerResult.Found found, Question asked)
    {
        if (asked.Subjects is not [var named] || !s_treatments.Contains(named) || TreatmentOf(found.Article) is not { } treatment || treatment == named || !s_treatments.Contains(treatment))
            return found;
        return Knowledge.Topics.GetValueOrDefault(found.Article.Topic)?.Aspect is { } aspect && SideOf(named, aspect) is { } article
            ? new AnswerResult.Found(article, found.Seen)
            : new AnswerResult.Nothing(NoAnswer.TooLittleCovered, found.Seen) { About = named, Nearest = MainOf(new(named, "")) };
    }

    /// <summary>What is written on one side of a subject: its half of what compares the two treatments, or else its own topic; null where nothing is.</summary>
    internal Article? SideOf(string subject, string aspect) =>
        Knowledge.Articles.FirstOrDefault(article => TreatmentOf(article) == subject && Knowledge.Topics.GetValueOrDefault(article.Topic) is { Subject: "compare" } both && both.Aspect == aspect)
        ?? (Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == aspect) is { } own ? Knowledge.FindTopic(own.Id) : null);

    /// <summary>"I have a bulging disc at L5": what is written on the one problem of a disc that is told, where nothing is asked; else null.</summary>
    private Article? ProblemTold(string text, Question asked) =>
        asked is { Subjects.IsEmpty: true, Words: <= MostWordsOfFollowUp } && !Parts.Of(text).Any(part => part.Asks) && ProblemIn(asked) is { } problem ? Knowledge.FindTopic(problem.Id) : null;

    private Topic? ProblemIn(Question asked) => asked.Terms.Where(_problems.ContainsKey).ToArray() is [var only] ? _problems[only] : null;

    /// <summary>Whether what is asked for after a word on visits or cost is nothing that those have: a price has no risks, so the treatments are meant.</summary>
    private bool IsNothingOfTheClinic(Question asked, Frame? frame) =>
        frame?.Subject is "clinic" && Judge.Narrowest(asked.Aspects) is var aspect && !Knowledge.Topics.Values.Any(topic => topic.Subject == frame.Subject && topic.Aspect == aspect);

    /// <summary>Whether a message is too short to stand alone: what it asks is of what was talked of.</summary>
    private static bool IsFollowUp(Question asked) =>
        asked is { HasTopic: true, Subjects.IsEmpty: true, Words: <= MostWordsLeftOpen } && (asked.Refers || asked.Terms.All(term => term.Contains(':', StringComparison.Ordinal))) && !NamesAThing(asked);

    // "I'd like to ask about decompression" asks what it is.
    [GeneratedRegex(@"^(?!.*\b(?:what|how) about\b).*\b(?:about|regarding)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Opening();

    // "And the shot?" with nothing before it does, too.
    [GeneratedRegex(@"^\W*(?:(?:thanks|thank you|thx|ty|ok|okay|hi|hello)\W+)*(?:and|n|&)(?=\W)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Leading();

    /// <summary>The questions of a message that asks several, each in full; empty where it asks one.</summary>
    public ImmutableArray<string> QuestionsIn(string text)
    {
        var subject = Read(text).Subjects is [("fibrin" or "decompression") and var only] ? only : null;
        ImmutableArray<string> questions = [.. Parts.Of(text).Where(part => part.Asks).Select(part => subject is null || Read(part.Text).Subjects.Length > 0 ? part.Text : $"{subject}: {part.Text}")];
        return questions.Length > 1 ? questions : [];
    }

    /// <summary>Whether an article is about what was named, or about no treatment in particular.</summary>
    internal bool IsOf(Article article, Named of) =>
        (TreatmentOf(article) ?? Knowledge.Topics.GetValueOrDefault(article.Topic)?.Subject) is var subject && (subject == of.Subject || subject is null or "clinic" or "compare" or "pain");

    /// <summary>"The difference between fibrin glue and fibrin sealant": what it is, where a comparison of the two treatments was found and a message names only one of them, twice; else null.</summary>
    public Article? NamesOneTwice(string text, Article found) =>
        found.Topic == "compare-overview" && TwoNames().IsMatch(text) && Read(text).Subjects is [("fibrin" or "decompression") and var only] ? MainOf(new(only, "")) : null;

    [GeneratedRegex(@"\bbetween\b.+\band\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TwoNames();

    /// <summary>What is written on the aspect that a question asks for, or that was talked of, of what was named; else null.</summary>
    internal AnswerResult.Found? OfAspect(string question, Named of, Frame? frame)
    {
        var aspect = Read(question).Aspects is { IsEmpty: false } aspects ? Judge.Narrowest(aspects) : frame?.Aspect;
        return aspect is not null && SideOf(of.Subject, aspect) is { } article
            ? new(article, [new(article.Id, article.Topic, 1)])
            : null;
    }

    /// <summary>What says what it is that was named; null where nothing does.</summary>
    internal Article? MainOf(Named of) => Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == of.Subject && topic.Aspect == "what") is { } topic ? Knowledge.FindTopic(topic.Id) : null;

    /// <summary>"$$$?": nothing but signs of money.</summary>
    public static bool IsPriceSign(string text) => text.AsSpan().ContainsAny('$', '€', '£') && !text.Any(char.IsLetterOrDigit);

    /// <summary>Whether the text names a subject or aspect that the knowledge is about.</summary>
    public bool Concerns(string text) => Read(text) is { } asked && (asked.Subjects.Length > 0 || asked.Aspects.Length > 0);

    /// <summary>What the talk is about after a question that found no answer but names one treatment or one problem of a disc, so that "and the risks?" is still about that; else null.</summary>
    public Frame? FrameOf(string question)
    {
        var asked = Read(question);
        return asked.Subjects switch
        {
            [("fibrin" or "decompression") and var subject] => MainOf(new(subject, "")) is { } article ? new(subject, null, article.Id, 0) : null,
            [] when ProblemIn(asked) is { } problem && Knowledge.FindTopic(problem.Id) is { } article => new(problem.Subject, null, article.Id, 0),
            _ => null,
        };
    }

    /// <summary>The one treatment that an article is about, or null.</summary>
    public string? TreatmentOf(Article article) => _judge.TreatmentOf(article);

    /// <summary>A question as it is read, for staff: shorthand spelled out, misspellings put right.</summary>
    public string Understood(string question) => Read(question).Spelled ?? question;

    /// <summary>Takes a text apart.</summary>
    internal Question Read(string text) => _reader.Read(text, _spelling);

    /// <summary>
    /// Several questions in one message: the whole is about two topics and joins them, or each part asks for a topic of its own, or is deliberately not answered; else null.
    /// </summary>
    private AnswerResult? SeveralOf(string question, Judgement whole, Frame? frame)
    {
        var parts = Parts.Of(question);
        var asking = parts.Count(part => part.Asks);
        if (asking <= 2 && whole.Articles is [var best, var second, ..] && second.Probability >= AsMuchMeant && (asking == 2 || Parts.AreJoined(question)))
            return new AnswerResult.FoundBoth(best.Article, second.Article, whole.Seen);
        if (asking < 2)
            return null;
        var asked = new List<Judgement>();
        DeclinedArticle? declined = null;
        var open = new List<Article>();
        var before = "";
        foreach (var part in parts)
        {
            var judged = part.Asks ? OfPart(part.Text, before, frame) : null;
            if (judged is not null && IsMeantBeside(judged, whole, part.Text) && asked.TrueForAll(other => AreTwo(other.Best!, judged.Best!)))
                asked.Add(judged);
            else if (judged is { Request: null, Inside: < Judge.Enough, Declined: { } left })
                declined ??= left;
            else if (judged is { Request: null, IsAnswered: false, Inside: >= Judge.Enough })
                open.AddRange(judged.Articles.Take(2).Select(possible => possible.Article));
            // "What is fibrin, and is it safe?": the second part is about what the first one named.
            frame = FrameOf(part.Text) ?? (asked is [.., var last] && part.Asks ? FrameAfter(last.Best!) : frame);
            before = part.Announces ? "" : part.Text;
        }

        return asked switch
        {
            [var first, var other, .. var more] => Judge.Both(first, other) with { Waiting = [.. more.Select(judged => judged.Best!), .. open] },
            [var only] when declined is not null || open.Count > 0 => new AnswerResult.Found(only.Best!, only.Seen) { AlsoDeclined = declined, Waiting = [.. open] },
            _ => whole.Articles is [var likeliest, var next, ..] && next.Probability >= AsMuchMeant ? new AnswerResult.FoundBoth(likeliest.Article, next.Article, whole.Seen) : null,
        };
    }

    /// <summary>Whether two articles answer two questions: they are of two topics, or each is on a matter of its own within one ("how long does it take, and does it hurt?").</summary>
    private static bool AreTwo(Article one, Article other) => one.Topic != other.Topic || (one != other && one.Id != one.Topic && other.Id != other.Topic);

    /// <summary>What one part of a message asks. "What is that?" alone says nothing: it is about the part before it.</summary>
    private Judgement OfPart(string part, string before, Frame? frame)
    {
        var asked = Read(part);
        return asked.Subjects.IsEmpty && !NamesAThing(asked) && frame is null && before.Length > 0
            ? Meant($"{before}. {part}", Read($"{before}. {part}"), frame)
            : Meant(part, asked, frame);
    }

    /// <summary>Whether a part asks for a topic of its own: the whole message is about that topic too, or the part says it plainly.</summary>
    private static bool IsMeantBeside(Judgement part, Judgement whole, string text) =>
        part.IsAnswered && (whole.Articles.Any(meant => meant.Article.Topic == part.Best!.Topic && meant.Probability >= AlsoMeant) || (part.Probability >= Plain && text.Count(letter => letter == ' ') >= FewestSpaces));

    /// <summary>What "it" means after a part that was understood.</summary>
    private Frame FrameAfter(Article article)
    {
        var topic = Knowledge.Topics.GetValueOrDefault(article.Topic);
        return new(TreatmentOf(article) ?? topic?.Subject, topic?.Aspect, article.Id, 0);
    }

    /// <summary>A question as it stands, or as one about what the last answer was about, whichever is more probable.</summary>
    private Judgement Meant(string text, Question asked, Frame? frame)
    {
        var plain = _judge.Of(text, asked);
        if (AboutOf(frame) is not { } about || asked.Subjects.Length > 0 || asked.Words > MostWordsOfFollowUp)
            return plain;
        var pointsBack = asked.Refers || asked.Aspects.Length > 0 || asked.Terms.Length <= FewTerms;
        // Nothing is named, and yet it reads as if it were about the other treatment: it is about the one just talked of.
        var isOfTheOther = pointsBack && plain.Best is { } best && TreatmentOf(best) is { } treatment && s_treatments.Contains(treatment) && s_treatments.Contains(frame!.Subject) && treatment != frame.Subject;
        // Nor is it about a treatment where a disc, an operation or a shot of another kind was talked of.
        var isOfATreatment = pointsBack && plain.Best is { } likeliest && s_treatments.Contains(TreatmentOf(likeliest)) && s_otherSubjects.Contains(frame!.Subject) && !NamesAThing(asked);
        var isLeftOpen = !plain.IsAnswered && (pointsBack || plain.Inside >= Possible);
        var mayPointBack = pointsBack && !NamesAThing(asked);
        // To read it once more is most of what an answer costs: it is done where it may change one.
        if (!isOfTheOther && !isOfATreatment && !isLeftOpen && !mayPointBack)
            return plain;
        var meant = _judge.Of($"{about}: {text}", Read($"{text} {about}") with { Spelled = asked.Spelled is { } spelled ? $"{about}: {spelled}" : null });
        // What only asks for a side of what was talked of, where that has none written, gets no answer: that of the other treatment would be taken for it.
        var isTakenForTheOther = isOfTheOther && asked.OnlyAspects && !(meant.IsAnswered && TreatmentOf(meant.Best!) != TreatmentOf(plain.Best!));
        if (isTakenForTheOther || (isOfATreatment && !meant.IsAnswered))
            return plain with { Articles = [], Inside = 0, Reason = NoAnswer.TooLittleCovered };
        return meant.IsAnswered && (isOfTheOther || isOfATreatment || isLeftOpen || (mayPointBack && meant.Probability + PointingBack >= plain.Probability)) ? meant : plain;
    }

    /// <summary>What "it" means: a treatment that was named, or else what the last article was about.</summary>
    private string? AboutOf(Frame? frame) => frame?.Subject switch
    {
        "fibrin" or "decompression" => frame.Subject,
        _ => frame is not null && Knowledge.Find(frame.Article) is { } article ? Knowledge.Topics.GetValueOrDefault(article.Topic)?.About : null,
    };

    /// <summary>Whether it names something of its own: a slipped disc, a scan. Pain is no such thing: most that is talked of here has to do with it.</summary>
    private static bool NamesAThing(Question asked) => asked.Terms.Any(term => term.StartsWith("y:", StringComparison.Ordinal) && !s_ofAnything.Contains(term));

    /// <summary>The one treatment that is all a text names ("the injection", "the table one"), or null.</summary>
    public string? OnlyNamed(string text) =>
        Read(text) is { Subjects: [("fibrin" or "decompression") and var subject], Words: <= FewTerms } asked && asked.Terms.All(term => term == $"s:{subject}") ? subject : null;

    /// <summary>"And the other one?", "what about fibrin?": the same aspect of another subject.</summary>
    private AnswerResult.Found? FollowedUp(Question asked, Frame? frame)
    {
        if (frame is not { Aspect: { } aspect })
            return null;
        if (asked.Terms is ["t:why"] && Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == frame.Subject && topic.Aspect == "how") is { } how && how.Id != frame.Article)
            return Knowledge.FindTopic(how.Id) is { } reason ? new(reason, [new(reason.Id, reason.Topic, 1)]) : null;
        if (!asked.Refers || (asked.Aspects.Length > 0 && !asked.Same))
            return null;
        var subject = asked switch
        {
            { Same: true, Subjects: [var named] } when named != frame.Subject => named,
            { Other: true, Subjects: [], Terms.Length: 0 } => frame.Subject switch { "fibrin" => "decompression", "decompression" => "fibrin", _ => null },
            { Subjects: [var named], Terms.Length: 1 } when named != frame.Subject => named,
            _ => null,
        };
        if (subject is null)
            return null;
        if (SideOf(subject, aspect) is { } side)
            return new(side, [new(side.Id, side.Topic, 1)]);
        var topic = Knowledge.Topics.Values.FirstOrDefault(topic => topic is { Subject: "clinic", Aspect: "cost" } && aspect == "cost")
            ?? Knowledge.Topics.Values.FirstOrDefault(topic => topic.Subject == subject && topic.Aspect == "what");
        return topic is not null && Knowledge.FindTopic(topic.Id) is { } article
            ? new(article, [new(article.Id, article.Topic, 1)])
            : null;
    }

    /// <summary>"The first one", "the second": the columns of the comparison, decompression and then fibrin.</summary>
    private static string NamedByOrder(string question) =>
        Regex.Replace(question, @"\bthe (?:(first|former)|(second|latter))\b(?: one| treatment)?", match => match.Groups[1].Success ? "decompression" : "fibrin", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(10));

    private static string PlainOf(string text) => string.Join(' ', Words.Split(text));

    /// <summary>
    /// What is written in answers and concepts is spelled right, and so are common words. Phrasings hold misspellings on purpose: of their words, those count that are
    /// near to nothing written.
    /// </summary>
    internal static SpellingInContext SpellingOf(KnowledgeBase knowledge, QuestionReader reader)
    {
        string[] known = [.. reader.KnownWords, .. CommonWords.All.Select(word => word.Word)];
        var common = CommonWords.All.Where(word => word.Commonness >= CommonEnough).ToDictionary(word => word.Word, word => word.Commonness, StringComparer.Ordinal);
        var frequency = knowledge.Articles
            .SelectMany(article => Words.Split(article.Title).Concat(article.Sections.SelectMany(section => Words.Split(section.Text))))
            .Concat(QuestionReader.WordsOf(knowledge.Concepts))
            .CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var written = new Spelling(frequency, known, common);
        var phrased = knowledge.Articles.SelectMany(article => article.Phrasings).Concat(knowledge.Declined.SelectMany(article => article.Phrasings)).SelectMany(Words.Split)
            .CountBy(word => word).Where(word => written.Correct(word.Key) == word.Key).ToArray();
        written.Include(phrased);
        return new(written, () => new(TargetModel.LessonsOf(knowledge, Target.Of(knowledge)).Select(lesson => lesson.Text)));
    }

    // Met 250 times in 51 million words: some 12,000 words.
    private const int CommonEnough = 64;
}
