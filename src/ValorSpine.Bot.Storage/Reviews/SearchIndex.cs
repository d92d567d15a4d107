using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reviews;

/// <summary>
/// The blind index: conversations are found by keyed hashes of words, so that the file holds none of them. Whoever has the file without its key learns which conversations share words, and not which words these are.
/// </summary>
internal sealed class SearchIndex(Secrets secrets)
{
    private const string Secret = "search-index";
    private const int KeySize = 32;

    // Nobody writes so many words at once that are looked for; who pastes a book must not hold up the one writer.
    private const int MostTerms = 500;

    private byte[]? _key;

    /// <summary>Fetches the key; once this is done, hashing waits for nothing.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancel) => _key ??= await secrets.GetOrCreateAsync(Secret, KeySize, cancel);

    /// <summary>The keyed hash of one of <see cref="SearchTerms"/>.</summary>
    public long HashOf(string term)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key ?? throw new InvalidOperationException("The index was not prepared."), Encoding.UTF8.GetBytes(term), hash);
        return BitConverter.ToInt64(hash);
    }

    /// <summary>The hashes of all that entries can be found by.</summary>
    public long[] HashesOf(IEnumerable<LogEntry> entries, params IEnumerable<string> others) =>
        [.. entries.SelectMany(SearchTerms.Of).Concat(others).Distinct(StringComparer.Ordinal).Take(MostTerms).Select(HashOf)];

    /// <summary>Adds hashes to a conversation; those that are there stay. Runs on the writer.</summary>
    public static void Write(StoreSession session, long number, ReadOnlySpan<long> hashes)
    {
        if (hashes.IsEmpty)
            return;
        // One statement for all of a turn, as JSON: bound numbers would be a statement each.
        var list = new StringBuilder("[");
        foreach (var hash in hashes)
            list.Append(list.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{hash}");
        session.Post($"INSERT INTO SearchTerms (Term, Number) SELECT value, $2 FROM {session.NumbersIn("$1")} WHERE TRUE ON CONFLICT DO NOTHING", list.Append(']').ToString(), number);
    }

    /// <summary>Takes one hash away from a conversation. Runs on the writer.</summary>
    public static void Remove(StoreSession session, long number, long hash) => session.Execute("DELETE FROM SearchTerms WHERE Term = $1 AND Number = $2", hash, number);
}
