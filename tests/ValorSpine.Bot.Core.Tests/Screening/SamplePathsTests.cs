using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests.Screening;

/// <summary>The sample paths that the clinic's reference gives for the screening, in patients' words and through the whole decision.</summary>
public sealed class SamplePathsTests
{
    [Theory]
    [InlineData("none; none; 52; no; low back; over 6 months; PT and injections; MRI last year; tear; none; avoid surgery", "O-FIBRIN", "tear-and-back")]
    [InlineData("none; none; 44; no; leg; 3 to 6 months; PT and pills; MRI last year; mild herniation; none; avoid needles", "O-DECOMP", "bulge-and-leg")]
    [InlineData("none; none; 39; no; both; comes and goes; PT; MRI last year; tear and bulge; injections; understand my choices", "O-BOTH", "tear-and-bulge")]
    [InlineData("none; osteoporosis; 71; leg; over 6 months; PT; MRI last year; bulge; none; avoid surgery", "O-STAFF", "no-pulling")]
    [InlineData("none; none; 30; pregnant", "O-STAFF", "pregnant")]
    [InlineData("none; none; 33; no; low back; 3 weeks", "O-CONSERVATIVE", "recent")]
    [InlineData("none; none; 60; low back; comes and goes; nothing yet", "O-CONSERVATIVE", "nothing-tried")]
    [InlineData("none; none; 47; no; low back; over 6 months; PT; no scan; none; skip", "O-DIAGNOSIS", "no-scan")]
    [InlineData("none; none; 47; no; low back; over 6 months; PT; MRI last year; tear; fusion L4-S1; skip", "O-STAFF", "hardware")]
    [InlineData("none; none; 47; no; skip; over 6 months; PT; skip; none; avoid surgery", "O-DIAGNOSIS", "no-scan")]
    [InlineData("none; none; 47; no; skip; over 6 months; PT; MRI last year; skip; none; avoid surgery", "O-DIAGNOSIS", "no-finding")]
    public void Answers_lead_to_their_outcome_by_their_row(string answers, string outcome, string row)
    {
        var talk = Answered(answers);
        Assert.Equal(outcome, talk.Last.Screening?.OutcomeId);
        Assert.Equal(row, ScreeningChat.Definition.Judge(talk.State.Screening!).Row!.Id);
    }

    [Fact]
    public void Not_sure_about_the_urgent_signs_is_urgent() => Assert.Equal(Outcome.Emergency, Answered("not sure").Last.Outcome);

    [Fact]
    public void An_urgent_sign_in_the_answer_to_another_question_is_urgent() =>
        Assert.Equal(Outcome.Emergency, Answered("none; none; 47; no; low back; over 6 months; pt, but since sunday i cant feel when i pee").Last.Outcome);

    [Fact]
    public void New_night_pain_after_cancer_is_urgent() => Assert.Equal(Outcome.Emergency, Answered("none; I had cancer; yes").Last.Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("none; ")]
    [InlineData("none; none; 47; no; low back; ")]
    public void Stop_ends_politely_at_any_step_and_infers_nothing(string before)
    {
        var talk = Answered(before + "stop");
        Assert.Contains("let's stop here", talk.Text, StringComparison.Ordinal);
        Assert.Null(talk.Last.Screening);
        Assert.Null(talk.State.Screening!.OutcomeId);
    }

    private static Talk Answered(string answers)
    {
        var talk = new Talk().Says("check what may fit");
        foreach (var answer in answers.Split("; "))
            talk.Says(answer);
        return talk;
    }
}
