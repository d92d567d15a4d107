using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>What staff read.</summary>
internal sealed class Transcripts(
    IDbContextFactory<BotDb> databases, DataStore store, StoredConversations conversations, BuiltInSchedule schedule, StoredIncidents incidents, WaitingList waiting, Undelivered undelivered, AuditTrail audit, ClinicFacts clinic) : ITranscripts
{
    private const string AnyAlert = "any";

    /// <inheritdoc/>
    public async ValueTask<ConversationPage> ListAsync(string? channel, string? alert, int skip, int take, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 200);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var wanted = db.Conversations.AsNoTracking().Where(conversation => conversation.WrappedKey != null);
        if (channel is not null)
            wanted = wanted.Where(conversation => conversation.Channel == channel);
        if (alert == AnyAlert)
            wanted = wanted.Where(conversation => conversation.HasAlert);
        else if (alert is not null)
            wanted = wanted.Where(conversation => db.Alerts.Any(raised => raised.Kind == alert && raised.ConversationId == conversation.Id));

        var total = await wanted.CountAsync(cancel);
        var rows = await Rows(wanted.OrderByDescending(conversation => conversation.LastAt).ThenBy(conversation => conversation.Id).Skip(skip).Take(take)).ToListAsync(cancel);
        return new([.. rows.Select(row => row.ToRow())], total);
    }

    /// <inheritdoc/>
    public ValueTask<Transcript?> OpenAsync(string conversationId, string reader, CancellationToken cancel) => OpenAsync(conversationId, reader, "transcript.open", cancel);

    /// <inheritdoc/>
    public ValueTask<Transcript?> RefreshAsync(string conversationId, string reader, CancellationToken cancel) => OpenAsync(conversationId, reader, "transcript.refresh", cancel);

    private async ValueTask<Transcript?> OpenAsync(string conversationId, string reader, string action, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await Rows(db.Conversations.AsNoTracking().Where(conversation => conversation.Id == conversationId && conversation.WrappedKey != null)).FirstOrDefaultAsync(cancel);
        if (row is null)
            return null;

        // On the trail before anything is shown.
        await audit.RecordAsync(reader, action, conversationId, cancel);
        return Read(row.ToRow()) with { Linked = await LinkedAsync(conversationId, reader, action, cancel) };
    }

    /// <summary>All that a conversation holds. Whoever calls it has put the look on the trail.</summary>
    internal Transcript Read(ConversationRow row)
    {
        var conversationId = row.Id;
        var transcript = new Transcript(
            row,
            conversations.Entries(conversationId, after: 0),
            Alerts(conversationId),
            Screenings(conversationId),
            [.. schedule.MadeIn(conversationId).Select(made => new StoredAppointment(made.Appointment, made.Cancelled, made.Details.Reason, made.Details.ScreeningSummary) { PreferredContact = made.Details.PreferredContact })])
        {
            Incidents = incidents.OfConversation(conversationId),
            Consents = Consents(conversationId),
            Waits = waiting.OfConversation(conversationId),
            Deliveries = OnTheWay(conversationId),
            Activities = Kept(conversationId),
            ChannelGoneSince = undelivered.GoneSince(conversationId),
        };
        return conversations.Find(conversationId)?.Loaded.State is { } state
            ? transcript with { State = state, Owner = state.Owner, Summary = HandOffSummary.Of(state, transcript, clinic) }
            : transcript;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<RecordedTurn>> TurnsAsync(string conversationId, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        var turns = conversations.RecordedTurns(conversationId);
        if (!turns.IsEmpty)
            await audit.RecordAsync(reader, "transcript.replay", conversationId, cancel);
        return turns;
    }

    /// <summary>What the patient continued from here or here, near and far. Each is on the trail as a look of its own. One that cannot be read is left out: what it knows of the patient could not be hidden.</summary>
    private async ValueTask<ImmutableArray<LinkedConversation>> LinkedAsync(string id, string reader, string action, CancellationToken cancel)
    {
        var linked = store.Read(session => session.List(
            """
            WITH RECURSIVE
                earlier(Id) AS (SELECT ContinuesFrom FROM Reviews WHERE ConversationId = $1 UNION SELECT r.ContinuesFrom FROM Reviews AS r JOIN earlier AS e ON r.ConversationId = e.Id),
                later(Id) AS (SELECT ConversationId FROM Reviews WHERE ContinuesFrom = $1 UNION SELECT r.ConversationId FROM Reviews AS r JOIN later AS l ON r.ContinuesFrom = l.Id)
            SELECT Id, TRUE FROM earlier WHERE Id IS NOT NULL AND Id <> $1 UNION ALL SELECT Id, FALSE FROM later WHERE Id <> $1
            """,
            row => (Id: row.GetString(0), IsEarlier: row.GetBoolean(1)), id));
        if (linked.Count == 0)
            return [];
        var ids = linked.ConvertAll(one => one.Id);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await Rows(db.Conversations.AsNoTracking().Where(conversation => ids.Contains(conversation.Id) && conversation.WrappedKey != null).OrderBy(conversation => conversation.StartedAt)).ToListAsync(cancel);
        rows.RemoveAll(row => conversations.IsUnreadable(row.Id));
        foreach (var row in rows)
            await audit.RecordAsync(reader, action, row.Id, cancel);
        return [.. rows.Select(row => new LinkedConversation(row.ToRow(), conversations.Entries(row.Id, after: 0), linked.Find(one => one.Id == row.Id).IsEarlier) { State = conversations.Find(row.Id)?.Loaded.State })];
    }

    private ImmutableDictionary<long, ReplyDelivery> OnTheWay(string id) => store.Read(session => session.List(
        "SELECT Sequence, State, DoneAt, COALESCE(Receipt, Problem) FROM Deliveries WHERE ConversationId = $1",
        row => KeyValuePair.Create(row.GetInt64(0), new ReplyDelivery(row.GetString(1), row.NumberOrNull(2) is { } ticks ? new(ticks, TimeSpan.Zero) : null, row.TextOrNull(3))), id)).ToImmutableDictionary();

    private ImmutableArray<KeptActivity> Kept(string id)
    {
        if (conversations.FindCipher(id) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(
            "SELECT Type, At, Body FROM KeptActivities WHERE ConversationId = $1 AND Type = 'messageDelete' ORDER BY At", row => (Type: row.GetString(0), At: row.Time(1), Body: row.Bytes(2)), id));
        return [.. rows.Select(row =>
        {
            using var activity = JsonDocument.Parse(cipher.Decrypt(row.Body, id, RowKind.KeptActivity));
            return new KeptActivity(row.Type, row.At, activity.RootElement.TryGetProperty("id", out var about) ? about.GetString() : null);
        })];
    }

    private static IQueryable<ListedConversation> Rows(IQueryable<ConversationRecord> wanted) => wanted.Select(c => new ListedConversation(
        c.Id, c.Channel, c.StartedAt, c.LastAt, c.Entries, c.AlertKinds, c.Screened, c.Booked));

    private ImmutableArray<RaisedAlert> Alerts(string id)
    {
        if (conversations.FindCipher(id) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(
            "SELECT Sequence, At, Kind, Body FROM Alerts WHERE ConversationId = $1 ORDER BY Sequence, Number",
            row => (Sequence: row.GetInt64(0), At: row.Time(1), Kind: row.GetString(2), Body: row.Bytes(3)), id));
        return [.. rows.Select(row => new RaisedAlert(
            new Alert(row.Kind, Encoding.UTF8.GetString(cipher.Decrypt(row.Body, id, RowKind.Alert, row.Sequence))), row.At, row.Sequence))];
    }

    private ImmutableArray<StoredScreening> Screenings(string id)
    {
        if (conversations.FindCipher(id) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(
            "SELECT Sequence, At, Body FROM Screenings WHERE ConversationId = $1 ORDER BY Sequence",
            row => (Sequence: row.GetInt64(0), At: row.Time(1), Body: row.Bytes(2)), id));
        return [.. rows.Select(row =>
        {
            var screening = StoredJson.Read<FinishedScreening>(cipher.Decrypt(row.Body, id, RowKind.Screening, row.Sequence));
            return new StoredScreening(new(screening.OutcomeId, screening.Summary, screening.ResponseJson, screening.Sheet), row.At);
        })];
    }

    private ImmutableArray<StoredConsent> Consents(string id)
    {
        if (conversations.FindCipher(id) is not { } cipher)
            return [];
        var rows = store.Read(session => session.List(
            "SELECT Sequence, At, Body FROM Consents WHERE ConversationId = $1 ORDER BY Sequence", row => (Sequence: row.GetInt64(0), At: row.Time(1), Body: row.Bytes(2)), id));
        return [.. rows.Select(row => new StoredConsent(StoredJson.Read<ConsentAnswer>(cipher.Decrypt(row.Body, id, RowKind.Consent, row.Sequence)), row.At, row.Sequence))];
    }

    private sealed record ListedConversation(
        string Id, string Channel, DateTimeOffset StartedAt, DateTimeOffset LastAt, long Entries, string AlertKinds, bool Screened, bool Booked)
    {
        public ConversationRow ToRow() => new(
            Id, Channel, StartedAt, LastAt, Entries, [.. AlertKinds.Split(',', StringSplitOptions.RemoveEmptyEntries)], Screened, Booked);
    }
}
