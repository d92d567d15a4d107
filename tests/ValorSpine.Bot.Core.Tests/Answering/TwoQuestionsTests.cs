using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Answering;

/// <summary>Two questions in one message.</summary>
public sealed class TwoQuestionsTests
{
    private const int MostWords = 120;

    [Theory]
    [InlineData("what is fibrin and how much does it cost", "fibrin-what", "cost-insurance")]
    [InlineData("risks and recovery time of the fibrin shot?", "fibrin-safety", "fibrin-recovery")]
    [InlineData("Does the table hurt? Also, do I need an MRI first?", "decompression-session", "diagnosis-imaging")]
    [InlineData("what is decompression n is it safe", "decompression-safety", "decompression-what")]
    [InlineData("My report mentions an annular tear. What is that, and what is the annulus in the first place?", "annular-tear", "disc-anatomy")]
    [InlineData("Two things: are you awake during the fibrin injection, and what does it run?", "cost-insurance", "fibrin-procedure")]
    public void Both_are_answered_each_under_its_title(string text, string first, string second)
    {
        var turn = new Talk().Says(text).Last;

        Assert.Equal(Outcome.Answer, turn.Outcome);
        Assert.Equal([first, second], turn.Why.Topics.Order(StringComparer.Ordinal).OrderBy(topic => topic == second));
        Assert.True(turn.Replies[^1].Citations.Length >= 2);
    }

    [Theory]
    [InlineData("how long does decompression take and does it hurt?", "decompression-session-length", "decompression-session-comfort")]
    [InlineData("is fibrin approved? how many people improved?", "fibrin-evidence-approval", "fibrin-evidence-rates")]
    [InlineData("do I need a referral and can I bring my own MRI disc", "evaluation-process-referral", "evaluation-process-bring")]
    public void Two_questions_on_one_topic_get_both_answers(string text, string first, string second)
    {
        var said = new Talk().Says(text).Last.Replies[^1].Text;

        Assert.All([first, second], article => Assert.Contains(Content.Clinic.Fill(Content.Bot.Knowledge.Find(article)!.ShortAnswer.Text), said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("is fibrin safe, are there risks?")]
    [InlineData("does decompression hurt? is it painful?")]
    public void One_question_put_twice_gets_one_answer(string text) => Assert.Single(new Talk().Says(text).Last.Replies[^1].Citations);

    [Theory]
    [InlineData("is it a bulge or a tear, what's the difference")]
    [InlineData("hi how are you? what is fibrin?")]
    public void What_only_looks_like_two_gets_one_answer(string text) => Assert.Single(new Talk().Says(text).Last.Why.Topics);

    [Fact]
    public void No_two_answers_together_are_longer_than_120_words()
    {
        var longest = Content.Bot.Knowledge.Articles
            .OrderByDescending(article => WordsOf(article.Title) + WordsOf(article.ShortAnswer.Text)).Take(2).Sum(article => WordsOf(article.Title) + WordsOf(article.ShortAnswer.Text));

        Assert.InRange(longest, 1, MostWords);
    }

    private static int WordsOf(string text) => ReadingGrade.WordsOf(text).Count(word => word.Any(char.IsLetterOrDigit));
}
