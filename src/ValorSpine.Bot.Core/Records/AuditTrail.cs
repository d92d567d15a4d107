using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Records;

/// <summary>Who did what, and when. Entries are added, never changed; each carries the hash of the one before it, so that a change is found.</summary>
public interface IAuditTrail
{
    /// <summary>Adds an entry; completes once it is on disk.</summary>
    /// <param name="actor">Who, as they signed in.</param>
    /// <param name="action">What, as <c>area.verb</c>: <c>transcript.open</c>.</param>
    /// <param name="conversationId">Of which conversation, or null.</param>
    /// <param name="note">What they stated as the reason, or how much it was; kept encrypted. Null for none.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The number of the entry.</returns>
    ValueTask<long> RecordAsync(string actor, string action, string? conversationId, string? note, CancellationToken cancel);

    /// <summary>Entries that fit, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Only those with a lower number, or null.</param>
    /// <param name="take">At most so many, 1 to 500.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<ImmutableArray<AuditEntry>> ListAsync(AuditFilter filter, long? before, int take, CancellationToken cancel);

    /// <summary>Goes through the whole trail and says whether it is as it was written.</summary>
    ValueTask<AuditVerification> VerifyAsync(CancellationToken cancel);
}

/// <summary>Which entries; what is null does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Who.</summary>
    public string? Actor { get; init; }

    /// <summary>What: <c>transcript.open</c>, or with its area alone all of that: <c>transcript</c>.</summary>
    public string? Action { get; init; }

    /// <summary>What is left out: one <c>area.verb</c>.</summary>
    public string? Except { get; init; }

    /// <summary>Of which conversation.</summary>
    public string? ConversationId { get; init; }

    /// <summary>Not earlier.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Earlier than this.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>An entry of the trail.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, as <c>area.verb</c>.</param>
/// <param name="ConversationId">Of which conversation, or null.</param>
/// <param name="Note">The reason that was stated, or how much it was; null where nothing was noted.</param>
public sealed record AuditEntry(long Number, DateTimeOffset At, string Actor, string Action, string? ConversationId, string? Note);

/// <summary>What came of going through the trail.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="From">Time of the first, or null where there is none.</param>
/// <param name="Until">Time of the last.</param>
/// <param name="Last">Hash of the last entry in hexadecimal: noted elsewhere, it proves later that nothing before it was rewritten.</param>
public sealed record AuditVerification(long Entries, DateTimeOffset? From, DateTimeOffset? Until, string Last)
{
    /// <summary>The first thing that is not as it was written, or null where all is.</summary>
    public AuditBreak? Broken { get; init; }

    /// <summary>Through which number older entries were removed when their time was over; 0 where none were.</summary>
    public long PurgedThrough { get; init; }
}

/// <summary>Where the trail is broken.</summary>
/// <param name="Number">Of the first entry that does not fit.</param>
/// <param name="How">What is wrong there.</param>
public sealed record AuditBreak(long Number, AuditDefect How);

/// <summary>What is wrong with an entry.</summary>
public enum AuditDefect
{
    /// <summary>It does not hold what it held when it was written.</summary>
    Changed,

    /// <summary>It does not follow the one before it: that one was removed, replaced or moved.</summary>
    NotAfterTheOneBefore,

    /// <summary>Entries from this one to the end are missing.</summary>
    EndMissing,

    /// <summary>It was added past the service.</summary>
    Added,

    /// <summary>The seal on the end of the trail is missing or was not made by this service.</summary>
    SealBroken,
}
