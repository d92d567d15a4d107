using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Tests.Answering;

public sealed class AnswererTests
{
    private static readonly Answerer s_answerer = Content.Bot.Answering;

    [Theory]
    [InlineData("is it safe?", "fibrin-safety")]
    [InlineData("who is it for", "fibrin-candidates")]
    [InlineData("any studies on that", "fibrin-evidence")]
    [InlineData("what about recovery", "fibrin-recovery")]
    public void A_follow_up_keeps_the_subject_of_the_last_answer(string question, string topic) =>
        Assert.Equal(topic, Found(question, new("fibrin", "what", "fibrin-what", 1)));

    [Theory]
    [InlineData("and the other one?", "decompression-safety")]
    [InlineData("what about decompression", "decompression-safety")]
    [InlineData("and the traction table?", "decompression-safety")]
    public void Another_subject_keeps_the_aspect_of_the_last_answer(string question, string topic) =>
        Assert.Equal(topic, Found(question, new("fibrin", "safety", "fibrin-safety", 1)));

    [Theory]
    [InlineData("now the same for decompression")]
    [InlineData("same question for the table, is it dangerous")]
    public void The_same_is_asked_of_another_subject(string question) => Assert.Equal("decompression-safety", Found(question, new("fibrin", "safety", "fibrin-safety", 1)));

    [Fact]
    public void A_follow_up_keeps_a_topic_that_is_about_no_treatment() =>
        Assert.Equal("diagnosis-imaging", Found("risks?", new(null, null, "diagnosis-imaging-discogram", 1)));

    [Theory]
    [InlineData("$$$?")]
    [InlineData("€?")]
    public void Signs_of_money_ask_for_the_price(string question) => Assert.Equal("cost-insurance", Found(question, new("fibrin", "what", "fibrin-what", 1)));

    [Fact]
    public void A_misspelled_question_finds_what_was_meant() =>
        Assert.Equal("decompression-what", (s_answerer.Find("is spinle decompresion a opperation", null) as AnswerResult.Found)?.Article.Topic);

    [Fact]
    public void A_question_that_stands_alone_is_not_bent_to_the_last_answer() =>
        Assert.Equal("cost-insurance", Found("do you take my insurance", new("fibrin", "safety", "fibrin-safety", 1)));

    [Fact]
    public void Is_it_safe_of_nothing_named_is_asked_back()
    {
        var result = Assert.IsType<AnswerResult.Ambiguous>(s_answerer.Find("is it safe?", null));
        Assert.Equal(["decompression-safety", "fibrin-safety"], result.Articles.Select(article => article.Topic).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("what is")]
    [InlineData("lorem ipsum dolor sit amet")]
    public void What_holds_no_topic_finds_nothing(string question) => Assert.IsType<AnswerResult.Nothing>(s_answerer.Find(question, null));

    [Fact]
    public void Each_phrasing_finds_its_own_topic()
    {
        var missed = Content.Bot.Knowledge.Articles
            .SelectMany(article => article.Phrasings, (article, phrasing) => (article, phrasing, result: s_answerer.Find(phrasing, null)))
            .Where(asked => asked.result switch
            {
                AnswerResult.Found found => found.Article.Topic != asked.article.Topic,
                AnswerResult.Ambiguous which => which.Articles.All(article => article.Topic != asked.article.Topic),
                _ => true,
            })
            .Select(asked => $"{asked.phrasing} ({asked.article.Id}): {asked.result.GetType().Name} {asked.result.Considered.FirstOrDefault()?.Article}").ToArray();
        Assert.True(missed.Length <= 0.02 * Content.Bot.Knowledge.Articles.Sum(article => article.Phrasings.Length), string.Join('\n', missed));
    }

    private static string? Found(string question, Frame frame) => (s_answerer.Find(question, frame) as AnswerResult.Found)?.Article.Topic;
}
