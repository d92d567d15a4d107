using System.Diagnostics;
using System.Globalization;

namespace ValorSpine.Bot.Loadgen.Servers;

/// <summary>Which core does what: servers have the first, the load the others, and a database any.</summary>
internal static class Pinning
{
    private const string Mark = "--pinned";

    private static string Others => Environment.ProcessorCount == 1 ? "0" : string.Create(CultureInfo.InvariantCulture, $"1-{Environment.ProcessorCount - 1}");

    /// <summary>Whether this process leaves the first core alone already; the arguments without the mark that says so.</summary>
    public static bool IsPinned(ref string[] args)
    {
        if (args is not [Mark, .. var own])
            return false;
        args = own;
        return true;
    }

    /// <summary>Runs this program again where it leaves the first core alone: threads that there are already would stay where they are.</summary>
    public static async Task<int> RunAgainAsync(string[] args)
    {
        using var again = Process.Start(new ProcessStartInfo("taskset", ["-c", Others, "dotnet", Path.Combine(AppContext.BaseDirectory, "ValorSpine.Bot.Loadgen.dll"), Mark, .. args]))!;
        Console.CancelKeyPress += (_, pressed) => pressed.Cancel = true;
        await again.WaitForExitAsync();
        return again.ExitCode;
    }

    /// <summary>Lets a process and those that it starts run on every core.</summary>
    public static async Task FreeAsync(int process)
    {
        using var free = Process.Start(new ProcessStartInfo("taskset", ["-a", "-p", "-c", "0-" + (CoresOfMachine() - 1).ToString(CultureInfo.InvariantCulture), process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        await free.WaitForExitAsync();
    }

    private static int CoresOfMachine() => File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));
}
