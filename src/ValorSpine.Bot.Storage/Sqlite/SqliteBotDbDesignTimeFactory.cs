using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>For <c>dotnet ef migrations</c>.</summary>
internal sealed class SqliteBotDbDesignTimeFactory : IDesignTimeDbContextFactory<SqliteBotDb>
{
    /// <inheritdoc/>
    public SqliteBotDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteBotDb>().UseSqlite("Data Source=design-time.db").ReplaceService<IMigrationsSqlGenerator, WithoutRowId>().Options);
}
