using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace ValorSpine.Bot.Storage;

/// <summary>Where the store is.</summary>
/// <param name="DataFile">Full path of the SQLite file.</param>
/// <param name="KeyFile">Full path of the file with the master key.</param>
/// <param name="ConnectionString">For <paramref name="DataFile"/>.</param>
internal sealed record StorageSettings(string DataFile, string KeyFile, string ConnectionString)
{
    /// <summary>Reads section <c>Storage</c>; relative paths start at the content root.</summary>
    /// <exception cref="StorageUnavailableException">A setting is wrong.</exception>
    public static StorageSettings Read(IConfiguration storage, string contentRoot)
    {
        var provider = storage["Provider"];
        if (!string.IsNullOrWhiteSpace(provider) && !provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            throw new StorageUnavailableException($"Storage:Provider is '{provider}', but only 'Sqlite' is available. Set it to 'Sqlite' or leave it out.");

        var connection = Connection(storage["ConnectionString"]);
        if (connection.DataSource.Length == 0)
            connection.DataSource = Path.Combine("data", "valorspine.db");
        if (connection.DataSource.StartsWith(':') || connection.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || connection.Mode == SqliteOpenMode.Memory)
            throw new StorageUnavailableException($"Storage:ConnectionString has Data Source '{connection.DataSource}', which is no file. Give the path of a file, for example 'Data Source=data/valorspine.db'.");

        connection.DataSource = Path.GetFullPath(connection.DataSource, contentRoot);
        var keyFile = storage["KeyFile"];
        return new(
            connection.DataSource,
            string.IsNullOrWhiteSpace(keyFile) ? Path.ChangeExtension(connection.DataSource, ".key") : Path.GetFullPath(keyFile, contentRoot),
            connection.ToString());
    }

    private static SqliteConnectionStringBuilder Connection(string? text)
    {
        try
        {
            return new(text);
        }
        catch (ArgumentException error)
        {
            throw new StorageUnavailableException("Storage:ConnectionString is not a SQLite connection string. Write for example 'Data Source=data/valorspine.db'.", error);
        }
    }
}
