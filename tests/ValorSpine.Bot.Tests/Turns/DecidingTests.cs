using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Tests.Content;
using ValorSpine.Bot.Turns;

namespace ValorSpine.Bot.Tests.Turns;

public sealed class DecidingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(-6));
    private static readonly BotContent s_content = ContentCopy.Original;

    [Theory]
    [InlineData("book an evaluation on a monday or wednesday")]
    [InlineData("book an evaluation on mondays, wednesdays or fridays")]
    [InlineData("book an evaluation, tuesdays or thursdays in the afternoon")]
    public async Task A_wish_for_days_of_the_week_is_answered_when_every_one_of_them_is_taken(string text)
    {
        var (turn, _) = await Deciding.DecideAsync(
            s_content, new ConversationState { Greeted = true }, new Input.Said(text), s_now,
            request => ValueTask.FromResult<ScheduleResult>(request is ScheduleRequest.FindSlots ? new ScheduleResult.Free(ImmutableArray<Slot>.Empty) : new ScheduleResult.NotFound()));

        Assert.Equal(Outcome.Booking, turn.Outcome);
        Assert.Contains("no free times", turn.Replies[^1].Text, StringComparison.Ordinal);
    }
}
