using CsCheck;
using ValorSpine.Bot.Core.Judging;

namespace ValorSpine.Bot.Core.Tests.Judging;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_is_that_of_the_worked_example()
    {
        // Cohen's: 20 both yes, 15 both no, 5 and 10 apart; observed 0.7, expected 0.5.
        (bool, bool)[] pairs = [.. Of(20, true, true), .. Of(5, true, false), .. Of(10, false, true), .. Of(15, false, false)];
        var agreement = Agreement.Of("Safe", pairs);
        Assert.Equal((50, 35), (agreement.Replies, agreement.Agreed));
        Assert.Equal(0.4, agreement.Kappa!.Value, 10);
    }

    [Fact]
    public void Without_replies_or_where_both_say_the_same_of_all_it_says_nothing()
    {
        Assert.Null(Agreement.Of("Safe", []).Kappa);
        Assert.Null(Agreement.Of("Safe", [.. Of(9, true, true)]).Kappa);
    }

    [Fact]
    public void Kappa_is_never_above_one_and_one_only_for_full_agreement() => Gen.Select(Gen.Bool, Gen.Bool).Array[1, 40].Sample(pairs =>
    {
        var agreement = Agreement.Of("Kind", pairs);
        if (agreement.Kappa is { } kappa)
            Assert.Equal(agreement.Agreed == pairs.Length, kappa >= 1 - 1e-9);
    });

    private static IEnumerable<(bool, bool)> Of(int count, bool first, bool second) => Enumerable.Repeat((first, second), count);
}
