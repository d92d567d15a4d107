using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ValorSpine.Bot.Storage.PostgreSql;

/// <summary>The store in a PostgreSQL database.</summary>
public sealed class PostgresBotDb(DbContextOptions<PostgresBotDb> options) : BotDb(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        // Sorted and compared byte by byte, as SQLite does: ids are walked through and parted by that order, and it does not change with the server's locale.
        configurationBuilder.Properties<string>().UseCollation("C");
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
            Unquoted(entity);
    }

    /// <summary>Names that mean the same with and without quotes: PostgreSQL reads what stands without them in small letters.</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "PostgreSQL folds to small letters.")]
    private static void Unquoted(IMutableEntityType entity)
    {
        if (entity.IsMappedToJson())
        {
            entity.SetContainerColumnName(entity.GetContainerColumnName()!.ToLowerInvariant());
            return;
        }

        entity.SetTableName(entity.GetTableName()!.ToLowerInvariant());
        // What SQLite is told of a table by its comment means nothing here.
        entity.SetComment(null);
        foreach (var property in entity.GetProperties())
            property.SetColumnName(property.GetColumnName().ToLowerInvariant());
        foreach (var index in entity.GetIndexes())
        {
            index.SetDatabaseName(index.GetDatabaseName()!.ToLowerInvariant());
            index.SetFilter(index.GetFilter()?.Replace("\"", "", StringComparison.Ordinal));
        }
    }

    /// <summary>As on SQLite, so that the same statements work on both.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new(ticks, TimeSpan.Zero));
}
