using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.EndToEnd.Tests;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>Reads files of <c>knowledge/</c> and <c>dialogs/</c> that are damaged in every way: each is either used or refused with problems named by file, and reading it neither throws nor hangs.</summary>
internal static class ContentFuzz
{
    private const int Told = 20;
    private static readonly string[] s_folders = ["knowledge", "dialogs"], s_kinds = [".md", ".yml", ".json", ".txt"];
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private static readonly ClinicFacts s_clinic = new()
    {
        Hours = Enum.GetValues<DayOfWeek>().ToImmutableDictionary(day => day, _ => ImmutableArray.Create(new OpenHours(new(8, 0), new(17, 0)))),
        Visits = [new("evaluation", "Evaluation at the clinic", 60, ["clinician-1"]), new("call", "Phone call with staff", 15, ["desk"])],
    };

    /// <returns>1 where something was not taken as it should be.</returns>
    public static int Run(int inputs, int seed)
    {
        ContentFile[] files = [.. from folder in s_folders
                                  from path in Directory.EnumerateFiles(Path.Combine(BotProcess.Repository, folder), "*", SearchOption.AllDirectories)
                                  where s_kinds.Contains(Path.GetExtension(path))
                                  select new ContentFile(Path.GetRelativePath(BotProcess.Repository, path).Replace('\\', '/'), File.ReadAllText(path))];
        var (content, problems) = BotContent.Load(new(files), s_clinic);
        if (content is null)
            throw new InvalidOperationException(string.Join('\n', problems));
        var (used, wrong, clock) = (0, new ConcurrentQueue<string>(), Stopwatch.StartNew());
        Parallel.For(1, inputs + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            var file = files[random.Next(files.Length)];
            var damaged = file with { Text = Mutation.Of(file.Text, files[random.Next(files.Length)].Text, random) };
            var start = Stopwatch.GetTimestamp();
            try
            {
                var (read, told) = content.Reload(new(files.Select(other => other == file ? damaged : other)));
                if (read is not null)
                    Interlocked.Increment(ref used);
                else if (told.Count == 0)
                    wrong.Enqueue($"{file.Path}, input {number}: refused without a reason");
            }
            catch (Exception error)
            {
                wrong.Enqueue($"{file.Path}, input {number}: {error.GetType().Name} {error.Message} at {error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("ValorSpine", StringComparison.Ordinal))?.Trim()}");
            }

            if (Stopwatch.GetElapsedTime(start) > s_longest)
                wrong.Enqueue($"{file.Path}, input {number}: took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs:N0} damaged files in {clock.Elapsed.TotalSeconds:0} s, seed {seed}: {used:N0} still usable, the others refused with a reason; wrong: {wrong.Count}"));
        foreach (var line in wrong.Take(Told))
            Console.WriteLine("  " + line);
        return wrong.IsEmpty ? 0 : 1;
    }
}
