using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Judging;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Reviews;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>Conversations that an older version stored become part of the queue, the search and "who else got this answer".</summary>
public abstract class BackfillTests(StoreKind kind) : IAsyncLifetime
{
    private const string Ann = "ann@clinic.example";
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ReviewBackfill Backfill => _store.Get<ReviewBackfill>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Conversations_older_than_the_queue_are_taken_up_once()
    {
        await SayAsync("c", "zebra", Outcome.Abstain);
        await ForgetAsync("c");

        Assert.Equal((1, true), Of(await Backfill.TakeUpAsync(100, Cancel)));
        Assert.Equal((0, true), Of(await Backfill.TakeUpAsync(100, Cancel)));
        Assert.Equal(["c"], await IdsAsync("state:queue zebra"));
    }

    [Fact]
    public async Task It_goes_on_where_it_was()
    {
        foreach (var id in (string[])["a", "b", "c"])
        {
            await SayAsync(id, "zebra", Outcome.Abstain);
            await ForgetAsync(id);
        }

        Assert.Equal((2, false), Of(await Backfill.TakeUpAsync(2, Cancel)));
        Assert.Equal(2, (await IdsAsync("zebra")).Count);
        await _store.RestartAsync();
        Assert.Equal((1, true), Of(await Backfill.TakeUpAsync(2, Cancel)));
        Assert.Equal(3, (await IdsAsync("zebra")).Count);
    }

    [Fact]
    public async Task One_that_had_a_turn_meanwhile_is_found_by_what_was_said_before_too()
    {
        await SayAsync("c", "zebra", Outcome.Abstain);
        await ForgetAsync("c");
        await SayAsync("c", "quagga", Outcome.Smalltalk);
        Assert.Empty(await IdsAsync("zebra"));

        await Backfill.TakeUpAsync(100, Cancel);

        Assert.Equal(["c"], await IdsAsync("state:queue zebra"));
    }

    [Fact]
    public async Task What_staff_have_dealt_with_meanwhile_does_not_come_up_again()
    {
        await SayAsync("c", "zebra", Outcome.Abstain);
        await ForgetAsync("c");
        await SayAsync("c", "quagga", Outcome.Abstain);
        await Reviews.TakeAsync(new("c", Ann, (await Reviews.FindAsync("c", Cancel))!.Version, new ReviewAction.Move(ReviewState.Resolved)), Cancel);

        await Backfill.TakeUpAsync(100, Cancel);

        Assert.Empty(await IdsAsync("state:queue"));
    }

    [Fact]
    public async Task One_that_cannot_be_read_keeps_no_other_from_being_taken_up()
    {
        await SayAsync("a", "zebra", Outcome.Abstain);
        await SayAsync("b", "zebra", Outcome.Abstain);
        await ForgetAsync("a");
        await ForgetAsync("b");
        await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = $1 WHERE Id = 'a'", new byte[80]), Cancel);
        await _store.RestartAsync();

        var piece = await Backfill.TakeUpAsync(100, Cancel);

        Assert.Equal((1, true), Of(piece));
        Assert.Single(piece.Unreadable);
        Assert.Equal(["b"], await IdsAsync("zebra"));
    }

    [Fact]
    public async Task An_alert_that_was_settled_does_not_come_up_as_new()
    {
        await SayAsync("settled", "numb", Outcome.Emergency, new Alert("emergency", "rule"));
        await SayAsync("open", "numb", Outcome.Emergency, new Alert("emergency", "rule"));
        await ResolveAsync("settled");
        await ForgetAsync("settled");
        await ForgetAsync("open");

        await Backfill.TakeUpAsync(100, Cancel);

        Assert.Equal(["open"], await IdsAsync("state:queue"));
        Assert.Equal((ReviewState.Resolved, Ann), (await Reviews.FindAsync("settled", Cancel)) is { } review ? (review.State, review.Changed!.By) : default);
    }

    [Fact]
    public async Task Who_wrote_again_after_an_alert_was_settled_is_in_the_queue()
    {
        await SayAsync("c", "numb", Outcome.Emergency, new Alert("emergency", "rule"));
        await ResolveAsync("c");
        await SayAsync("c", "thanks", Outcome.Smalltalk);
        await ForgetAsync("c");

        await Backfill.TakeUpAsync(100, Cancel);

        Assert.Equal(ReviewReasons.WroteAgain, (await Reviews.FindAsync("c", Cancel))!.Reasons);
    }

    [Fact]
    public async Task Who_else_got_an_answer_is_known_of_older_conversations()
    {
        await SayCitedAsync("a");
        await SayCitedAsync("b");
        await ForgetAsync("b");

        await Backfill.TakeUpAsync(100, Cancel);

        var judging = _store.Get<IJudging>();
        var record = await judging.RecordAsync((await judging.OpenRecordAsync("a", 2, Ann, Cancel))!.Value, Ann, Cancel);
        Assert.Equal("b", Assert.Single(record!.Others).ConversationId);
    }

    private IReviews Reviews => _store.Get<IReviews>();

    private static (int TakenUp, bool IsEnded) Of(BackfillPiece piece) => (piece.TakenUp, piece.IsEnded);

    private async Task SayAsync(string id, string text, Outcome outcome, params Alert[] alerts)
    {
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, text, decide: turn => turn with { Outcome = outcome, Alerts = [.. alerts] });
    }

    private async Task SayCitedAsync(string id)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, "what is it", decide: turn => turn with { Replies = [new() { Text = "It is.", Citations = [new("fibrin-what", "short-answer", "fibrin", "What it is", [])] }] });
    }

    private async Task ResolveAsync(string id)
    {
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        var incident = (await _store.Incidents.UnsettledAsync(10, Cancel)).Rows.Single(incident => incident.ConversationId == id);
        await _store.Incidents.SeeAsync(new(id, incident.Id, incident.Opening, Ann), Cancel);
        Assert.True((await _store.Incidents.ResolveAsync(new(id, incident.Id, incident.Opening, Ann), "called", Cancel)).Done);
    }

    private async Task<List<string>> IdsAsync(string text) =>
        [.. (await Reviews.ListAsync(ReviewQueryReader.Read(text, Ann).Query, null, 50, Ann, Cancel)).Rows.Select(row => row.Conversation.Id)];

    /// <summary>As an older version left it.</summary>
    private async Task ForgetAsync(string id)
    {
        await _store.Get<DataStore>().WriteAsync(session => ReviewRows.EraseTerms(session, id), Cancel);
        foreach (var table in (string[])["Reviews", "SaidSections"])
            await WriteAsync($"DELETE FROM {table} WHERE ConversationId = '{id}'");
    }

    private async Task WriteAsync(string sql) => await _store.Get<DataStore>().WriteAsync(session => session.Execute(sql), Cancel);
}

public sealed class BackfillOnSqliteTests() : BackfillTests(StoreKind.Sqlite);

public sealed class BackfillOnPostgreSqlTests() : BackfillTests(StoreKind.PostgreSql);
