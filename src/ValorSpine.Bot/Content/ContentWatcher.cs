using ValorSpine.Bot.Background;

namespace ValorSpine.Bot.Content;

/// <summary>Keeps <see cref="LiveContent"/> what the files are, as long as the service runs.</summary>
internal sealed partial class ContentWatcher(string root, ContentChanges changes, TimeProvider time, ILogger<ContentWatcher> log) : DueWork(new(), time)
{
    private FileEvents? _events;

    /// <inheritdoc/>
    protected override TimeSpan AfterDefect => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    internal override Task<TimeSpan> DoDueAsync(CancellationToken cancel)
    {
        var (next, offered) = changes.Look();
        // The folders may have been replaced by others of their name, which nobody listens to yet.
        if (offered)
            _events?.Renew();
        return Task.FromResult(next);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using (_events = new FileEvents(root, Changed, log))
        {
            _events.Renew();
            await base.ExecuteAsync(stoppingToken);
        }
    }

    private void Changed()
    {
        changes.Touch();
        Signal.Wake();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The content files could not be looked at; this is tried again.")]
    protected override partial void LookFailed(Exception error);
}
