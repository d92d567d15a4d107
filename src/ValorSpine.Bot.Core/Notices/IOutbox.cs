using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Notices;

/// <summary>What patients have not been told yet, for staff. Each look and each step is put on the audit trail.</summary>
public interface IOutbox
{
    /// <summary>Notices that wait, fail or were given up, the given-up ones first, then by time. Recorded with the reader's name.</summary>
    /// <param name="reader">Who looks, as they signed in.</param>
    /// <param name="take">At most so many, 1 to 200.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<OutboxList> ListAsync(string reader, int take, CancellationToken cancel);

    /// <summary>Sends it now, once more. False where it was settled meanwhile.</summary>
    ValueTask<bool> TryAgainAsync(long id, string by, CancellationToken cancel);

    /// <summary>Somebody told the patient by phone. False where it was settled meanwhile.</summary>
    ValueTask<bool> HandledByPhoneAsync(long id, string by, CancellationToken cancel);
}

/// <summary>What waits in the outbox.</summary>
/// <param name="Rows">The first of it.</param>
/// <param name="Total">How much there is in all.</param>
public sealed record OutboxList(ImmutableArray<OutboxRow> Rows, int Total);

/// <summary>A notice that did not reach its patient yet.</summary>
/// <param name="Id">Of the notice.</param>
/// <param name="ConversationId">Where it was decided, or its appointment made.</param>
/// <param name="Template">Which text.</param>
/// <param name="Way">How it travels.</param>
/// <param name="To">The address, masked.</param>
/// <param name="Reference">Of the appointment, or null.</param>
/// <param name="DueAt">UTC.</param>
/// <param name="State">How far it is.</param>
/// <param name="Failures">How often it could not be sent.</param>
/// <param name="Problem">Why it could not be sent last, or null.</param>
public sealed record OutboxRow(
    long Id, string ConversationId, string Template, NoticeWay Way, string To, string? Reference, DateTimeOffset DueAt, OutboxState State, int Failures, NoticeProblem? Problem);

/// <summary>How far a notice is.</summary>
public enum OutboxState
{
    /// <summary>It is sent when it is due.</summary>
    Waiting,

    /// <summary>There is no carrier for its way: staff tell the patient.</summary>
    NoCarrier,

    /// <summary>It could not be sent and is tried again.</summary>
    Failing,

    /// <summary>It is tried no more, unless staff ask for it.</summary>
    Dead,
}

/// <summary>Why a notice could not be sent.</summary>
public enum NoticeProblem
{
    /// <summary>The carrier does not take it, and would not tomorrow: most often there is no such address.</summary>
    Refused,

    /// <summary>The carrier does not take it now.</summary>
    NotNow,

    /// <summary>The carrier cannot be reached or does not answer.</summary>
    Unreachable,

    /// <summary>The way to the carrier could not be protected, or it does not take our account.</summary>
    Setup,

    /// <summary>Something else.</summary>
    Other,

    /// <summary>The patient took the bot out of the channel, or blocked it.</summary>
    Gone,

    /// <summary>Its record in the store cannot be read, so that nobody knows to whom it goes.</summary>
    Unreadable,
}

/// <summary>An address as far as staff need it to tell one from another.</summary>
public static class MaskedAddress
{
    private const int Shown = 2;

    /// <summary><c>a…@example.org</c>, <c>…42</c>.</summary>
    public static string Of(NoticeWay way, string address) => way switch
    {
        NoticeWay.Email when address.LastIndexOf('@') is > 0 and var at => $"{address[0]}…{address[at..]}",
        NoticeWay.Phone when address.Length > Shown => "…" + address[^Shown..],
        NoticeWay.Chat => "the chat",
        _ => "…",
    };
}
