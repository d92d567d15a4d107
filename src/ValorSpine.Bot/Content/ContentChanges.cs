namespace ValorSpine.Bot.Content;

/// <summary>
/// Notices changed content files and offers them once they have been left alone for a moment: an editor writes a file in several steps, and a checkout writes
/// many files. Whoever calls <see cref="Look"/> waits as long as it says, or less where the system tells of a change.
/// </summary>
internal sealed class ContentChanges(string root, LiveContent live, TimeProvider time)
{
    /// <summary>How long between two looks while nothing happens. With <see cref="Quiet"/> it leaves half a second for reading, so that a change that the system does not tell of is served within one.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long the files must have been left alone.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>For how long files that cannot be read are taken for files that are being written.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private bool _touched;
    private string? _seen;
    private bool _offered;
    private long _changedAt;
    private long? _unreadableSince;

    /// <summary>Notes that something was changed, even if names, sizes and times do not show it. Any thread may call it.</summary>
    public void Touch() => Volatile.Write(ref _touched, true);

    /// <summary>Looks at the files and offers them if they changed and are quiet now. Gives how long until the next look, and whether the files were offered.</summary>
    public (TimeSpan Next, bool Offered) Look()
    {
        try
        {
            var touched = Interlocked.Exchange(ref _touched, false);
            var stamp = ContentFolder.Stamp(root);
            if (touched || stamp != _seen)
            {
                (_seen, _offered, _changedAt) = (stamp, false, time.GetTimestamp());
                return (Quiet, false);
            }

            if (_offered)
                return (Interval, false);
            var left = Quiet - time.GetElapsedTime(_changedAt);
            return left > TimeSpan.Zero ? (left, false) : Read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Vanished since it was listed, or held by the program that writes it: what is there in a moment counts.
            _seen = null;
            Unreadable(error);
            return (Quiet, false);
        }
    }

    private (TimeSpan Next, bool Offered) Read()
    {
        var files = ContentFolder.Read(root);
        // Changed while they were read: these may be half of the old and half of the new.
        if (Volatile.Read(ref _touched) || ContentFolder.Stamp(root) != _seen)
            return (TimeSpan.Zero, false);
        live.Offer(files);
        (_offered, _unreadableSince) = (true, null);
        return (Interval, true);
    }

    private void Unreadable(Exception error)
    {
        _unreadableSince ??= time.GetTimestamp();
        // The message names the file by its full path, which is nobody's business on the health page.
        var what = error.Message.Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        if (time.GetElapsedTime(_unreadableSince.Value) >= Patience)
            live.Reject(null, [new("knowledge/, dialogs/", 0, what, "Put it back, or let the service read it.")]);
    }
}
