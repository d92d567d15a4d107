using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>
/// The one writer. It takes everything that waits, runs it in one transaction, each piece in a savepoint of its own so that a bad one fails alone,
/// and tells the waiters only after the commit has reached the disk. One flush to disk serves all of them.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int Batch = 256;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<SqliteSession> _open;
    private readonly ILogger _log;
    private SqliteSession _session;
    private bool _isSpoilt;

    public SqliteWriter(string connectionString, AuditKeys audit, ILogger log, StatementProbe? probe)
    {
        _log = log;
        _open = () =>
        {
            var session = SqliteSession.Open(connectionString, readOnly: false, probe);
            session.Audit = audit;
            return session;
        };
        _session = _open();

        // A thread of its own: flushing to disk blocks, and would keep one of the few pool threads from serving requests.
        new Thread(Loop) { IsBackground = true, Name = "storage writer" }.Start();
    }

    /// <summary>
    /// Runs a piece of work; completes when it is on disk. What it throws is thrown here and undone. Cancelling works until its turn comes and not after,
    /// so that a caller who is told "cancelled" knows that nothing was written.
    /// </summary>
    public async ValueTask<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancel)
    {
        var job = new Job<T>(work, cancel);
        try
        {
            await _jobs.Writer.WriteAsync(job, cancel);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteWriter), "The store is closed.");
        }

        return await job.Done;
    }

    /// <summary>Commits what was handed in, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Loop()
    {
        var batch = new List<Job>(Batch);
        try
        {
            while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (batch.Count < Batch && _jobs.Reader.TryRead(out var job))
                    batch.Add(job);
                Commit(batch);
                batch.Clear();
            }
        }
        finally
        {
            _session.Dispose();
            _stopped.TrySetResult();
        }
    }

    private void Commit(List<Job> batch)
    {
        try
        {
            if (_isSpoilt)
                OpenAnew();
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var job in batch)
                RunAlone(job);
            _session.Execute("COMMIT");
        }
        catch (Exception error)
        {
            // Nothing of the batch is on disk, and each waiter is told so.
            RollBack();
            _isSpoilt |= _session.InTransaction || error is SqliteException file && file.SpoilsConnection();
            NotCommitted(error, batch.Count);
            foreach (var job in batch)
                job.Refuse(error);
        }

        foreach (var job in batch)
            job.Complete();
    }

    private void RunAlone(Job job)
    {
        _session.Execute("SAVEPOINT piece");
        try
        {
            job.Run(_session);
        }
        catch (Exception error) when (_session.InTransaction)
        {
            _session.Execute("ROLLBACK TO piece");
            job.Refuse(error);
        }

        _session.Execute("RELEASE piece");
    }

    // The file may have been put back, or may be writable again: only a new connection finds that out.
    private void OpenAnew()
    {
        var session = _open();
        _session.Dispose();
        _session = session;
        _isSpoilt = false;
    }

    private void RollBack()
    {
        if (!_session.InTransaction)
            return;
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException error)
        {
            NotRolledBack(error);
        }
    }

    [LoggerMessage(LogLevel.Error, "The store could not commit; {Count} pieces of work were refused.")]
    private partial void NotCommitted(Exception error, int count);

    [LoggerMessage(LogLevel.Error, "The store could not roll back.")]
    private partial void NotRolledBack(Exception error);

    private abstract class Job
    {
        public abstract void Run(SqliteSession session);

        public abstract void Refuse(Exception error);

        public abstract void Complete();
    }

    private sealed class Job<T>(Func<SqliteSession, T> work, CancellationToken cancel) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _error;

        public Task<T> Done => _done.Task;

        public override void Run(SqliteSession session)
        {
            cancel.ThrowIfCancellationRequested();
            _result = work(session);
        }

        public override void Refuse(Exception error) => _error ??= error;

        public override void Complete()
        {
            if (_error is null)
                _done.TrySetResult(_result!);
            else
                _done.TrySetException(_error);
        }
    }
}
