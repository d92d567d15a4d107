using System.Collections.Immutable;
using System.Threading.Channels;

namespace ValorSpine.Bot.Storage;

/// <summary>Wakes the one loop that works through something. However often it is woken while it works, one more look sees it all.</summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private ImmutableArray<WakeSignal> _followers = [];
    private int _news;

    /// <summary>Yields after each <see cref="Wake"/>.</summary>
    public ChannelReader<bool> Woken => _wake.Reader;

    /// <summary>Is told of each <see cref="Wake"/>, for the replica on which the loop runs.</summary>
    internal Action? Told { get; set; }

    /// <summary>A signal for one of several loops that share the work: whatever wakes this one wakes it.</summary>
    public WakeSignal Follow()
    {
        var follower = new WakeSignal();
        ImmutableInterlocked.Update(ref _followers, followers => followers.Add(follower));
        return follower;
    }

    /// <summary>Makes <see cref="Woken"/> yield, on whichever replica the loop runs.</summary>
    public void Wake()
    {
        WakeHere();
        Told?.Invoke();
    }

    /// <summary>Makes <see cref="Woken"/> yield in this process: for a timer, or for what another replica told.</summary>
    public void WakeHere()
    {
        Volatile.Write(ref _news, 1);
        _wake.Writer.TryWrite(true);
        foreach (var follower in _followers)
            follower.WakeHere();
    }

    /// <summary>Makes <see cref="Woken"/> yield in case that something was missed: a loop that waits after a failure need not look for that.</summary>
    public void LookHere()
    {
        _wake.Writer.TryWrite(true);
        foreach (var follower in _followers)
            follower.LookHere();
    }

    /// <summary>Whether there was more than a look since this was asked last.</summary>
    public bool TakeNews() => Interlocked.Exchange(ref _news, 0) == 1;
}
