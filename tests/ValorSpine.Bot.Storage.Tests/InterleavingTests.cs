using ValorSpine.Bot.Storage.Tests.Interleavings;
using ValorSpine.Bot.Storage.Tests.PostgreSql;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class InterleavingTests(StoreKind kind, int count)
{
    private Func<Task<string>>? Databases => kind == StoreKind.Sqlite ? null : async () =>
    {
        var server = await PostgresDatabases.ServerAsync();
        return server.ConnectionString(await PostgresDatabases.CreateAsync(server));
    };

    /// <summary>A million of them: <c>dotnet run -c Release --project bench/ValorSpine.Bot.Bench -- interleavings</c>.</summary>
    [Fact]
    public async Task Whatever_happens_between_failures_and_repeats_the_schedule_answers_as_the_reference_does()
    {
        var played = await ManyInterleavings.PlayAsync(firstSeed: 1, count, stores: 2, restarts: 500, databases: Databases);

        Assert.True(played.Difference is null, played.Difference);
        Assert.Equal(count, played.Interleavings);
        Assert.True(played.Confirmed > count / 3 && played.Refused > count / 30, $"Too little happened: {played}");
    }
}

public sealed class InterleavingOnSqliteTests() : InterleavingTests(StoreKind.Sqlite, 3000);

public sealed class InterleavingOnPostgreSqlTests() : InterleavingTests(StoreKind.PostgreSql, 150);
