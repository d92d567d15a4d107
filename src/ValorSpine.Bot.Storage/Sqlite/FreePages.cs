using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ValorSpine.Bot.Storage.Sqlite;

/// <summary>
/// Writes the data file anew, once: a version of before did not overwrite what it deleted, and what is erased from now on may stand in its free pages. That takes twice the file's space and some time. Where there is not enough of
/// either, the service starts all the same and says what is left to do.
/// </summary>
internal static partial class FreePages
{
    // The data file's own number for itself, from when on everything deleted is overwritten.
    private const int Overwriting = 1;

    // The copy, the log of the copy, and some room for what is written meanwhile.
    private const double Times = 2.2;

    private const int StepsBetweenLooks = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Tries, where it was not done yet.</summary>
    /// <param name="settings">Where the file is.</param>
    /// <param name="log">Is told where it could not be done.</param>
    /// <param name="free">Bytes that are free on the disk; null asks the disk.</param>
    /// <param name="patience">How long it may take; null for the usual.</param>
    public static void Overwrite(StorageSettings settings, ILogger log, long? free = null, TimeSpan? patience = null)
    {
        using var session = SqliteSession.Open(settings.ConnectionString, readOnly: false);
        if (session.Query("PRAGMA user_version", row => row.GetInt64(0)) >= Overwriting)
            return;
        var needed = (long)(Times * session.Query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", row => row.GetInt64(0)));
        if ((free ?? new DriveInfo(settings.File).AvailableFreeSpace) is var left && left < needed)
        {
            NoSpace(log, settings.File, InMegabytes(needed), InMegabytes(left));
            return;
        }

        try
        {
            session.StopAfter(patience ?? s_patience, StepsBetweenLooks);
            session.Execute("VACUUM");
        }
        catch (SqliteException error) when (error.SqliteErrorCode is SqliteCodes.Interrupted or SqliteCodes.Full or SqliteCodes.InputOutput or SqliteCodes.CannotOpen)
        {
            NotDone(log, settings.File, error.SqliteErrorCode == SqliteCodes.Interrupted ? "it would have taken too long" : "the disk did not take it");
            return;
        }
        finally
        {
            session.StopNoMore();
        }

        session.Execute($"PRAGMA user_version = {Overwriting}");
        session.Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0));
    }

    private static long InMegabytes(long bytes) => (bytes + (1024 * 1024) - 1) / (1024 * 1024);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "What older versions deleted may still stand in free pages of the data file '{File}'. Writing it anew needs {Needed} MB of free space, and {Free} MB are left. The service goes on without; free some space, and it is done at the next start.")]
    private static partial void NoSpace(ILogger log, string file, long needed, long free);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "What older versions deleted may still stand in free pages of the data file '{File}'. It was not written anew: {Why}. The service goes on without and tries again at the next start; with the service stopped it can be done by hand: sqlite3 FILE \"VACUUM; PRAGMA user_version = 1\".")]
    private static partial void NotDone(ILogger log, string file, string why);
}
