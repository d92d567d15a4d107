using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using ValorSpine.Bot.Storage.Replicas;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>
/// Tells the other replicas what was committed here and hears what they committed, by NOTIFY and LISTEN. Nothing depends on it but time: whoever waits looks by itself every two seconds.
/// </summary>
internal sealed partial class PostgresReplicas(PostgresEngine engine, SharedSignals signals, TimeProvider time, ILogger<PostgresReplicas> log) : IAsyncDisposable
{
    private const string Topic = "valorspine_committed";

    // PostgreSQL takes less than 8000 bytes at a time.
    private const int LongestMessage = 7500;
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(1), s_looks = TimeSpan.FromSeconds(2);

    private readonly string _self = Guid.NewGuid().ToString("N");
    private readonly Channel<string> _toTell = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stopping = new();
    private Task[] _running = [];

    /// <summary>Begins to tell and to hear; once this is done, nothing goes unheard.</summary>
    public async Task StartAsync()
    {
        var listening = await ListenAsync();
        signals.TellOn(told => _toTell.Writer.TryWrite(told));
        _running = [Task.Run(TellAsync), Task.Run(() => HearAsync(listening)), Task.Run(LookAsync)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        signals.TellOn(null);
        // What waits is still told: what was committed last may be what a patient waits for on another replica.
        _toTell.Writer.TryComplete();
        if (_running is [var telling, ..])
            await Task.WhenAny(telling, Task.Delay(s_tryAgain));
        await _stopping.CancelAsync();
        foreach (var running in _running)
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task TellAsync()
    {
        NpgsqlConnection? connection = null;
        try
        {
            while (await _toTell.Reader.WaitToReadAsync(_stopping.Token))
            {
                var message = Message();
                try
                {
                    connection ??= await OpenAsync("SET synchronous_commit = off");
                    await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection) { Parameters = { new() { Value = Topic }, new() { Value = message } } };
                    await notify.ExecuteNonQueryAsync(_stopping.Token);
                }
                catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException)
                {
                    NotTold(error);
                    await CloseAsync(connection);
                    connection = null;
                    await Task.Delay(s_tryAgain, _stopping.Token);
                }
            }
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    /// <summary>As much as fits of what waits, each once, after the name of this replica.</summary>
    private string Message()
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var length = _self.Length;
        while (length < LongestMessage / 2 && _toTell.Reader.TryRead(out var told))
        {
            // What is too long to be told is looked for in time.
            var bytes = System.Text.Encoding.UTF8.GetByteCount(told) + 1;
            if (bytes <= LongestMessage / 2 && parts.Add(told))
                length += bytes;
        }

        return string.Join('\n', [_self, .. parts]);
    }

    private async Task HearAsync(NpgsqlConnection? connection)
    {
        while (true)
        {
            try
            {
                if (connection is null)
                {
                    connection = await ListenAsync();
                    signals.AssumeAllChanged();
                }

                await using (connection)
                {
                    while (true)
                        await connection.WaitAsync(_stopping.Token);
                }
            }
            catch (Exception error) when (error is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
            {
                NotHeard(error);
            }

            connection = null;
            await Task.Delay(s_tryAgain, _stopping.Token);
        }
    }

    private async Task<NpgsqlConnection> ListenAsync()
    {
        var connection = await OpenAsync($"LISTEN {Topic}");
        connection.Notification += (_, message) => Hear(message.Payload);
        return connection;
    }

    private void Hear(string message)
    {
        if (message.Split('\n') is not [var by, .. var told] || by == _self)
            return;
        foreach (var one in told)
            signals.Hear(one);
    }

    /// <summary>The safety net: a loop that was not woken looks all the same.</summary>
    private async Task LookAsync()
    {
        while (true)
        {
            await Task.Delay(s_looks, time, _stopping.Token);
            signals.LookAround();
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(string first)
    {
        var connection = await engine.Unpooled.OpenConnectionAsync(_stopping.Token);
        await using var command = new NpgsqlCommand(first, connection);
        await command.ExecuteNonQueryAsync(_stopping.Token);
        return connection;
    }

    private static async ValueTask CloseAsync(NpgsqlConnection? connection)
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    [LoggerMessage(LogLevel.Warning, "Other replicas could not be told what was committed; they look by themselves.")]
    private partial void NotTold(Exception error);

    [LoggerMessage(LogLevel.Warning, "What other replicas commit is not heard at the moment; it is looked for every two seconds until it is again.")]
    private partial void NotHeard(Exception error);
}
