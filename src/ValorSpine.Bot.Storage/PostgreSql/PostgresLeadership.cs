using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Npgsql;
using ValorSpine.Bot.Storage.Replicas;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>
/// The leader is whoever holds one lock of the database, with a connection that does nothing else. It says every two seconds that it is there, and gives up by itself when it gets no answer;
/// the server ends a connection that says nothing for twenty, so that a leader that hangs is followed by another.
/// </summary>
internal sealed partial class PostgresLeadership(PostgresEngine engine, ILogger<PostgresLeadership> log) : ILeadership, IAsyncDisposable
{
    private const long LeadLock = 0x56535F4C45414452;
    private const int AnswersWithinSeconds = 5;
    private const string Settings = "SET idle_session_timeout = '20s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3";
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2), s_tries = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<CancellationToken> _leading = New();
    private Task? _running;

    /// <inheritdoc/>
    public async ValueTask<CancellationToken> LeadAsync(CancellationToken cancel)
    {
        Task<CancellationToken> leading;
        lock (_gate)
        {
            // Only the service does what leaders do; a command beside it must not stand in its way.
            _running ??= Task.Run(RunAsync, CancellationToken.None);
            leading = _leading.Task;
        }

        return await leading.WaitAsync(cancel);
    }

    /// <summary>Gives the lock back, so that another replica follows at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_running is not null)
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            try
            {
                await using var connection = await engine.Unpooled.OpenConnectionAsync(_stopping.Token);
                await AskAsync(connection, Settings);
                while (await AskAsync(connection, $"SELECT pg_try_advisory_lock({LeadLock})") is not true)
                    await Task.Delay(s_tries, _stopping.Token);
                await LeadAsync(connection);
            }
            catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
            {
                NotReached(error);
            }

            await Task.Delay(s_tries, _stopping.Token);
        }
    }

    private async Task LeadAsync(NpgsqlConnection connection)
    {
        // Not disposed: somebody may have been given its token just now.
        var lost = new CancellationTokenSource();
        Leads();
        lock (_gate)
            _leading.SetResult(lost.Token);
        try
        {
            while (true)
            {
                await Task.Delay(s_every, _stopping.Token);
                await AskAsync(connection, "SELECT 1");
            }
        }
        finally
        {
            lock (_gate)
                _leading = New();
            await lost.CancelAsync();
            LeadsNoLonger();
        }
    }

    private async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = AnswersWithinSeconds };
        return await command.ExecuteScalarAsync(_stopping.Token);
    }

    private static TaskCompletionSource<CancellationToken> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(LogLevel.Information, "This replica does now what is done once: sending, reminding, erasing.")]
    private partial void Leads();

    [LoggerMessage(LogLevel.Information, "This replica no longer does what is done once.")]
    private partial void LeadsNoLonger();

    [LoggerMessage(LogLevel.Warning, "The database did not answer when it was asked who does what is done once; it is asked again.")]
    private partial void NotReached(Exception error);
}
