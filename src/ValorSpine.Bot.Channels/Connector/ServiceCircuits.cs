using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>Leaves a service alone for a while where nearly all calls to it fail, one circuit for each service URL. Then one call tries whether it is back.</summary>
internal sealed class ServiceCircuits(TimeProvider time)
{
    private const double FailureRatio = 0.9;
    private const int MinimumCalls = 8;

    /// <summary>More services than channels have: names that callers make up must not fill the memory.</summary>
    internal const int MostServices = 1000;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(30), s_firstBreak = TimeSpan.FromSeconds(5), s_longestBreak = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, ResiliencePipeline<ConnectorResult>> _byService = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many services it remembers.</summary>
    public int Count => _byService.Count;

    public async Task<ConnectorResult> RunAsync(string serviceUrl, Func<CancellationToken, Task<ConnectorResult>> call, CancellationToken cancel)
    {
        try
        {
            // Forgetting costs a failing service a few calls, nothing else.
            if (_byService.Count >= MostServices)
                _byService.Clear();
            var circuit = _byService.GetOrAdd(serviceUrl, _ => Circuit());
            return await circuit.ExecuteAsync(static async (call, cancel) => await call(cancel), call, cancel);
        }
        catch (BrokenCircuitException broken)
        {
            return new ConnectorResult.LeftAlone(broken.RetryAfter ?? s_firstBreak);
        }
    }

    private ResiliencePipeline<ConnectorResult> Circuit() => new ResiliencePipelineBuilder<ConnectorResult> { TimeProvider = time }
        .AddCircuitBreaker(new()
        {
            FailureRatio = FailureRatio,
            MinimumThroughput = MinimumCalls,
            SamplingDuration = s_window,
            BreakDurationGenerator = static broken => new(s_firstBreak * Math.Pow(2, Math.Min(broken.HalfOpenAttempts, 4)) is var wait && wait < s_longestBreak ? wait : s_longestBreak),
            ShouldHandle = static call => new(call.Outcome.Result is ConnectorResult.Unavailable),
        })
        .Build();
}
