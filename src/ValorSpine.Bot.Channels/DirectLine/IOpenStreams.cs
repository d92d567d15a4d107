namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>The Direct Line streams that are open in this process.</summary>
public interface IOpenStreams
{
    /// <summary>How many.</summary>
    int Count { get; }
}
