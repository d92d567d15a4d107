using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Tests.Conversation;

/// <summary>A reply that a channel shows in parts.</summary>
public sealed class RestTests
{
    private static readonly Reply s_answer = new() { Text = "It is a treatment." }, s_question = new() { Text = "Question 2. Is it in your leg?", Choices = [new("Yes", ChoiceAction.Screening("yes"))] };

    [Fact]
    public void The_last_part_is_followed_by_what_was_asked_and_leaves_what_was_said_and_offered_as_it_stood()
    {
        var state = new ConversationState { Greeted = true, Last = [s_answer, s_question], Offered = s_question.Choices };

        var turn = Hear(state, "MORE", unshown: 0);

        Assert.Equal([s_answer with { Part = 2 }, s_question], turn.Replies);
        Assert.Equal([s_answer with { Part = 2 }, s_question], turn.State.Last);
        Assert.Equal(s_question.Choices, turn.State.Offered);
        Assert.Equal([s_answer with { Part = 2 }, s_question], Hear(turn.State, "say that again", unshown: null).Replies);
    }

    [Fact]
    public void The_rest_of_the_first_of_three_replies_loses_neither_of_the_others()
    {
        var middle = new Reply { Text = "It takes a while." };
        var state = new ConversationState { Greeted = true, Last = [s_answer, middle, s_question], Offered = s_question.Choices };

        var turn = Hear(state, "more", unshown: 0);

        Assert.Equal([s_answer with { Part = 2 }, s_question], turn.Replies);
        Assert.Equal([s_answer with { Part = 2 }, middle, s_question], turn.State.Last);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("none")]
    [InlineData("I have none of those")]
    public void Nobody_denies_signs_of_which_some_have_not_come_yet(string none)
    {
        var asked = new Talk().Says("check what may fit").State;

        var shown = Hear(asked, none, unshown: asked.Last.Length - 1, choicesShown: 1);

        Assert.Equal((2, asked.Offered.Length), (shown.Replies[0].Part, shown.Replies[0].Choices.Length));
        Assert.Contains("the whole list first", shown.Replies[1].Text, StringComparison.Ordinal);
        Assert.Empty(shown.State.Screening!.Answers);
        Assert.Equal(asked.Offered, shown.State.Offered);

        var read = Hear(shown.State, none, unshown: null);
        Assert.NotEmpty(read.State.Screening!.Answers);

        // Asked once more, it is known.
        var interposed = Hear(shown.State, "what is fibrin?", unshown: null);
        Assert.NotEmpty(Hear(interposed.State, none, unshown: interposed.State.Last.Length - 1, choicesShown: 1).State.Screening!.Answers);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("1 and 3", true)]
    [InlineData("1", false)]
    [InlineData("99", false)]
    [InlineData("2 years", false)]
    public void A_number_of_what_has_not_come_yet_is_no_answer(string number, bool bringsTheRest)
    {
        var asked = new Talk().Says("check what may fit").State;
        var heard = Hear(asked, number, unshown: asked.Last.Length - 1, choicesShown: 1);
        Assert.Equal(bringsTheRest, heard.Why.Note == "a list that was not read yet");
        Assert.Equal(number == "1", heard.Outcome == Outcome.Emergency);
    }

    [Fact]
    public void More_is_understood_as_thumbs_type_it() =>
        Assert.Equal(2, Hear(new ConversationState { Greeted = true, Last = [s_answer] }, "Mroe", unshown: 0).Replies[0].Part);

    private static TurnResult Hear(ConversationState state, string text, int? unshown, int? choicesShown = null) => Assert.IsType<Decision.Done>(
        Decider.Decide(Content.Bot, state, new Input.Said(text), new Facts(Talk.Now, ImmutableArray<ScheduleAnswer>.Empty) { Unshown = unshown, EndsWithNext = unshown is not null, ChoicesShown = choicesShown })).Turn;
}
