using Microsoft.AspNetCore.Http;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Limits;

/// <summary>What an address of the service is called for, so that the host knows by what to limit it, and how it refuses in the words of its protocol.</summary>
/// <param name="Kind">What it is called for.</param>
/// <param name="RefuseAsync">Answers a request that is not taken now.</param>
public sealed record EndpointTraffic(TrafficKind Kind, Func<HttpContext, NotNowException, Task> RefuseAsync);

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
