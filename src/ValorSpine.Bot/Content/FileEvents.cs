namespace ValorSpine.Bot.Content;

/// <summary>
/// The quick way to learn of a change: the system tells. It may miss changes (a network folder, too many at once) and goes deaf without a word where a folder
/// is replaced by another of its name, so nothing rests on it: <see cref="ContentChanges"/> is looked at in any case.
/// </summary>
internal sealed partial class FileEvents(string root, Action changed, ILogger log) : IDisposable
{
    private readonly List<FileSystemWatcher> _watchers = [];
    private bool _failed;

    /// <summary>Listens, from now on to the folders that are there now.</summary>
    public void Renew()
    {
        Dispose();
        try
        {
            foreach (var folder in ContentFolder.Folders(root))
                _watchers.Add(Listen(folder));
            _failed = false;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            if (!_failed)
                NoEvents(error, ContentChanges.Interval.TotalMilliseconds);
            _failed = true;
        }
    }

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _watchers.Clear();
    }

    private FileSystemWatcher Listen(string folder)
    {
        var watcher = new FileSystemWatcher(folder)
        {
            IncludeSubdirectories = true,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => changed();
        watcher.Created += (_, _) => changed();
        watcher.Deleted += (_, _) => changed();
        watcher.Renamed += (_, _) => changed();
        // Too many at once: some were lost, so something changed.
        watcher.Error += (_, _) => changed();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The system does not tell of changed files; they are looked at every {Milliseconds} ms instead.")]
    private partial void NoEvents(Exception error, double milliseconds);
}
