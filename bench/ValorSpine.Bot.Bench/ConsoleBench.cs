using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the staff console waits for its store when there are many conversations.</summary>
internal static class ConsoleBench
{
    private const string Reader = "ann@clinic.example";
    private const int Times = 40, PageSize = 50;

    public static async Task<int> RunAsync(int conversations, int messages)
    {
        using var data = new ScratchFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([]).Build();
        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(new ClinicFacts()).AddSingleton<SlotEnumeration>((_, _, _, _, _, _, _) => [])
            .AddStorage(configuration.GetSection("Storage"), data.Path).BuildServiceProvider();
        await StorageStartup.PrepareAsync(services, CancellationToken.None);

        var began = Stopwatch.StartNew();
        await new ManyConversations(services, conversations, messages).WriteAsync(CancellationToken.None);
        var size = new FileInfo(services.GetRequiredService<StorageSettings>().DataFile!).Length;
        Console.WriteLine($"{conversations:N0} conversations, {(long)conversations * messages:N0} messages, {size / 1e6:N0} MB, written in {began.Elapsed.TotalSeconds:N0} s\n");

        var (reviews, transcripts, random) = (services.GetRequiredService<IReviews>(), services.GetRequiredService<ITranscripts>(), new Random(1));
        Console.WriteLine($"{"",-52} {"p50",9} {"p95",9}   found");
        var next = (ReviewCursor?)null;
        await MeasureAsync("queue, first page", () => ListAsync("state:queue"));
        await MeasureAsync("queue, page after page", async () =>
        {
            var page = await reviews.ListAsync(Query("state:queue"), next, PageSize, Reader, CancellationToken.None);
            next = page.Next;
            return page.Rows.Length;
        });
        await MeasureAsync("all, newest first", () => ListAsync(""));
        await MeasureAsync("flag:crisis", () => ListAsync("flag:crisis"));
        await MeasureAsync("flag:emergency state:new channel:msteams", () => ListAsync("flag:emergency state:new channel:msteams"));
        await MeasureAsync("assignee:me, newest first", () => ListAsync("assignee:me"));
        await MeasureAsync("search: a word of nearly all", () => ListAsync("injection"));
        var shown = (await reviews.ListAsync(Query("injection"), null, PageSize, Reader, CancellationToken.None)).Rows.Select(row => row.Conversation.Id).ToList();
        var searched = shown.Select(id => Sealed.Of(services, id)).ToList();
        await MeasureAsync("  of which decrypting: all of the page, at most", () => Task.FromResult(searched.Sum(one => one.Decrypt())));
        await MeasureAsync("search: a word of a hundred", () => ListAsync($"w{random.Next(20_000)}"));
        await MeasureAsync("search: a word of ten", () => ListAsync(ManyConversations.RareWord));
        await MeasureAsync("search: two rare words that never meet", () => ListAsync($"w{random.Next(20_000)} w{random.Next(20_000)}"));
        await MeasureAsync("search: four common words", () => ListAsync("insurance surgery decompression tingles"));
        await MeasureAsync("search: not-answered, channel, from, topic, word", () => ListAsync("outcome:not-answered channel:twilio-sms from:2026-06-01 topic:cost fibrin"));
        await MeasureAsync("search: nothing of the kind", () => ListAsync("zebra"));
        await MeasureAsync("counts of a page that stands open", async () => (await reviews.PulseAsync(CancellationToken.None)).Open);
        await MeasureAsync("open a conversation", async () => (await transcripts.OpenAsync(Any(), Reader, CancellationToken.None))!.Log.Length);
        var opened = Sealed.Of(services, Any());
        await MeasureAsync("  of which decrypting its key, state and messages", () => Task.FromResult(opened.Decrypt()));
        var (figures, last) = (services.GetRequiredService<IFigures>(), DateOnly.FromDateTime(ManyConversations.LastAt(conversations).DateTime));
        await MeasureAsync("figures of 30 days", () => CountAsync(new(last.AddDays(-29), last, null)));
        await MeasureAsync("figures of a year", () => CountAsync(new(last.AddDays(-364), last, null)));
        await MeasureAsync("figures of a year, one channel", () => CountAsync(new(last.AddDays(-364), last, "msteams")));
        await MeasureAsync("start a review", async () =>
        {
            var id = Any();
            var seen = await reviews.FindAsync(id, CancellationToken.None);
            return (await reviews.TakeAsync(new(id, Reader, seen!.Version, new ReviewAction.Move(ReviewState.InReview)), CancellationToken.None)).Done ? 1 : 0;
        });
        return 0;

        async Task<int> CountAsync(FigurePeriod period) => (int)(await figures.CountAsync(period, Reader, CancellationToken.None)).Of(TurnMarks.Said);

        string Any() => ManyConversations.Id(random.Next(conversations));

        async Task<int> ListAsync(string text) => (await reviews.ListAsync(Query(text), null, PageSize, Reader, CancellationToken.None)).Total;
    }

    private static ReviewQuery Query(string text) =>
        ReviewQueryReader.Read(text, Reader) is { Problems.IsEmpty: true, Query: var query } ? query : throw new ArgumentException("This is no query.", nameof(text));

    private static async Task MeasureAsync(string what, Func<Task<int>> act)
    {
        // Once before, for what is compiled and cached by the first.
        var found = await act();
        var times = new double[Times];
        for (var i = 0; i < Times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            found = await act();
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine($"{what,-52} {times[Times / 2],6:0.0} ms {times[Times * 95 / 100],6:0.0} ms   {found:N0}");
    }
}
