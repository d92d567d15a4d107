using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>Which years have passed depends on when a message is said.</summary>
public sealed class YearTests
{
    [Theory]
    [InlineData("foot drop in 2019", "2026-11-23")]
    [InlineData("foot drop in 2025", "2026-11-23")]
    [InlineData("foot drop in 2026", "2027-06-01")]
    [InlineData("foot drop in 2026", "2031-01-02")]
    [InlineData("foot drop in 2030", "2031-06-01")]
    public void A_sign_of_a_year_that_has_passed_is_past(string text, string today) => Assert.Equal((false, "past and resolved"), FootDrop(text, today));

    [Theory]
    [InlineData("foot drop in 2026", "2026-11-23")]
    [InlineData("foot drop in 2027", "2026-11-23")]
    [InlineData("foot drop in 2031", "2031-12-31")]
    public void A_sign_of_this_year_or_a_later_one_is_not(string text, string today) => Assert.True(FootDrop(text, today).Fired);

    [Fact]
    public void A_sign_of_last_year_is_not_past_in_the_first_months_of_a_year() => Assert.True(FootDrop("foot drop in 2030", "2031-01-15").Fired);

    [Theory]
    [InlineData("I was seen for this in 2026", "2026-11-23", ClearingQuestion.None)]
    [InlineData("I was seen for this in 2026", "2031-06-01", ClearingQuestion.SeenOrGone)]
    public void Who_was_seen_in_a_year_that_has_passed_is_asked_whether_for_this(string text, string today, ClearingQuestion asked)
    {
        var stopped = Decide(new(), "my groin is numb", today).State;
        Assert.Equal(asked, Decide(stopped, text, today).State.SafeMode?.Asked ?? ClearingQuestion.None);
    }

    private static (bool Fired, string Note) FootDrop(string text, string today)
    {
        var finding = Decide(new(), text, today).Why.Safety.First(finding => finding.Rule == "RF-MOTOR");
        return (finding.Fired, finding.Note);
    }

    private static TurnResult Decide(ConversationState state, string text, string today) => ((Decision.Done)Decider.Decide(Content.Bot, state, new Input.Said(text), new Facts(At(today), []))).Turn;

    private static DateTimeOffset At(string day) => new(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(12, 0), TimeSpan.FromHours(-6));
}
