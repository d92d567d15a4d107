namespace ValorSpine.Bot.EndToEnd.Tests.Torture;

/// <summary>Several processes on one store. Any of them may be gone at any moment and come back elsewhere.</summary>
internal sealed class RunningReplicas : IAsyncDisposable
{
    private const int MostStarts = 10;

    private readonly Func<Task<BotProcess>> _start;
    private readonly BotProcess?[] _processes;

    private RunningReplicas(int count, Func<Task<BotProcess>> start) => (_processes, _start) = (new BotProcess?[count], start);

    public static async Task<RunningReplicas> StartAsync(int count, string dataFolder, string[] settings)
    {
        var replicas = new RunningReplicas(count, () => BotProcess.StartAsync(dataFolder, settings));
        // The first makes the store; they would wait for each other.
        for (var number = 0; number < count; number++)
            replicas._processes[number] = await replicas.StartOneAsync();
        return replicas;
    }

    /// <summary>One that serves, as a load balancer would choose it, or null while none does.</summary>
    public Uri? Any()
    {
        var serving = _processes.OfType<BotProcess>().ToArray();
        return serving.Length == 0 ? null : serving[Random.Shared.Next(serving.Length)].Address;
    }

    /// <summary>Ends one between any two of its instructions and starts another in its place.</summary>
    public async Task KillOneAsync(Random random)
    {
        var number = random.Next(_processes.Length);
        await using (var killed = _processes[number]!)
        {
            _processes[number] = null;
            await killed.KillAsync();
        }

        _processes[number] = await StartOneAsync();
    }

    // A store that is away just then, or a machine with too much to do, lets a start fail: whatever keeps a service up starts it again.
    private async Task<BotProcess> StartOneAsync()
    {
        for (var start = 1; ; start++)
        {
            try
            {
                return await _start();
            }
            catch (Exception error) when (start < MostStarts && error is (InvalidOperationException or OperationCanceledException))
            {
                await Console.Error.WriteLineAsync($"A process did not start, and is started again: {error.Message}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.OfType<BotProcess>())
            await process.DisposeAsync();
    }
}
