using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the core takes to decide one answer, and how that grows with the length of a message and the number of articles.</summary>
internal static class DecideBench
{
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(2);
    private static readonly int[] s_sections = [40, 400, 4_000, 40_000];
    private static readonly string[] s_folders = ["knowledge", "dialogs"];
    private static readonly Facts s_facts = new(new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6)), []);

    public static void Run()
    {
        var files = Files();
        var questions = Directory.EnumerateFiles(Path.Combine(ServerProcess.Repository(), "tests", "evaluation", "tuned"), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(one => one.TryGetProperty("text", out _)).Select(one => one.GetProperty("text").GetString()!).ToArray();

        var clock = Stopwatch.StartNew();
        var content = Load(files);
        Console.WriteLine($"\nreading the content         {clock.Elapsed.TotalMilliseconds,8:0} ms, {content.Knowledge.Articles.Length} articles");
        Console.WriteLine($"deciding one answer         {Median(content, questions),8:0} µs, median of {questions.Length} questions");
        var story = string.Concat(Enumerable.Repeat("I have had back pain for years and nothing helped so far, not even the stretches that my doctor showed me. ", 38))[..3900];
        Console.WriteLine($"deciding on 3,900 letters   {Median(content, [story + " What is fibrin?"]),8:0} µs");

        Console.WriteLine("\nsections    made ready    deciding one answer (median)");
        var sections = content.Knowledge.Articles.Sum(article => article.Sections.Count());
        foreach (var wanted in s_sections)
        {
            var written = Sized(files, wanted, sections);
            clock.Restart();
            var sized = Load(written);
            var ready = clock.Elapsed;
            Console.WriteLine($"{sized.Knowledge.Articles.Sum(article => article.Sections.Count()),8}{ready.TotalMilliseconds,11:0} ms{Median(sized, questions),20:0} µs");
        }
    }

    /// <summary>The content of this repository.</summary>
    public static BotContent Content() => Load(Files());

    /// <summary>The same for a clinic of which other things are known.</summary>
    public static BotContent Content(ClinicFacts clinic) => Load(Files(), clinic);

    private static ContentFile[] Files() =>
    [
        .. s_folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ServerProcess.Repository(), folder), "*", SearchOption.AllDirectories))
            .Select(path => new ContentFile(Path.GetRelativePath(ServerProcess.Repository(), path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    /// <summary>The content with about as many sections: fewer phrasings and articles, or copies of articles about things of other names with a dozen phrasings each.</summary>
    private static ContentFile[] Sized(ContentFile[] files, int wanted, int sections)
    {
        var articles = files.Where(file => file.Path.StartsWith(KnowledgeBase.ArticlesFolder, StringComparison.Ordinal)).ToArray();
        var others = files.Except(articles);
        if (wanted < sections)
        {
            // Every topic keeps the article that answers it in general, so that the checks still pass; what the others must hold is not asked for.
            var kept = articles.Select(file => Dozen(file, "")).ToArray();
            return [.. others.Select(file => file.Path == KnowledgeBase.AskedPath ? file with { Text = "" } : file.Path == Required.Path ? file with { Text = "cited: []\nsaid: []\ntogether: []\nwording: []\n" } : file), .. kept.Where(file => kept.Length * 2 <= wanted || IsGeneral(file))];
        }

        ContentFile[] grown = [.. files, .. Enumerable.Range(1, Math.Max(0, (wanted - sections) / sections)).SelectMany(copy => articles.Select(file => Dozen(file, $"kw{copy}x")))];
        return [.. grown.Select(file => file.Path == TargetModel.Path ? file with { Text = Learned(file.Text, grown) } : file)];
    }

    /// <summary>Weights as <c>knowledge calibrate</c> would leave them: the copies have those of the article that they copy, and none of their phrasings is new.</summary>
    private static string Learned(string model, ContentFile[] files)
    {
        var knowledge = KnowledgeBase.Load(new(files), []);
        var lines = model.TrimEnd('\n').Split('\n');
        var weights = lines.Skip(1).Select(line => line.Split('\t', 2)).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        var copies = knowledge.Articles.Where(article => !weights.ContainsKey(article.Id)).Select(article => $"{article.Id}\t{weights[article.Id[..article.Id.LastIndexOf('-')]]}");
        var hashes = TargetModel.LessonsOf(knowledge, Target.Of(knowledge)).SelectMany(lesson => BitConverter.GetBytes(lesson.Hash)).ToArray();
        return string.Join('\n', [Convert.ToBase64String(hashes), .. lines.Skip(1), .. copies]) + "\n";
    }

    private static bool IsGeneral(ContentFile file) => file.Text.Contains($"topic: {Path.GetFileNameWithoutExtension(file.Path)}\n", StringComparison.Ordinal);

    /// <summary>An article with its first dozen phrasings, about a thing of another name.</summary>
    private static ContentFile Dozen(ContentFile file, string thing)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        var seen = 0;
        var lines = file.Text.Split('\n').Where(line => !line.StartsWith("  - ", StringComparison.Ordinal) || seen++ < 12)
            .Select(line => thing.Length == 0 ? line : line.StartsWith("  - ", StringComparison.Ordinal) || line.StartsWith("title: ", StringComparison.Ordinal) ? $"{line.TrimEnd('"')} {thing}{(line.EndsWith('"') ? "\"" : "")}" : line.StartsWith("id: ", StringComparison.Ordinal) ? $"id: {name}-{thing}" : line);
        return thing.Length == 0 ? file with { Text = string.Join('\n', lines) } : new(file.Path.Replace($"{name}.md", $"{name}-{thing}.md", StringComparison.Ordinal), string.Join('\n', lines));
    }

    private static BotContent Load(IEnumerable<ContentFile> files, ClinicFacts? clinic = null)
    {
        var (content, problems) = BotContent.Load(new(files), (clinic ?? new()) with { Visits = [new("evaluation", "Evaluation", 60, ["clinician-1"])], Hours = ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>.Empty });
        return content ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static double Median(BotContent content, string[] questions)
    {
        foreach (var question in questions.Take(200))
            Decide(content, question);
        var measured = Stopwatch.StartNew();
        var times = new List<double>();
        while (measured.Elapsed < s_measured)
        {
            foreach (var question in questions)
            {
                var started = Stopwatch.GetTimestamp();
                Decide(content, question);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    /// <summary>Decides one message of a fresh conversation. One that asks to book finds no slot free.</summary>
    public static TurnResult Decide(BotContent content, string question)
    {
        var facts = s_facts;
        while (true)
        {
            switch (Decider.Decide(content, new() { Greeted = true }, new Input.Said(question), facts))
            {
                case Decision.Done { Turn: var turn }:
                    return turn;
                case Decision.Needs { Request: var request }:
                    facts = facts with { Answers = facts.Answers.Add(new(request, new ScheduleResult.Free([]))) };
                    break;
            }
        }
    }
}
