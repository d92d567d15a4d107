using Microsoft.Data.Sqlite;
using Npgsql;
using ValorSpine.Bot.Storage;

namespace ValorSpine.Bot.Operations;

/// <summary>
/// An error as the log shows it: what kind it is and where it arose, with all that led to it. Its message is left out, because errors quote what they choke on
/// ("The input string '…' was not in a correct format"), and that is what a patient said. Only those of files and of the data file keep what tells an operator the remedy.
/// </summary>
internal sealed class LoggedError : Exception
{
    private readonly Exception _error;

    private LoggedError(Exception error)
        : base(Describe(error), Of(error.InnerException)) => _error = error;

    /// <inheritdoc/>
    public override string? StackTrace => _error.StackTrace;

    /// <summary>The error for the log, or null for none.</summary>
    public static LoggedError? Of(Exception? error) => error is null ? null : error as LoggedError ?? new(error);

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, ((string?[])[Message, InnerException is { } cause ? $" ---> {cause}\n   --- End of what led to it ---" : null, StackTrace]).OfType<string>());

    private static string Describe(Exception error) => error switch
    {
        SqliteException sqlite => $"{sqlite.GetType()}: SQLite error {sqlite.SqliteErrorCode}, extended {sqlite.SqliteExtendedErrorCode}.",
        PostgresException postgres => $"{postgres.GetType()}: PostgreSQL error {postgres.SqlState}.",
        StorageUnavailableException or UnreadableException => $"{error.GetType()}: {error.Message}",
        // A request that cannot be read counts among them, and is quoted.
        BadHttpRequestException => error.GetType().ToString(),
        IOException or UnauthorizedAccessException => $"{error.GetType()}: {error.Message}",
        _ => error.GetType().ToString(),
    };
}
