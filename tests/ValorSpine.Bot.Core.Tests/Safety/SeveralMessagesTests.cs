using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>One thought over several messages, and what is told beside a sign.</summary>
public sealed class SeveralMessagesTests
{
    [Theory]
    [InlineData(SafetyTier.Emergency, "hi", "cant", "pee")]
    [InlineData(SafetyTier.Emergency, "numb", "between", "my legs")]
    [InlineData(SafetyTier.Emergency, "my chest", "it's crushing")]
    [InlineData(SafetyTier.Emergency, "took", "all my", "pills")]
    [InlineData(SafetyTier.SameDay, "my foot", "it drags")]
    [InlineData(SafetyTier.Crisis, "i", "want to", "die")]
    [InlineData(SafetyTier.None, "my leg", "no", "sharp")]
    [InlineData(SafetyTier.None, "leg", "left", "burning")]
    [InlineData(SafetyTier.None, "i fell", "years ago")]
    [InlineData(SafetyTier.None, "my chest", "no", "fine")]
    public void A_thought_that_is_told_in_short_messages_is_heard(SafetyTier tier, params string[] told) =>
        Assert.Equal(tier, Content.Bot.Safety.Evaluate(told[^1], [], [.. told[..^1]]).Tier);

    [Fact]
    public void A_sign_is_graver_after_a_spinal_injection_that_was_told_before_it()
    {
        Assert.Equal(SafetyTier.SameDay, Content.Bot.Safety.Evaluate("cant move my foot since").Tier);
        Assert.Equal(SafetyTier.Emergency, Content.Bot.Safety.Evaluate("cant move my foot since", ["had disc injection monday"]).Tier);
    }

    [Theory]
    [InlineData("Elmer Gantry, 2145550140, back pain")]
    [InlineData("Elmer Gantry, 2145550140, neck pain")]
    [InlineData("tuesday dec 8 2pm, Elmer Gantry, 2145550140, back pain")]
    [InlineData("back pain, 214-555-0140, elmer gantry")]
    [InlineData("hurting since last week. Ed Moss 502-555-0108")]
    [InlineData("hurting since last week. Al Moss 502-555-0108")]
    [InlineData("clinic evaluation thursday 10am, Cliff Blood 502-555-0108")]
    [InlineData("desde hace seis meses")]
    [InlineData("desde enero")]
    [InlineData("39 going on 90")]
    [InlineData("dont worry im not going anywhere")]
    [InlineData("something came up, can't make it")]
    public void Names_numbers_and_times_sound_like_no_sign(string text)
    {
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.True(verdict is { Tier: < SafetyTier.SameDay, Doubt: null }, $"{verdict.Tier} {verdict.Doubt}");
    }

    [Theory]
    [InlineData("no fall and no fever")]
    [InlineData("no numbness anywhere")]
    [InlineData("I have no trouble peeing")]
    public void A_sign_that_is_denied_is_no_part_of_one_that_is_told_in_several_messages(string text) => Assert.False(Content.Bot.Safety.ByRules(text, DateTimeOffset.UnixEpoch).IsSoftSign);

    [Theory]
    [InlineData("i fell")]
    [InlineData("no fever, but I fell")]
    [InlineData("my back hurts since the fall")]
    [InlineData("i'm not sure if it's numb")]
    [InlineData("I had the shot")]
    public void A_sign_that_is_not_denied_may_be(string text) => Assert.True(Content.Bot.Safety.ByRules(text, DateTimeOffset.UnixEpoch).IsSoftSign);

    [Fact]
    public void A_time_alone_makes_no_sign_of_what_only_sounds_like_one() => Assert.True(Content.Bot.Safety.Evaluate("5 days ago", ["I had the shot"]).Tier < SafetyTier.SameDay);

    [Fact]
    public void A_sign_beside_a_name_and_a_number_is_heard() => Assert.Equal(SafetyTier.Emergency, Content.Bot.Safety.Evaluate("Elmer Gantry, 2145550140, i cant feel when i wipe").Tier);
}
