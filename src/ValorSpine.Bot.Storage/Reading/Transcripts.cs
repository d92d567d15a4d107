using System.Collections.Immutable;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Encryption;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Sqlite;

namespace ValorSpine.Bot.Storage.Reading;

/// <summary>What staff read.</summary>
internal sealed class Transcripts(
    IDbContextFactory<BotDb> databases, SqliteStore store, StoredConversations conversations, BuiltInSchedule schedule, StoredIncidents incidents, WaitingList waiting, Undelivered undelivered, AuditTrail audit, ClinicFacts clinic) : ITranscripts
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
    public async ValueTask<Transcript?> OpenAsync(string conversationId, string reader, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reader);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await Rows(db.Conversations.AsNoTracking().Where(conversation => conversation.Id == conversationId)).FirstOrDefaultAsync(cancel);
        if (row is null)
            return null;

        // On the trail before anything is shown.
        await audit.RecordAsync(reader, "transcript.open", conversationId, cancel);
        return Read(row.ToRow());
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
            ChannelGoneSince = undelivered.GoneSince(conversationId),
        };
        return conversations.Find(conversationId)?.Loaded.State is { } state
            ? transcript with { State = state, Owner = state.Owner, Summary = HandOffSummary.Of(state, transcript, clinic) }
            : transcript;
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
