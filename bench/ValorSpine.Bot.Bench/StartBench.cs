using ValorSpine.Bot.Loadgen.Servers;

namespace ValorSpine.Bot.Bench;

/// <summary>How long a start takes, and what a service that nobody writes to keeps in memory.</summary>
internal static class StartBench
{
    // After the rehearsal, which is 20 s after the start.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    /// <summary>Starts it so many times on one data file, and leaves the last one alone for a while.</summary>
    public static async Task<int> RunAsync(int times)
    {
        using var data = new ScratchFolder();
        for (var start = 1; start <= times; start++)
        {
            await using var bot = await ServerProcess.StartBotAsync(data.Path);
            Console.WriteLine($"start {start}: {bot.StartToLive.TotalSeconds,6:0.00} s to the first answer, {bot.CpuSeconds,6:0.00} s of CPU, {bot.MemoryMib,5:0} MiB");
            if (start < times)
                continue;
            await Task.Delay(s_idle);
            Console.WriteLine($"idle:    {bot.CpuSeconds,6:0.00} s of CPU, {bot.MemoryMib,5:0} MiB");
        }

        return 0;
    }
}
