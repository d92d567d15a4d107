using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Records;

public sealed class RecordRequestTests
{
    [Theory]
    [InlineData("Can I have a copy of this chat?")]
    [InlineData("please email me the transcript")]
    [InlineData("how do I download this conversation")]
    public void A_patient_who_wants_a_copy_is_told_that_staff_know(string text)
    {
        var turn = new Talk().Says(text).Last;

        Assert.Equal((RecordRequest.Copy, "asked-for-a-copy"), (turn.RecordRequest, Assert.Single(turn.Alerts).Rule));
        Assert.Equal(Outcome.Staff, turn.Outcome);
    }

    [Theory]
    [InlineData("delete my data", "yes")]
    [InlineData("I want you to erase this chat", "Yes, delete my chat")]
    [InlineData("please delete everything I told you", "1")]
    public void Deleting_is_handed_to_staff_after_it_was_asked_about_once(string text, string answer)
    {
        var talk = new Talk().Says(text);
        var asked = talk.Last;
        var done = talk.Says(answer).Last;

        Assert.Null(asked.RecordRequest);
        Assert.Contains("what the law says", asked.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal((RecordRequest.Erasure, "asked-to-erase"), (done.RecordRequest, Assert.Single(done.Alerts).Rule));
    }

    [Theory]
    [InlineData("no")]
    [InlineData("No, keep it")]
    [InlineData("How long does relief last?")]
    public void Without_a_yes_nothing_is_asked_of_staff(string answer)
    {
        var done = new Talk().Says("delete my chat").Says(answer).Last;

        Assert.Null(done.RecordRequest);
        Assert.Empty(done.Alerts);
    }

    [Fact]
    public void A_button_of_long_ago_asks_again()
    {
        var talk = new Talk().Says("delete my chat").Says("How long does relief last?");

        Assert.Null(talk.Says("Yes, delete my chat", ChoiceAction.EraseChat).Last.RecordRequest);
        Assert.Equal(RecordRequest.Erasure, talk.Says("yes").Last.RecordRequest);
    }

    [Theory]
    [InlineData("do you delete my data after a year?")]
    [InlineData("can they delete the scar tissue")]
    public void A_question_about_deleting_is_no_request(string text) => Assert.DoesNotContain(new Talk().Says(text).Last.Replies[0].Choices, choice => choice.Action == ChoiceAction.EraseChat);
}
