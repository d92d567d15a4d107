using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Audit;

namespace ValorSpine.Bot.Storage.Sessions;

/// <summary>
/// The one writer. It takes everything that waits, runs it in one transaction, each piece in a savepoint of its own so that a bad one fails alone,
/// and tells the waiters only after the commit has reached the disk. One flush to disk serves all of them.
/// </summary>
internal sealed partial class StoreWriter : IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int Batch = 256;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StoreEngine _engine;
    private readonly AuditKeys _audit;
    private readonly StatementProbe? _probe;
    private readonly ILogger _log;
    private StoreSession? _session;

    public StoreWriter(StoreEngine engine, AuditKeys audit, ILogger log, StatementProbe? probe)
    {
        (_engine, _audit, _log, _probe) = (engine, audit, log, probe);
        _session = Open();

        // A thread of its own: flushing to disk blocks, and would keep one of the few pool threads from serving requests.
        new Thread(Loop) { IsBackground = true, Name = "storage writer" }.Start();
    }

    /// <summary>
    /// Runs a piece of work; completes when it is on disk. What it throws is thrown here and undone. Cancelling works until its turn comes and not after,
    /// so that a caller who is told "cancelled" knows that nothing was written.
    /// </summary>
    public async ValueTask<T> RunAsync<T>(Func<StoreSession, T> work, CancellationToken cancel)
    {
        var job = new Job<T>(work, cancel);
        try
        {
            await _jobs.Writer.WriteAsync(job, cancel);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(StoreWriter), "The store is closed.");
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
            _session?.Dispose();
            _stopped.TrySetResult();
        }
    }

    private void Commit(List<Job> batch)
    {
        if (!TryCommit(batch, mayRunAgain: true))
            TryCommit(batch, mayRunAgain: false);
        foreach (var job in batch)
            job.Complete();
    }

    /// <summary>False where the connection was lost before the commit was asked for: nothing was written, and all of it can be run again. That is done once.</summary>
    private bool TryCommit(List<Job> batch, bool mayRunAgain)
    {
        var (began, asked) = (Stopwatch.GetTimestamp(), false);
        try
        {
            var session = _session ??= Open();
            session.Begin();
            foreach (var job in batch)
                RunAlone(session, job);
            asked = true;
            session.Commit();
            StoreMeter.Ended(batch.Count, Stopwatch.GetElapsedTime(began), isDone: true);
        }
        catch (Exception error)
        {
            var lost = LeaveTransaction(error);
            if (lost && !asked && mayRunAgain)
                return false;

            // Nothing of the batch is known to be on disk, and each waiter is told so.
            var told = lost && asked
                ? new StorageUnavailableException($"The connection to {_engine.Place} was lost while a commit was under way, and whether it was made is not known. What is sent again under the same key is taken once.", error)
                : error;
            NotCommitted(told, batch.Count);
            StoreMeter.Ended(batch.Count, Stopwatch.GetElapsedTime(began), isDone: false);
            foreach (var job in batch)
                job.Refuse(told);
        }

        return true;
    }

    private static void RunAlone(StoreSession session, Job job)
    {
        session.BeginPiece();
        try
        {
            job.Run(session);
            session.EndPiece();
        }
        catch (Exception error) when (session.InTransaction && !session.FailedToBegin(error))
        {
            session.UndoPiece();
            job.Refuse(error);
        }
    }

    /// <summary>Rolls back what stands; true where the connection is gone. Then, and where it may be of no more use, the next batch opens another: a file may have been put back, or be writable again.</summary>
    private bool LeaveTransaction(Exception error)
    {
        if (_session is null)
            return false;
        var isSpoilt = _engine.SpoilsSession(error);
        if (_session.InTransaction)
        {
            try
            {
                _session.RollBack();
            }
            catch (DbException failure)
            {
                NotRolledBack(failure);
                isSpoilt = true;
            }
        }

        var lost = _session.IsLost;
        if (lost || isSpoilt || _session.InTransaction)
        {
            _session.Dispose();
            _session = null;
        }

        return lost;
    }

    private StoreSession Open()
    {
        var session = _engine.OpenWriter(_probe);
        session.Audit = _audit;
        return session;
    }

    [LoggerMessage(LogLevel.Error, "The store could not commit; {Count} pieces of work were refused.")]
    private partial void NotCommitted(Exception error, int count);

    [LoggerMessage(LogLevel.Error, "The store could not roll back.")]
    private partial void NotRolledBack(Exception error);

    private abstract class Job
    {
        public abstract void Run(StoreSession session);

        public abstract void Refuse(Exception error);

        public abstract void Complete();
    }

    private sealed class Job<T>(Func<StoreSession, T> work, CancellationToken cancel) : Job
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _error;

        public Task<T> Done => _done.Task;

        public override void Run(StoreSession session)
        {
            _error = null;
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
