using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Judging;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>Replies are drawn once for a week, judged blind, and found again by what they said.</summary>
public abstract class JudgingTests(StoreKind kind)
{
    private const string Ann = "ann@clinic.example", Ben = "ben@clinic.example";

    // The Monday of the week in which the turns of these tests are had.
    private static readonly DateOnly s_monday = new(2026, 11, 30);
    private static readonly Scorecard s_good = new(true, true, true, true, true, "friendly zanzibarcomment");

    [Fact]
    public async Task A_week_is_drawn_when_it_is_over_and_stays_as_it_was_drawn()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await SaidAsync(store, "a", "b", "c");
        var judging = store.Get<IJudging>();
        Assert.Empty(await judging.WeekAsync(s_monday, Ann, OpenedStore.Cancel));

        store.Time.Advance(TimeSpan.FromDays(7));
        var drawn = await judging.WeekAsync(s_monday, Ann, OpenedStore.Cancel);
        Assert.Equal(3, drawn.Length);
        Assert.Single(drawn, reply => reply.Drawn.ReadTwice);
        Assert.Equal(drawn, await judging.WeekAsync(s_monday, Ann, OpenedStore.Cancel));
    }

    [Fact]
    public async Task Nobody_sees_what_others_said_before_they_judged_themselves()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await SaidAsync(store, "a");
        var judging = store.Get<IJudging>();
        Assert.True(await judging.ScoreAsync("a", 2, s_good, Ann, OpenedStore.Cancel));

        Assert.Empty(await judging.CardsAsync("a", 2, Ben, OpenedStore.Cancel));
        Assert.True(await judging.ScoreAsync("a", 2, s_good with { Kind = false }, Ben, OpenedStore.Cancel));
        Assert.Equal([Ann, Ben], (await judging.CardsAsync("a", 2, Ben, OpenedStore.Cancel)).Select(card => card.Reader).Order());
        var soFar = await judging.SoFarAsync(OpenedStore.Cancel);
        Assert.Equal((1, 2), (soFar.Replies, soFar.Cards));
        Assert.Equal((1, 0), (soFar.Agreements[^1].Replies, soFar.Agreements[^1].Agreed));
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_read_hides_no_other_that_was_judged()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await SaidAsync(store, "a", "b");
        var judging = store.Get<IJudging>();
        Assert.True(await judging.ScoreAsync("a", 2, s_good, Ann, OpenedStore.Cancel));
        Assert.True(await judging.ScoreAsync("b", 2, s_good, Ann, OpenedStore.Cancel));
        await store.RunAsync($"UPDATE Scorecards SET Body = {(kind == StoreKind.Sqlite ? "zeroblob(80)" : "decode(repeat('00', 80), 'hex')")} WHERE ConversationId = 'a'");

        Assert.Equal(1, (await judging.SoFarAsync(OpenedStore.Cancel)).Cards);
    }

    [Fact]
    public async Task A_record_lists_who_else_got_the_same_section_of_the_same_version()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await SaidAsync(store, "a", "b", "c");
        await store.ConversationAsync("other");
        await store.SayAsync("other", "else", decide: turn => turn with { Replies = [Cited("another")] });
        var judging = store.Get<IJudging>();
        var id = (await judging.OpenRecordAsync("a", 2, Ann, OpenedStore.Cancel))!.Value;

        var record = (await judging.RecordAsync(id, Ann, OpenedStore.Cancel))!;
        Assert.Equal(["b", "c"], record.Others.Select(other => other.ConversationId).Order());
        Assert.Equal((2, new SaidSection("fibrin-what", "short-answer", "v1")), (record.OthersInAll, record.Said));

        Assert.True(await judging.NoteAsync(id, 1, SafetyState.Contained, "withdrawn", Ann, OpenedStore.Cancel));
        Assert.False(await judging.NoteAsync(id, 1, SafetyState.Closed, "late", Ben, OpenedStore.Cancel));
        var noted = (await judging.RecordAsync(id, Ann, OpenedStore.Cancel))!;
        Assert.Equal((SafetyState.Contained, "withdrawn"), (noted.Row.State, Assert.Single(noted.Notes).Text));
    }

    [Fact]
    public async Task Which_article_was_said_and_what_was_commented_stand_nowhere_in_clear_text()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await SaidAsync(store, "a");
        var judging = store.Get<IJudging>();
        await judging.ScoreAsync("a", 2, s_good, Ann, OpenedStore.Cancel);
        var id = (await judging.OpenRecordAsync("a", 2, Ann, OpenedStore.Cancel))!.Value;
        await judging.NoteAsync(id, 1, SafetyState.Open, "zanzibarcomment", Ann, OpenedStore.Cancel);
        await DraftTests.EraseAsync(store, "a");
        Assert.Null(await store.Get<IJudging>().RecordAsync(id, Ann, OpenedStore.Cancel));
        Assert.Empty(await store.Get<IJudging>().CardsAsync("a", 2, Ann, OpenedStore.Cancel));
        await store.StopAsync();
        foreach (var file in await store.FilesAsync())
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, OpenedStore.Cancel));
            Assert.DoesNotContain("zanzibarcomment", text, StringComparison.Ordinal);
            Assert.DoesNotContain("fibrin-what", text, StringComparison.Ordinal);
        }
    }

    private static Reply Cited(string article) => new() { Text = "It is said.", Citations = [new(article, "short-answer", article, "A title", [])] };

    private static async Task SaidAsync(OpenedStore store, params string[] ids)
    {
        foreach (var id in ids)
        {
            await store.ConversationAsync(id);
            await store.SayAsync(id, "what is it", decide: turn => turn with { Replies = [Cited("fibrin-what")] });
        }
    }
}

public sealed class JudgingOnSqliteTests() : JudgingTests(StoreKind.Sqlite);

public sealed class JudgingOnPostgreSqlTests() : JudgingTests(StoreKind.PostgreSql);
