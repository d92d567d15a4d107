using CsCheck;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Judging;

namespace ValorSpine.Bot.Core.Tests.Judging;

public sealed class WeeklySampleTests
{
    private static readonly DateOnly s_week = new(2026, 11, 23);

    private static readonly Gen<Drawable[]> s_replies = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 5], (id, outcome) => new Drawable($"c{id}", 2, (Outcome)outcome)).Array[0, 300].Select(all => all.DistinctBy(reply => reply.ConversationId).ToArray());

    [Fact]
    public void The_same_week_and_replies_give_the_same_draw_in_whatever_order_they_come() => s_replies.Sample(
        replies => Assert.Equal(WeeklySample.Draw(s_week, replies, 10), WeeklySample.Draw(s_week, replies.Reverse(), 10)), iter: 200);

    [Fact]
    public void Nothing_is_drawn_twice_and_one_in_ten_is_read_by_two() => s_replies.Sample(
        replies =>
        {
            var drawn = WeeklySample.Draw(s_week, replies, 10);
            Assert.Equal(Math.Min(20, replies.Length), drawn.Length);
            Assert.Equal(drawn.Length, drawn.Select(one => one.ConversationId).Distinct().Count());
            Assert.Equal((drawn.Length + 9) / 10, drawn.Count(one => one.ReadTwice));
        }, iter: 200);

    [Fact]
    public void What_is_drawn_by_risk_holds_more_of_what_is_risky_than_chance_gives()
    {
        var replies = Enumerable.Range(0, 4000).Select(at => new Drawable($"c{at}", 2, at % 10 == 0 ? Outcome.Emergency : Outcome.Answer)).ToArray();
        var drawn = Enumerable.Range(0, 20).SelectMany(week => WeeklySample.Draw(s_week.AddDays(7 * week), replies, 10)).ToArray();
        var risky = (bool byRisk) => drawn.Count(one => one.ByRisk == byRisk && int.Parse(one.ConversationId[1..], System.Globalization.CultureInfo.InvariantCulture) % 10 == 0) / (double)drawn.Count(one => one.ByRisk == byRisk);
        Assert.InRange(risky(false), 0.02, 0.2);
        Assert.InRange(risky(true), 0.35, 0.6);
    }
}
