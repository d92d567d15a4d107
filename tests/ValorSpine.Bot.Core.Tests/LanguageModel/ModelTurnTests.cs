using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.LanguageModel;

public sealed class ModelTurnTests
{
    private const ModelUse All = ModelUse.FullQuestion | ModelUse.ChooseArticle | ModelUse.Reword | ModelUse.ReadAnswer;
    private static readonly BotContent s_content = Content.For(Content.Clinic with { ModelMay = All });

    [Fact]
    public void Without_a_model_nothing_is_asked() => Assert.Empty(Ask(Content.Bot, "what is fibrin", new ModelResult.Nothing("off")).Asked);

    [Fact]
    public void An_answer_is_worded_and_says_so()
    {
        var turn = Ask(s_content, "what is fibrin", request => request is ModelRequest.Reword reword
            ? new ModelResult.Worded([.. reword.Passages.Take(3).Select(passage => new WordedSentence(passage.Text.Replace("Biologic disc repair", "The glue shot", StringComparison.Ordinal), [passage.Number]))])
            : new ModelResult.Nothing("off")).Turn;

        Assert.StartsWith("The glue shot places fibrin", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Contains("Worded by AI", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.True(turn.Replies[0].IsWordedByModel);
        Assert.Contains(turn.Replies[0].Choices, choice => choice.Action == ChoiceAction.Staff);
        Assert.NotEmpty(turn.Replies[0].Citations);
    }

    [Fact]
    public void What_does_not_pass_is_said_in_the_articles_own_words()
    {
        var (turn, _) = Ask(s_content, "what is fibrin", request => new ModelResult.Worded([new("Fibrin cures your back for good.", [1])]));

        Assert.Equal(new Talk().Says("what is fibrin").Text, turn.Replies[0].Text);
        Assert.False(turn.Replies[0].IsWordedByModel);
        Assert.Equal(GateFinding.NothingPassed, turn.Why.Models[^1].Gated?.Finding);
    }

    [Fact]
    public void A_model_that_fails_changes_nothing_that_is_said() =>
        Assert.Equal(new Talk().Says("what is fibrin").Text, Ask(s_content, "what is fibrin", new ModelResult.Nothing("too slow")).Turn.Replies[0].Text);

    [Theory]
    [InlineData("i can't feel my legs since this morning")]
    [InlineData("i want to kill myself")]
    [InlineData("should i stop my blood thinner")]
    [InlineData("book a visit")]
    public void A_warning_sign_advice_and_bookings_are_no_matter_of_a_model(string text) => Assert.Empty(Ask(s_content, text, new ModelResult.Nothing("off")).Asked);

    [Fact]
    public void A_follow_up_is_searched_in_full_and_only_an_article_is_said()
    {
        var talk = new Talk(s_content).Says("what is fibrin");

        var (turn, asked) = Ask(talk, "and while it rains outside my tent?", request => request is ModelRequest.FullQuestion ? new ModelResult.Asked("is the fibrin injection safe?") : new ModelResult.Nothing("off"));

        Assert.Contains(asked, request => request is ModelRequest.FullQuestion);
        Assert.Equal("fibrin-safety", turn.Why.Topics[0]);
        Assert.DoesNotContain("is the fibrin injection safe?", turn.Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_follow_up_that_asks_for_advice_once_it_is_said_in_full_is_not_answered()
    {
        var talk = new Talk(s_content).Says("what is fibrin");

        var (turn, _) = Ask(talk, "and while it rains outside my tent?", request => request is ModelRequest.FullQuestion ? new ModelResult.Asked("should I get fibrin instead of my surgery?") : new ModelResult.Nothing("off"));

        Assert.Equal(Outcome.Abstain, turn.Outcome);
    }

    [Fact]
    public void A_reworded_answer_is_brief_in_the_articles_own_words()
    {
        var (turn, _) = Ask(s_content, "what is fibrin", request => request is ModelRequest.Reword reword
            ? new ModelResult.Worded([.. reword.Passages.Where(passage => passage.Required).Select(passage => new WordedSentence(passage.Text.Replace("Biologic disc repair", "The glue shot", StringComparison.Ordinal), [passage.Number]))])
            : new ModelResult.Nothing("off"));

        Assert.Contains("Worded by AI", turn.Replies[0].Text, StringComparison.Ordinal);
        Assert.Equal(new Talk().Says("what is fibrin").Text.Split("\n\n")[0], turn.Replies[0].Brief);
    }

    [Fact]
    public void Only_an_article_that_was_offered_can_be_chosen()
    {
        var (turn, asked) = Ask(s_content, "scan choice bulge tear", request => request is ModelRequest.ChooseArticle ? new ModelResult.Chose("made-up") : new ModelResult.Nothing("off"));

        Assert.Contains(asked, request => request is ModelRequest.ChooseArticle);
        Assert.Equal(Outcome.Clarify, turn.Outcome);
        Assert.All(turn.Why.Topics, topic => Assert.Contains(topic, Content.Bot.Knowledge.Topics.Keys));
    }

    [Fact]
    public void An_article_that_embeddings_find_by_far_the_nearest_is_said_where_it_is_among_the_probable_ones()
    {
        var content = Content.For(Content.Clinic with { ModelMay = ModelUse.Nearest });
        const string unsure = "scan choice bulge tear";
        var plain = new Talk().Says(unsure).Last;
        var meant = plain.Why.Considered[0].Article;

        var (turn, asked) = Ask(content, unsure, _ => new ModelResult.Near([new(meant, 0.8), new("about-clinic", 0.5), new("fibrin-cost", 0.4)]));
        var (even, _) = Ask(content, unsure, _ => new ModelResult.Near([new(meant, 0.8), new("about-clinic", 0.79), new("fibrin-cost", 0.4)]));
        var (elsewhere, _) = Ask(content, unsure, _ => new ModelResult.Near([new("about-clinic", 0.8), new(meant, 0.5), new("fibrin-cost", 0.4)]));

        Assert.IsType<ModelRequest.Nearest>(Assert.Single(asked));
        Assert.Equal(meant, turn.Why.Models[0].Result);
        Assert.Equal(Outcome.Answer, turn.Outcome);
        Assert.Equal((plain.Replies[0].Text, plain.Replies[0].Text), (even.Replies[0].Text, elsewhere.Replies[0].Text));
    }

    [Fact]
    public void What_an_answer_may_mean_is_asked_and_never_taken()
    {
        var talk = new Talk(s_content).Says("start the check").Says("none of these").Says("none of these").Says("45").Says("no");
        Assert.Equal("where", talk.State.Screening!.Current);
        var before = talk.State.Screening!.Answers.Length;

        var (turn, asked) = Ask(talk, "blorp the flim area mostly", request => request is ModelRequest.ReadAnswer read ? new ModelResult.Chose(read.Options[1].Id) : new ModelResult.Nothing("off"));

        Assert.Contains(asked, request => request is ModelRequest.ReadAnswer);
        Assert.Equal(before, turn.State.Screening!.Answers.Length);
        Assert.Equal("screening", ChoiceAction.Verb(turn.Replies[^1].Choices[0].Action));
    }

    [Fact]
    public void A_patients_name_is_in_no_request()
    {
        var (_, asked) = Ask(s_content, "my name is Jane Roe, what is fibrin", new ModelResult.Nothing("off"));

        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.DoesNotContain("Jane", request.ToString(), StringComparison.Ordinal));
    }

    private static (TurnResult Turn, List<ModelRequest> Asked) Ask(BotContent content, string text, ModelResult told) => Ask(content, text, _ => told);

    private static (TurnResult Turn, List<ModelRequest> Asked) Ask(BotContent content, string text, Func<ModelRequest, ModelResult> tells) => Ask(new Talk(content), text, tells);

    private static (TurnResult Turn, List<ModelRequest> Asked) Ask(Talk talk, string text, Func<ModelRequest, ModelResult> tells)
    {
        talk.Model = tells;
        return (talk.Says(text).Last, talk.Requests);
    }
}
