using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Records;

/// <summary>Ends the life of conversations: erased on request, purged when their time is over, or held for a legal reason. Each step is on the audit trail.</summary>
public interface IRecords
{
    /// <summary>Destroys the key of a conversation and everything that belongs to it. What is left is that there was one.</summary>
    ValueTask<Erasure> EraseAsync(string conversationId, RecordAct act, CancellationToken cancel);

    /// <summary>Keeps a conversation from being erased until the hold is released. False where there is no such conversation, or it is held.</summary>
    ValueTask<bool> HoldAsync(string conversationId, RecordAct act, CancellationToken cancel);

    /// <summary>Ends the hold. False where there is none.</summary>
    ValueTask<bool> ReleaseAsync(string conversationId, RecordAct act, CancellationToken cancel);

    /// <summary>The hold on a conversation, or null.</summary>
    ValueTask<LegalHold?> HoldOfAsync(string conversationId, CancellationToken cancel);
}

/// <summary>Who does it, and why.</summary>
/// <param name="By">As they signed in.</param>
/// <param name="Reason">In their words.</param>
public sealed record RecordAct(string By, string Reason);

/// <summary>A conversation that is not to be erased.</summary>
/// <param name="By">Who holds it.</param>
/// <param name="Since">UTC.</param>
/// <param name="Reason">In their words.</param>
public sealed record LegalHold(string By, DateTimeOffset Since, string Reason);

/// <summary>What came of erasing a conversation.</summary>
public abstract record Erasure
{
    private Erasure()
    {
    }

    /// <summary>It is gone.</summary>
    public sealed record Done(ErasureProof Proof) : Erasure;

    /// <summary>There is no such conversation, or it was erased before.</summary>
    public sealed record Unknown : Erasure;

    /// <summary>It is on legal hold.</summary>
    public sealed record Held(LegalHold Hold) : Erasure;

    /// <summary>A visit that was made in it is still to come: whoever comes must be known.</summary>
    /// <param name="Start">When, UTC.</param>
    public sealed record VisitToCome(DateTimeOffset Start) : Erasure;
}

/// <summary>What proves that a conversation was erased. It tells nothing of what was in it.</summary>
/// <param name="Conversation">SHA-256 of its id, in hexadecimal.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who erased it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rows">How many rows went, by table.</param>
/// <param name="AuditEntry">Number of the entry on the audit trail.</param>
/// <param name="JournalCut">Whether the journal beside the data file was emptied as well; if not, that happens with one of the next writes.</param>
public sealed record ErasureProof(
    string Conversation, DateTimeOffset At, string By, string Reason, ImmutableSortedDictionary<string, long> Rows, long AuditEntry, bool JournalCut);
