using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace ValorSpine.Bot.EndToEnd.Tests.Torture;

/// <summary>What a torture does.</summary>
/// <param name="Blows">How often something is done to it, at a random moment.</param>
/// <param name="Replicas">How many processes serve one store.</param>
/// <param name="Patients">How many people talk all the while.</param>
/// <param name="Settings">Further settings of each process, such as the store.</param>
internal sealed record Torment(int Blows, int Replicas, int Patients, string[] Settings)
{
    /// <summary>A process is killed between any two of its instructions.</summary>
    public const string Kill = "killed";

    private const int ToldEvery = 25;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <summary>What else is done, by its name: each time one of them, or a kill, is chosen.</summary>
    public IReadOnlyDictionary<string, Func<Task>> Others { get; init; } = new Dictionary<string, Func<Task>>();

    /// <summary>It ends after this time even where fewer blows were dealt.</summary>
    public TimeSpan Longest { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Is told how far it is.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>Lets it happen and gives what came out of it.</summary>
    public async Task<Findings> RunAsync(string dataFolder, Random random, CancellationToken cancel)
    {
        await using var replicas = await RunningReplicas.StartAsync(Replicas, dataFolder, Settings);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var patients = Enumerable.Range(0, Patients).Select(number => new TorturedPatient(replicas, new Random(random.Next()))).ToArray();
        await Task.WhenAll(patients.Select(patient => patient.OpenAsync(cancel)));
        var ended = new TaskCompletionSource();
        var talks = patients.Select(patient => Task.Run(() => patient.TalkAsync(ended.Task, cancel), cancel)).ToArray();
        var streams = patients.Select(patient => Task.Run(() => patient.ListenAsync(listening.Token), cancel)).ToArray();
        var clock = Stopwatch.StartNew();
        var dealt = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var blow = 1; blow <= Blows && (Longest == Timeout.InfiniteTimeSpan || clock.Elapsed < Longest) && !talks.Any(talk => talk.IsFaulted); blow++)
        {
            // A kill that hits nobody says nothing: something is under way each time.
            var turns = patients.Sum(patient => patient.Acknowledged.Count);
            while (patients.Sum(patient => patient.Acknowledged.Count) < turns + Patients && !talks.Any(talk => talk.IsCompleted))
                await Task.Delay(10, cancel);
            await Task.Delay(s_longest * (random.NextDouble() * random.NextDouble()), cancel);
            var name = random.Next(Others.Count + 1) is var chosen && chosen < Others.Count ? Others.Keys.Order(StringComparer.Ordinal).ElementAt(chosen) : Kill;
            await (Others.TryGetValue(name, out var deal) ? deal() : replicas.KillOneAsync(random));
            dealt[name] = dealt.GetValueOrDefault(name) + 1;
            if (blow % ToldEvery == 0)
                Tell(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0} s: {Told(dealt)}; {patients.Sum(patient => patient.Acknowledged.Count):N0} messages acknowledged"));
        }

        ended.TrySetResult();
        await Task.WhenAll(talks);
        if (streams.FirstOrDefault(stream => stream.IsFaulted) is { } broken)
            await broken;
        var logs = new List<IReadOnlyList<JsonElement>>();
        foreach (var patient in patients)
        {
            logs.Add(await patient.ReadLogAsync(cancel));
            await patient.HasHeardAsync(logs[^1].Count, cancel);
        }

        await listening.CancelAsync();
        await Task.WhenAll(streams);
        return Findings.Of(patients, logs, clock.Elapsed) with { Dealt = Told(dealt) };
    }

    private static string Told(SortedDictionary<string, int> dealt) => string.Join(", ", dealt.Select(one => $"{one.Key} {one.Value.ToString(CultureInfo.InvariantCulture)}"));
}

/// <summary>What a torture left behind.</summary>
/// <param name="Acknowledged">Messages that were acknowledged.</param>
/// <param name="Repeated">Messages that were sent again because no acknowledgement came.</param>
/// <param name="Resumed">How often a stream was opened again.</param>
/// <param name="Booked">Appointments that somebody was told of.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Wrong">Everything that must not be, one line each.</param>
internal sealed record Findings(int Acknowledged, int Repeated, int Resumed, int Booked, TimeSpan Elapsed, IReadOnlyList<string> Wrong)
{
    /// <summary>What was done, and how often.</summary>
    public string Dealt { get; init; } = "";

    private const string Evaluation = "Evaluation at the clinic";

    public static Findings Of(IReadOnlyList<TorturedPatient> patients, IReadOnlyList<IReadOnlyList<JsonElement>> logs, TimeSpan elapsed)
    {
        var wrong = patients.Zip(logs).SelectMany(pair => Look(pair.First, pair.Second)).ToList();
        // What was told last of each: the time that a visit was moved away from may be somebody else's now.
        var told = logs.SelectMany(log => log).Select(reply => (Visit: BookingPatient.ToldOf(reply), IsEvaluation: reply.GetRawText().Contains(Evaluation, StringComparison.Ordinal)))
            .Where(one => one.Visit is not null).GroupBy(one => one.Visit!.Reference).Select(told => told.Last()).ToArray();
        // These take an hour of one clinician each; a call may well be at the same time.
        var evaluations = told.Where(one => one.IsEvaluation).Select(one => one.Visit!).OrderBy(visit => visit.When).ToArray();
        wrong.AddRange(evaluations.Zip(evaluations.Skip(1)).Where(pair => pair.Second.When - pair.First.When < TimeSpan.FromHours(1)).Select(pair => $"double booking: {pair.First.Reference} and {pair.Second.Reference}"));
        return new(patients.Sum(patient => patient.Acknowledged.Count), patients.Sum(patient => patient.Repeated), patients.Sum(patient => patient.Resumed), told.Length, elapsed, wrong);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Elapsed.TotalSeconds:0} s, {Dealt}; {Acknowledged:N0} messages acknowledged, {Repeated:N0} sent again, {Resumed:N0} streams resumed, {Booked:N0} appointments confirmed; wrong: {(Wrong.Count == 0 ? "nothing" : string.Join("\n  ", Wrong.Take(20)))}");

    private static IEnumerable<string> Look(TorturedPatient patient, IReadOnlyList<JsonElement> log)
    {
        var where = patient.ConversationId;
        var numbers = log.Select(TorturedPatient.Number).ToArray();
        if (!numbers.SequenceEqual(Enumerable.Range(1, log.Count)))
            yield return $"{where}: the numbers of its messages have a gap";
        if (!patient.Heard.SequenceEqual(numbers))
            yield return $"{where}: the stream delivered {string.Join(' ', patient.Heard)} of 1 to {log.Count}";
        var said = log.Where(activity => TorturedPatient.Key(activity) is not null).ToLookup(activity => TorturedPatient.Key(activity)!, activity => activity.GetProperty("id").GetString());
        foreach (var (key, id) in patient.Acknowledged)
        {
            if (!said[key].SequenceEqual([id]))
                yield return $"{where}: message {key} was acknowledged as {id} and stands as {string.Join(", ", said[key].DefaultIfEmpty("nothing"))}";
        }

        foreach (var message in said)
        {
            var replies = numbers.Where(number => ReplyTo(log[number - 1]) == message.First()).ToArray();
            if (replies.Length == 0)
                yield return $"{where}: message {message.Key} has no reply";
            else if (replies[^1] - replies[0] != replies.Length - 1)
                yield return $"{where}: message {message.Key} was answered twice";
        }
    }

    private static string? ReplyTo(JsonElement activity) => activity.TryGetProperty("replyToId", out var to) ? to.GetString() : null;
}
