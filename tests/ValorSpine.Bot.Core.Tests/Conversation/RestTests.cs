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

    private static TurnResult Hear(ConversationState state, string text, int? unshown) => Assert.IsType<Decision.Done>(
        Decider.Decide(Content.Bot, state, new Input.Said(text), new Facts(Talk.Now, ImmutableArray<ScheduleAnswer>.Empty) { Unshown = unshown, EndsWithNext = unshown is not null })).Turn;
}
