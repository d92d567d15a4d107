using System.Collections.Immutable;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class DeliveryOutboxTests(StoreKind kind) : IAsyncLifetime
{
    private static readonly ReplyAddress s_address = new(IsAuthenticated: true, """{"user":{"id":"+15035550199"}}""");
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DeliveryOutbox Outbox => _store.Get<DeliveryOutbox>();

    private IChannelConversations Addresses => _store.Get<IChannelConversations>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Replies_of_a_conversation_with_an_address_wait_in_order_and_wake_who_sends_them()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        await _store.SayAsync("c1", "two");

        Assert.True(Outbox.Signal.Woken.TryRead(out _));
        Assert.Equal(["c1"], Outbox.Due(_store.Time.GetUtcNow(), 10));
        var first = Outbox.Next("c1")!;
        Assert.Equal(("About one", "one", s_address, 0L), (first.Entry.Reply!.Text, Said(first), first.Address, first.Failures));
        await Outbox.MarkSentAsync(first, ["r1"], isLast: true, Cancel);
        Assert.Equal("About two", Outbox.Next("c1")!.Entry.Reply!.Text);
        await Outbox.MarkSentAsync(Outbox.Next("c1")!, [""], isLast: true, Cancel);
        Assert.Null(Outbox.Next("c1"));
        Assert.Empty(Outbox.Due(_store.Time.GetUtcNow(), 10));
    }

    [Fact]
    public async Task What_no_channel_took_is_listed_for_staff_newest_first()
    {
        var undelivered = _store.Get<IUndelivered>();
        await OpenAsync("c1");
        await OpenAsync("c2");
        await _store.SayAsync("c1", "one");
        await Outbox.GiveUpAsync(Outbox.Next("c1")!, "400 BadArgument", Cancel);
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        await _store.SayAsync("c2", "two");
        Assert.Null(await undelivered.GoneSinceAsync("c2", Cancel));
        await Addresses.CloseAsync("c2", Cancel);

        Assert.Equal(_store.Time.GetUtcNow(), await undelivered.GoneSinceAsync("c2", Cancel));
        var list = await undelivered.ListAsync(_store.Time.GetUtcNow() - TimeSpan.FromDays(7), 10, Cancel);
        Assert.Equal([("c2", true, "closed"), ("c1", false, "400 BadArgument")], list.Rows.Select(row => (row.ConversationId, row.IsGone, row.Problem)));
        Assert.Equal((2, 1), (list.Total, (await undelivered.ListAsync(_store.Time.GetUtcNow(), 10, Cancel)).Total));
    }

    [Fact]
    public async Task A_conversation_without_an_address_leaves_nothing_to_send()
    {
        await _store.ConversationAsync("c1");
        await _store.SayAsync("c1", "one");

        Assert.False(Outbox.Signal.Woken.TryRead(out _));
        Assert.Empty(Outbox.Due(_store.Time.GetUtcNow(), 10));
    }

    [Fact]
    public async Task Replies_that_went_out_with_the_answer_to_the_request_are_not_sent()
    {
        await OpenAsync("c1");
        var turn = OpenedStore.Turn((await _store.Store.LoadAsync("c1", Cancel))!, "one");
        await _store.Store.CommitAsync(turn with { Message = turn.Message with { IsAnsweredInResponse = true } }, Cancel);

        Assert.Empty(Outbox.Due(_store.Time.GetUtcNow(), 10));
    }

    [Fact]
    public async Task A_turn_that_is_not_committed_sends_nothing()
    {
        await OpenAsync("c1");
        var loaded = (await _store.Store.LoadAsync("c1", Cancel))!;
        await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "one"), Cancel);
        Assert.IsType<CommitResult.VersionChanged>(await _store.Store.CommitAsync(OpenedStore.Turn(loaded, "two"), Cancel));

        await Outbox.MarkSentAsync(Outbox.Next("c1")!, ["r1"], isLast: true, Cancel);
        Assert.Null(Outbox.Next("c1"));
    }

    [Fact]
    public async Task A_conversation_that_is_put_off_waits_whole_and_remembers_it_over_a_restart()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        var until = _store.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await Outbox.PutOffAsync("c1", until, failed: true, Cancel);
        await _store.SayAsync("c1", "two");
        await _store.RestartAsync();

        Assert.Empty(Outbox.Due(_store.Time.GetUtcNow(), 10));
        Assert.Equal(until, Outbox.NextDueAt(_store.Time.GetUtcNow()));
        Assert.Equal((0, 1), Outbox.Count(DateTimeOffset.UnixEpoch));
        _store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["c1"], Outbox.Due(_store.Time.GetUtcNow(), 10));
        Assert.Equal(("About one", 1L), (Outbox.Next("c1")!.Entry.Reply!.Text, Outbox.Next("c1")!.Failures));
    }

    [Fact]
    public async Task Whoever_writes_while_their_conversation_is_put_off_until_the_morning_does_not_wait()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        var (now, morning) = (_store.Time.GetUtcNow(), _store.Time.GetUtcNow().AddHours(9));
        await _store.SayAsync("c1", "two");

        await Outbox.PutOffUnlessNewsAsync("c1", morning, seen: 2, Cancel);
        Assert.Equal(["c1"], Outbox.Due(now, 10));

        await Outbox.PutOffUnlessNewsAsync("c1", morning, seen: 4, Cancel);
        Assert.Empty(Outbox.Due(now, 10));
        Assert.Equal(morning, Outbox.NextDueAt(now));
    }

    [Fact]
    public async Task A_reply_of_several_parts_goes_on_where_it_was_interrupted()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        await Outbox.MarkSentAsync(Outbox.Next("c1")!, ["r1", ""], isLast: false, Cancel);
        await _store.RestartAsync();

        Assert.Equal(["r1", ""], Outbox.Next("c1")!.RemoteIds);
    }

    [Fact]
    public async Task What_was_erased_is_no_problem_any_more()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        await Outbox.PutOffAsync("c1", _store.Time.GetUtcNow() + TimeSpan.FromMinutes(1), failed: true, Cancel);
        Assert.Equal((0, 1), Outbox.Count(_store.Time.GetUtcNow() - TimeSpan.FromDays(1)));

        await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL"), Cancel);

        Assert.Equal((0, 0), Outbox.Count(_store.Time.GetUtcNow() - TimeSpan.FromDays(1)));
        Assert.Null(Outbox.NextDueAt(_store.Time.GetUtcNow()));
    }

    [Fact]
    public async Task What_is_given_up_can_be_seen_and_lets_the_next_one_through()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        await _store.SayAsync("c1", "two");
        await Outbox.GiveUpAsync(Outbox.Next("c1")!, "400 BadArgument", Cancel);

        Assert.Equal(("c1", 2L, "400 BadArgument"), (await GivenUpAsync()).Select(dead => (dead.ConversationId, dead.Sequence, dead.Problem)).Single());
        Assert.Equal((1, 0), Outbox.Count(_store.Time.GetUtcNow() - TimeSpan.FromDays(1)));
        Assert.Equal("About two", Outbox.Next("c1")!.Entry.Reply!.Text);
    }

    [Fact]
    public async Task Where_the_patient_cannot_be_reached_nothing_waits_until_they_write_again()
    {
        await OpenAsync("c1");
        await _store.SayAsync("c1", "one");
        await Outbox.CloseAsync(Outbox.Next("c1")!, "403 ConversationBlockedByUser", Cancel);
        await _store.SayAsync("c1", "two");
        Assert.Empty(Outbox.Due(_store.Time.GetUtcNow(), 10));
        Assert.True(Assert.Single(await GivenUpAsync()).IsGone);

        await Addresses.KeepAsync("c1", s_address, Cancel);
        await _store.SayAsync("c1", "three");

        Assert.Equal("About three", Outbox.Next("c1")!.Entry.Reply!.Text);
    }

    [Fact]
    public async Task Addresses_and_kept_activities_are_not_readable_in_the_data_file()
    {
        await OpenAsync("c1");
        await Addresses.KeepActivityAsync("c1", "activity:1", "messageReaction", """{"secret":"+15035550199"}""", Cancel);
        await Addresses.KeepActivityAsync("c1", "activity:1", "messageReaction", """{"secret":"+15035550199"}""", Cancel);
        await _store.StopAsync();

        foreach (var file in await _store.FilesAsync())
            Assert.DoesNotContain("5035550199", await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_whose_content_was_erased_is_followed_by_another_and_that_by_a_third()
    {
        Assert.Equal("ch-a", await Addresses.CurrentAsync("ch-a", Cancel));
        foreach (var id in (string[])["ch-a", "ch-a-2", "ch-a-3"])
        {
            Assert.Equal(id, await Addresses.CurrentAsync("ch-a", Cancel));
            await OpenAsync(id);
            Assert.Equal(id, await Addresses.CurrentAsync("ch-a", Cancel));
            await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL WHERE Id = $1", id), Cancel);
        }

        Assert.Equal("ch-b", await Addresses.CurrentAsync("ch-b", Cancel));
    }

    [Fact]
    public async Task Only_the_newest_activities_of_a_conversation_are_kept()
    {
        await OpenAsync("c1");
        for (var number = 0; number < StoredAddresses.MostActivities + 5; number++)
        {
            _store.Time.Advance(TimeSpan.FromSeconds(1));
            await Addresses.KeepActivityAsync("c1", $"activity:{number}", "messageReaction", "{}", Cancel);
        }

        var kept = _store.Get<DataStore>().Read(session => session.List("SELECT Key FROM KeptActivities ORDER BY At", row => row.GetString(0)));
        Assert.Equal((StoredAddresses.MostActivities, "activity:5"), (kept.Count, kept[0]));
    }

    private async Task OpenAsync(string id)
    {
        await _store.ConversationAsync(id, "sms");
        await Addresses.KeepAsync(id, s_address, Cancel);
    }

    private static string Said(Delivery delivery) => (string)System.Text.Json.Nodes.JsonNode.Parse(delivery.AnsweredActivityJson!)!["text"]!;

    private async Task<ImmutableArray<UndeliveredReply>> GivenUpAsync() => (await _store.Get<IUndelivered>().ListAsync(DateTimeOffset.UnixEpoch, 10, Cancel)).Rows;
}

public sealed class DeliveryOutboxOnSqliteTests() : DeliveryOutboxTests(StoreKind.Sqlite);

public sealed class DeliveryOutboxOnPostgreSqlTests() : DeliveryOutboxTests(StoreKind.PostgreSql);
