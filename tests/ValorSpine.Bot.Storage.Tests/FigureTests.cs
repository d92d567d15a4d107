using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Figures;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Retention;
using ValorSpine.Bot.Storage.Sessions;

namespace ValorSpine.Bot.Storage.Tests;

/// <summary>What turns came to is counted with them.</summary>
public abstract class FigureTests(StoreKind kind)
{
    // The turns of these tests are had on the first day of 1970.
    private static readonly FigurePeriod s_day = new(new(1970, 1, 1), new(1970, 1, 1), null);

    private static readonly ImmutableArray<string> s_steps = [TurnMarks.CheckBegun, .. "abc".Select(question => $"{TurnMarks.CheckAt}{question}"), .. Enumerable.Range(1, 40).Select(question => $"{TurnMarks.CheckAt}{question}"), TurnMarks.CheckDone];

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
            Assert.Equal((2, 0), (counts.Daily.Select(count => count.Day).Distinct().Count(), counts.Of("crisis")));
            Assert.Equal(1, (await CountAsync(store, s_day with { To = s_day.From.AddDays(days - 1), Channel = "msteams" })).Of(TurnMarks.Said));
        }
    }

    [Fact]
    public async Task Whatever_happens_on_days_that_were_counted_before_the_figures_are_those_of_all_marks()
    {
        await using var store = await OpenedStore.OpenAsync(kind);
        var random = new Random(1);
        var (first, live, marked) = (store.Time.GetUtcNow(), new List<string>(), 0);
        for (var step = 0; step < 40; step++)
        {
            var (id, what) = (live.Count > 0 ? live[random.Next(live.Count)] : null, random.Next(12));
            if (id is null || what is 0 or 8 or 9)
            {
                id = $"c{step}";
                await store.ConversationAsync(id, random.Next(2) == 0 ? "webchat" : "msteams");
                live.Add(id);
            }

            switch (what)
            {
                case 1:
                    live.Remove(id);
                    Assert.IsType<Erasure.Done>(await store.Get<StoredRecords>().EraseAsync(id, new("ann", "asked"), OpenedStore.Cancel));
                    break;
                case 2:
                    marked += await store.Get<IReplyMarks>().MarkAsync(id, 2, random.Next(3) switch { 0 => null, 1 => true, _ => false }, OpenedStore.Cancel) ? 1 : 0;
                    break;
                case 3 or 4:
                    store.Time.Advance(TimeSpan.FromDays(random.Next(1, 4)));
                    break;
                default:
                    // Now and then one comes late, as if the clock had been set back.
                    await store.SayAsync(id, "one", decide: turn => turn with
                    {
                        Replies = [new() { Text = "About it.", Citations = [new("cost", "short-answer", "cost", "Cost", [])] }],
                        State = (random.Next(6) == 0 ? turn.State with { Owner = new Owner.Waiting(DateTimeOffset.UnixEpoch, HandOffReason.Asked) } : turn.State) with
                        {
                            Screening = random.Next(2) == 0 ? new() { Current = "abc"[random.Next(3)].ToString() } : null,
                        },
                    }, now: store.Time.GetUtcNow().AddDays(-random.Next(3)));
                    break;
            }

            var (from, to) = (DayOf(first.AddDays(random.Next(12) - 4)), DayOf(store.Time.GetUtcNow().AddDays(-random.Next(4))));
            await AssertAsOfAllMarksAsync(store, new(from, from > to ? from : to, random.Next(3) == 0 ? "msteams" : null), step < 30 ? s_steps : s_steps.Remove($"{TurnMarks.CheckAt}b"));
        }

        Assert.True(marked > 2 && live.Count > 1, $"Too little happened: {marked} marks, {live.Count} conversations.");
    }

    private static async Task AssertAsOfAllMarksAsync(OpenedStore store, FigurePeriod period, ImmutableArray<string> steps)
    {
        var marks = store.Get<DataStore>().Read(session => session.List(
            "SELECT ConversationId, Day, Name, Channel, Count FROM Marks", row => (Id: row.GetString(0), Day: DateOnly.FromDayNumber((int)row.GetInt64(1)), Name: row.GetString(2), Channel: row.GetString(3), Count: row.GetInt64(4))));
        var within = marks.Where(mark => mark.Day >= period.From && mark.Day <= period.To && (period.Channel is null || mark.Channel == period.Channel)).ToArray();

        var counts = await store.Get<IFigures>().CountAsync(period, steps, "ann@clinic.example", OpenedStore.Cancel);

        Assert.Equal(within.Where(mark => mark.Name == TurnMarks.Said).GroupBy(mark => (mark.Day, mark.Channel)).Select(day => new DailyCount(day.Key.Day, day.Key.Channel, day.Count())).Order(s_byDay), counts.Daily.Order(s_byDay));
        foreach (var name in marks.Select(mark => mark.Name).Distinct())
        {
            var made = within.Where(mark => mark.Name == name).ToArray();
            Assert.Equal((name, made.Select(mark => mark.Id).Distinct().Count(), made.Sum(mark => mark.Count)), (name, counts.Of(name), counts.TimesOf(name)));
        }

        var furthest = within.GroupBy(mark => mark.Id).Select(one => one.Max(mark => steps.IndexOf(mark.Name))).ToArray();
        Assert.Equal(steps.Select((_, place) => (long)furthest.Count(step => step == place)), counts.Left);
        Assert.Equal(within.Where(mark => mark.Name == TurnMarks.Said).Select(mark => mark.Id).Distinct().Count(id => marks.Any(mark => mark.Id == id && mark.Name == TurnMarks.Person)), counts.WithPerson);
    }

    private static readonly Comparer<DailyCount> s_byDay = Comparer<DailyCount>.Create((one, other) => (one.Day, one.Channel).CompareTo((other.Day, other.Channel)));

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private static async Task<Counts> CountAsync(OpenedStore store, FigurePeriod period) => await store.Get<IFigures>().CountAsync(period, s_steps, "ann@clinic.example", OpenedStore.Cancel);
}

public sealed class FigureOnSqliteTests() : FigureTests(StoreKind.Sqlite);

public sealed class FigureOnPostgreSqlTests() : FigureTests(StoreKind.PostgreSql);
