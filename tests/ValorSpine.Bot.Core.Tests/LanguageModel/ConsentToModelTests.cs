using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.LanguageModel;

public sealed class ConsentToModelTests
{
    private const string Question = "May an AI service outside the clinic";
    private static readonly BotContent s_content = Content.For(Content.Clinic with { ModelMay = ModelUse.Reword | ModelUse.FullQuestion, ModelNeedsConsent = true });
    private readonly Talk _talk = new(s_content) { Model = _ => new ModelResult.Nothing("off") };

    [Fact]
    public void Nothing_is_sent_before_the_patient_agreed_and_the_answer_is_the_one_without_a_model()
    {
        var reply = Says("what is fibrin").Replies[0];

        Assert.Empty(_talk.Requests);
        Assert.StartsWith(new Talk().Says("what is fibrin").Text, reply.Text, StringComparison.Ordinal);
        Assert.Contains(Question, reply.Text, StringComparison.Ordinal);
        Assert.Equal([ChoiceAction.ModelYes, ChoiceAction.ModelNo], reply.Choices[^2..].Select(choice => choice.Action));
    }

    [Fact]
    public void It_is_asked_once()
    {
        Says("what is fibrin");

        Assert.DoesNotContain(Question, Says("is it safe?").Replies[0].Text, StringComparison.Ordinal);
        Assert.Empty(_talk.Requests);
        Assert.Equal(ModelConsent.Asked, _talk.State.ModelConsent);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes, AI may help")]
    public void After_a_yes_the_model_helps(string yes)
    {
        Says("what is fibrin");
        Says(yes);
        Says("is fibrin safe?");

        Assert.Contains(_talk.Requests, request => request is ModelRequest.Reword);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("No AI")]
    public void After_a_no_all_goes_on_without(string no)
    {
        Says("what is fibrin");
        Assert.Contains("Nothing that you write here goes to an AI service", Says(no).Replies[0].Text, StringComparison.Ordinal);
        Says("is fibrin safe?");

        Assert.Empty(_talk.Requests);
        Assert.Equal(ModelConsent.Refused, _talk.State.ModelConsent);
    }

    [Fact]
    public void A_yes_is_taken_back_at_any_time()
    {
        Says("what is fibrin");
        Says("yes");
        Says("is fibrin safe?");
        _talk.Requests.Clear();

        Says("no ai");
        Says("what is decompression?");

        Assert.Empty(_talk.Requests);
    }

    [Fact]
    public void A_yes_to_something_else_is_no_consent()
    {
        Says("what is fibrin");
        Says("is it safe?");
        Says("yes");

        Assert.Equal(ModelConsent.Asked, _talk.State.ModelConsent);
        Assert.Empty(_talk.Requests);
    }

    [Theory]
    [InlineData("i can't feel my legs since this morning")]
    [InlineData("book a visit")]
    public void With_a_warning_sign_or_a_booking_it_is_not_asked(string text)
    {
        var replies = Says(text).Replies;

        Assert.NotEmpty(replies);
        Assert.All(replies, reply => Assert.DoesNotContain(Question, reply.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_there_is_no_model_it_is_not_asked()
    {
        var talk = new Talk(s_content).Says("what is fibrin");

        Assert.DoesNotContain(Question, talk.Text, StringComparison.Ordinal);
    }

    private TurnResult Says(string text) => _talk.Says(text).Last;
}
