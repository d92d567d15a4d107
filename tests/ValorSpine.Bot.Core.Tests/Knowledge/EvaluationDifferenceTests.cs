using CsCheck;
using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class EvaluationDifferenceTests
{
    private static readonly Gen<Verdict[]> s_run = Gen.Select(Gen.Int[0, 9], One("answer a", "answer b", "abstain"), Gen.Bool, (key, got, right) => new Verdict($"q{key}", $"question {key}", got, right)).Array[0, 12];

    [Fact]
    public void Gains_and_losses_are_what_lies_between_the_two_counts() => Gen.Select(s_run, s_run).Sample((before, after) =>
    {
        var difference = EvaluationDifference.Of(before, after);
        Assert.Equal(difference.RightAfter - difference.RightBefore, difference.Gains.Length - difference.Regressions.Length);
        Assert.All(difference.Others, change => Assert.NotEqual(change.Before, change.After));
    });

    [Fact]
    public void A_run_compared_with_itself_differs_in_nothing() => s_run.Sample(run =>
    {
        var difference = EvaluationDifference.Of(run, run);
        Assert.Equal((0, 0, 0), (difference.Gains.Length, difference.Regressions.Length, difference.Others.Length));
        Assert.Equal(run.DistinctBy(verdict => verdict.Key).Count(), difference.Questions);
    });

    [Fact]
    public void Turned_around_the_gains_are_the_losses() => Gen.Select(s_run, s_run).Sample((before, after) =>
        Assert.Equal(
            EvaluationDifference.Of(before, after).Gains.Select(change => change.Text).Order(),
            EvaluationDifference.Of(after, before).Regressions.Select(change => change.Text).Order()));

    [Fact]
    public void A_question_that_was_lost_is_named_with_what_it_got()
    {
        var difference = EvaluationDifference.Of([new("k", "is it safe", "answer fibrin-safety", true)], [new("k", "is it safe", "abstain", false)]);
        Assert.Equal(new("is it safe", "answer fibrin-safety", "abstain"), Assert.Single(difference.Regressions));
    }

    private static Gen<string> One(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(place => texts[place]);
}
