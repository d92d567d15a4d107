using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>
/// What staff settle. The first alert of a conversation opens an incident, later ones join it until it is resolved; a more urgent one opens it again.
/// Each step is taken once: who comes second is told who was first.
/// </summary>
public interface IIncidents
{
    /// <summary>How many are open, that is, seen by nobody yet.</summary>
    ValueTask<int> CountOpenAsync(CancellationToken cancel);

    /// <summary>Those that are open or seen, most urgent first, among equals the oldest first.</summary>
    /// <param name="take">At most so many, 1 to 200.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<IncidentList> UnsettledAsync(int take, CancellationToken cancel);

    /// <summary>Open becomes seen. Recorded with the person's name.</summary>
    ValueTask<IncidentChange> SeeAsync(IncidentStep step, CancellationToken cancel);

    /// <summary>Seen becomes resolved. Recorded with the person's name.</summary>
    /// <param name="step">Who resolves what.</param>
    /// <param name="note">What was done, or null. Kept encrypted.</param>
    /// <param name="cancel">Ends the wait until it is written.</param>
    ValueTask<IncidentChange> ResolveAsync(IncidentStep step, string? note, CancellationToken cancel);
}

/// <summary>How far an incident is settled.</summary>
public enum IncidentState
{
    /// <summary>Seen by nobody yet.</summary>
    Open,

    /// <summary>Somebody has taken it on.</summary>
    Seen,

    /// <summary>Settled; the next alert of the conversation opens another.</summary>
    Resolved,
}

/// <summary>An incident.</summary>
/// <param name="Id">Of the incident.</param>
/// <param name="ConversationId">Whose alerts it holds.</param>
/// <param name="Channel">Channel id of the conversation.</param>
/// <param name="Kind">The most urgent kind of its alerts: <c>emergency</c>, <c>crisis</c>, <c>sign</c>.</param>
/// <param name="State">How far it is settled.</param>
/// <param name="Opening">1, and one more each time it became more urgent.</param>
/// <param name="OpenedAt">UTC, of the last opening.</param>
/// <param name="Alerts">How many alerts it holds.</param>
/// <param name="LastAlertAt">UTC.</param>
public sealed record Incident(
    long Id, string ConversationId, string Channel, string Kind, IncidentState State, long Opening, DateTimeOffset OpenedAt, long Alerts, DateTimeOffset LastAlertAt)
{
    /// <summary>Who saw it since its last opening, or null.</summary>
    public IncidentSignature? Seen { get; init; }

    /// <summary>Who resolved it, or null.</summary>
    public IncidentSignature? Resolved { get; init; }

    /// <summary>What was noted on resolving it, or null. Lists leave it out.</summary>
    public string? Note { get; init; }
}

/// <summary>Who took a step, and when.</summary>
/// <param name="By">As they signed in.</param>
/// <param name="At">UTC.</param>
public sealed record IncidentSignature(string By, DateTimeOffset At);

/// <summary>Unsettled incidents.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record IncidentList(ImmutableArray<Incident> Rows, int Total);

/// <summary>A step that somebody wants to take.</summary>
/// <param name="ConversationId">Whose incident.</param>
/// <param name="Id">Of the incident.</param>
/// <param name="Opening">The opening that they looked at: one that came since has to be looked at first.</param>
/// <param name="By">Who, as they signed in.</param>
public sealed record IncidentStep(string ConversationId, long Id, long Opening, string By);

/// <summary>What came of a step.</summary>
/// <param name="Done">False where somebody else was first, or the incident has become more urgent since.</param>
/// <param name="Now">The incident as it stands, or null where there is none.</param>
public sealed record IncidentChange(bool Done, Incident? Now);
