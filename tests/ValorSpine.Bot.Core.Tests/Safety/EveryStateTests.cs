using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>A warning sign stops everything, wherever in the chat it is told.</summary>
public sealed partial class EveryStateTests
{
    private const string Sign = "i cant feel my legs and i wet myself", Crisis = "i dont want to live anymore";
    private const int MostSteps = 60;

    [Fact]
    public void In_every_question_of_the_screening_and_after_it()
    {
        var questions = new HashSet<string>();
        var talk = new Talk().Says("", ChoiceAction.Screen);
        for (var step = 0; step < MostSteps && talk.State.Active == ActiveDialog.Screening; step++)
        {
            StopsHere(talk);
            questions.Add(talk.Text);
            Answer(talk);
        }

        Assert.NotEqual(ActiveDialog.Screening, talk.State.Active);
        Assert.True(questions.Count >= 6, string.Join("\n---\n", questions.Append(talk.Text)));
        StopsHere(talk);
    }

    [Fact]
    public void In_every_step_of_a_booking_and_after_it()
    {
        var talk = new Talk();
        foreach (var says in (string[])["book an appointment", "in person", "tomorrow", "1", "Maria Lopez", "312-555-0143", "maria@example.com", "yes", "thanks"])
        {
            talk.Says(says);
            StopsHere(talk);
        }
    }

    [Theory]
    [InlineData("can i talk to a person")]
    [InlineData("stop")]
    [InlineData("STOP")]
    [InlineData("is it safe?")]
    [InlineData("should i stop my blood thinner")]
    [InlineData("asdf qwer")]
    [InlineData("i dont want to live anymore")]
    [InlineData("my foot has been dragging since yesterday")]
    public void After_whatever_was_said_before(string before)
    {
        var talk = new Talk().Says(before);
        Assert.True(Told(talk.Fork(), Sign).Last.Outcome is Outcome.Emergency);
    }

    [Fact]
    public void As_a_free_answer_to_a_choice_with_a_button_pressed_by_mistake() =>
        Assert.Equal(Outcome.Emergency, new Talk().Says(Sign, ChoiceAction.Book).Last.Outcome);

    [Fact]
    public void The_reply_is_the_same_in_every_state()
    {
        var alone = Told(new Talk(), Sign).Text;

        Assert.Equal(alone, Told(new Talk().Says("", ChoiceAction.Screen), Sign).Text);
        Assert.Equal(alone, Told(new Talk().Says("book an appointment"), Sign).Text);
    }

    private static void StopsHere(Talk talk)
    {
        Assert.Equal(Outcome.Emergency, Told(talk.Fork(), Sign).Last.Outcome);
        Assert.Equal(Outcome.Crisis, Told(talk.Fork(), Crisis).Last.Outcome);
    }

    private static Talk Told(Talk talk, string sign)
    {
        talk.Says(sign);
        Assert.Equal(ActiveDialog.None, talk.State.Active);
        Assert.DoesNotContain(talk.Last.Replies[^1].Choices, choice => ChoiceAction.Verb(choice.Action) is ChoiceAction.Book or ChoiceAction.Screen);
        Assert.NotEmpty(talk.Last.Replies[^1].Calls);
        return talk;
    }

    private static void Answer(Talk talk)
    {
        var answers = talk.Last.Replies[^1].Choices.Where(choice => !WayOut().IsMatch(choice.Label)).ToArray();
        var picked = answers.FirstOrDefault(choice => No().IsMatch(choice.Label)) ?? answers.FirstOrDefault();
        if (picked is null)
            talk.Says(talk.Text.Contains("How long", StringComparison.Ordinal) ? "about two years" : "52");
        else
            talk.Says(picked.Label, picked.Action);
    }

    [GeneratedRegex(@"^(skip|go back|back|why|stop|talk to a person|show|change|not now|start over|ask a question|compare|check what|other)", RegexOptions.IgnoreCase)]
    private static partial Regex WayOut();

    [GeneratedRegex(@"^(no\b|none)", RegexOptions.IgnoreCase)]
    private static partial Regex No();
}
