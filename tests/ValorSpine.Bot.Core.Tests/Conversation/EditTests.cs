using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Conversation;

/// <summary>Messages that a patient edits after they were answered.</summary>
public sealed class EditTests
{
    [Fact]
    public void An_edited_question_is_answered_anew() =>
        Assert.Equal(Outcome.Answer, Edits(new Talk().Says("What is spinal decompresion?"), "What is biologic disc repair?").Last.Outcome);

    [Fact]
    public void An_edited_answer_of_the_check_answers_no_later_question()
    {
        var talk = new Talk().Says("I want to take the check");
        var (asked, labels) = (talk.State.Screening!.Current, talk.Labels);
        Edits(talk, "no");

        Assert.StartsWith("I see that you changed a message.", talk.Text, StringComparison.Ordinal);
        Assert.Equal(asked, talk.State.Screening!.Current);
        Assert.Equal(labels, talk.Labels);
        Assert.DoesNotContain("I see that", Edits(talk, "yes").Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.Screening, talk.State.Active);
    }

    [Theory]
    [InlineData("What is fibrin?")]
    [InlineData("I want to take the check")]
    [InlineData("book a visit")]
    public void A_warning_sign_in_an_edit_is_heard_whatever_is_going_on(string before) =>
        Assert.Equal(Outcome.Emergency, Edits(new Talk().Says(before), "I cannot feel between my legs and I wet myself").Last.Outcome);

    [Fact]
    public void An_edit_is_no_answer_to_whether_a_warning_sign_is_happening()
    {
        var question = new SafetyQuestion(SafetyTier.SameDay, "RF-POSTPROC", "my back after the injection");
        var asked = new ConversationState { SafetyQuestion = question, Last = [new Reply { Text = "Is it happening now?" }] };
        var turn = ((Decision.Done)Decider.Decide(Content.Bot, asked, new Input.Said("no") { IsEdit = true }, new Facts(Talk.Now, []))).Turn;

        Assert.Equal(question, turn.State.SafetyQuestion);
        Assert.StartsWith("I see that you changed a message.", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("Is it happening now?", turn.Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_picks_no_choice_of_a_later_reply()
    {
        var talk = new Talk();
        Edits(talk, "4");
        Assert.NotEqual(ActiveDialog.Booking, talk.State.Active);
    }

    private static Talk Edits(Talk talk, string text) => talk.Hears(new Input.Said(text) { IsEdit = true });
}
