using System.Text.Encodings.Web;
using System.Text.Json;
using ValorSpine.Bot.Core.Records;

namespace ValorSpine.Bot.Records;

/// <summary>What proves that conversations were erased, as JSON. It tells nothing of what was in them: their ids stand as hashes.</summary>
internal static class ProofDocument
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static string Of(IReadOnlyList<ErasureProof> proofs, long auditEntries) => JsonSerializer.Serialize(
        new
        {
            Erased = proofs.Count,
            AuditEntriesRemoved = auditEntries,
            Conversations = proofs.Select(proof => new
            {
                Sha256OfId = proof.Conversation,
                proof.At,
                proof.By,
                proof.Reason,
                KeyDestroyed = true,
                RowsRemoved = proof.Rows,
                JournalEmptied = proof.JournalCut,
                proof.AuditEntry,
            }),
        },
        s_json);
}
