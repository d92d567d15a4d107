using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the core takes to decide one answer, and how that grows with the length of a message and the number of articles.</summary>
internal static class DecideBench
{
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(2);
    private static readonly int[] s_sections = [40, 400, 4_000, 40_000];
    private static readonly Facts s_facts = new(new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6)), []);

    public static void Run()
    {
        var files = SizedKnowledge.Files();
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
            var written = SizedKnowledge.Of(files, wanted, sections);
            clock.Restart();
            var sized = Load(written);
            var ready = clock.Elapsed;
            Console.WriteLine($"{sized.Knowledge.Articles.Sum(article => article.Sections.Count()),8}{ready.TotalMilliseconds,11:0} ms{Median(sized, questions),20:0} µs");
        }
    }

    /// <summary>The content of this repository.</summary>
    public static BotContent Content() => Load(SizedKnowledge.Files());

    /// <summary>The same for a clinic of which other things are known.</summary>
    public static BotContent Content(ClinicFacts clinic) => Load(SizedKnowledge.Files(), clinic);

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
