using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;

namespace ValorSpine.Bot.Core.Tests.Review;

public sealed class TurnReviewTests
{
    [Theory]
    [InlineData("unreached", ReviewReasons.Unreached)]
    [InlineData("emergency", ReviewReasons.Emergency)]
    [InlineData("crisis", ReviewReasons.Crisis)]
    [InlineData("sign", ReviewReasons.Sign)]
    [InlineData("staff", ReviewReasons.AsksStaff)]
    public void An_alert_of_any_kind_brings_the_conversation_into_the_queue(string kind, ReviewReasons reason) =>
        Assert.Equal(reason, TurnReview.Of(Turn(Outcome.Smalltalk) with { Alerts = [new Alert(kind, "r")] }).Found);

    [Fact]
    public void Whoever_waits_does_so_only_as_long_as_they_wait()
    {
        var waits = Turn(Outcome.Staff) with { State = new() { Owner = new Owner.Waiting(DateTimeOffset.UnixEpoch, HandOffReason.Asked) } };

        Assert.Equal(ReviewReasons.WaitsForPerson, TurnReview.Of(waits).Standing);
        Assert.Equal(ReviewReasons.None, TurnReview.Of(Turn(Outcome.Staff)).Standing);
    }

    [Fact]
    public void Who_may_be_harmed_comes_before_who_waits_and_both_before_what_was_not_answered() =>
        Assert.True(ReviewReasons.Emergency > ReviewReasons.Crisis && ReviewReasons.Crisis > ReviewReasons.WaitsForPerson && ReviewReasons.WaitsForPerson > ReviewReasons.AsksStaff
            && ReviewReasons.AsksStaff > ReviewReasons.AdviceDeclined && ReviewReasons.AdviceDeclined > ReviewReasons.NotAnswered);

    private static TurnResult Turn(Outcome outcome) => new() { State = new(), Replies = [], Outcome = outcome };
}
