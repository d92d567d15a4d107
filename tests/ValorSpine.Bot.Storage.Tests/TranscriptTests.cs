using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class TranscriptTests(StoreKind kind) : IAsyncLifetime
{
    private protected OpenedStore _store = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_list_is_newest_first_page_by_page_with_the_total()
    {
        for (var i = 0; i < 7; i++)
            await MakeAsync("c" + i, "webchat");
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.SayAsync("c2", "back again");

        var first = await _store.Transcripts.ListAsync(null, null, 0, 3, Cancel);
        var last = await _store.Transcripts.ListAsync(null, null, 6, 3, Cancel);

        Assert.Equal(["c2", "c6", "c5"], first.Rows.Select(row => row.Id));
        Assert.Equal(["c0"], last.Rows.Select(row => row.Id));
        Assert.Equal((7, 7), (first.Total, last.Total));
        Assert.Equal(4, first.Rows[0].Entries);
        Assert.True(first.Rows[0].StartedAt < first.Rows[0].LastAt);
    }

    [Fact]
    public async Task The_list_is_filtered_by_channel_and_by_alert()
    {
        await MakeAsync("quiet", "webchat");
        await MakeAsync("staff", "webchat", new Alert("staff", "asked"));
        await MakeAsync("emergency", "directline", new Alert("staff", "asked"), new Alert("emergency", "RF-CES"));
        await MakeAsync("crisis", "directline", new Alert("crisis", "CR-1"));

        Assert.Equal(["staff", "quiet"], await IdsAsync("webchat", null));
        Assert.Equal(["crisis", "emergency", "staff"], await IdsAsync(null, "any"));
        Assert.Equal(["emergency", "staff"], await IdsAsync(null, "staff"));
        Assert.Equal(["emergency"], await IdsAsync("directline", "emergency"));
        Assert.Empty(await IdsAsync("webchat", "crisis"));
        Assert.Empty(await IdsAsync("teams", null));
        var row = Assert.Single((await _store.Transcripts.ListAsync(null, "emergency", 0, 10, Cancel)).Rows);
        Assert.Equal(["emergency", "staff"], row.Alerts);
    }

    [Fact]
    public async Task A_transcript_holds_everything_of_its_conversation()
    {
        await _store.ConversationAsync("c1");
        await _store.SayAsync("c1", "it hurts", decide: decided => decided with
        {
            Alerts = [new("emergency", "RF-CES")],
            Screening = new("""{"resourceType":"QuestionnaireResponse"}""", "O-DIAGNOSIS", "You said that it hurts."),
        });
        var slot = new Slot("evaluation", "dr-a", new(2026, 12, 2, 15, 0, 0, TimeSpan.Zero), 60);
        var held = (ScheduleResult.Held)await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Hold(slot), Cancel);
        var booked = (ScheduleResult.Booked)await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Confirm(held.HoldId, "Ann", "+13125550101", null, "back pain", "summary"), Cancel);

        var transcript = (await _store.Transcripts.OpenAsync("c1", "dr.who", Cancel))!;

        Assert.Equal(["it hurts", ""], transcript.Log.Select(entry => entry.Text));
        var alert = Assert.Single(transcript.Alerts);
        Assert.Equal((new("emergency", "RF-CES"), 1), (alert.Alert, alert.Sequence));
        Assert.Equal(("O-DIAGNOSIS", "You said that it hurts."), (transcript.Screenings[0].Result.OutcomeId, transcript.Screenings[0].Result.Summary));
        Assert.Equal(new(booked.Appointment, false, "back pain", "summary"), Assert.Single(transcript.Appointments));
        Assert.True(transcript.Row is { Screened: true, Booked: true });
        await _store.Schedule.PerformAsync("c1", new ScheduleRequest.Cancel(booked.Appointment.Reference), Cancel);
        Assert.True((await _store.Transcripts.OpenAsync("c1", "dr.who", Cancel))!.Appointments[0].Cancelled);
    }

    [Fact]
    public async Task Each_look_is_on_the_audit_trail_with_the_readers_name()
    {
        await _store.ConversationAsync("c1");

        await _store.Transcripts.OpenAsync("c1", "ann", Cancel);
        await _store.Transcripts.OpenAsync("c1", "ben", Cancel);
        Assert.Null(await _store.Transcripts.OpenAsync("unknown", "ben", Cancel));

        var trail = _store.Get<DataStore>().Read(session => session.List(
            "SELECT Actor, Action, ConversationId, At FROM AuditEntries ORDER BY Id", row => (row.GetString(0), row.GetString(1), row.GetString(2), row.Time(3))));
        Assert.Equal([("ann", "transcript.open", "c1", _store.Time.GetUtcNow()), ("ben", "transcript.open", "c1", _store.Time.GetUtcNow())], trail);
    }

    private async Task MakeAsync(string id, string channel, params Alert[] alerts)
    {
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.ConversationAsync(id, channel);
        await _store.SayAsync(id, "hello", decide: decided => decided with { Alerts = [.. alerts] });
    }

    private async Task<IEnumerable<string>> IdsAsync(string? channel, string? alert) =>
        (await _store.Transcripts.ListAsync(channel, alert, 0, 10, Cancel)).Rows.Select(row => row.Id);
}

public sealed class TranscriptOnSqliteTests() : TranscriptTests(StoreKind.Sqlite)
{
    [Fact]
    public async Task The_list_is_read_along_an_index()
    {
        var plan = _store.Get<DataStore>().Read(session => session.List(
            "EXPLAIN QUERY PLAN SELECT Id FROM Conversations WHERE Channel = 'webchat' ORDER BY LastAt DESC, Id LIMIT 20", row => row.GetString(3)));

        Assert.Contains(plan, step => step.Contains("IX_Conversations_Channel_LastAt", StringComparison.Ordinal));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.Transcripts.ListAsync(null, null, 0, 201, Cancel));
    }
}

public sealed class TranscriptOnPostgreSqlTests() : TranscriptTests(StoreKind.PostgreSql);
