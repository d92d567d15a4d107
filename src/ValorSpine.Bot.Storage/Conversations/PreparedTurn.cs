using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Figures;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Judging;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Ownership;
using ValorSpine.Bot.Storage.Reading;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>A turn made ready by its caller, serialised and encrypted, so that the one writer has only rows to write.</summary>
internal sealed class PreparedTurn
{
    private readonly TurnToCommit _turn;
    private readonly byte[] _state;
    private readonly ImmutableArray<byte[]> _bodies;
    private readonly ImmutableArray<byte[]> _alerts;
    private readonly byte[]? _screening;
    private readonly byte[]? _consent;
    private readonly ImmutableArray<PreparedNotice> _notices;
    private readonly long[] _found;
    private readonly DateTimeOffset _now;

    private PreparedTurn(TurnToCommit turn, ImmutableArray<LogEntry> entries, ContentCipher cipher, ImmutableArray<PreparedNotice> notices, SearchIndex index, DateTimeOffset now)
    {
        var (id, loaded, decided) = (turn.Message.ConversationId, turn.Loaded, turn.Decided);
        _turn = turn;
        _notices = notices;
        _found = index.HashesOf(entries, turn.Message.Staff is { } act ? [SearchTerms.Reviewer(act.By)] : []);
        _now = now;
        Entries = entries;
        After = loaded with
        {
            State = decided.State,
            Version = loaded.Version + 1,
            LastSequence = loaded.LastSequence + entries.Length,
            LastAt = entries.Length == 0 ? loaded.LastAt : entries[^1].At,
        };
        _state = cipher.Encrypt(StoredJson.Write(decided.State), id, RowKind.State);
        _bodies = [.. entries.Select((entry, index) => cipher.Encrypt(
            StoredJson.Write(new LogBody(entry.FromBot ? null : entry.Text, entry.ActivityJson, entry.Reply, entry.Why, entry.KnowledgeVersion, index == 0 ? turn.Facts : null, index == 0 ? turn.Message.Input : null)), id, RowKind.Log, entry.Sequence))];
        _alerts = [.. decided.Alerts.Select(alert => cipher.Encrypt(System.Text.Encoding.UTF8.GetBytes(alert.Rule), id, RowKind.Alert, FirstSequence))];
        _screening = decided.Screening is null ? null : cipher.Encrypt(StoredJson.Write(decided.Screening), id, RowKind.Screening, FirstSequence);
        _consent = decided.Consent is null ? null : cipher.Encrypt(StoredJson.Write(decided.Consent), id, RowKind.Consent, FirstSequence);
    }

    public enum Written
    {
        Yes,
        KeyKnown,
        VersionChanged,
    }

    public ImmutableArray<LogEntry> Entries { get; }

    public LoadedConversation After { get; }

    /// <summary>Whether the turn, once written, opened an incident.</summary>
    public bool OpenedIncident { get; private set; }

    /// <summary>Whether the turn, once written, left notices to be sent.</summary>
    public bool HasNotices => !_notices.IsEmpty;

    /// <summary>Whether somebody else has the conversation now, or its timer changed.</summary>
    public bool OwnerChanged => _turn.Decided.State.Owner != _turn.Loaded.State.Owner;

    /// <summary>Whether the turn, once written, has replies to send.</summary>
    public bool HasDeliveries { get; private set; }

    private long FirstSequence => _turn.Loaded.LastSequence + 1;

    /// <summary>The sections that its replies said, by their hashes.</summary>
    public IReadOnlyList<(byte[] Hash, long Sequence)> Said { get; set; } = [];

    public static PreparedTurn From(TurnToCommit turn, ContentCipher cipher, DateTimeOffset now, ImmutableArray<PreparedNotice> notices, SearchIndex index)
    {
        var loaded = turn.Loaded;
        var at = Math.Max(now.UtcTicks, loaded.LastAt.UtcTicks + 1);
        var sequence = loaded.LastSequence;
        var entries = ImmutableArray.CreateBuilder<LogEntry>();
        long? replyTo = null;
        if (turn.Message.Input is Input.Said said)
        {
            entries.Add(Next() with { Text = said.Text, ActivityJson = turn.Message.ActivityJson });
            replyTo = sequence;
        }

        foreach (var reply in turn.Decided.Replies)
        {
            entries.Add(Next() with
            {
                FromBot = true,
                Reply = reply,
                ReplyTo = replyTo,
                Outcome = turn.Decided.Outcome,
                Why = turn.Decided.Why,
                KnowledgeVersion = turn.KnowledgeVersion,
            });
        }

        return new(turn, entries.ToImmutable(), cipher, notices, index, now);

        LogEntry Next() => new() { ConversationId = turn.Message.ConversationId, Sequence = ++sequence, At = new(at++, TimeSpan.Zero), FromBot = false };
    }

