using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Ownership;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class HeldConversationTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HeldConversations Held => _store.Get<HeldConversations>();

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Who_waits_longest_comes_first_and_after_them_those_whom_a_person_has()
    {
        var now = _store.Time.GetUtcNow();
        await BecomesAsync("late", Waiting(now.AddMinutes(-1)));
        await BecomesAsync("early", Waiting(now.AddMinutes(-9)));
        await BecomesAsync("taken", new Owner.Person(new("Ann", "ann@clinic.example"), now, now));

        var list = await Held.ListAsync(10, Cancel);

        Assert.Equal(["early", "late", "taken"], list.Rows.Select(row => row.ConversationId));
        Assert.Equal("ann@clinic.example", list.Rows[2].Account);
        Assert.Equal(2, await Held.CountWaitingAsync(Cancel));
    }

    [Fact]
    public async Task Back_with_the_bot_it_is_on_the_list_no_longer()
    {
        await BecomesAsync("c1", Waiting(_store.Time.GetUtcNow()));
        await BecomesAsync("c1", new Owner.Bot());

        Assert.Equal(0, (await Held.ListAsync(10, Cancel)).Total);
        Assert.Null(Held.NextDue());
    }

    [Fact]
    public async Task A_timer_is_known_after_a_restart_and_runs_out_when_it_is_due()
    {
        var due = _store.Time.GetUtcNow().AddMinutes(5);
        await BecomesAsync("c1", Waiting(_store.Time.GetUtcNow()) with { Next = new(OwnershipTimerKind.Unanswered, due) });
        await _store.RestartAsync();

        Assert.Equal(due, Held.NextDue());
        Assert.Empty(Held.RunOut(due.AddTicks(-1)));
        Assert.Equal(["c1"], Held.RunOut(due));
        Assert.Equal(OwnershipTimerKind.Unanswered, (await _store.Store.LoadAsync("c1", Cancel))!.State.Owner.Next!.Kind);
    }

    [Fact]
    public async Task An_erased_conversation_is_not_listed_and_its_timer_does_not_run()
    {
        var now = _store.Time.GetUtcNow();
        await BecomesAsync("c1", Waiting(now) with { Next = new(OwnershipTimerKind.Unanswered, now) });
        await _store.Get<DataStore>().WriteAsync(session => session.Execute("UPDATE Conversations SET WrappedKey = NULL WHERE Id = 'c1'"), Cancel);

        Assert.Empty((await Held.ListAsync(10, Cancel)).Rows);
        Assert.Empty(Held.RunOut(now));
    }

    [Fact]
    public async Task What_staff_say_is_kept_with_their_name_and_put_on_the_audit_trail()
    {
        var loaded = await _store.ConversationAsync("c1");
        var turn = OpenedStore.Turn(loaded, "", decide: decided => decided with { Replies = [new Reply { Text = "Hello", Staff = "Ann" }] });
        await _store.Store.CommitAsync(turn with { Message = new("c1", "staff:1", new Input.StaffSaid("Hello", new("Ann", "ann@clinic.example")), null) { Staff = new("ann@clinic.example", "conversation.said", 0) } }, Cancel);

        var transcript = (await _store.Transcripts.OpenAsync("c1", "kim@clinic.example", Cancel))!;

        Assert.Equal((Speaker.Staff, "Ann"), (transcript.Log[0].Speaker, transcript.Log[0].Reply!.Staff));
        Assert.Equal("ann@clinic.example conversation.said", _store.Get<DataStore>().Read(session => session.Query("SELECT Actor || ' ' || Action FROM AuditEntries ORDER BY Id LIMIT 1", row => row.GetString(0))));
    }

    private static Owner.Waiting Waiting(DateTimeOffset since) => new(since, HandOffReason.Asked);

    private async Task BecomesAsync(string id, Owner owner)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, "hello", decide: decided => decided with { State = decided.State with { Owner = owner } });
    }
}

public sealed class HeldConversationOnSqliteTests() : HeldConversationTests(StoreKind.Sqlite);

public sealed class HeldConversationOnPostgreSqlTests() : HeldConversationTests(StoreKind.PostgreSql);
