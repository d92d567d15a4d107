using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValorSpine.Bot.Bench;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Loadgen.Patients;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Storage;
using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Loadgen;

/// <summary>What a turn takes as a conversation, the store and the knowledge grow. What is compared takes turns in one run, each with the same questions; the figure is the median.</summary>
internal static class GrowthRun
{
    private const int MessagesOfStored = 2, AtOnce = 4;
    private static readonly int[] s_lengths = [10, 1_000, 10_000], s_sections = [40, 4_000];

    public static async Task<int> RunAsync(int stored, int turns)
    {
        using var data = new ScratchFolder();
        await using var empty = await ServerProcess.StartBotAsync(Folder(data, "empty"), Quiet);
        var full = Folder(data, "full");
        var clock = Stopwatch.StartNew();
        await FillAsync(full, stored);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{stored:N0} conversations written in {clock.Elapsed.TotalSeconds:0} s, {new FileInfo(Path.Combine(full, "bot.db")).Length / 1e6:N0} MB"));
        await using (var filled = await ServerProcess.StartBotAsync(full, Quiet))
            await CompareAsync("stored conversations", [("0", await OpenAsync(empty)), ($"{stored:N0}", await OpenAsync(filled))], turns);

        var sized = new List<(string Name, ServerProcess Server)>();
        foreach (var sections in s_sections)
        {
            var content = Folder(data, $"content{sections}");
            SizedKnowledge.Write(content, sections);
            sized.Add(($"{sections:N0}", await ServerProcess.StartBotInAsync(content, Folder(data, $"sections{sections}"), Quiet)));
        }

        await CompareAsync("sections", [.. await Task.WhenAll(sized.Select(async one => (one.Name, await OpenAsync(one.Server))))], turns);
        foreach (var (_, server) in sized)
            await server.DisposeAsync();
        // Last, as ten thousand messages take minutes to say.
        await LengthsAsync(empty, turns);
        return 0;
    }

    private static string[] Quiet => ["--environment=Development", "--Connector:DangerouslyTrustEveryCaller=true", "--Logging:LogLevel:Default=Warning"];

    private static async Task LengthsAsync(ServerProcess bot, int turns)
    {
        var compared = new List<(string, IPatient[])>();
        foreach (var length in s_lengths)
        {
            var patients = (await OpenAsync(bot))[..1];
            // A turn is two messages or more, and the conversation gets on while it is measured.
            await Task.WhenAll(patients.Select((patient, number) => Task.Run(async () =>
            {
                var talk = new Talk(new(number), questionsOnly: true);
                for (var turn = 0; turn < length / 2; turn++)
                    await patient.SayAsync(talk.Next([]));
            })));
            compared.Add(($"{length:N0}", patients));
        }

        await CompareAsync("messages in the conversation", compared, turns);
    }

    private static async Task CompareAsync(string what, List<(string Name, IPatient[] Patients)> compared, int turns)
    {
        var times = compared.Select(_ => new List<double>()).ToArray();
        for (var turn = 0; turn < turns; turn++)
        {
            // The same question everywhere, and each is the first as often as the others.
            for (var place = 0; place < compared.Count; place++)
            {
                var one = (turn + place) % compared.Count;
                var talk = new Talk(new(turn), questionsOnly: true);
                talk.Next([]);
                var start = Stopwatch.GetTimestamp();
                await compared[one].Patients[turn % compared[one].Patients.Length].SayAsync(talk.Next([]));
                times[one].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Console.WriteLine($"\n| {what} | p50 ms | p95 ms | p50 / first |\n| --: | --: | --: | --: |");
        var first = Median(times[0]);
        for (var one = 0; one < compared.Count; one++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {compared[one].Name} | {Median(times[one]):0.00} | {ClosedLoop.At([.. times[one].Order()], .95):0.00} | {Median(times[one]) / first:0.00} |"));
    }

    private static double Median(IEnumerable<double> times) => ClosedLoop.At([.. times.Order()], .5);

    private static async Task<IPatient[]> OpenAsync(ServerProcess server)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        IPatient[] patients = [.. Enumerable.Range(0, AtOnce).Select(_ => new ChannelPatient(http, null))];
        // The greeting, and what is made ready at first use.
        foreach (var patient in patients)
        {
            foreach (var text in (string[])["hello", "what is fibrin", "is it safe", "what does it cost"])
                await patient.SayAsync(text);
        }

        return patients;
    }

    private static async Task FillAsync(string folder, int conversations)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", $"Data Source={Path.Combine(folder, "bot.db")}")]).Build();
        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(new ClinicFacts()).AddSingleton<SlotEnumeration>((_, _, _, _, _, _, _) => [])
            .AddStorage(configuration.GetSection("Storage"), folder).BuildServiceProvider();
        await StorageStartup.PrepareAsync(services, CancellationToken.None);
        await new ManyConversations(services, conversations, MessagesOfStored).WriteAsync(CancellationToken.None);
    }

    private static string Folder(ScratchFolder data, string name) => Directory.CreateDirectory(Path.Combine(data.Path, name)).FullName;
}
