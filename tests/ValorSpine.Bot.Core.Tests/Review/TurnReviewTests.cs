using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Tests.Conversation;

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

    [Theory]
    [InlineData(Outcome.Emergency, ReviewReasons.Emergency)]
    [InlineData(Outcome.Crisis, ReviewReasons.Crisis)]
    [InlineData(Outcome.Advice, ReviewReasons.AdviceDeclined)]
    [InlineData(Outcome.Abstain, ReviewReasons.NotAnswered)]
    [InlineData(Outcome.Answer, ReviewReasons.None)]
    public void What_a_turn_came_to_says_whether_staff_should_look(Outcome outcome, ReviewReasons reason) => Assert.Equal(reason, TurnReview.Of(Turn(outcome)).Found);

    [Fact]
    public void A_question_that_is_put_in_other_words_twice_did_not_get_what_it_was_after()
    {
        var talk = new Talk().Says("how many zebras are at the clinic");
        var once = talk.Says("how many zebras does the clinic have");
        Assert.False(TurnReview.Of(once.Last).Found.HasFlag(ReviewReasons.Rephrased));

        Assert.True(TurnReview.Of(talk.Says("zebras at the clinic, how many").Last).Found.HasFlag(ReviewReasons.Rephrased));
        Assert.False(TurnReview.Of(talk.Says("what is fibrin").Last).Found.HasFlag(ReviewReasons.Rephrased));
    }

    [Fact]
    public void Whoever_is_in_a_check_stands_there_as_long_as_it_runs()
    {
        var talk = new Talk().Says("start the screening");
        Assert.Equal(ReviewReasons.LeftScreening, TurnReview.Of(talk.Last).Standing);

        Assert.Equal(ReviewReasons.None, TurnReview.Of(talk.Says("stop the check").Last).Standing);
    }

    [Fact]
    public void Whoever_waits_does_so_only_as_long_as_they_wait()
    {
        var waits = Turn(Outcome.Staff) with { State = new() { Owner = new Owner.Waiting(DateTimeOffset.UnixEpoch, HandOffReason.Asked) } };

        Assert.Equal(ReviewReasons.WaitsForPerson, TurnReview.Of(waits).Standing);
        Assert.Equal(ReviewReasons.None, TurnReview.Of(Turn(Outcome.Staff)).Standing);
    }

    [Fact]
    public void Who_may_be_harmed_comes_before_who_waits_and_both_before_what_did_not_help() =>
        Assert.True(ReviewReasons.Emergency > ReviewReasons.Crisis && ReviewReasons.Crisis > ReviewReasons.WaitsForPerson && ReviewReasons.WaitsForPerson > ReviewReasons.AsksStaff
            && ReviewReasons.AsksStaff > ReviewReasons.AdviceDeclined && ReviewReasons.AdviceDeclined > ReviewReasons.NotAnswered
            && ReviewReasons.NotAnswered > ReviewReasons.ThumbsDown && ReviewReasons.ThumbsDown > ReviewReasons.Rephrased && ReviewReasons.Rephrased > ReviewReasons.LeftScreening);

    private static TurnResult Turn(Outcome outcome) => new() { State = new(), Replies = [], Outcome = outcome };
}
