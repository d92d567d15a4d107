using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Storage.Tests;

public abstract class AlertOutboxTests(StoreKind kind) : IAsyncLifetime
{
    private OpenedStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenedStore.OpenAsync(kind);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task An_opening_leaves_a_mail_that_is_due_at_once_and_wakes_who_sends_it()
    {
        await AlertAsync("c1", "crisis");

        Assert.True(_store.Outbox.Signal.Woken.TryRead(out _));
        var mail = _store.Outbox.Next()!;
        Assert.Equal(("c1", "webchat", "crisis", 1L, 0L), (mail.ConversationId, mail.Channel, mail.Kind, mail.Opening, mail.Failures));
        Assert.True(mail.DueAt < mail.At);
    }

    [Fact]
    public async Task A_turn_without_an_opening_wakes_nobody()
    {
        await AlertAsync("c1", "crisis");
        Assert.True(_store.Outbox.Signal.Woken.TryRead(out _));

        await AlertAsync("c1", "crisis");
        await _store.SayAsync("c1", "thank you");

        Assert.False(_store.Outbox.Signal.Woken.TryRead(out _));
    }

    [Fact]
    public async Task It_is_marked_as_sent_once()
    {
        await AlertAsync("c1", "crisis");
        var mail = _store.Outbox.Next()!;

        var marked = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () => await _store.Outbox.MarkSentAsync(mail, Cancel))));

        Assert.Single(marked, done => done);
        Assert.Null(_store.Outbox.Next());
    }

    [Fact]
    public async Task What_could_not_be_sent_lets_the_others_go_first_and_is_still_there_after_a_restart()
    {
        await AlertAsync("c1", "crisis");
        var failed = _store.Outbox.Next()!;
        var later = _store.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        await _store.Outbox.PutOffAsync(failed, later, Cancel);
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        await AlertAsync("c2", "sign");
        await _store.RestartAsync();

        var other = _store.Outbox.Next()!;
        await _store.Outbox.MarkSentAsync(other, Cancel);

        Assert.Equal("c2", other.ConversationId);
        Assert.Equal(failed with { Failures = 1, DueAt = later }, _store.Outbox.Next());
        Assert.Equal(1, _store.Outbox.CountFailing());
    }

    [Fact]
    public async Task Where_nobody_sends_mails_none_are_put_aside()
    {
        _store.MailsAlerts = false;
        await _store.RestartAsync();

        await AlertAsync("c1", "emergency");

        Assert.Null(_store.Outbox.Next());
        Assert.Equal(1, await _store.Incidents.CountOpenAsync(Cancel));
    }

    private async Task AlertAsync(string id, string kind)
    {
        await _store.ConversationAsync(id);
        await _store.SayAsync(id, "hello", decide: decided => decided with { Alerts = [new Alert(kind, "rule")] });
    }
}

public sealed class AlertOutboxOnSqliteTests() : AlertOutboxTests(StoreKind.Sqlite);

public sealed class AlertOutboxOnPostgreSqlTests() : AlertOutboxTests(StoreKind.PostgreSql);
