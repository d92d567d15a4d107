using System.Collections.Concurrent;
using System.Diagnostics;
using ValorSpine.Bot.Loadgen.Patients;
using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Loadgen;

/// <summary>A closed loop: each conversation says its next message when the last was answered.</summary>
internal static class ClosedLoop
{
    /// <summary>Lets patients talk for a time and gives what each turn took, in milliseconds.</summary>
    public static async Task<double[]> TalkAsync(IReadOnlyList<(IPatient Patient, Talk Talk)> patients, TimeSpan duration)
    {
        var times = new ConcurrentBag<double>();
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(patients.Select(pair => Task.Run(async () =>
        {
            IReadOnlyList<string> choices = [];
            while (Stopwatch.GetTimestamp() < end)
            {
                var start = Stopwatch.GetTimestamp();
                choices = await pair.Patient.SayAsync(pair.Talk.Next(choices));
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        })));
        return [.. times.Order()];
    }

    /// <summary>The same, with what it cost.</summary>
    public static async Task<Figures> MeasureAsync(ServerProcess server, int? database, IReadOnlyList<(IPatient Patient, Talk Talk)> patients, TimeSpan duration)
    {
        server.Figures.ForgetPeak();
        var (cpu, stored, own, clock) = (server.CpuSeconds, Stored(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var times = await TalkAsync(patients, duration);
        var seconds = clock.Elapsed.TotalSeconds;
        var thousands = times.Length / 1000.0;
        return new(
            times.Length / seconds, At(times, .50), At(times, .95), At(times, .99), (server.CpuSeconds - cpu) / thousands, (Stored() - stored) / thousands, server.Figures.PeakMib,
            (Environment.CpuUsage.TotalTime - own).TotalSeconds / seconds);

        double Stored() => database is { } id ? new ProcessFigures(id).FamilyCpuSeconds : 0;
    }

    /// <summary>A quantile of sorted times.</summary>
    public static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}

/// <summary>What a load came to.</summary>
/// <param name="TurnsPerSecond">Turns that were answered, each of them on disk.</param>
/// <param name="P50">Of a turn, in milliseconds.</param>
/// <param name="P95">Of a turn, in milliseconds.</param>
/// <param name="P99">Of a turn, in milliseconds.</param>
/// <param name="Cpu">CPU seconds of the server per 1,000 turns.</param>
/// <param name="DatabaseCpu">CPU seconds of the database's processes per 1,000 turns.</param>
/// <param name="PeakMib">The most memory that was resident.</param>
/// <param name="LoadCpu">How much of a core the load itself took: near 1, it is the load that is measured.</param>
internal sealed record Figures(double TurnsPerSecond, double P50, double P95, double P99, double Cpu, double DatabaseCpu, double PeakMib, double LoadCpu)
{
    /// <summary>Of several rounds, each figure's median.</summary>
    public static Figures Median(IReadOnlyList<Figures> rounds)
    {
        return new(Of(one => one.TurnsPerSecond), Of(one => one.P50), Of(one => one.P95), Of(one => one.P99), Of(one => one.Cpu), Of(one => one.DatabaseCpu), rounds.Max(one => one.PeakMib), Of(one => one.LoadCpu));

        double Of(Func<Figures, double> figure) => rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
    }
}
