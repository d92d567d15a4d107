using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Limits;

/// <summary>What an address of the service is called for, so that the host knows by what to limit it, and how it refuses in the words of its protocol.</summary>
/// <param name="Kind">What it is called for.</param>
/// <param name="RefuseAsync">Answers a request that is not taken now.</param>
/// <param name="MayAsync">Whether the head of a request shows that it may bring what it brings; null where that cannot be told without the rest. It costs next to nothing.</param>
public sealed record EndpointTraffic(TrafficKind Kind, Func<HttpContext, NotNowException, Task> RefuseAsync, Func<HttpContext, ValueTask<bool>>? MayAsync = null);

/// <summary>Says of addresses what they are called for.</summary>
internal static class EndpointTraffics
{
    // For what arrives drop by drop. A turn itself is done in much less, and is not ended by this.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(90);

    /// <summary>An address that is called for something, and that nobody may keep open for long unless that is what it is for.</summary>
    public static IEndpointConventionBuilder WithTraffic(this IEndpointConventionBuilder endpoint, TrafficKind kind, Func<HttpContext, NotNowException, Task> refuseAsync, Func<HttpContext, ValueTask<bool>>? mayAsync = null)
    {
        endpoint.WithMetadata(new EndpointTraffic(kind, refuseAsync, mayAsync));
        return kind == TrafficKind.Stream ? endpoint : endpoint.WithRequestTimeout(s_longest);
    }
}

/// <summary>What an address is called for.</summary>
public enum TrafficKind
{
    /// <summary>Something that a browser asks for.</summary>
    Request,

    /// <summary>A conversation is opened or come back to.</summary>
    Opening,

    /// <summary>A patient's own client brings a message. It may tell of an emergency, and is not refused before it was looked at.</summary>
    Message,

    /// <summary>A service brings messages of many patients from few addresses.</summary>
    Channel,

    /// <summary>A connection that stays open.</summary>
    Stream,
}
