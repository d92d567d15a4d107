using System.Threading.RateLimiting;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Limits;

/// <summary>
/// Counts, by address, requests with messages that were refused for want of a token or a signature. Whoever brings messages of many patients is not limited by address; whoever brings none that may be taken is, before
/// the next one is read, unless its head shows a right. Whoever calls from a near network is most likely a proxy that nobody has named, and stands for everybody behind it.
/// </summary>
internal sealed class RefusedCallers(RequestDelegate next, LimitsSettings limits, LimitStatus status) : IDisposable
{
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(10);

    private readonly PartitionedRateLimiter<string> _tries =
        PartitionedRateLimiter.Create<string, string>(address => RequestLimits.Bucket(address, limits.AddressTries, limits.AddressTriesPerMinute, waiting: 0));

    /// <summary>Handles one request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (RequestLimits.KindOf(http) is not (TrafficKind.Message or TrafficKind.Channel) || ClientAddress.Of(http) is not { } address || ClientAddress.IsNear(http.Connection.RemoteIpAddress!))
        {
            await next(http);
            return;
        }

        // Asked for no permit, the limiter would take a part of one that is coming back for one.
        if (_tries.GetStatistics(address) is { CurrentAvailablePermits: <= 0 } && !await MayAsync(http))
        {
            status.Refused("messages without a right to bring them, from one address");
            await RequestLimits.RefuseAsync(http, new TooManyException("Too many requests that were refused, from one address.", s_wait));
            return;
        }

        // Counted before the answer goes out, so that the next request finds it counted.
        http.Response.OnStarting(() =>
        {
            if (http.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
                _tries.AttemptAcquire(address).Dispose();
            return Task.CompletedTask;
        });
        await next(http);
    }

    // Patients who share the address, as behind one router, may have an emergency to tell.
    private static async ValueTask<bool> MayAsync(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<EndpointTraffic>()?.MayAsync is { } mayAsync && await mayAsync(http);

    /// <inheritdoc/>
    public void Dispose() => _tries.Dispose();
}
