using System.Threading.Channels;

namespace ValorSpine.Bot.Content;

/// <summary>Keeps <see cref="LiveContent"/> what the files are, as long as the service runs.</summary>
internal sealed partial class ContentWatcher(string root, ContentChanges changes, TimeProvider time, ILogger<ContentWatcher> log) : BackgroundService
{
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);
    // However often it is woken while it looks, one more look sees it all.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var events = new FileEvents(root, Changed, log);
        events.Renew();
        await using var clock = time.CreateTimer(_ => Wake(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await foreach (var _ in _wake.Reader.ReadAllAsync(stoppingToken))
            clock.Change(Look(events), Timeout.InfiniteTimeSpan);
    }

    private void Changed()
    {
        changes.Touch();
        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private TimeSpan Look(FileEvents events)
    {
        try
        {
            var (next, offered) = changes.Look();
            // The folders may have been replaced by others of their name, which nobody listens to yet.
            if (offered)
                events.Renew();
            return next;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever it is, the next change of a file must be noticed.
            LookFailed(error);
            return s_afterFailure;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The content files could not be looked at; this is tried again.")]
    private partial void LookFailed(Exception error);
}
