using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the core takes to decide one answer, and how that grows with the length of a message and the number of articles.</summary>
internal static class DecideBench
{
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(2);
    private static readonly string[] s_folders = ["knowledge", "dialogs"];
    private static readonly Facts s_facts = new(new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6)), []);

    public static void Run()
    {
        var root = ServerProcess.Repository();
        var files = s_folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Select(path => new ContentFile(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path))).ToArray();
        var questions = File.ReadLines(Path.Combine(root, "tests", "evaluation", "answers.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!).ToArray();

        var clock = Stopwatch.StartNew();
        var content = Load(files);
        Console.WriteLine($"\nreading the content         {clock.Elapsed.TotalMilliseconds,8:0} ms, {content.Knowledge.Articles.Length} articles");
        Console.WriteLine($"deciding one answer         {Measure(content, questions),8:0} µs, mean over {questions.Length} questions");
        var story = string.Concat(Enumerable.Repeat("I have had back pain for years and nothing helped so far, not even the stretches that my doctor showed me. ", 38))[..3900];
        Console.WriteLine($"deciding on 3,900 letters   {Measure(content, [story + " What is fibrin?"]),8:0} µs");

        var twice = files.Concat(files.Where(file => file.Path.StartsWith(KnowledgeBase.ArticlesFolder, StringComparison.Ordinal)).Select(Copy)).ToArray();
        Console.WriteLine($"with twice the articles     {Measure(Load(twice), questions),8:0} µs");
    }

    private static BotContent Load(IEnumerable<ContentFile> files)
    {
        var (content, problems) = BotContent.Load(new(files), new() { Visits = [new("evaluation", "Evaluation", 60, ["clinician-1"])], Hours = ImmutableDictionary<DayOfWeek, ImmutableArray<OpenHours>>.Empty });
        return content ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>The same article under another name, its phrasings set apart so that none occurs twice.</summary>
    private static ContentFile Copy(ContentFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Path);
        var lines = file.Text.Split('\n').Select(line => line.StartsWith("  - ", StringComparison.Ordinal) ? $"{line} copy" : line.StartsWith("id: ", StringComparison.Ordinal) ? $"id: {name}-copy" : line);
        return new(file.Path.Replace(name + ".md", name + "-copy.md", StringComparison.Ordinal), string.Join('\n', lines));
    }

    private static double Measure(BotContent content, string[] questions)
    {
        foreach (var question in questions)
            Decide(content, question);
        var clock = Stopwatch.StartNew();
        var decided = 0;
        while (clock.Elapsed < s_measured)
        {
            foreach (var question in questions)
                Decide(content, question);
            decided += questions.Length;
        }

        return clock.Elapsed.TotalMicroseconds / decided;
    }

    private static void Decide(BotContent content, string question) => Decider.Decide(content, new() { Greeted = true }, new Input.Said(question), s_facts);
}
