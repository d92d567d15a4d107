using System.Globalization;

namespace ValorSpine.Bot.Loadgen.Servers;

/// <summary>What Linux tells of a process.</summary>
internal readonly record struct ProcessFigures(int Id)
{
    // USER_HZ, which Linux fixes for /proc.
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds used so far.</summary>
    public double CpuSeconds => Ticks(children: false) / TicksPerSecond;

    /// <summary>CPU seconds of the process, of its children, and of the children that ended.</summary>
    public double FamilyCpuSeconds
    {
        get
        {
            var parent = Id;
            return (Ticks(children: true) + Children(parent).Sum(child => new ProcessFigures(child).TryTicks())) / TicksPerSecond;
        }
    }

    /// <summary>Resident memory now, MiB.</summary>
    public double MemoryMib => Status("VmRSS:") / 1024.0;

    /// <summary>The most that was resident, MiB.</summary>
    public double PeakMib => Status("VmHWM:") / 1024.0;

    /// <summary>Threads now.</summary>
    public long Threads => Status("Threads:");

    /// <summary>Open files and sockets now.</summary>
    public int Handles => Directory.GetFiles($"/proc/{Id}/fd").Length;

    /// <summary>Lets the most that was resident begin anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{Id}/clear_refs", "5");

    private static IEnumerable<int> Children(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)
        let id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)
        where ParentOf(id) == parent
        select id;

    private static int ParentOf(int id) => Stat(id) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0;

    private double TryTicks() => Stat(Id) is { } fields ? Sum(fields, 11, 2) : 0;

    private double Ticks(bool children) => Sum(Stat(Id) ?? throw new InvalidOperationException($"Process {Id} has ended."), 11, children ? 4 : 2);

    private static double Sum(string[] fields, int from, int count) => fields.Skip(from).Take(count).Sum(field => double.Parse(field, CultureInfo.InvariantCulture));

    // The fields after the name, which may hold anything.
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            // It ended just now.
            return null;
        }
    }

    private long Status(string name) => long.Parse(
        File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
