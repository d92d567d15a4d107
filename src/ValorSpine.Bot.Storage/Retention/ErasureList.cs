using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Retention;

/// <summary>
/// A file with one line for each conversation that was erased: when, and the SHA-256 of its id. A backup from before still holds such a conversation with its key; by this list, which is kept apart from backups,
/// it is erased again when one is restored. It is written after each erasure, and made complete from the audit trail where that failed.
/// </summary>
public sealed partial class ErasureList
{
    /// <summary>Entries of the audit trail that tell of an erasure, as SQL lists them.</summary>
    internal const string Actions = "'record.erase', 'record.purge', 'record.erase-again'";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly string _path;
    private readonly DataStore _store;
    private readonly ILogger _log;
    private readonly Lock _gate = new();

    internal ErasureList(string path, DataStore store, ILogger<ErasureList> log) => (_path, _store, _log) = (path, store, log);

    /// <summary>What stands for a conversation's id in the list and in proofs.</summary>
    public static string Hash(string conversationId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)));

    /// <summary>Where the list is: where it is set, else beside the data file, or beside the key file where there is no data file.</summary>
    internal static string PathOf(StorageSettings settings, string? given)
    {
        var beside = settings.DataFile ?? settings.KeyFile;
        return string.IsNullOrWhiteSpace(given) ? Path.ChangeExtension(beside, ".erasures") : Path.GetFullPath(given, Path.GetDirectoryName(beside)!);
    }

    /// <summary>The hashes in a list; none where there is no such file.</summary>
    public static ImmutableHashSet<string> Read(string path) =>
        File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Split(' ')).Where(parts => parts.Length == 2).Select(parts => parts[1])] : [];

    /// <summary>Adds what the audit trail tells of and the list lacks.</summary>
    public void Complete()
    {
        var erased = _store.Read(session => session.List($"SELECT At, ConversationId FROM AuditEntries WHERE Action IN ({Actions}) AND ConversationId IS NOT NULL", row => (At: row.Time(0), Hash: Hash(row.GetString(1)))));
        var known = Read(_path);
        Append([.. erased.Where(one => !known.Contains(one.Hash)).DistinctBy(one => one.Hash)]);
    }

    /// <summary>Adds a conversation that was just erased. Where that fails, the log says so and the next night makes up for it.</summary>
    internal void Add(string conversationId, DateTimeOffset at)
    {
        try
        {
            Append([(at, Hash(conversationId))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotListed(error);
        }
    }

    private void Append(ImmutableArray<(DateTimeOffset At, string Hash)> erased)
    {
        if (erased.IsEmpty)
            return;
        lock (_gate)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Encoding.ASCII.GetBytes(string.Concat(erased.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)} {one.Hash}\n")))));
            file.Flush(flushToDisk: true);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A conversation was erased, but the list of erasures could not be written: a backup that is restored would bring it back. This is tried again at night.")]
    private partial void NotListed(Exception error);
}
