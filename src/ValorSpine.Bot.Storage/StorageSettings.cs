using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace ValorSpine.Bot.Storage;

/// <summary>Where the store is.</summary>
/// <param name="DataFile">Full path of the SQLite file; null where the store is in PostgreSQL.</param>
/// <param name="KeyFile">Full path of the file with the master key.</param>
/// <param name="ConnectionString">For the file or the database.</param>
internal sealed record StorageSettings(string? DataFile, string KeyFile, string ConnectionString)
{
    private const string PostgreSqlExample = "'Host=db.example;Database=valorspine;Username=valorspine;Password=...'";

    /// <summary>The data file of a store that is in one.</summary>
    public string File => DataFile ?? throw new InvalidOperationException("The store is in a database, not in a file.");

    /// <summary>Reads section <c>Storage</c>; relative paths start at the content root.</summary>
    /// <exception cref="StorageUnavailableException">A setting is wrong.</exception>
    public static StorageSettings Read(IConfiguration storage, string contentRoot)
    {
        var (provider, connection, keyFile) = (storage["Provider"], storage["ConnectionString"], storage["KeyFile"]);
        if (string.IsNullOrWhiteSpace(provider) || provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            return Sqlite(connection, keyFile, contentRoot);
        if (provider.Equals("PostgreSql", StringComparison.OrdinalIgnoreCase))
            return PostgreSql(connection, keyFile, contentRoot);
        throw new StorageUnavailableException($"Storage:Provider is '{provider}', but there are only 'Sqlite' and 'PostgreSql'. Set it to one of them, or leave it out for 'Sqlite'.");
    }

    /// <summary>A store in a PostgreSQL database.</summary>
    /// <exception cref="StorageUnavailableException">The connection string is wrong.</exception>
    public static StorageSettings PostgreSql(string? connectionString, string? keyFile, string contentRoot)
    {
        var connection = Parse(connectionString, text => new NpgsqlConnectionStringBuilder(text), "PostgreSQL", PostgreSqlExample);
        if (string.IsNullOrWhiteSpace(connection.Host) || string.IsNullOrWhiteSpace(connection.Database))
            throw new StorageUnavailableException($"Storage:ConnectionString names no Host or no Database, and with Storage:Provider 'PostgreSql' it must. Write for example {PostgreSqlExample}.");
        return new(null, KeyFileOf(keyFile, Path.Combine("data", "valorspine.key"), contentRoot), connection.ToString());
    }

    private static StorageSettings Sqlite(string? connectionString, string? keyFile, string contentRoot)
    {
        var connection = Parse(connectionString, text => new SqliteConnectionStringBuilder(text), "SQLite", "'Data Source=data/valorspine.db'");
        if (connection.DataSource.Length == 0)
            connection.DataSource = Path.Combine("data", "valorspine.db");
        if (connection.DataSource.StartsWith(':') || connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || connection.Mode == SqliteOpenMode.Memory)
            throw new StorageUnavailableException($"Storage:ConnectionString has Data Source '{connection.DataSource}', which is no file. Give the path of a file, for example 'Data Source=data/valorspine.db'.");

        connection.DataSource = Path.GetFullPath(connection.DataSource, contentRoot);
        return new(connection.DataSource, KeyFileOf(keyFile, Path.ChangeExtension(connection.DataSource, ".key"), contentRoot), connection.ToString());
    }

    private static string KeyFileOf(string? given, string otherwise, string contentRoot) => Path.GetFullPath(string.IsNullOrWhiteSpace(given) ? otherwise : given, contentRoot);

    private static T Parse<T>(string? text, Func<string?, T> parse, string kind, string example)
    {
        try
        {
            return parse(text);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException)
        {
            // The error may quote the password.
            throw new StorageUnavailableException($"Storage:ConnectionString is not a {kind} connection string. Write for example {example}.");
        }
    }
}
