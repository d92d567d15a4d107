namespace ValorSpine.Bot.Channels.Connector;

/// <summary>What came of a call to a channel. Problems are a status and the channel's code, nothing of the patient.</summary>
public abstract record ConnectorResult
{
    private ConnectorResult()
    {
    }

    /// <summary>The channel has taken it.</summary>
    /// <param name="Id">What the channel calls it, or null where it does not say.</param>
    public sealed record Done(string? Id) : ConnectorResult;

    /// <summary>Not now: too much at once, or something changed at the same moment. Certainly not taken.</summary>
    /// <param name="After">How long the channel wants to be left alone, or null where it does not say.</param>
    /// <param name="Problem">Why.</param>
    public sealed record Throttled(TimeSpan? After, string Problem) : ConnectorResult;

    /// <summary>The service failed, did not answer in time or could not be reached. It may have taken it.</summary>
    /// <param name="After">How long it wants to be left alone, or null where it does not say.</param>
    /// <param name="Problem">Why.</param>
    public sealed record Unavailable(TimeSpan? After, string Problem) : ConnectorResult;

    /// <summary>The service failed so often that it is left alone for a while; nothing was sent.</summary>
    /// <param name="After">For how long.</param>
    public sealed record LeftAlone(TimeSpan After) : ConnectorResult;

    /// <summary>The bot cannot prove itself: no token, or one that is refused. A matter for the operator.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record NotAccepted(string Problem) : ConnectorResult;

    /// <summary>The patient cannot be reached there: blocked, uninstalled, gone.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Gone(string Problem) : ConnectorResult;

    /// <summary>It will never be taken as it is.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(string Problem) : ConnectorResult;
}