    /// <summary>Runs on the writer, inside its transaction.</summary>
    /// <param name="session">Of the writer.</param>
    /// <param name="mailAlerts">Whether what opens an incident is mailed to staff.</param>
    public Written Write(StoreSession session, bool mailAlerts)
    {
        var id = _turn.Message.ConversationId;

        // The key before the version: a message that came twice is most often also decided on a version that has passed.
        var known = session.Query("SELECT 1 FROM Log WHERE ConversationId = $1 AND Key = $2", _ => true, id, _turn.Message.Key);
        if (known)
            return Written.KeyKnown;

        var updated = session.Execute(
            "UPDATE Conversations SET Version = Version + 1, LastAt = $1, Entries = $2, State = $3, Screened = Screened OR $4 WHERE Id = $5 AND Version = $6 AND WrappedKey IS NOT NULL",
            After.LastAt.UtcTicks, After.LastSequence, _state, _screening is not null, id, _turn.Loaded.Version);
        if (updated == 0)
            return Written.VersionChanged;

        for (var i = 0; i < Entries.Length; i++)
        {
            var entry = Entries[i];
            session.Post(
                "INSERT INTO Log (ConversationId, Sequence, At, FromBot, ReplyTo, Key, Outcome, Body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                id, entry.Sequence, entry.At.UtcTicks, entry.FromBot, entry.ReplyTo, i == 0 ? _turn.Message.Key : null, entry.Outcome?.ToString(), _bodies[i]);
        }

        var review = ReviewRows.Write(session, id, After.Conversation.Channel, After.LastAt.UtcTicks, TurnReview.Of(_turn.Decided), _turn.Message.Input is Input.Said or Input.CalledInGroup);
        if (_turn.Message is { Input: Input.StaffTook, Staff: { } taker } && OwnerChanged)
            ReviewRows.Taken(session, review, taker.By, After.LastAt.UtcTicks);
        SearchIndex.Write(session, review, _found);
        StoredFigures.Write(session, _turn.Loaded.Conversation, _turn.Loaded.State, _turn.Message.Input, _turn.Decided, _turn.Facts.Now);
        SaidSections.Write(session, id, Said);
        if (OwnerChanged)
            HeldRows.Write(session, id, After.State.Owner);
        if (_turn.Message.Staff is { } act && Entries.Length > 0)
            AuditTrail.Write(session, After.LastAt.UtcTicks, act.By, act.Action, id);
        foreach (var told in _turn.Facts.Models.Where(told => told.WasSent))
            AuditTrail.Write(session, After.LastAt.UtcTicks, ModelTrail.Actor, ModelTrail.ActionOf(told.Request), id);
        if (_turn.Decided.RecordRequest is { } asked)
            AuditTrail.Write(session, After.LastAt.UtcTicks, "patient", asked == RecordRequest.Copy ? "patient.copy-asked" : "patient.erase-asked", id);
        WriteDeliveries(session, id);
        WriteAlerts(session, id, mailAlerts);
        if (_screening is not null)
        {
            session.Post(
                "INSERT INTO Screenings (ConversationId, Sequence, At, PageHash, Body) VALUES ($1, $2, $3, $4, $5)",
                id, FirstSequence, After.LastAt.UtcTicks, _turn.Decided.Screening!.PageKey is { } key ? ScreeningPages.HashOf(key) : null, _screening);
        }

        if (_consent is not null)
            session.Post("INSERT INTO Consents (ConversationId, Sequence, At, Body) VALUES ($1, $2, $3, $4)", id, FirstSequence, After.LastAt.UtcTicks, _consent);
        foreach (var notice in _notices)
            notice.Write(session, After.LastAt.UtcTicks);
        return Written.Yes;
    }

    // Only conversations of channels that are called have an address; a queue that waits for its next try goes on waiting. One that only waits for the morning keeps neither a patient waiting who writes nor a person who writes to them.
    private void WriteDeliveries(StoreSession session, string id)
    {
        if (_turn.Message.IsAnsweredInResponse || _turn.Decided.Replies.IsEmpty
            || session.Execute(
                "UPDATE ReplyAddresses SET DueAt = CASE WHEN DueAt IS NULL OR ($3 AND Failures = 0) THEN $1 ELSE DueAt END WHERE ConversationId = $2 AND ClosedAt IS NULL",
                _now.UtcTicks, id, _turn.Message.Input is Input.Said or Input.StaffSaid) == 0)
        {
            return;
        }

        foreach (var entry in Entries.Where(entry => entry.FromBot))
            session.Post("INSERT INTO Deliveries (ConversationId, Sequence, At, State) VALUES ($1, $2, $3, 'waiting')", id, entry.Sequence, _now.UtcTicks);
        HasDeliveries = true;
    }

    private void WriteAlerts(StoreSession session, string id, bool mailAlerts)
    {
        if (_alerts.IsEmpty)
            return;
        for (var i = 0; i < _alerts.Length; i++)
        {
            session.Post(
                "INSERT INTO Alerts (ConversationId, Sequence, Number, At, Kind, Body) VALUES ($1, $2, $3, $4, $5, $6)",
                id, FirstSequence, (long)i, After.LastAt.UtcTicks, _turn.Decided.Alerts[i].Kind, _alerts[i]);
        }

        var kinds = session.List("SELECT DISTINCT Kind FROM Alerts WHERE ConversationId = $1", row => row.GetString(0), id);
        session.Post("UPDATE Conversations SET HasAlert = TRUE, AlertKinds = $1 WHERE Id = $2", string.Join(',', AlertUrgency.MostUrgentFirst(kinds)), id);
        OpenedIncident = RaisedIncident.Write(session, id, [.. _turn.Decided.Alerts.Select(alert => alert.Kind)], After.LastAt.UtcTicks, mailAlerts);
    }
}
