using System.Security.Cryptography;
using System.Text;
using ValorSpine.Bot.Core.Judging;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Judging;

/// <summary>Who got which section of which version, findable only by whoever names the section: the rows hold a keyed hash.</summary>
internal sealed class SaidSections(Secrets secrets)
{
    private const string Name = "said-sections";
    private const int Kept = 16;

    /// <summary>Fetches the key; once this is done, hashing waits for nothing.</summary>
    public async ValueTask PrepareAsync(CancellationToken cancel) => await secrets.GetOrCreateAsync(Name, 32, cancel);

    /// <summary>The hash of a section.</summary>
    public async ValueTask<byte[]> HashAsync(SaidSection said, CancellationToken cancel) => Hash(await secrets.GetOrCreateAsync(Name, 32, cancel), said);

    /// <summary>What the replies of a turn said.</summary>
    public async ValueTask<IReadOnlyList<(byte[] Hash, long Sequence)>> OfAsync(IEnumerable<LogEntry> entries, CancellationToken cancel)
    {
        var said = entries.SelectMany(entry => Of(entry).Select(section => (section, entry.Sequence))).ToArray();
        if (said.Length == 0)
            return [];
        var key = await secrets.GetOrCreateAsync(Name, 32, cancel);
        return [.. said.Select(one => (Hash(key, one.section), one.Sequence))];
    }

    /// <summary>The sections that a reply rests on.</summary>
    public static IEnumerable<SaidSection> Of(LogEntry entry) => entry.KnowledgeVersion is { } version && entry.Reply is { } reply
        ? reply.Citations.Select(citation => new SaidSection(citation.Article, citation.Section, version)).Distinct()
        : [];

    /// <summary>Within the transaction of the turn.</summary>
    public static void Write(StoreSession session, string conversationId, IReadOnlyList<(byte[] Hash, long Sequence)> said)
    {
        foreach (var (hash, sequence) in said)
            session.Post("INSERT INTO SaidSections (Hash, ConversationId, Sequence) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", hash, conversationId, sequence);
    }

    private static byte[] Hash(byte[] key, SaidSection said) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{said.Article}\n{said.Section}\n{said.Version}"))[..Kept];
}
