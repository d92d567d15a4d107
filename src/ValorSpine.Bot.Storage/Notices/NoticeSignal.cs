using System.Threading.Channels;

namespace ValorSpine.Bot.Storage.Notices;

/// <summary>Tells the sender of notices that there is something new.</summary>
internal sealed class NoticeSignal
{
    // However often it is woken while it sends, one more look sees it all.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Yields after each <see cref="Wake"/>.</summary>
    public ChannelReader<bool> Woken => _wake.Reader;

    /// <summary>Makes <see cref="Woken"/> yield.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);
}
