using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>What may be a warning sign and may not is asked about once.</summary>
public sealed class SafetyQuestionTests
{
    private const string Asked = "what is fibrin";
    private static readonly Facts s_facts = new(Talk.Now, []);
    private static readonly SafetyFinding s_doubt = new("RF-POSTPROC", SafetyTier.SameDay, false, "by its meaning, 0.40");

    private static TurnResult Ask(SafetyFinding doubt) => SafetyQuestion.Ask(new(Content.Bot, new() { Active = ActiveDialog.Screening }, Asked, null, s_facts, SafetyVerdict.Nothing with { Doubt = doubt }), doubt).Turn;

    private static TurnResult After(string reply, string? action = null) =>
        ((Decision.Done)Decider.Decide(Content.Bot, Ask(s_doubt).State with { Active = ActiveDialog.None }, new Input.Said(reply, action), s_facts)).Turn;

    [Fact]
    public void It_is_one_closed_question_that_names_the_number_and_alerts_staff()
    {
        var turn = Ask(s_doubt);
        var reply = Assert.Single(turn.Replies);
        Assert.Contains("Is this happening now", reply.Text, StringComparison.Ordinal);
        Assert.Contains("911", reply.Text, StringComparison.Ordinal);
        Assert.Equal([ChoiceAction.Happening, ChoiceAction.NotHappening], reply.Choices.Select(choice => choice.Action));
        Assert.Equal([new Alert("sign", "RF-POSTPROC")], turn.Alerts);
        Assert.Equal(ActiveDialog.Screening, turn.State.Active);
    }

    [Fact]
    public void Thoughts_of_self_harm_are_asked_about_in_other_words() =>
        Assert.Contains("988", Ask(s_doubt with { Rule = "RF-SUICIDE", Tier = SafetyTier.Crisis }).Replies[0].Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("no")]
    [InlineData("nope not now")]
    [InlineData("No, that was years ago.")]
    [InlineData("not happening")]
    public void After_a_plain_no_the_message_is_answered(string reply)
    {
        var turn = After(reply);
        Assert.Equal(Outcome.Answer, turn.Outcome);
        Assert.Null(turn.State.SafetyQuestion);
        Assert.Contains("If it does happen, call 911.", turn.Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_button_says_no_too() => Assert.Equal(Outcome.Answer, After("", ChoiceAction.NotHappening).Outcome);

    [Theory]
    [InlineData("yes")]
    [InlineData("not sure")]
    [InlineData("no idea")]
    [InlineData("no but it is getting worse")]
    [InlineData("maybe a little")]
    [InlineData("what?")]
    [InlineData("how much is fibrin")]
    [InlineData("asdf")]
    public void Anything_but_a_plain_no_is_taken_for_a_yes(string reply)
    {
        var turn = After(reply);
        Assert.Equal(Outcome.Emergency, turn.Outcome);
        Assert.Equal(new SafeMode(SafetyTier.SameDay, "RF-POSTPROC"), turn.State.SafeMode);
        Assert.Null(turn.State.SafetyQuestion);
    }

    [Fact]
    public void A_sign_told_in_reply_counts_by_itself() => Assert.Equal("RF-CES", After("no, i cant feel my crotch").State.SafeMode?.Rule);

    [Fact]
    public void A_sign_told_in_two_messages_is_heard() =>
        Assert.Equal(Outcome.Emergency, new Talk().Says("i had a steroid shot in my spine on tuesday").Says("now i have a fever").Last.Outcome);

    [Fact]
    public void What_the_schedule_tells_meanwhile_leaves_the_question_standing()
    {
        var asked = Ask(s_doubt);
        var visit = new BookedAppointment("VS-7K4M2", new Slot("evaluation", "clinician-1", Talk.Now.AddDays(2), 60), "Jo Smith", "+13125550142", null, "key", 1);

        var told = (Decision.Done)Decider.Decide(
            Content.Bot, asked.State with { Offered = asked.Replies[^1].Choices }, new Input.ScheduleAnswered(new ScheduleRequest.Find(visit.Reference), new ScheduleResult.Booked(visit)), s_facts);

        Assert.Equal(asked.Replies[^1].Choices, Assert.Single(told.Turn.Replies).Choices);
    }
}
