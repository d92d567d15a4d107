using ValorSpine.Bot.Storage.Tests.PostgreSql;

[assembly: AssemblyFixture(typeof(PostgresDatabases))]

namespace ValorSpine.Bot.Storage.Tests.PostgreSql;

/// <summary>Databases on the shared server: each is a copy of one that has been brought to today's form once.</summary>
public sealed class PostgresDatabases : IAsyncDisposable
{
    private const string Template = "template_today";
    private static readonly Lazy<Task<PostgresServer>> s_prepared = new(PrepareAsync);
    private static readonly SemaphoreSlim s_copying = new(1);

    /// <summary>A database of its own for a test.</summary>
    public static async Task<string> CreateAsync(PostgresServer server)
    {
        var name = "test_" + Guid.NewGuid().ToString("N");
        await s_copying.WaitAsync();
        try
        {
            await server.ExecuteAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            s_copying.Release();
        }

        return name;
    }

    /// <summary>The server with the database that is copied.</summary>
    public static Task<PostgresServer> ServerAsync() => s_prepared.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await PostgresServer.EndSharedAsync();

    private static async Task<PostgresServer> PrepareAsync()
    {
        var server = await PostgresServer.SharedAsync();
        await server.ExecuteAsync("postgres", $"CREATE DATABASE {Template}");
        await using var engine = OpenedStore.EngineOf(server.ConnectionString(Template));
        await engine.PrepareAsync(() => { }, CancellationToken.None);
        return server;
    }
}
