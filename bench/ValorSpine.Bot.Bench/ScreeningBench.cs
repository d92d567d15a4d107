using System.Diagnostics;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the core takes to decide one turn of the guided check, safety included, and how many turns a check takes.</summary>
internal static class ScreeningBench
{
    private static readonly TimeSpan s_measured = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>Whole checks as patients type them, with questions, repairs and a pause.</summary>
    private static readonly string[][] s_checks =
    [
        ["start the check", "none of these", "none", "60", "low back", "over 6 months", "PT and injections", "MRI last year", "tear", "none", "avoid surgery"],
        ["start the check", "no nothing like that", "none of those", "im 44", "nope", "mostly down my leg", "about 4 months", "pt and pills", "had an mri in the spring", "mild herniation", "never had surgery", "to avoid needles"],
        ["start the check", "none", "why do you ask", "blood thinner", "39", "no", "low back and leg about the same", "it comes and goes for years", "physical therapy", "go back", "physical therapy and shots", "mri", "a tear and a bulge", "injections only", "to understand my choices"],
        ["start the check", "none", "none", "71", "leg", "actually it's low back", "3 weeks"],
        ["start the check", "none", "none", "47", "how many are left", "no", "low back", "two years", "banana", "pt", "no scan", "fusion", "no, i had none", "skip"],
        ["start the check", "none", "none", "33", "no", "low back", "gotta go", "resume the check", "yes", "since last march", "nothing yet"],
    ];

    public static void Run()
    {
        var content = DecideBench.Content();
        foreach (var check in s_checks)
            Play(content, check, []);
        var (times, checks) = (new List<double>(), 0);
        var measured = Stopwatch.StartNew();
        while (measured.Elapsed < s_measured)
        {
            foreach (var check in s_checks)
                Play(content, check, times);
            checks += s_checks.Length;
        }

        times.Sort();
        Console.WriteLine($"\na turn of the check         {times[times.Count / 2],8:0} µs median, {times[(int)(times.Count * 0.99)]:0} µs p99, {times.Count} turns in {checks} checks");
    }

    private static void Play(BotContent content, string[] said, List<double> times)
    {
        var (state, now) = (new ConversationState { Greeted = true }, s_now);
        foreach (var text in said)
        {
            now += TimeSpan.FromSeconds(20);
            var facts = new Facts(now, []);
            var started = Stopwatch.GetTimestamp();
            var decision = Decider.Decide(content, state, new Input.Said(text), facts);
            if (decision is Decision.NeedsCode needs)
                decision = Decider.Decide(content, state, new Input.Said(text), facts with { Resumes = [new(needs.Request, new ResumeResult.Given("CDFG3479", 14))] });
            times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            state = ((Decision.Done)decision).Turn.State;
        }
    }
}
