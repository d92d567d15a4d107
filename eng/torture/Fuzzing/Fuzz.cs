using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.EndToEnd.Tests;

namespace ValorSpine.Bot.Torture.Fuzzing;

/// <summary>Sends what nobody should to every place of a running service: none of it may be answered with a failure of the service's own, hang, or make it grow.</summary>
internal static partial class Fuzz
{
    private const int AtOnce = 16, Patients = 64, Told = 20, Samples = 20, MostQuestions = 60;

    // What is sent on a stream: one input in so many.
    private const int OneInAStream = 61;
    private const string Frames = "frames of a stream";

    // What is made ready at first use, and caches that have a limit, take the first quarter.
    private const int Settling = Samples / 4;
    private const double Most = 1.10;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    /// <returns>1 where something was not taken as it should be, or memory grew.</returns>
    public static async Task<int> RunAsync(int inputs, int seed, TimeSpan longest, string[] settings)
    {
        using var data = new ScratchFolder();
        // What is published in the console is written there.
        using var content = ScratchFolder.CopyOfContent();
        await using var bot = await BotProcess.StartInAsync(content.Path, data.Path, [.. Target.Settings, .. settings]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = bot.Address, Timeout = s_longest };
        var console = new StaffForms(bot.Address, bot.FirstPassword!);
        var (calendar, summary) = (await BookAsync(http), await FinishCheckAsync(http));
        var (talking, patients) = (new List<DirectLinePatient>(), new List<IReadOnlyList<Target>>());
        for (var number = 0; number < Patients; number++)
        {
            talking.Add(await DirectLinePatient.OpenAsync(http));
            await talking[^1].SayAsync("what is fibrin");
            await talking[^1].SayAsync(number % 2 == 0 ? "talk to someone" : "i cant feel when i wipe");
            patients.Add(Target.Of(talking[^1], calendar, summary, bot.Origin));
        }

        if (await MisledAsync(http, [.. patients[0], .. await console.FindAsync()]) is { Count: > 0 } misled)
        {
            Console.WriteLine($"What is fuzzed is not what the service has. What is right was answered as nobody should be:\n  {string.Join("\n  ", misled)}");
            return 1;
        }

        var (statuses, wrong, clock) = (new ConcurrentDictionary<(string Target, int Status), int>(), new ConcurrentQueue<string>(), Stopwatch.StartNew());
        var (next, seen, forms) = (0, new List<double>(), (IReadOnlyList<Target>)[]);
        Console.WriteLine("| inputs | seconds | RSS MiB | GC heap MiB | handles | threads |\n| --: | --: | --: | --: | --: | --: |");
        for (var sample = 1; sample <= Samples && clock.Elapsed < longest; sample++)
        {
            // A form may have ended the session that sent it.
            forms = await console.FindAsync();
            await SendUntilAsync((int)((long)inputs * sample / Samples));
            var heap = await HeapMibAsync(http);
            seen.Add(bot.MemoryMib);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Math.Min(next, inputs):N0} | {clock.Elapsed.TotalSeconds:0} | {seen[^1]:0} | {heap:0} | {Directory.GetFiles($"/proc/{bot.Id}/fd").Length} | {Directory.GetDirectories($"/proc/{bot.Id}/task").Length} |"));
        }

        foreach (var target in patients[0].Concat(forms))
        {
            var counts = statuses.Where(status => status.Key.Target.StartsWith(target.Name, StringComparison.Ordinal)).OrderBy(status => status.Key.Status).Select(status => $"{status.Key.Status}{status.Key.Target[target.Name.Length..]}: {status.Value:N0}");
            Console.WriteLine($"{target.Name,-50}{string.Join("  ", counts)}");
        }

