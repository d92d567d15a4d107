namespace ValorSpine.Bot.Storage.Replicas;

/// <summary>Which of the processes on one store does what has to be done once: sending, reminding, erasing.</summary>
public interface ILeadership
{
    /// <summary>Waits until it is this process. The token ends when it no longer is.</summary>
    ValueTask<CancellationToken> LeadAsync(CancellationToken cancel);
}

/// <summary>For a store that one process serves.</summary>
internal sealed class OnlyProcess : ILeadership
{
    /// <inheritdoc/>
    public ValueTask<CancellationToken> LeadAsync(CancellationToken cancel) => new(CancellationToken.None);
}
