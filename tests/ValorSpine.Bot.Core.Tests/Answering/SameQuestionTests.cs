using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Answering;

/// <summary>Messages that leave the question unsaid.</summary>
public sealed class SameQuestionTests
{
    [Theory]
    [InlineData("does fibrin hurt", "and the table?", "decompression-session")]
    [InlineData("who qualifies for fibrin", "for the table", "decompression-candidates")]
    [InlineData("are there studies on the table", "same for the shot", "fibrin-evidence")]
    [InlineData("how many sessions of decompression", "and for fibrin?", "fibrin-procedure")]
    [InlineData("what are the risks of fusion", "and fibrin", "fibrin-safety")]
    public void The_last_question_is_asked_again_of_what_is_named(string question, string then, string topic) =>
        Assert.Equal(topic, new Talk().Says(question).Says(then).Last.Why.Topics[0]);

    [Theory]
    [InlineData("both")]
    [InlineData("of both")]
    [InlineData("both of them please")]
    [InlineData("for each")]
    public void Both_after_a_choice_gets_both_answers(string both) =>
        Assert.Equal(["decompression-safety", "fibrin-safety"], new Talk().Says("is it safe").Says(both).Last.Why.Topics);

    [Theory]
    [InlineData("can i do both at once")]
    [InlineData("is it ok to have both")]
    public void A_question_about_both_is_one_of_its_own(string both) =>
        Assert.DoesNotContain("decompression-safety", new Talk().Says("is it safe").Says(both).Last.Why.Topics);

    [Theory]
    [InlineData("can i have the shot if im diabetic", "and decompression?")]
    [InlineData("i have a pacemaker can i do the table", "or the injection")]
    [InlineData("do i need to stop eliquis before the shot", "for how many days")]
    public void A_limit_of_advice_holds_for_the_question_after_it(string question, string then) =>
        Assert.Equal(Outcome.Advice, new Talk().Says(question).Says(then).Last.Outcome);

    [Fact]
    public void What_is_outside_of_everything_is_not_asked_again() =>
        Assert.Equal(Outcome.Answer, new Talk().Says("what is the capital of france").Says("and fibrin?").Last.Outcome);

    [Fact]
    public void The_state_keeps_no_long_message() =>
        Assert.True((new Talk().Says(string.Concat(Enumerable.Repeat("is fibrin safe for somebody like me who is very worried ", 8))).State.AskedLast?.Question.Length ?? 0) <= 300);
}
