using System.Collections.Immutable;
using System.Diagnostics;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the staff console waits for its store when there are many conversations, and how much of that is for their encryption.</summary>
internal static class ConsoleBench
{
    private const string Reader = "ann@clinic.example";
    private const int Times = 40, PageSize = 50;
    private static readonly ImmutableArray<string> s_steps = [TurnMarks.CheckBegun, .. Enumerable.Range(1, 11).Select(question => $"{TurnMarks.CheckAt}q{question}"), TurnMarks.CheckDone];

    public static async Task<int> RunAsync(int conversations, int messages)
    {
        await using var inClear = await ConsoleStore.WriteAsync(encrypted: false, conversations, messages);
        await using var encrypted = await ConsoleStore.WriteAsync(encrypted: true, conversations, messages);

        var last = DateOnly.FromDateTime(ManyConversations.LastAt(conversations).DateTime);
        FigurePeriod month = new(last.AddDays(-29), last, null), year = new(last.AddDays(-364), last, null);
        Console.WriteLine($"\n{"figures of a year, looked at for the first time",-52} {await OnceAsync(inClear, store => CountAsync(store, year)),6:0} ms in clear, {await OnceAsync(encrypted, store => CountAsync(store, year)):0} ms encrypted\n");
        Console.WriteLine($"{"",-52} {"in clear",19}   {"encrypted",19}");
        Console.WriteLine($"{"",-52} {"p50",9} {"p95",9}   {"p50",9} {"p95",9}   found");
        var next = new Dictionary<ConsoleStore, ReviewCursor?>();
        foreach (var (what, act) in (IEnumerable<(string, Func<ConsoleStore, Random, Task<int>>)>)
        [
            ("queue, first page", (store, _) => ListAsync(store, "state:queue")),
            ("queue, page after page", async (store, _) =>
            {
                var page = await store.Reviews.ListAsync(Query("state:queue"), next.GetValueOrDefault(store), PageSize, Reader, CancellationToken.None);
                next[store] = page.Next;
                return page.Rows.Length;
            }),
            ("all, newest first", (store, _) => ListAsync(store, "")),
            ("flag:crisis", (store, _) => ListAsync(store, "flag:crisis")),
            ("flag:emergency state:new channel:msteams", (store, _) => ListAsync(store, "flag:emergency state:new channel:msteams")),
            ("assignee:me, newest first", (store, _) => ListAsync(store, "assignee:me")),
            ("search: a word of nearly all", (store, _) => ListAsync(store, "injection")),
            ("search: a word of a hundred", (store, random) => ListAsync(store, $"w{random.Next(20_000)}")),
            ("search: a word of ten", (store, _) => ListAsync(store, ManyConversations.RareWord)),
            ("search: two rare words that never meet", (store, random) => ListAsync(store, $"w{random.Next(20_000)} w{random.Next(20_000)}")),
            ("search: four common words", (store, _) => ListAsync(store, "insurance surgery decompression tingles")),
            ("search: not-answered, channel, from, topic, word", (store, _) => ListAsync(store, "outcome:not-answered channel:twilio-sms from:2026-06-01 topic:cost fibrin")),
            ("search: nothing of the kind", (store, _) => ListAsync(store, "zebra")),
            ("counts of a page that stands open", async (store, _) => (await store.Reviews.PulseAsync(CancellationToken.None)).Open),
            ("open a conversation", async (store, random) => (await store.Transcripts.OpenAsync(Any(random), Reader, CancellationToken.None))!.Log.Length),
            ("figures of 30 days", (store, _) => CountAsync(store, month)),
            ("figures of a year", (store, _) => CountAsync(store, year)),
            ("figures of a year, one channel", (store, _) => CountAsync(store, year with { Channel = "msteams" })),
            ("start a review", async (store, random) =>
            {
                var id = Any(random);
                var seen = await store.Reviews.FindAsync(id, CancellationToken.None);
                return (await store.Reviews.TakeAsync(new(id, Reader, seen!.Version, new ReviewAction.Move(ReviewState.InReview)), CancellationToken.None)).Done ? 1 : 0;
            }),
        ])
        {
            await MeasureAsync(what, act, inClear, encrypted);
        }

        return 0;

        string Any(Random random) => ManyConversations.Id(random.Next(conversations));
    }

    private static async Task<int> CountAsync(ConsoleStore store, FigurePeriod period) => (int)(await store.Figures.CountAsync(period, s_steps, Reader, CancellationToken.None)).Of(TurnMarks.Said);

    private static async Task<int> ListAsync(ConsoleStore store, string text) => (await store.Reviews.ListAsync(Query(text), null, PageSize, Reader, CancellationToken.None)).Total;

    private static ReviewQuery Query(string text) =>
        ReviewQueryReader.Read(text, Reader) is { Problems.IsEmpty: true, Query: var query } ? query : throw new ArgumentException("This is no query.", nameof(text));

    private static async Task<double> OnceAsync(ConsoleStore store, Func<ConsoleStore, Task<int>> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act(store);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Takes turns, so that whatever else the machine does then costs both the same.</summary>
    private static async Task MeasureAsync(string what, Func<ConsoleStore, Random, Task<int>> act, params ConsoleStore[] stores)
    {
        var found = 0;
        var sides = stores.Select(store => (Store: store, Random: new Random(1), Times: new double[Times])).ToArray();
        // Once before, for what is compiled and cached by the first.
        foreach (var (store, random, _) in sides)
            found = await act(store, random);
        for (var i = 0; i < Times; i++)
        {
            foreach (var (store, random, times) in sides)
                times[i] = await OnceAsync(store, one => act(one, random));
        }

        Console.Write($"{what,-52}");
        foreach (var (_, _, times) in sides)
        {
            Array.Sort(times);
            Console.Write($" {times[Times / 2],6:0.0} ms {times[Times * 95 / 100],6:0.0} ms  ");
        }

        Console.WriteLine($" {found:N0}");
    }
}
