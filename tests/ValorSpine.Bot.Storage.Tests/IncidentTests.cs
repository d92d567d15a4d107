using System.Data.Common;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class IncidentTests(StoreKind kind) : IAsyncLifetime
{
    private const string Rule = "RF-CES-saddle-numbness", Note = "Called her; she is in the emergency room.";
    private protected OpenedStore _store = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task The_first_alert_opens_an_incident_that_staff_see()
    {
        await AlertAsync("c1", "emergency");

        var incident = await OnlyAsync();

        Assert.Equal(("c1", "webchat", "emergency", IncidentState.Open, 1), (incident.ConversationId, incident.Channel, incident.Kind, incident.State, incident.Opening));
        Assert.Equal(1, incident.Alerts);
        Assert.Null(incident.Seen);
        Assert.Equal(1, await _store.Incidents.CountOpenAsync(Cancel));
    }

    [Theory]
    [InlineData("sign", true)]
    [InlineData("crisis", true)]
    [InlineData("staff", false)]
    public async Task Asking_for_a_person_is_no_incident_and_a_sign_is(string kind, bool opens)
    {
        await AlertAsync("c1", kind);

        Assert.Equal(opens ? 1 : 0, (await UnsettledAsync()).Length);
        Assert.Equal(opens ? 1 : 0, Mails());
    }

    [Fact]
    public async Task Alerts_of_one_turn_open_one_incident_of_the_most_urgent_kind()
    {
        await AlertAsync("c1", "staff", "sign", "emergency", "crisis");

        var incident = await OnlyAsync();

        Assert.Equal(("emergency", 3L), (incident.Kind, incident.Alerts));
        Assert.Equal(1, Mails());
    }

    [Fact]
    public async Task Later_alerts_join_and_change_nothing_else()
    {
        await AlertAsync("c1", "crisis");
        var first = await OnlyAsync();
        await SeeAsync(first, "ann");
        _store.Time.Advance(TimeSpan.FromMinutes(3));

        await AlertAsync("c1", "crisis");
        await AlertAsync("c1", "sign");

        var joined = await OnlyAsync();
        Assert.Equal((first.Id, "crisis", IncidentState.Seen, 1L, 3L), (joined.Id, joined.Kind, joined.State, joined.Opening, joined.Alerts));
        Assert.True(joined.LastAlertAt > first.LastAlertAt);
        Assert.Equal(first.OpenedAt, joined.OpenedAt);
        Assert.Equal(1, Mails());
    }

    [Theory]
    [InlineData("sign", "crisis")]
    [InlineData("sign", "emergency")]
    [InlineData("crisis", "emergency")]
    public async Task A_more_urgent_alert_opens_the_incident_again(string before, string after)
    {
        await AlertAsync("c1", before);
        var first = await OnlyAsync();
        await SeeAsync(first, "ann");

        await AlertAsync("c1", after);

        var raised = await OnlyAsync();
        Assert.Equal((first.Id, after, IncidentState.Open, 2L), (raised.Id, raised.Kind, raised.State, raised.Opening));
        Assert.Null(raised.Seen);
        Assert.Equal(2, Mails());
    }

    [Fact]
    public async Task What_was_raised_since_it_was_looked_at_has_to_be_looked_at_again()
    {
        await AlertAsync("c1", "sign");
        var looked = await OnlyAsync();
        await AlertAsync("c1", "emergency");

        var change = await _store.Incidents.SeeAsync(Step(looked, "ann"), Cancel);

        Assert.False(change.Done);
        Assert.Equal((IncidentState.Open, "emergency"), (change.Now!.State, change.Now.Kind));
    }

    [Fact]
    public async Task Seen_and_resolved_bear_name_and_time_and_survive_a_restart()
    {
        await AlertAsync("c1", "emergency");
        var opened = await OnlyAsync();
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        var seenAt = _store.Time.GetUtcNow();
        await SeeAsync(opened, "ann");
        Assert.Equal(0, await _store.Incidents.CountOpenAsync(Cancel));
        await _store.RestartAsync();
        Assert.Equal(new("ann", seenAt), (await OnlyAsync()).Seen);

        _store.Time.Advance(TimeSpan.FromMinutes(1));
        var resolved = await _store.Incidents.ResolveAsync(Step(opened, "ben"), Note, Cancel);
        await _store.RestartAsync();

        Assert.True(resolved.Done);
        Assert.Empty(await UnsettledAsync());
        var kept = Assert.Single((await _store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Incidents);
        Assert.Equal((IncidentState.Resolved, "ann", "ben", Note), (kept.State, kept.Seen!.By, kept.Resolved!.By, kept.Note));
        Assert.Equal(_store.Time.GetUtcNow(), kept.Resolved.At);
    }

    [Fact]
    public async Task Neither_rule_nor_note_stands_in_the_clear()
    {
        await AlertAsync("c1", "emergency");
        var opened = await OnlyAsync();
        await SeeAsync(opened, "ann");
        await _store.Incidents.ResolveAsync(Step(opened, "ann"), Note, Cancel);
        await _store.StopAsync();

        var files = (await _store.FilesAsync()).Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))).ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, content =>
        {
            Assert.DoesNotContain(Rule, content, StringComparison.Ordinal);
            Assert.DoesNotContain("Called her", content, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task After_it_was_resolved_the_next_alert_opens_another()
    {
        await AlertAsync("c1", "emergency");
        var first = await OnlyAsync();
        await SeeAsync(first, "ann");
        await _store.Incidents.ResolveAsync(Step(first, "ann"), null, Cancel);

        await AlertAsync("c1", "sign");

        var second = await OnlyAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("sign", IncidentState.Open, 1L), (second.Kind, second.State, second.Opening));
        Assert.Equal(2, Mails());
        Assert.Equal([first.Id, second.Id], (await _store.Transcripts.OpenAsync("c1", "ann", Cancel))!.Incidents.Select(incident => incident.Id));
    }

    [Fact]
    public async Task Of_many_reviewers_at_once_one_takes_it_and_the_others_learn_who()
    {
        await AlertAsync("c1", "emergency");
        var opened = await OnlyAsync();

        var changes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () => (By: "reviewer-" + i, Change: await _store.Incidents.SeeAsync(Step(opened, "reviewer-" + i), Cancel)))));

        var (first, _) = Assert.Single(changes, change => change.Change.Done);
        Assert.All(changes, change => Assert.Equal(first, change.Change.Now!.Seen!.By));
        Assert.Equal([(first, "incident.seen", "c1")], Trail());
    }

    [Fact]
    public async Task It_is_resolved_once_and_not_before_it_was_seen()
    {
        await AlertAsync("c1", "emergency");
        var opened = await OnlyAsync();

        Assert.False((await _store.Incidents.ResolveAsync(Step(opened, "ann"), null, Cancel)).Done);
        await SeeAsync(opened, "ann");
        Assert.True((await _store.Incidents.ResolveAsync(Step(opened, "ben"), null, Cancel)).Done);
        var late = await _store.Incidents.ResolveAsync(Step(opened, "cem"), "too late", Cancel);

        Assert.False(late.Done);
        Assert.Equal("ben", late.Now!.Resolved!.By);
        Assert.Equal([("ann", "incident.seen", "c1"), ("ben", "incident.resolved", "c1")], Trail());
    }

    [Fact]
    public async Task A_step_on_an_incident_of_another_conversation_changes_nothing()
    {
        await AlertAsync("c1", "emergency");
        await AlertAsync("c2", "emergency");
        var incident = (await UnsettledAsync()).Single(one => one.ConversationId == "c1");

        var change = await _store.Incidents.SeeAsync(Step(incident, "ann") with { ConversationId = "c2" }, Cancel);

        Assert.Equal(new(false, null), change);
        Assert.Equal(2, await _store.Incidents.CountOpenAsync(Cancel));
    }

    [Fact]
    public async Task The_most_urgent_stand_first_and_among_them_the_oldest()
    {
        foreach (var (id, kind) in ((string, string)[])[("c1", "sign"), ("c2", "emergency"), ("c3", "crisis"), ("c4", "emergency")])
        {
            _store.Time.Advance(TimeSpan.FromMinutes(1));
            await AlertAsync(id, kind);
        }

        var list = await _store.Incidents.UnsettledAsync(3, Cancel);

        Assert.Equal(["c2", "c4", "c3"], list.Rows.Select(incident => incident.ConversationId));
        Assert.Equal(4, list.Total);
    }

    [Fact]
    public async Task A_turn_that_is_not_committed_opens_nothing()
    {
        var loaded = await _store.ConversationAsync("c1");
        await _store.SayAsync("c1", "hello");

        Assert.IsType<CommitResult.VersionChanged>(await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "it is numb", decide: Alerting("emergency")), Cancel));

        Assert.Empty(await UnsettledAsync());
        Assert.Equal(0, Mails());
    }

    [Fact]
    public async Task A_message_that_comes_twice_opens_one()
    {
        await _store.ConversationAsync("c1");

        await _store.SayAsync("c1", "it is numb", "k1", Alerting("emergency"));
        Assert.IsType<CommitResult.AlreadyTaken>(await _store.SayAsync("c1", "it is numb", "k1", Alerting("emergency")));

        Assert.Equal(1, (await OnlyAsync()).Alerts);
    }

    [Fact]
    public async Task It_goes_with_its_conversation()
    {
        await AlertAsync("c1", "emergency");
        await AlertAsync("c2", "emergency");

        await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL WHERE Id = 'c1'"), Cancel);
        Assert.Equal("c2", (await OnlyAsync()).ConversationId);
        Assert.Equal("c2", _store.Outbox.Next()!.ConversationId);
        await _store.Get<DataStore>().WriteAsync(session => session.Execute("DELETE FROM Conversations WHERE Id = 'c2'"), Cancel);

        Assert.Empty(await UnsettledAsync());
        Assert.Equal(1, Mails());
    }

    [Fact]
    public async Task The_database_itself_refuses_a_second_unsettled_one()
    {
        await AlertAsync("c1", "emergency");

        await Assert.ThrowsAnyAsync<DbException>(async () => await _store.Get<DataStore>().WriteAsync(
            session => session.Execute("INSERT INTO Incidents (ConversationId, Kind, State, Opening, OpenedAt, Alerts, LastAlertAt) VALUES ('c1', 'sign', 'seen', 1, 0, 1, 0)"), Cancel));
    }

    private static Func<TurnResult, TurnResult> Alerting(params string[] kinds) => decided => decided with { Alerts = [.. kinds.Select(kind => new Alert(kind, Rule))] };

    private static IncidentStep Step(Incident incident, string by) => new(incident.ConversationId, incident.Id, incident.Opening, by);

    private async Task AlertAsync(string id, params string[] kinds)
    {
        await _store.ConversationAsync(id);
        Assert.IsType<CommitResult.Committed>(await _store.SayAsync(id, "it is numb", decide: Alerting(kinds)));
    }

    private async Task SeeAsync(Incident incident, string by) => Assert.True((await _store.Incidents.SeeAsync(Step(incident, by), Cancel)).Done);

    private async Task<Incident[]> UnsettledAsync() => [.. (await _store.Incidents.UnsettledAsync(200, Cancel)).Rows];

    private async Task<Incident> OnlyAsync() => Assert.Single(await UnsettledAsync());

    private int Mails() => _store.Get<DataStore>().Read(session => session.Query("SELECT count(*) FROM AlertMails", row => row.GetInt32(0)));

    private List<(string, string, string)> Trail() => _store.Get<DataStore>().Read(session => session.List(
        "SELECT Actor, Action, ConversationId FROM AuditEntries ORDER BY Id", row => (row.GetString(0), row.GetString(1), row.GetString(2))));
}

public sealed class IncidentOnSqliteTests() : IncidentTests(StoreKind.Sqlite)
{
    [Fact]
    public void Counting_those_that_are_open_looks_through_no_settled_one()
    {
        var plan = _store.Get<DataStore>().Read(session => session.List(
            "EXPLAIN QUERY PLAN SELECT count(*) FROM Incidents AS i JOIN Conversations AS c ON c.Id = i.ConversationId AND c.WrappedKey IS NOT NULL WHERE i.State <> 'resolved' AND i.State = 'open'",
            row => row.GetString(3)));

        Assert.Contains(plan, step => step.Contains("IX_Incidents_Unsettled", StringComparison.Ordinal));
    }
}

public sealed class IncidentOnPostgreSqlTests() : IncidentTests(StoreKind.PostgreSql);
