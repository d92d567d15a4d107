using Microsoft.Data.Sqlite;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>What a person is told of an error of SQLite that has to do with the file and not with what was asked.</summary>
internal static class SqliteProblem
{
    /// <summary>One plain line: what is wrong, where, what to do. Null for an error of ours.</summary>
    public static string? Of(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        SqliteCodes.Busy or SqliteCodes.Locked =>
            $"The data file '{file}' is locked by another process. Stop that process.",
        SqliteCodes.NoDatabase or SqliteCodes.Corrupt =>
            $"The data file '{file}' is damaged or no SQLite database. Restore it from your backup, or move it away to start with an empty one.",
        SqliteCodes.CannotOpen or SqliteCodes.ReadOnly or SqliteCodes.InputOutput when Directory.Exists(file) =>
            $"The data file '{file}' is a folder. Give the path of a file in Storage:ConnectionString.",
        SqliteCodes.CannotOpen or SqliteCodes.ReadOnly =>
            $"The data file '{file}' cannot be opened for writing. Let the service's account write it and its folder, or set Storage:ConnectionString to a file elsewhere.",
        SqliteCodes.Full =>
            $"The disk with the data file '{file}' is full. Free some space.",
        SqliteCodes.InputOutput =>
            $"The disk with the data file '{file}' reports read or write errors. Check the disk, or move the file to another one.",
        _ => null,
    };

    /// <summary>Whether it says that the file itself is not as it was written.</summary>
    public static bool IsDamage(this SqliteException error) => error.SqliteErrorCode is SqliteCodes.Corrupt or SqliteCodes.NoDatabase;

    /// <summary>Whether a connection that met it may be of no more use: the file behind it may have been moved, or put under another mode.</summary>
    public static bool SpoilsConnection(this SqliteException error) =>
        error.SqliteErrorCode is SqliteCodes.ReadOnly or SqliteCodes.InputOutput or SqliteCodes.Corrupt or SqliteCodes.NoDatabase or SqliteCodes.CannotOpen;
}
