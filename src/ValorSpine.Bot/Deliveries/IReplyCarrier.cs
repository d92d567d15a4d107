using ValorSpine.Bot.Channels.Connector;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Brings replies to the channels of one kind.</summary>
internal interface IReplyCarrier
{
    /// <summary>Whether it brings replies to a channel.</summary>
    bool Carries(string channel);

    /// <summary>Looks whether a reply may be sent now, and makes its parts ready.</summary>
    /// <param name="delivery">The reply.</param>
    /// <param name="mayHaveBeenSent">Whether its next part may have been sent already, by a try whose end is not known.</param>
    ValueTask<Sending> PrepareAsync(Delivery delivery, bool mayHaveBeenSent);
}

/// <summary>What is to be done with a reply.</summary>
internal abstract record Sending
{
    private Sending()
    {
    }

    /// <summary>It is sent, part by part.</summary>
    /// <param name="Count">How many parts it has.</param>
    /// <param name="SendAsync">Sends one, by its number from 0.</param>
    public sealed record Parts(int Count, Func<int, Task<ConnectorResult>> SendAsync) : Sending
    {
        /// <summary>What is done once, when it has arrived, or null. Nothing that a patient needs may depend on it.</summary>
        public Func<Task>? AfterwardsAsync { get; init; }
    }

    /// <summary>It waits until then, through nobody's fault.</summary>
    /// <param name="Until">When.</param>
    /// <param name="Seen">The sequence number of the last entry that this was decided by: what is said after that decides anew.</param>
    public sealed record Later(DateTimeOffset Until, long Seen) : Sending;

    /// <summary>It is not sent: its patient wants no messages.</summary>
    public sealed record Unwanted(string Why) : Sending;

    /// <summary>It can never be sent.</summary>
    public sealed record Never(string Problem) : Sending;
}
