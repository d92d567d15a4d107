using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>A few open connections for reading. A read sees everything that was committed before it began.</summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    private const int Kept = 8;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    public T Read<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var session = _idle.TryTake(out var idle) ? idle : SqliteSession.Open(connectionString, readOnly: true);
        try
        {
            var result = query(session);
            if (!_disposed && _idle.Count < Kept)
            {
                _idle.Add(session);
                session = null;
            }

            return result;
        }
        finally
        {
            session?.Dispose();
            if (_disposed)
                Dispose();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
            session.Dispose();
    }
}

/// <summary>Result codes of SQLite that are told apart.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int ReadOnly = 8;
    public const int Interrupted = 9;
    public const int InputOutput = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NoDatabase = 26;
    public const int UniqueExtended = 2067;
    public const int PrimaryKeyExtended = 1555;

    public static bool IsDuplicate(this SqliteException error) => error.SqliteExtendedErrorCode is UniqueExtended or PrimaryKeyExtended;
}
