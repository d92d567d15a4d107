using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Storage;

/// <summary>What the store did last: whether it could be read and written, and which of its records could not be read. Of this process only, and forgotten with it.</summary>
public sealed partial class StoreStatus(TimeProvider time, ILogger<StoreStatus> log)
{
    // More would be told in no other words.
    private const int MostUnreadable = 1000;

    // Damage is found only where somebody reads it again: that nobody did for a while does not say that it is gone.
    private static readonly TimeSpan s_damageToldFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string What, string Id), DateTimeOffset> _unreadable = new();
    private volatile string? _writing;
    private volatile string? _reading;
    private long _wroteAt = long.MinValue, _damageAt = long.MinValue;

    /// <summary>Why the last write failed, in one plain line; null where it did not.</summary>
    public string? WriteProblem => _writing;

    /// <summary>When something was last written; null before the first time.</summary>
    public DateTimeOffset? WroteAt => At(ref _wroteAt);

    /// <summary>Whether parts of the data file were found damaged within a day.</summary>
    public bool IsDamaged => At(ref _damageAt) is { } at && time.GetUtcNow() - at < s_damageToldFor;

    /// <summary>Records that could not be read, by what they are.</summary>
    public ImmutableArray<(string What, int Count)> Unreadable => [.. _unreadable.Keys.GroupBy(record => record.What, StringComparer.Ordinal).Select(group => (group.Key, group.Count())).OrderBy(group => group.Key, StringComparer.Ordinal)];

    internal void Wrote()
    {
        Interlocked.Exchange(ref _wroteAt, time.GetUtcNow().UtcTicks);
        if (_writing is null)
            return;
        _writing = null;
        WorksAgain("written");
    }

    internal void Read()
    {
        if (_reading is null)
            return;
        _reading = null;
        WorksAgain("read");
    }

    internal void WriteFailed(string problem, bool damaged)
    {
        Note(damaged);
        if (_writing is null)
            CannotBe("written", problem);
        _writing = problem;
    }

    internal void ReadFailed(string problem, bool damaged)
    {
        Note(damaged);
        if (_reading is null)
            CannotBe("read", problem);
        _reading = problem;
    }

    /// <summary>Notes a record that cannot be read, and logs it the first time.</summary>
    /// <param name="what">What it is, in the plural: <c>conversations</c>.</param>
    /// <param name="id">Its id, which holds nothing of a patient.</param>
    /// <param name="error">Why.</param>
    internal UnreadableException NoteUnreadable(string what, string id, Exception error)
    {
        if (_unreadable.Count < MostUnreadable && _unreadable.TryAdd((what, id), time.GetUtcNow()))
            CannotBeRead(error, what, id);
        return new($"One of the {what} cannot be read: {id}.", id, error);
    }

    /// <summary>Notes that a record can be read after all, as after a backup was put back.</summary>
    internal void NoteReadable(string what, string id)
    {
        if (!_unreadable.IsEmpty)
            _unreadable.TryRemove((what, id), out _);
    }

    private void Note(bool damaged)
    {
        if (damaged)
            Interlocked.Exchange(ref _damageAt, time.GetUtcNow().UtcTicks);
    }

    private static DateTimeOffset? At(ref long ticks) => Interlocked.Read(ref ticks) is var read and not long.MinValue ? new(read, TimeSpan.Zero) : null;

    [LoggerMessage(EventId = 1, Level = LogLevel.Critical, Message = "The store cannot be {What}: {Problem} It is tried again with each request.")]
    private partial void CannotBe(string what, string problem);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The store can be {What} again.")]
    private partial void WorksAgain(string what);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "One of the {What} cannot be read: {Id}. The others are not held up by it. Restore it from your backup, or leave it.")]
    private partial void CannotBeRead(Exception error, string what, string id);
}
