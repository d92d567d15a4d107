using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Sms;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Knowledge.Fixing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Fixing;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>How long the trial of a draft takes where nothing is known of the team's questions, where they were made ready while its author wrote, and after one was published.</summary>
internal static class TrialBench
{
    private const string Question = "will the goo in my disk ever dry out like old putty", Article = "knowledge/articles/fibrin-what.md";

    /// <summary>Tries so many drafts, each once as if nothing were known of the questions and once as the service does.</summary>
    public static async Task<int> RunAsync(int drafts)
    {
        var root = ServerProcess.Repository();
        var files = ContentFolder.Read(root);
        var served = ContentFolder.Load(root, ClinicSettings.Read(HostConfiguration.Read(root)));
        var live = new LiveContent(served, TimeProvider.System, NullLogger<LiveContent>.Instance);
        using var desk = Desk();
        Console.WriteLine($"{"",-46}{"wall",8}{"CPU",10}{"questions",12}{"gains",8}{"regressions",14}");
        // Whatever is made ready at first use is not what is compared.
        await TryAsync("(a first one, to warm up)", Drafted(100, $"{Question} or not"), anew: true);
        for (var draft = 1; draft <= drafts; draft++)
            await TryAsync("nothing kept: served and draft are asked", Drafted(100 + draft, Question), anew: true);
        var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        desk.GetReady();
        await desk.ReadyAsync();
        Show("made ready while the author writes", clock, cpu, null);
        for (var draft = 1; draft <= drafts; draft++)
            await TryAsync("a draft", Drafted(draft, draft == 1 ? Question : $"{Question}, number {draft}"), anew: false);
        live.Offer(new([.. files.Under("knowledge"), .. files.Under("dialogs"), new(Article, Drafted(1, Question).Result.Text!)]));
        await TryAsync("a draft after the first was published", Drafted(drafts + 1, "is it like putty that goes dry"), anew: false);
        return 0;

        KnowledgeDesk Desk()
        {
            var (plain, texts) = (new ReplyRenderer(served.Clinic), new SmsText(served.Clinic));
            return new(root, new(), live, new ChannelPreviews(new ChannelRenderers([new SmsRenderer(texts, plain)], plain), texts), TimeProvider.System, NullLogger<KnowledgeDesk>.Instance);
        }

        Draft Drafted(long id, string phrasing) => new(
            id, new("c", 1), DraftState.Open, 1, "ann", ["ann"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, new(new KnowledgeEdit.AddPhrasing(Article, phrasing), desk.TextOf(Article)));

        async Task TryAsync(string what, Draft draft, bool anew)
        {
            using var other = anew ? Desk() : null;
            LogEntry[] log = [new() { ConversationId = "c", Sequence = 1, At = DateTimeOffset.UnixEpoch, FromBot = false, Text = Question }];
            var (clock, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            (other ?? desk).Try(draft, [.. log]);
            await (other ?? desk).TriedAsync();
            Show(what, clock, cpu, (other ?? desk).Try(draft, [.. log]).Evaluation);
        }
    }

    private static void Show(string what, Stopwatch clock, TimeSpan cpu, EvaluationDifference? found) => Console.WriteLine(
        $"{what,-46}{clock.Elapsed.TotalSeconds,6:0.0} s{(Environment.CpuUsage.TotalTime - cpu).TotalSeconds,8:0.0} s{found?.Questions,12:N0}{found?.Gains.Length,8}{found?.Regressions.Length,14}");
}
