using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using ValorSpine.Bot.Channels.Limits;
using ValorSpine.Bot.Configuration;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Staff;

namespace ValorSpine.Bot.Limits;

/// <summary>
/// What is taken from one address before anything of a request is read. Who is a little too fast waits a moment; who is far too fast is refused. Messages are limited after they were read, by
/// <see cref="Turns.AdmittedTurns"/>, because one may tell of an emergency; here it is only how many of them are read at once.
/// </summary>
internal static class RequestLimits
{
    // Long enough for a page with all its files, short enough that a browser waits for it.
    private const int RequestsThatWait = 40, OpeningsThatWait = 10, MessagesAtOnce = 32, MessagesThatWait = 128, FinestPerMinute = 600;

    private static readonly TimeSpan s_otherwise = TimeSpan.FromSeconds(5);

    /// <summary>Puts them into the rate limiter of ASP.NET Core.</summary>
    public static void Configure(RateLimiterOptions limiter, LimitsSettings limits)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Limit("requests", Is(TrafficKind.Request, TrafficKind.Opening), key => Bucket(key, limits.AddressRequests, limits.AddressRequestsPerMinute, RequestsThatWait)),
            Limit("openings", Is(TrafficKind.Opening), key => Bucket(key, limits.AddressOpenings, limits.AddressOpeningsPerMinute, OpeningsThatWait)),
            Limit("tries", IsSignIn, key => Bucket(key, limits.AddressTries, limits.AddressTriesPerMinute, waiting: 0)),
            Limit("reading", Is(TrafficKind.Message), key => AtOnce(key, MessagesAtOnce, MessagesThatWait)),
            Limit("streams", Is(TrafficKind.Stream), key => AtOnce(key, limits.AddressStreams, waiting: 0)),
            PartitionedRateLimiter.Create<HttpContext, string>(context => KindOf(context) == TrafficKind.Stream ? AtOnce("all streams", limits.Streams, waiting: 0) : RateLimitPartition.GetNoLimiter("")));
        limiter.OnRejected = (rejected, _) => RefuseAsync(rejected);
    }

    /// <summary>Tokens that come back one by one.</summary>
    public static RateLimitPartition<string> Bucket(string key, int most, int perMinute, int waiting) => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(most, perMinute, waiting));

    /// <summary>So many at once.</summary>
    public static TokenBucketRateLimiterOptions Bucket(int most, int perMinute, int waiting)
    {
        // Ten times a second is as fine as the limiter looks.
        var tokens = (perMinute + FinestPerMinute - 1) / FinestPerMinute;
        return new()
        {
            TokenLimit = most,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * tokens / perMinute,
            TokensPerPeriod = tokens,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
    }

    /// <summary>What an address is called for.</summary>
    public static TrafficKind KindOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EndpointTraffic>()?.Kind ?? TrafficKind.Request;

    /// <summary>Answers in the words of the protocol that was spoken.</summary>
    public static Task RefuseAsync(HttpContext context, NotNowException reason) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EndpointTraffic>() is { } traffic ? traffic.RefuseAsync(context, reason) : RefusePlainlyAsync(context, reason);

    private static ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var context = rejected.HttpContext;
        context.RequestServices.GetRequiredService<LimitStatus>().Refused(KindOf(context) switch
        {
            TrafficKind.Opening => "chats opened from one address",
            TrafficKind.Message => "messages at once from one address",
            TrafficKind.Stream => "connections of chats, from one address or in all",
            _ => "requests or tries to sign in from one address",
        });
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) && known > TimeSpan.Zero ? known : s_otherwise;
        return new(RefuseAsync(context, new TooManyException("Too many requests from one address.", wait)));
    }

    private static Task RefusePlainlyAsync(HttpContext context, NotNowException reason)
    {
        var words = NotTaken.InWords(reason, context.RequestServices.GetRequiredService<ClinicFacts>());
        context.Response.StatusCode = reason.IsTooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = NotTaken.Seconds(reason.RetryAfter).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(words, context.RequestAborted);
    }

    private static PartitionedRateLimiter<HttpContext> Limit(string what, Func<HttpContext, bool> applies, Func<string, RateLimitPartition<string>> limit) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            applies(context) && ClientAddress.Of(context) is { } address ? limit(address) : RateLimitPartition.GetNoLimiter(what));

    private static RateLimitPartition<string> AtOnce(string key, int most, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = most, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private static Func<HttpContext, bool> Is(params TrafficKind[] kinds) => context => kinds.Contains(KindOf(context));

    private static bool IsSignIn(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(StaffConsole.SignInPath, StringComparison.OrdinalIgnoreCase);
}
