using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>What turns came to is counted with them.</summary>
public abstract class FigureTests(StoreKind kind)
{
    // The turns of these tests are had on the first day of 1970.
    private static readonly FigurePeriod s_day = new(new(1970, 1, 1), new(1970, 1, 1), null);

    [Fact]
    public async Task Conversations_are_counted_once_and_turns_each_time()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        foreach (var id in (string[])["a", "b"])
            await store.ConversationAsync(id, id == "a" ? "webchat" : "msteams");
        await store.SayAsync("a", "one");
        await store.SayAsync("a", "two");
        await store.SayAsync("b", "three", decide: turn => turn with { Outcome = Outcome.Abstain });

        var counts = await CountAsync(store, s_day);
        Assert.Equal((2, 3), (counts.Of(TurnMarks.Said), counts.TimesOf(TurnMarks.Said)));
        Assert.Equal((1, 2), (counts.Of("answer"), counts.TimesOf("answer")));
        Assert.Equal(1, counts.Of("abstain"));
        var teams = await CountAsync(store, s_day with { Channel = "msteams" });
        Assert.Equal((1, 0), (teams.Of(TurnMarks.Said), teams.Of("answer")));
        Assert.Equal(0, (await CountAsync(store, new(new(1970, 1, 2), new(1970, 1, 9), null))).Of(TurnMarks.Said));
    }

    [Fact]
    public async Task A_message_that_came_twice_is_counted_once()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        await store.ConversationAsync("a");
        await store.SayAsync("a", "one", key: "k");
        await store.SayAsync("a", "one", key: "k");

        Assert.Equal(1, (await CountAsync(store, s_day)).TimesOf(TurnMarks.Said));
    }

    [Fact]
    public async Task Who_went_to_a_person_is_not_contained()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        foreach (var id in (string[])["a", "b"])
            await store.ConversationAsync(id);
        await store.SayAsync("a", "one");
        await store.SayAsync("b", "a person please", decide: turn => turn with { State = turn.State with { Owner = new Owner.Waiting(DateTimeOffset.UnixEpoch, HandOffReason.Asked) } });

        Assert.Equal((2, 1), ((await CountAsync(store, s_day)).Of(TurnMarks.Said), (await CountAsync(store, s_day)).WithPerson));
    }

    [Fact]
    public async Task A_conversation_of_several_days_is_one_over_a_month_and_over_a_year()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        foreach (var id in (string[])["a", "b", "c"])
            await store.ConversationAsync(id, id == "c" ? "msteams" : "webchat");
        await store.SayAsync("a", "one");
        await store.SayAsync("b", "a person please", decide: turn => turn with { State = turn.State with { Owner = new Owner.Waiting(DateTimeOffset.UnixEpoch, HandOffReason.Asked) } });
        var later = DateTimeOffset.UnixEpoch.AddDays(2);
        await store.SayAsync("a", "two", now: later);
        await store.SayAsync("c", "three", decide: turn => turn with { Outcome = Outcome.Abstain }, now: later);

        foreach (var days in (int[])[30, 365])
        {
            var counts = await CountAsync(store, s_day with { To = s_day.From.AddDays(days - 1) });
            Assert.Equal((3, 4, 1), (counts.Of(TurnMarks.Said), counts.TimesOf(TurnMarks.Said), counts.WithPerson));
            Assert.Equal((2, 3, 1), (counts.Of("answer"), counts.TimesOf("answer"), counts.Of("abstain")));
            Assert.Equal((2, 0), (counts.Daily.Where(count => count.Mark == TurnMarks.Said).Select(count => count.Day).Distinct().Count(), counts.Of("crisis")));
            Assert.Equal(1, (await CountAsync(store, s_day with { To = s_day.From.AddDays(days - 1), Channel = "msteams" })).Of(TurnMarks.Said));
        }
    }

    private static async Task<Counts> CountAsync(OpenedStore store, FigurePeriod period) => await store.Get<IFigures>().CountAsync(period, "ann@clinic.example", OpenedStore.Cancel);
}

public sealed class FigureOnSqliteTests() : FigureTests(StoreKind.Sqlite);

public sealed class FigureOnPostgreSqlTests() : FigureTests(StoreKind.PostgreSql);
