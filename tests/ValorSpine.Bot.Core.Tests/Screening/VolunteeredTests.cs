using CsCheck;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>Answers that were not asked for: several in one message, and what was told before the screening.</summary>
public sealed class VolunteeredTests
{
    private const string Story = "I've had back pain for 3 years, MRI showed a tear";

    [Fact]
    public void Several_answers_in_one_message_are_noted_and_confirmed_in_one_line()
    {
        var chat = ScreeningChat.Started("none", "none").Say("52, low back, about 2 years, MRI showed a tear");
        Assert.Equal([new AnswerValue.Whole(52)], chat.Screening.AnswerTo("age")!.Values);
        Assert.Equal("back", CodeOf(chat, "where"));
        Assert.Equal("over-6-months", CodeOf(chat, "how-long"));
        Assert.Equal("tear", CodeOf(chat, "report"));
        Assert.Contains("I also noted:", chat.Said, StringComparison.Ordinal);
        Assert.Equal("pregnancy", chat.Screening.Current);
        Assert.Equal("tried", chat.Say("no").Screening.Current);
    }

    [Theory]
    [InlineData("52, maybe a herniated disc")]
    [InlineData("52 and I had some shots")]
    [InlineData("52, MRI done")]
    public void Doubtful_one_is_never_taken(string text)
    {
        var chat = ScreeningChat.Started("none", "none").Say(text);
        Assert.Equal(["urgent", "health", "age"], chat.Screening.Answers.Select(answer => answer.LinkId));
    }

    [Fact]
    public void Answer_to_another_question_is_noted_and_the_question_asked_again()
    {
        var chat = ScreeningChat.Started("none", "none", "60").Say("the report showed an annular tear");
        Assert.Equal("where", chat.Screening.Current);
        Assert.Equal("tear", CodeOf(chat, "report"));
    }

    [Fact]
    public void What_was_told_before_is_not_asked_again_but_shown_as_understood()
    {
        var chat = Told(Story).Start().Say("none");
        Assert.Contains("You told me before:", chat.Said, StringComparison.Ordinal);
        Assert.Contains("More than 6 months", chat.Said, StringComparison.Ordinal);
        chat.Say("yes");
        Assert.Equal("over-6-months", CodeOf(chat, "how-long"));
        Assert.Equal("tear", CodeOf(chat, "report"));
        Assert.Equal("health", chat.Screening.Current);
        Assert.Equal("where", chat.Say("none").Say("60").Screening.Current);
        Assert.Equal("tried", chat.Say("low back").Screening.Current);
    }

    [Fact]
    public void Back_pain_told_before_does_not_say_that_the_leg_is_fine() =>
        Assert.DoesNotContain(Statements.Read(ScreeningChat.Definition, Story, ScreeningChat.Now), answer => answer.LinkId == "where");

    [Theory]
    [InlineData("why do you ask")]
    [InlineData("repeat that")]
    [InlineData("how many are left")]
    public void Patient_who_asks_back_is_asked_the_same_again(string asked)
    {
        var chat = Told(Story).Start().Say("none").Say(asked);
        Assert.Contains("You told me before:", chat.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Question 2", chat.Said, StringComparison.Ordinal);
        Assert.Equal("over-6-months", CodeOf(chat.Say("yes"), "how-long"));
    }

    [Fact]
    public void List_of_which_a_part_may_belong_elsewhere_is_asked_for_in_its_turn()
    {
        var chat = ScreeningChat.Started("none");
        Assert.False(chat.TrySay("pt and shots, no luck"));
        Assert.Null(chat.Screening.AnswerTo("tried"));
    }

    [Fact]
    public void Patient_who_says_no_is_asked_everything()
    {
        var chat = Told(Story).Start().Say("none").Tap("No, ask me");
        Assert.Null(chat.Screening.AnswerTo("how-long"));
        Assert.Equal("where", chat.Say("none").Say("60").Screening.Current);
    }

    [Fact]
    public void Patient_can_put_right_what_was_told()
    {
        var chat = Told(Story).Start().Say("none").Say("no, my pain started 2 months ago");
        Assert.Contains("6 weeks to 3 months", chat.Said, StringComparison.Ordinal);
        Assert.Equal("6-to-12-weeks", CodeOf(chat.Say("yes"), "how-long"));
    }

    [Fact]
    public void Patient_can_change_one_of_the_answers_at_once()
    {
        var chat = Told(Story).Start().Say("none").Say("change how long").Say("none").Say("60").Say("low back");
        Assert.Equal("how-long", chat.Screening.Current);
        Assert.Equal("tear", CodeOf(chat, "report"));
    }

    [Theory]
    [InlineData("my right leg is getting weaker and I have a fever")]
    [InlineData("I had cancer ten years ago and take a blood thinner")]
    [InlineData("my mother had a spinal fusion")]
    [InlineData("what does a tear in the MRI mean?")]
    [InlineData("if i had a fusion, can i come?")]
    [InlineData("I might have a bulging disc if the doctor is right")]
    public void Warning_signs_what_gates_them_and_what_is_not_the_patients_are_not_taken_over(string text) =>
        Assert.Empty(Statements.Read(ScreeningChat.Definition, text, ScreeningChat.Now));

    [Fact]
    public void Red_flag_question_comes_first_whatever_was_told()
    {
        var chat = Told(Story).Start();
        Assert.Equal("urgent", chat.Screening.Current);
        Assert.DoesNotContain("You told me", chat.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Decider_remembers_what_is_told_outside_of_the_screening()
    {
        var done = (Decision.Done)Decider.Decide(ScreeningChat.Content, new(), new Input.Said(Story), new(ScreeningChat.Now, []));
        Assert.Equal(["how-long", "report"], done.Turn.State.Volunteered.Select(answer => answer.LinkId).Order());
    }

    [Fact]
    public void After_two_tries_that_were_not_understood_a_way_out_is_offered()
    {
        var chat = ScreeningChat.Started("none", "none", "60").NotUnderstood("blah");
        Assert.Contains(chat.State.Offered, choice => choice.Label.StartsWith("Low back", StringComparison.Ordinal));
        chat.NotUnderstood("blah blah");
        Assert.Contains("You could answer like this", chat.Said, StringComparison.Ordinal);
        chat.NotUnderstood("blah blah blah");
        Assert.Contains(chat.State.Offered, choice => choice.Action == ChoiceAction.Staff);
        Assert.Contains(chat.State.Offered, choice => choice.Label == "Skip this question");
    }

    [Fact]
    public void Statement_is_read_whatever_it_is() =>
        Gen.String[0, 400].Sample(said => Assert.All(Statements.Read(ScreeningChat.Definition, said, ScreeningChat.Now), answer => Assert.NotEmpty(answer.Values)), iter: 500);

    private static ScreeningChat Told(string text) =>
        new() { State = new() { Volunteered = Statements.Read(ScreeningChat.Definition, text, ScreeningChat.Now) } };

    private static string CodeOf(ScreeningChat chat, string linkId) =>
        string.Join(',', chat.Screening.AnswerTo(linkId)?.Values.Cast<AnswerValue.Coded>().Select(value => value.Code) ?? []);
}
