using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>
/// Makes contexts whose model depends on nothing that the host configures: EF refuses to migrate when the model differs from the last migration,
/// and ASP.NET Core Identity would otherwise change it with its options.
/// </summary>
internal sealed class SqliteBotDbFactory(StorageSettings settings, ILoggerFactory loggers) : IDbContextFactory<BotDb>
{
    private readonly DbContextOptions<SqliteBotDb> _options = new DbContextOptionsBuilder<SqliteBotDb>()
        .UseSqlite(new SqliteConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ToString())
        .ReplaceService<IMigrationsSqlGenerator, WithoutRowId>()
        .UseLoggerFactory(loggers)
        .Options;

    /// <inheritdoc/>
    public BotDb CreateDbContext() => new SqliteBotDb(_options);
}

/// <summary>For <c>dotnet ef migrations</c>.</summary>
internal sealed class SqliteBotDbDesignTimeFactory : IDesignTimeDbContextFactory<SqliteBotDb>
{
    /// <inheritdoc/>
    public SqliteBotDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBotDb>().UseSqlite("Data Source=design-time.db").ReplaceService<IMigrationsSqlGenerator, WithoutRowId>().Options);
}
