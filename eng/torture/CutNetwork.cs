using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ValorSpine.Bot.Torture;

/// <summary>The network between the service and its database: passes on what is sent, until it is cut.</summary>
internal sealed class CutNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly string _database;
    private readonly Task _accepting;

    private CutNetwork(string database)
    {
        _database = database;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the service connects.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A network in front of a database's socket.</summary>
    public static CutNetwork To(string database) => new(database);

    /// <summary>Cuts every connection at once, whatever is under way on it, on both sides.</summary>
    public void Cut()
    {
        foreach (var socket in _open.Keys)
        {
            // With nothing said to either side but that it is over.
            socket.Close(timeout: 0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = PassAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task PassAsync(Socket service)
    {
        using var database = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (service)
        {
            try
            {
                await database.ConnectAsync(new UnixDomainSocketEndPoint(_database));
                _open[service] = _open[database] = true;
                await Task.WhenAny(CopyAsync(service, database), CopyAsync(database, service));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // The database is not there, and the service finds that out.
            }
            finally
            {
                _open.TryRemove(service, out _);
                _open.TryRemove(database, out _);
            }
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
            {
                for (var sent = 0; sent < length;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One side is gone; the other is told by closing.
        }
    }
}
