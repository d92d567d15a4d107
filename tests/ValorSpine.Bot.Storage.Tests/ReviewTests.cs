using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class ReviewTests(StoreKind kind) : IAsyncLifetime
{
    private const string Ann = "ann@clinic.example", Ben = "ben@clinic.example";
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReplyMarks Marks => _store.Get<IReplyMarks>();

    private IReviews Reviews => _store.Get<IReviews>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_queue_is_sorted_by_risk()
    {
        await SayAsync("quiet", "hello", Outcome.Smalltalk);
        await SayAsync("emergency", "numb", Outcome.Emergency);
        await SayAsync("advice", "should I", Outcome.Advice);
        await SayAsync("nothing", "parking", Outcome.Abstain);
        await SayAsync("crisis", "no way out", Outcome.Crisis);
        await SayAsync("waiting", "a person", Outcome.Staff, state => state with { Owner = new Owner.Waiting(_store.Time.GetUtcNow(), HandOffReason.Asked) });

        Assert.Equal(["emergency", "crisis", "waiting", "advice", "nothing"], await IdsAsync("state:queue"));
        Assert.Equal(["waiting", "crisis", "nothing", "advice", "emergency", "quiet"], await IdsAsync(""));
        Assert.Equal(5, (await Reviews.PulseAsync(Cancel)).Open);
    }

    [Fact]
    public async Task A_check_counts_as_left_once_nothing_was_said_for_half_an_hour()
    {
        await SayAsync("c", "yes", Outcome.Screening, state => state with { Active = ActiveDialog.Screening });
        Assert.Empty(await IdsAsync("state:queue"));

        _store.Time.Advance(TimeSpan.FromMinutes(31));

        Assert.Equal(["c"], await IdsAsync("state:queue"));
        Assert.Equal(["c"], await IdsAsync("flag:left-check"));
    }

    [Fact]
    public async Task What_was_settled_leaves_the_queue_until_the_patient_writes_again()
    {
        await SayAsync("c", "parking?", Outcome.Abstain);
        Assert.True((await TakeAsync("c", Ann, new ReviewAction.Move(ReviewState.InReview))).Done);
        Assert.True((await TakeAsync("c", Ann, new ReviewAction.Move(ReviewState.Resolved))).Done);
        Assert.Empty(await IdsAsync("state:queue"));

        await SayAsync("c", "thanks", Outcome.Smalltalk);

        var now = (await Reviews.FindAsync("c", Cancel))!;
        Assert.Equal((ReviewState.New, ReviewReasons.WroteAgain, Ann), (now.State, now.Reasons, now.Assignee));
    }

    [Fact]
    public async Task The_second_of_two_reviewers_is_told_what_is_newer()
    {
        await SayAsync("c", "parking?", Outcome.Abstain);
        var seen = (await Reviews.FindAsync("c", Cancel))!.Version;
        await Reviews.TakeAsync(new("c", Ann, seen, new ReviewAction.Move(ReviewState.Resolved)), Cancel);

        var late = await Reviews.TakeAsync(new("c", Ben, seen, new ReviewAction.Assign(Ben)), Cancel);

        Assert.False(late.Done);
        Assert.Equal((Ann, (string?)null), (late.Now!.Changed!.By, late.Now.Assignee));
    }

    [Fact]
    public async Task Tags_and_notes_find_the_conversation_and_stand_nowhere_in_the_clear()
    {
        await SayAsync("c", "parking?", Outcome.Abstain);
        await TakeAsync("c", Ann, new ReviewAction.AddTag("zebratag"));
        await TakeAsync("c", Ann, new ReviewAction.AddNote("quaggasecret @ben", [Ben], IsDraft: false));

        Assert.Equal(["c"], await IdsAsync("tag:zebratag"));
        Assert.Equal(["c"], await IdsAsync("mentions:me", Ben));
        Assert.Equal(["c"], await IdsAsync($"reviewer:{Ann}"));
        Assert.Empty(await IdsAsync("reviewer:nobody@clinic.example"));
        var now = (await Reviews.FindAsync("c", Cancel))!;
        Assert.Equal("zebratag", Assert.Single(now.Tags));
        Assert.Equal("quaggasecret @ben", Assert.Single(now.Notes).Text);
        Assert.DoesNotContain("quaggasecret", await FilesAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("zebratag", await FilesAsync(), StringComparison.Ordinal);

        await TakeAsync("c", Ann, new ReviewAction.RemoveTag("Zebratag"));
        Assert.Empty(await IdsAsync("tag:zebratag"));
    }

    [Fact]
    public async Task Words_that_patients_and_staff_wrote_are_found_by_their_stem_and_shown_masked()
    {
        await SayAsync("c", "My name is Maria Lopez and the injections hurt", Outcome.Answer);
        await SayAsync("other", "does traction hurt", Outcome.Answer);

        var page = await ListAsync("injection hurt");

        var row = Assert.Single(page.Rows);
        Assert.Equal(("c", Speaker.Patient), (row.Conversation.Id, row.Snippet!.Speaker));
        Assert.Contains("injections hurt", row.Snippet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Maria", row.Snippet.Text, StringComparison.Ordinal);
        Assert.Equal(["c"], await IdsAsync("lopez"));
        Assert.Empty(await IdsAsync("about"));
        Assert.Equal(2, (await ListAsync("hurt")).Total);
    }

    [Fact]
    public async Task A_search_for_words_is_on_the_audit_trail_without_the_words()
    {
        await SayAsync("c", "zebrasearch", Outcome.Answer);
        await IdsAsync("zebrasearch");

        Assert.Equal(1L, Count("AuditEntries WHERE Action = 'search.run' AND Actor = 'ann@clinic.example' AND ConversationId IS NULL"));
        Assert.DoesNotContain("zebrasearch", await FilesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_outcomes_and_versions_find_conversations()
    {
        await SayAsync("c", "price", Outcome.Answer, why: new() { Topics = ["fibrin-cost"] });
        await SayAsync("other", "price", Outcome.Abstain);

        Assert.Equal(["c"], await IdsAsync("topic:fibrin-cost"));
        Assert.Equal(["other"], await IdsAsync("outcome:not-answered"));
        Assert.Equal(2, (await ListAsync("version:v1")).Total);
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended()
    {
        for (var i = 0; i < 7; i++)
            await SayAsync($"c{i}", "hello", i % 2 == 0 ? Outcome.Emergency : Outcome.Abstain);

        Assert.Equal(["c6", "c4", "c2", "c0", "c5", "c3", "c1"], await PagesAsync("state:queue"));
        Assert.Equal(["c6", "c5", "c4", "c3", "c2", "c1", "c0"], await PagesAsync(""));
        Assert.Equal(["c6", "c5", "c4", "c3", "c2", "c1", "c0"], await PagesAsync("hello"));
    }

    [Fact]
    public async Task Thumbs_down_bring_a_conversation_into_the_queue_and_can_be_taken_back()
    {
        await SayCitedAsync("c", Outcome.Answer);
        Assert.False(await Marks.MarkAsync("c", 1, helpful: false, Cancel));
        Assert.True(await Marks.MarkAsync("c", 2, helpful: false, Cancel));
        Assert.Equal(["c"], await IdsAsync("flag:thumbs-down"));
        Assert.False((await Reviews.FindAsync("c", Cancel))!.Marks[2]);

        await Marks.MarkAsync("c", 2, helpful: true, Cancel);

        Assert.Empty(await IdsAsync("state:queue"));
        Assert.True((await Reviews.FindAsync("c", Cancel))!.Marks[2]);

        await Marks.MarkAsync("c", 2, helpful: null, Cancel);

        Assert.Empty((await Reviews.FindAsync("c", Cancel))!.Marks);
    }

    [Fact]
    public async Task A_changed_mind_opens_nothing_again_that_staff_settled_after_it_was_marked_and_another_answer_does()
    {
        await SayCitedAsync("c", Outcome.Answer);
        await SayCitedAsync("c", Outcome.Answer);
        await Marks.MarkAsync("c", 2, helpful: false, Cancel);
        var seen = (await Reviews.FindAsync("c", Cancel))!.Version;
        await Marks.MarkAsync("c", 4, helpful: false, Cancel);
        Assert.Equal(seen, (await Reviews.FindAsync("c", Cancel))!.Version);
        await Marks.MarkAsync("c", 4, helpful: true, Cancel);
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await Reviews.TakeAsync(new("c", Ann, seen, new ReviewAction.Move(ReviewState.Resolved)), Cancel)).Done);

        _store.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var helpful in (bool[])[true, false, true, false])
            await Marks.MarkAsync("c", 2, helpful, Cancel);

        Assert.Equal(ReviewState.Resolved, (await Reviews.FindAsync("c", Cancel))!.State);
        Assert.False((await Reviews.FindAsync("c", Cancel))!.Marks[2]);
        await SayCitedAsync("d", Outcome.Answer);
        await Reviews.TakeAsync(new("d", Ann, (await Reviews.FindAsync("d", Cancel))!.Version, new ReviewAction.Move(ReviewState.Resolved)), Cancel);
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await Marks.MarkAsync("d", 2, helpful: false, Cancel);
        Assert.Equal(ReviewState.New, (await Reviews.FindAsync("d", Cancel))!.State);
    }

    [Fact]
    public async Task Emergency_guidance_cannot_be_marked()
    {
        await SayCitedAsync("c", Outcome.Emergency);

        Assert.False(await Marks.MarkAsync("c", 2, helpful: false, Cancel));
    }

    [Fact]
    public async Task Each_marked_answer_is_counted_once_as_what_it_is_now()
    {
        await SayCitedAsync("c", Outcome.Answer);
        await Marks.MarkAsync("c", 2, helpful: false, Cancel);
        await Marks.MarkAsync("c", 2, helpful: false, Cancel);
        _store.Time.Advance(TimeSpan.FromDays(1));
        await Marks.MarkAsync("c", 2, helpful: true, Cancel);

        var counts = await _store.Get<IFigures>().CountAsync(new(new(2026, 12, 1), new(2026, 12, 2), null), [TurnMarks.CheckBegun], Ann, Cancel);

        Assert.Equal([KeyValuePair.Create(2L, true)], await Marks.OfAsync("c", Cancel));
        Assert.Equal((0, 1), (counts.TimesOf(TurnMarks.NotHelpful), counts.TimesOf(TurnMarks.Helpful)));
        Assert.Empty(await IdsAsync("counted:not-helpful@2026-12-01..2026-12-02"));
    }

    [Fact]
    public async Task Views_belong_to_their_account()
    {
        await Reviews.KeepViewAsync(Ann, new("Mine", "assignee:me"), Cancel);
        await Reviews.KeepViewAsync(Ann, new("Mine", "assignee:me state:new"), Cancel);
        await Reviews.KeepViewAsync(Ann, new("Zebraview", "zebraquery"), Cancel);

        Assert.Equal([new("Mine", "assignee:me state:new"), new("Zebraview", "zebraquery")], await Reviews.ViewsAsync(Ann, Cancel));
        Assert.Empty(await Reviews.ViewsAsync(Ben, Cancel));
        Assert.DoesNotContain("zebraview", await FilesAsync(), StringComparison.OrdinalIgnoreCase);

        await Reviews.KeepViewAsync(Ann, new("Mine", ""), Cancel);
        Assert.Single(await Reviews.ViewsAsync(Ann, Cancel));
    }

    [Fact]
    public async Task Erasing_leaves_nothing_to_be_found()
    {
        await SayAsync("c", "zebra", Outcome.Emergency);
        await TakeAsync("c", Ann, new ReviewAction.AddNote("seen", [], IsDraft: false));

        await _store.Get<DataStore>().WriteAsync(
            session =>
            {
                ErasedRows.Erase(session, "c");
                return 0;
            },
            Cancel);

        foreach (var table in new[] { "Reviews", "SearchTerms", "ReviewNotes", "ReplyMarks" })
            Assert.Equal(0L, Count(table));
    }

    [Fact]
    public async Task Who_settles_the_alert_of_a_conversation_has_dealt_with_it()
    {
        await SayAsync("alert", "numb", Outcome.Emergency, alerts: new Alert("emergency", "rule"));
        await SayAsync("more", "numb", Outcome.Emergency, alerts: new Alert("emergency", "rule"));
        await SayAsync("more", "parking?", Outcome.Abstain);

        await ResolveAsync("alert");
        await ResolveAsync("more");

        Assert.Equal(["more"], await IdsAsync("state:queue"));
        Assert.Equal((ReviewState.Resolved, Ann), (await Reviews.FindAsync("alert", Cancel)) is { } now ? (now.State, now.Changed!.By) : default);
        Assert.Equal((ReviewState.New, ReviewReasons.NotAnswered), (await Reviews.FindAsync("more", Cancel)) is { } other ? (other.State, other.Reasons) : default);
    }

    [Fact]
    public async Task A_number_of_the_figures_opens_the_conversations_that_it_counted()
    {
        await SayAsync("asked", "what does it cost", Outcome.Advice);
        await SayAsync("told", "what is fibrin", Outcome.Answer);

        // Turns of this store are decided on the first day of 1970.
        Assert.Equal(["asked"], await IdsAsync("counted:advice@1970-01-01..1970-01-01"));
        Assert.Empty(await IdsAsync("counted:advice@1970-01-02..1970-01-09"));
    }

    [Fact]
    public async Task Who_left_a_check_and_who_went_to_a_person_are_as_many_as_the_figures_say_and_are_found()
    {
        System.Collections.Immutable.ImmutableArray<string> steps = [TurnMarks.CheckBegun, TurnMarks.CheckAt + "a", TurnMarks.CheckAt + "b", TurnMarks.CheckDone];
        await AskAsync("early", "a");
        await AskAsync("late", "a", "b");
        await SayAsync("person", "a person", Outcome.Staff, state => state with { Owner = new Owner.Waiting(_store.Time.GetUtcNow(), HandOffReason.Asked) });
        // Went to a person on another day than the one that is looked at.
        await _store.SayAsync("person", "hello", now: DateTimeOffset.UnixEpoch.AddDays(1));

        var (first, second) = (new FigurePeriod(new(1970, 1, 1), new(1970, 1, 1), null), new FigurePeriod(new(1970, 1, 2), new(1970, 1, 2), null));
        Assert.Equal([0, 1, 1, 0], (await _store.Get<IFigures>().CountAsync(first, steps, Ann, Cancel)).Left);
        Assert.Equal([0, 0, 0, 0], (await _store.Get<IFigures>().CountAsync(first with { Channel = "msteams" }, steps, Ann, Cancel)).Left);
        Assert.Equal(["early"], await LeftAsync("left:1@1970-01-01..1970-01-01"));
        Assert.Equal(["late"], await LeftAsync("left:2@1970-01-01..1970-01-01"));
        Assert.Equal(1, (await _store.Get<IFigures>().CountAsync(second, steps, Ann, Cancel)).WithPerson);
        Assert.Equal(["person"], await IdsAsync("counted:said+person@1970-01-02..1970-01-02"));

        async Task<IEnumerable<string>> LeftAsync(string text) =>
            (await Reviews.ListAsync(ReviewQueryReader.Read(text, Ann, steps).Query, null, 50, Ann, Cancel)).Rows.Select(row => row.Conversation.Id);

        async Task AskAsync(string id, params string[] questions)
        {
            foreach (var question in questions)
                await SayAsync(id, "yes", Outcome.Screening, state => state with { Screening = new() { Current = question } });
        }
    }

    private async Task SayAsync(string id, string text, Outcome outcome, Func<ConversationState, ConversationState>? state = null, Reasons? why = null, params Alert[] alerts)
    {
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, text, decide: turn => turn with { Outcome = outcome, State = state?.Invoke(turn.State) ?? turn.State, Why = why ?? turn.Why, Alerts = [.. alerts] });
    }

    private async Task SayCitedAsync(string id, Outcome outcome)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, "what is it", decide: turn => turn with { Outcome = outcome, Replies = [new() { Text = "It is.", Citations = [new("fibrin-what", "short-answer", "fibrin", "What it is", [])] }] });
    }

    private async Task ResolveAsync(string id)
    {
        var incident = (await _store.Incidents.UnsettledAsync(10, Cancel)).Rows.Single(incident => incident.ConversationId == id);
        await _store.Incidents.SeeAsync(new(id, incident.Id, incident.Opening, Ann), Cancel);
        Assert.True((await _store.Incidents.ResolveAsync(new(id, incident.Id, incident.Opening, Ann), null, Cancel)).Done);
    }

    private async Task<ReviewChange> TakeAsync(string id, string by, ReviewAction what) =>
        await Reviews.TakeAsync(new(id, by, (await Reviews.FindAsync(id, Cancel))!.Version, what), Cancel);

    private async Task<ReviewPage> ListAsync(string text, string reader = Ann, ReviewCursor? after = null, int take = 50) =>
        await Reviews.ListAsync(ReviewQueryReader.Read(text, reader).Query, after, take, reader, Cancel);

    private async Task<IEnumerable<string>> IdsAsync(string text, string reader = Ann) => (await ListAsync(text, reader)).Rows.Select(row => row.Conversation.Id);

    private async Task<List<string>> PagesAsync(string text)
    {
        var ids = new List<string>();
        ReviewCursor? after = null;
        do
        {
            var page = await ListAsync(text, after: after, take: 3);
            ids.AddRange(page.Rows.Select(row => row.Conversation.Id));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }

    private long Count(string table) => _store.Get<DataStore>().Read(session => session.Query($"SELECT count(*) FROM {table}", row => row.GetInt64(0)));

    private async Task<string> FilesAsync()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in await _store.FilesAsync())
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(Cancel));
        }

        return text.ToString();
    }
}

public sealed class ReviewOnSqliteTests() : ReviewTests(StoreKind.Sqlite);

public sealed class ReviewOnPostgreSqlTests() : ReviewTests(StoreKind.PostgreSql);
