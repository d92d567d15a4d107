using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Bench.ModelServing;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Evaluation;
using ValorSpine.Bot.LanguageModel;
using ValorSpine.Bot.Loadgen.Servers;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Bench;

/// <summary>What a language model adds to a turn, by how it behaves, over HTTP on this machine; and how much of what models word is replaced.</summary>
internal static class ModelBench
{
    private const int Turns = 200, ThinksMs = 300;
    private static readonly DateTimeOffset s_now = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly string[] s_questions = ["what is fibrin", "how does decompression work", "how long does relief last", "what is a herniated disc"];

    public static async Task<int> RunAsync()
    {
        var content = DecideBench.Content(new() { ModelMay = ModelUse.Reword });
        await MeasureAsync(content, null, Turns);
        var without = await MeasureAsync(content, null, Turns);
        Console.WriteLine($"{"",-46} {"p50",10} {"p95",10}   p50 in times of a turn without one");
        Print("a turn without a model", without, without);
        await using var server = await ScriptedServer.StartAsync();
        Print("added by one that answers at once", await AddedAsync("good", Script.Careful, Turns), without);
        Print($"added by one that thinks for {ThinksMs} ms", await AddedAsync("thinking", Script.Careful with { ThinksMs = ThinksMs }, Turns / 10), without);
        Print("added by one that never answers (limit 4 s)", await AddedAsync("slow", Script.Hangs, 3), without);
        Print("added by one that fails, first turns", await AddedAsync("failing", Script.Fails(500), 3), without);
        var refusing = server.Room("refusing");
        refusing.Does(Script.Fails(401));
        using (var calls = Over(server.Endpoint("refusing")))
        {
            await MeasureAsync(content, calls, 8);
            var requests = refusing.Requests;
            Print("added by one that fails, circuit open", Less(await MeasureAsync(content, calls, Turns), without), without);
            Console.WriteLine($"requests to it while the circuit was open       {refusing.Requests - requests}");
        }

        foreach (var name in (string[])["good.jsonl", "lying.jsonl"])
            Console.WriteLine($"sentences of {name} that are replaced         {Replaced(content, name):P1}");
        await CompareEmbeddingsAsync(server.Endpoint("good"));
        return 0;

        async Task<double[]> AddedAsync(string room, Script script, int turns)
        {
            server.Room(room).Does(script);
            using var calls = Over(server.Endpoint(room));
            if (turns > 10)
                await MeasureAsync(content, calls, 10);
            return Less(await MeasureAsync(content, calls, turns), without);
        }
    }

    /// <summary>What embeddings by letters do to the answers to the tuned questions: what the way of using them does, not what a service's own do.</summary>
    private static async Task CompareEmbeddingsAsync(Uri endpoint)
    {
        using var folder = new ScratchFolder();
        var settings = new ModelSettings { Provider = ModelProvider.OpenAI, Endpoint = endpoint, Deployment = "bench", ApiKey = "none", Uses = ModelUse.Nearest, EmbeddingDeployment = "bench", EmbeddingFolder = folder.Path, TokensPerDay = long.MaxValue };
        var (calls, nearest) = ModelSetup.CallsOf(settings, folder.Path, new(), TimeProvider.System, NullLoggerFactory.Instance);
        using var called = calls;
        var content = DecideBench.Content(new() { ModelMay = ModelUse.Nearest });
        await nearest!.PrepareAsync(content.Knowledge);
        var talks = EvaluationSet.Read(Path.Combine(ServerProcess.Repository(), "tests", "evaluation")).Where(talk => talk.Split == "tuned").ToArray();
        var without = await EvaluationRun.PlayAsync(content, talks, s_now);
        var run = new ModelRun(calls, TimeProvider.System);
        var with = await EvaluationRun.PlayAsync(content, talks, s_now, model: run);
        var differ = without.Zip(with).Where(pair => pair.First.Got != pair.Second.Got).ToArray();
        Console.WriteLine($"tuned questions right, without / with embeddings {without.Count(one => one.Right)} / {with.Count(one => one.Right)} of {with.Length}; {differ.Length} answered otherwise, {differ.Count(pair => pair.Second.Right && !pair.First.Right)} of them put right, {differ.Count(pair => !pair.Second.Right && pair.First.Right)} put wrong\n");
        Console.Write(run.Report());
    }

    private static ModelCalls Over(Uri endpoint) => ModelSetup.CallsOf(
        new() { Provider = ModelProvider.OpenAI, Endpoint = endpoint, Deployment = "bench", ApiKey = "none", Uses = ModelUse.Reword }, ServerProcess.Repository(), new(), TimeProvider.System, NullLoggerFactory.Instance).Calls;

    /// <summary>Milliseconds of each turn, in order of size.</summary>
    private static async Task<double[]> MeasureAsync(BotContent content, ModelCalls? model, int turns)
    {
        var took = new double[turns];
        for (var turn = 0; turn < turns; turn++)
        {
            var (started, began) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
            await Deciding.DecideAsync(
                content, new() { Greeted = true }, new Input.Said(s_questions[turn % s_questions.Length]), s_now, _ => new(new ScheduleResult.Free([])),
                model: model is null ? null : request => model.PerformAsync(request, content, began, CancellationToken.None));
            took[turn] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(took);
        return took;
    }

    private static double[] Less(double[] with, double[] without) => [.. with.Select(took => took - without[without.Length / 2])];

    private static void Print(string what, double[] took, double[] without) => Console.WriteLine(
        $"{what,-46} {took[took.Length / 2],7:0.0} ms {took[Math.Min(took.Length - 1, (int)(took.Length * 0.95))],7:0.0} ms   {took[took.Length / 2] / without[without.Length / 2],8:0.00}");

    private static double Replaced(BotContent content, string name)
    {
        var (sentences, replaced) = (0, 0);
        foreach (var answer in File.ReadLines(Path.Combine(ServerProcess.Repository(), "tests", "evaluation", "model", name)).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var passages = content.Gate.PassagesOf(content.Knowledge.Find(answer.GetProperty("article").GetString()!)!, content.Clinic.Fill);
            ImmutableArray<WordedSentence> worded = [.. answer.GetProperty("sentences").EnumerateArray().Select(sentence => new WordedSentence(
                sentence.GetProperty("text").GetString()!, [.. sentence.GetProperty("cites").EnumerateArray().Select(cite => cite.ValueKind == JsonValueKind.Number && cite.TryGetInt32(out var number) ? number : -1)]))];
            var gated = content.Gate.Pass(worded, passages);
            sentences += worded.Length;
            replaced += gated.Sentences.Count(sentence => sentence.Worded.Length > 0 && (sentence.Finding ?? gated.Finding) is not null);
        }

        return (double)replaced / sentences;
    }
}
