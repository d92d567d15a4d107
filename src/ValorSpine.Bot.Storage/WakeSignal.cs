using System.Threading.Channels;

namespace ValorSpine.Bot.Storage;

/// <summary>Wakes the one loop that works through something. However often it is woken while it works, one more look sees it all.</summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Yields after each <see cref="Wake"/>.</summary>
    public ChannelReader<bool> Woken => _wake.Reader;

    /// <summary>Makes <see cref="Woken"/> yield.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);
}
