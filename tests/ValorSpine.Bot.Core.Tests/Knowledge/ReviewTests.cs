using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class ReviewTests
{
    private const string Path = "knowledge/articles/disc-anatomy.md";
    private static readonly ContentFiles s_oneReviewed = Content.With(Path, text => text.Replace("by: null, on: null, due: null", "by: Dr. Who, on: 2025-11-23, due: 2026-11-23", StringComparison.Ordinal));

    [Theory]
    [InlineData("2026-11-22", 0)]
    [InlineData("2026-11-23", 1)]
    [InlineData("2027-01-01", 1)]
    public void A_review_is_overdue_from_its_due_date_on(string today, int count)
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(s_oneReviewed, problems, today: DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(count, problems.Count);
    }

    [Fact]
    public void A_service_never_stops_on_a_date()
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(s_oneReviewed, problems);
        Assert.Empty(problems);
    }

    [Fact]
    public void What_nobody_has_reviewed_is_neither_found_nor_cited_where_that_is_the_setting()
    {
        var (content, problems) = BotContent.Load(s_oneReviewed, Content.Clinic, serveUnreviewed: false);
        Assert.Empty(problems);
        Assert.Equal("disc-anatomy", Assert.Single(content!.Knowledge.Articles).Id);
        Assert.Empty(content.Knowledge.Declined);
        Assert.Null(content.Knowledge.FindTopic("fibrin-safety"));
        Assert.Equal("disc-anatomy", Assert.IsType<AnswerResult.Found>(content.Answering.Find("what is a disc made of", null)).Article.Id);
        Assert.IsNotType<AnswerResult.Found>(content.Answering.Find("is fibrin safe", null));
        Assert.IsNotType<AnswerResult.Declined>(content.Answering.Find("do you have parking", null));
    }

    [Fact]
    public void With_no_review_at_all_the_bot_still_says_that_it_has_no_answer()
    {
        var (content, problems) = BotContent.Load(Content.Files, Content.Clinic, serveUnreviewed: false);
        Assert.Empty(problems);
        Assert.Empty(content!.Knowledge.Articles);
        Assert.IsNotType<AnswerResult.Found>(content.Answering.Find("is fibrin safe", null));
    }

    [Fact]
    public void What_is_not_served_is_checked_all_the_same()
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(Content.With(Path, text => text.Replace("[EV-06]", "[EV-606]", StringComparison.Ordinal)), problems, serveUnreviewed: false);
        Assert.NotEmpty(problems);
    }
}