        var grew = seen.Count < Samples ? 1 : seen.TakeLast(Settling).Average() / seen.Skip(Settling).Take(Settling).Average();
        using var alive = await http.GetAsync("/health/ready");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Min(next, inputs):N0} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}; memory, last quarter / second quarter: {(seen.Count < Samples ? "not known, the time was over" : grew.ToString("0.00", CultureInfo.InvariantCulture))}; afterwards /health/ready says {(int)alive.StatusCode}; wrong: {wrong.Count}"));
        foreach (var line in wrong.GroupBy(line => line.Split(", input ")[0], (_, same) => $"{same.First()} (and {same.Count() - 1:N0} more)"))
            Console.WriteLine("  " + line);
        // What the service logged of its own failures says more: each of them once.
        foreach (var failure in Failure().Matches(bot.Written()).Select(match => Number().Replace(match.Value, "")).Distinct().Take(wrong.IsEmpty ? 0 : Told))
            Console.WriteLine("  " + failure);
        return wrong.IsEmpty && alive.IsSuccessStatusCode && grew <= Most ? 0 : 1;

        async Task SendUntilAsync(int last) => await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (clock.Elapsed < longest && Interlocked.Increment(ref next) is var number)
            {
                if (number > last)
                {
                    Interlocked.Decrement(ref next);
                    break;
                }

                await SendAsync(number);
            }
        })));

        async Task SendFramesAsync(int number, DirectLinePatient patient, Random random)
        {
            using var patience = new CancellationTokenSource(s_longest);
            try
            {
                using var socket = await patient.StreamAsync(patience.Token);
                statuses.AddOrUpdate((Frames, (int)HttpStatusCode.SwitchingProtocols), 1, (_, count) => count + 1);
                foreach (var saying in Target.Sayings.Take(random.Next(1, 4)))
                    await socket.SendAsync(Mutation.Of(saying, saying, random), random.Next(2) == 0 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: random.Next(2) == 0, patience.Token);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
            catch (WebSocketException)
            {
                // What is no message ends the connection.
            }
            catch (OperationCanceledException)
            {
                wrong.Enqueue($"{Frames}, input {number}: not closed within {s_longest.TotalSeconds:0} s");
            }
            catch (HttpRequestException error)
            {
                // A conversation that was erased has no stream.
                if (error.StatusCode is not HttpStatusCode.NotFound)
                    wrong.Enqueue($"{Frames}, input {number}: {error.StatusCode} {error.HttpRequestError}");
            }
        }

        async Task SendAsync(int number)
        {
            var random = new Random(unchecked((seed * 1_000_003) + number));
            if (number % OneInAStream == 1)
            {
                await SendFramesAsync(number, talking[random.Next(Patients)], random);
                return;
            }

            var targets = patients[random.Next(Patients)];
            // One in four is a form of the console.
            if (number % 4 == 0 && forms.Count > 0)
                targets = forms;
            var target = targets[random.Next(targets.Count)];
            var other = targets[random.Next(targets.Count)].Seeds[0];
            using var request = target.Make(Mutation.Of(target.Seeds[random.Next(target.Seeds.Length)], other, random), random);
            try
            {
                using var response = await http.SendAsync(request);
                var isLeft = response.Headers.Location?.OriginalString.Contains("/staff/sign-in", StringComparison.Ordinal) == true;
                statuses.AddOrUpdate((isLeft ? target.Name + ", not signed in" : target.Name, (int)response.StatusCode), 1, (_, count) => count + 1);
                // 501 is the protocol's own answer to an invoke that a bot does not know.
                if ((int)response.StatusCode is >= 500 and not 501)
                    wrong.Enqueue($"{target.Name}, input {number}: {(int)response.StatusCode}");
            }
            catch (TaskCanceledException)
            {
                wrong.Enqueue($"{target.Name}, input {number}: no answer within {s_longest.TotalSeconds:0} s");
            }
            catch (HttpRequestException error)
            {
                wrong.Enqueue($"{target.Name}, input {number}: {error.HttpRequestError}");
            }
        }
    }

    /// <summary>What is right and was not answered as such: what is made of it would not get behind the door.</summary>
    private static async Task<IReadOnlyList<string>> MisledAsync(HttpClient http, IReadOnlyList<Target> targets)
    {
        var misled = new List<string>();
        // What erases a conversation comes last.
        foreach (var target in targets.OrderBy(target => target.Name.Contains("/records", StringComparison.Ordinal)))
        {
            foreach (var seed in target.Seeds)
            {
                // The first chance that signs what Twilio signs.
                using var response = await http.SendAsync(target.Make(seed, new Random(1)));
                // A form that is filled in with an x may be refused, but not because nobody knows it.
                if (target.IsForm ? response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed : !target.IsRight(response.StatusCode))
                    misled.Add($"{target.Name}: {(int)response.StatusCode} to {Encoding.UTF8.GetString(seed.AsSpan(0, Math.Min(seed.Length, 160)))}");
            }
        }

        return misled;
    }

    /// <summary>Books a visit and gives the address of its calendar file.</summary>
    private static async Task<string> BookAsync(HttpClient http)
    {
        var patient = await DirectLinePatient.OpenAsync(http);
        await BookingPatient.BookAsync(patient, "book an evaluation at the clinic", new Random(1));
        return Calendar().Match(string.Concat(await patient.ReadAllAsync())) is { Success: true } found ? found.Value : throw new InvalidOperationException("No visit could be booked.");
    }

    /// <summary>Goes through the check by its first choices and gives the address of its page.</summary>
    private static async Task<string> FinishCheckAsync(HttpClient http)
    {
        var patient = await DirectLinePatient.OpenAsync(http);
        var say = "start the screening";
        for (var question = 0; question < MostQuestions; question++)
        {
            var id = await patient.SayAsync(say);
            var said = (await patient.ReadAllAsync()).Where(activity => activity.TryGetProperty("replyToId", out var to) && to.GetString() == id).ToArray();
            if (Summary().Match(string.Concat(said)) is { Success: true } found)
                return found.Value;
            say = said.SelectMany(BookingPatient.Choices).FirstOrDefault(choice => choice is "No" or "None of these") ?? said.SelectMany(BookingPatient.Choices).FirstOrDefault() ?? "two years";
        }

        throw new InvalidOperationException("The check did not come to its end.");
    }

    private static async Task<double> HeapMibAsync(HttpClient http)
    {
        var metrics = await http.GetStringAsync("/metrics");
        var sizes = metrics.Split('\n').Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes", StringComparison.Ordinal));
        return sizes.Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)) / 1024 / 1024;
    }

    [GeneratedRegex(@"/calendar/[\w-]+\.ics", RegexOptions.NonBacktracking)]
    private static partial Regex Calendar();

    [GeneratedRegex(@"/summary/[\w%-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Summary();

    // An entry of the log begins at the margin.
    [GeneratedRegex(@"^fail:.*\n(?:[ ].*\n){1,12}", RegexOptions.Multiline)]
    private static partial Regex Failure();

    [GeneratedRegex(@"[(]request .*?[)]", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
