using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>For <c>dotnet ef migrations</c>.</summary>
internal sealed class PostgresBotDbDesignTimeFactory : IDesignTimeDbContextFactory<PostgresBotDb>
{
    /// <inheritdoc/>
    public PostgresBotDb CreateDbContext(string[] args) => new(PostgresEngine.Configured(new DbContextOptionsBuilder<PostgresBotDb>().UseNpgsql("Host=design-time;Database=design-time")).Options);
}
