using System.Diagnostics;
using System.Text.Json;
using Lucene.Net.Analysis.En;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>
/// Answers the same questions from the same articles and phrasings with plain Lucene BM25, with the npm package @nlpjs/basic, and with ours, in one run.
/// Each engine may decline by its own score; the score at which it does is set so that it declines 95 % of what has no answer.
/// </summary>
internal static class AnswerBench
{
    private const string None = "-";
    private const double Declined = 0.95;

    /// <summary>Compares on the untuned split.</summary>
    public static void Run()
    {
        var (content, questions) = (DecideBench.Content(), Questions());
        var train = Training(content.Knowledge).ToArray();
        Console.WriteLine($"\nthe same {train.Length} phrasings and {questions.Length} untuned questions, {questions.Count(question => question.Topics.Length > 0)} of them with an answer");
        Console.WriteLine("engine                right topic first    declined    kept at 95 % declined      made ready    a question");
        Show("Lucene BM25", Lucene(train, questions), questions);
        // With what has no answer as a class of its own, and without, declining by its score alone.
        if (NlpJs(train, questions) is { } nlp)
            Show("@nlpjs/basic", nlp, questions);
        if (NlpJs([.. train.Where(one => one.Label != None)], questions) is { } bare)
            Show("@nlpjs/basic (bare)", bare, questions);
        Show("ours", Ours(questions), questions);
    }

    private static void Show(string name, Outcome outcome, Question[] questions)
    {
        var asked = questions.Zip(outcome.Ranked).ToArray();
        var answerable = asked.Where(pair => pair.First.Topics.Length > 0).ToArray();
        var others = asked.Where(pair => pair.First.Topics.Length == 0).Select(pair => pair.Second.Score).Order().ToArray();
        var enough = others[(int)Math.Ceiling(Declined * others.Length) - 1];
        var first = answerable.Count(pair => pair.First.Topics.Contains(pair.Second.Topic));
        var kept = answerable.Count(pair => pair.Second.Score > enough && pair.First.Topics.Contains(pair.Second.Topic));
        var declined = outcome.DeclinesItself is { } declines ? $"{declines:0.000}" : "    -";
        Console.WriteLine($"{name,-22}{(double)first / answerable.Length,17:0.000}{declined,12}{(double)kept / answerable.Length,25:0.000}{outcome.Ready.TotalMilliseconds,13:0} ms{outcome.Asked.TotalMilliseconds / questions.Length,11:0.00} ms");
    }

    private static IEnumerable<(string Text, string Label)> Training(KnowledgeBase knowledge)
    {
        foreach (var article in knowledge.Articles)
        {
            foreach (var text in article.Phrasings.Concat(knowledge.Asked.GetValueOrDefault(article.Id, [])))
                yield return (text, article.Topic);
        }

        foreach (var text in knowledge.Declined.SelectMany(article => article.Phrasings.Concat(knowledge.Asked.GetValueOrDefault(article.Id, []))).Concat(knowledge.Elsewhere.SelectMany(group => group.Messages)))
            yield return (text, None);
    }

    private static Outcome Lucene((string Text, string Label)[] train, Question[] questions)
    {
        const LuceneVersion version = LuceneVersion.LUCENE_48;
        var clock = Stopwatch.StartNew();
        using var folder = new RAMDirectory();
        using var analyzer = new EnglishAnalyzer(version);
        using (var writer = new IndexWriter(folder, new IndexWriterConfig(version, analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var (text, label) in train)
                writer.AddDocument([new TextField("text", text, Field.Store.NO), new StringField("label", label, Field.Store.YES)]);
        }

        using var reader = DirectoryReader.Open(folder);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        var ready = clock.Elapsed;
        clock.Restart();
        var ranked = questions.Select(question =>
        {
            var hits = searcher.Search(new QueryParser(version, "text", analyzer).Parse(QueryParserBase.Escape(question.Text)), 20).ScoreDocs.Select(hit => (Label: searcher.Doc(hit.Doc).Get("label", System.Globalization.CultureInfo.InvariantCulture), hit.Score)).ToArray();
            var best = hits.FirstOrDefault(hit => hit.Label != None);
            return new Ranked(best.Label ?? None, hits.Length == 0 || hits[0].Label == None ? -1 + best.Score / 1000 : best.Score);
        }).ToArray();
        return new(ranked, null, ready, clock.Elapsed);
    }

    private static Outcome? NlpJs((string Text, string Label)[] train, Question[] questions)
    {
        var folder = Path.Combine(ServerProcess.Repository(), "bench", "nlpjs");
        if (!System.IO.Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Console.WriteLine("@nlpjs/basic          not installed: run 'npm ci' in bench/nlpjs");
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo("node", "answer.mjs") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(JsonSerializer.Serialize(new { train = train.Select(one => new { text = one.Text, label = one.Label }), questions = questions.Select(question => question.Text) }));
        process.StandardInput.Close();
        var answer = JsonSerializer.Deserialize<JsonElement>(process.StandardOutput.ReadToEnd());
        var ranked = answer.GetProperty("ranked").EnumerateArray().Select(classes =>
        {
            var all = classes.EnumerateArray().Select(one => (Label: one.GetProperty("label").GetString()!, Score: one.GetProperty("score").GetDouble())).ToArray();
            var best = all.FirstOrDefault(one => one.Label is not (None or "None"));
            return new Ranked(best.Label ?? None, best.Label is null ? -1 : all[0].Label is None or "None" ? best.Score - 1 : best.Score);
        }).ToArray();
        return new(ranked, null, TimeSpan.FromMilliseconds(answer.GetProperty("trainMs").GetDouble()), TimeSpan.FromMilliseconds(answer.GetProperty("askMs").GetDouble()));
    }

    private static Outcome Ours(Question[] questions)
    {
        var clock = Stopwatch.StartNew();
        var content = DecideBench.Content();
        var ready = clock.Elapsed;
        foreach (var question in questions.Take(50))
            DecideBench.Decide(content, question.Text);
        clock.Restart();
        var turns = questions.Select(question => DecideBench.Decide(content, question.Text)).ToArray();
        var asked = clock.Elapsed;
        var ranked = turns.Select(turn => turn.Why.Considered.GroupBy(candidate => candidate.Topic).Select(topic => new Ranked(topic.Key, topic.Sum(candidate => candidate.Confidence))).OrderByDescending(topic => topic.Score).FirstOrDefault() ?? new(None, -1)).ToArray();
        var others = turns.Zip(questions).Where(pair => pair.Second.Topics.Length == 0).ToArray();
        return new(ranked, (double)others.Count(pair => pair.First.Outcome != Core.Conversation.Outcome.Answer) / others.Length, ready, asked);
    }

    private static Question[] Questions() =>
    [
        .. System.IO.Directory.EnumerateFiles(Path.Combine(ServerProcess.Repository(), "tests", "evaluation", "untuned"), "questions*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .Where(one => one.GetProperty("outcome").ToString() is "answer" or "abstain" && !one.TryGetProperty("both", out _))
            .Select(one => new Question(one.GetProperty("text").GetString()!, [.. one.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()!)])),
    ];

    private sealed record Question(string Text, string[] Topics);

    private sealed record Ranked(string Topic, double Score);

    private sealed record Outcome(Ranked[] Ranked, double? DeclinesItself, TimeSpan Ready, TimeSpan Asked);
}
