using System.Globalization;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage;

/// <summary>Looks whether the store can be read and written now, by reading and writing. However often it is asked, it looks once in a while.</summary>
public sealed class StoreCheck : IDisposable
{
    private const long LittleSpace = 200 * 1024 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5), s_looksAgain = TimeSpan.FromSeconds(5), s_written = TimeSpan.FromSeconds(30);

    private readonly DataStore _store;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);
    private long _lookedAt;
    private string? _problem;
    private Task _writing = Task.CompletedTask;

    internal StoreCheck(DataStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>Why nothing can be taken, in one plain line; null where all is well.</summary>
    public async ValueTask<string?> ProblemAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_lookedAt == 0 || _time.GetElapsedTime(_lookedAt) >= s_looksAgain)
            {
                _problem = await LookAsync();
                _lookedAt = _time.GetTimestamp();
            }

            return _problem;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What an operator should see to before patients notice: damage, records that cannot be read, a disk that is nearly full. Each in one plain line.</summary>
    public IEnumerable<string> Warnings()
    {
        if (_store.Status.IsDamaged)
            yield return $"Parts of {_store.Engine.Place} are damaged. What lies elsewhere is served. Stop the service, keep a copy, and restore it from your backup.";
        foreach (var (what, count) in _store.Status.Unreadable)
            yield return string.Create(CultureInfo.InvariantCulture, $"Of the {what}, {count} cannot be read. The others are not held up. The log names them; restore them from your backup, or leave them.");
        if (_store.Engine.SpaceLeft() is { } left and < LittleSpace)
            yield return string.Create(CultureInfo.InvariantCulture, $"The disk with {_store.Engine.Place} has {left / (1024 * 1024)} MB left. Free some space before it is full.");
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<string?> LookAsync()
    {
        try
        {
            _store.Read(session => session.Query("SELECT 1 FROM Secrets WHERE Name = $1", row => row.GetInt64(0), StorageStartup.KeyCheck));
            if (WroteLately())
                return null;
            // One that hangs is not joined by others.
            if (_writing.IsCompleted)
                _writing = _store.TryWriteAsync(CancellationToken.None).AsTask();
            await _writing.WaitAsync(s_patience, _time);
            return null;
        }
        catch (StorageUnavailableException error)
        {
            return error.Message;
        }
        catch (TimeoutException)
        {
            return $"Writing to {_store.Engine.Place} is too slow: one write was not done within {s_patience.TotalSeconds:0} seconds. Look at the disk, and at other processes that use it.";
        }
    }

    // What patients write shows that it works, and costs nothing more.
    private bool WroteLately() =>
        _problem is null && _store.Status is { WriteProblem: null, WroteAt: { } wrote } && _time.GetUtcNow() - wrote is var since && since >= TimeSpan.Zero && since < s_written;
}
