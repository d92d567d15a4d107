using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

public sealed class SpellingTests
{
    private static SafetyVerdict Hear(string text) => Content.Bot.Safety.Evaluate(text);

    [Theory]
    [InlineData("cest pain")]
    [InlineData("cheast presure")]
    [InlineData("chesst hurts")]
    [InlineData("cheest is tite")]
    [InlineData("heart atack")]
    [InlineData("anyurism pain")]
    [InlineData("my fase is droping")]
    [InlineData("slured speach")]
    [InlineData("bth legs numm")]
    [InlineData("both leggs week")]
    [InlineData("parylized from waist down")]
    [InlineData("cant cotrol my bowls")]
    [InlineData("i cnt pe")]
    [InlineData("numnb in my groyne")]
    [InlineData("cofing up blood")]
    [InlineData("havin a seizer")]
    [InlineData("took to many pils")]
    public void A_misspelled_emergency_is_heard(string text) => Assert.Equal(SafetyTier.Emergency, Hear(text).Tier);

    [Theory]
    [InlineData("feever and back pain")]
    [InlineData("feber and back hurts")]
    [InlineData("chils and back pain")]
    [InlineData("hi temprature bak pain")]
    [InlineData("puss from injecton")]
    [InlineData("week leg getting worce")]
    [InlineData("foot droop")]
    public void A_misspelled_sign_of_the_same_day_is_heard(string text) => Assert.Equal(SafetyTier.SameDay, Hear(text).Tier);

    [Theory]
    [InlineData("i wanna di")]
    [InlineData("want 2 dye")]
    [InlineData("want to comit suaside")]
    public void A_misspelled_wish_to_die_is_heard(string text) => Assert.Equal(SafetyTier.Crisis, Hear(text).Tier);

    [Theory]
    [InlineData("last week my leg hurt")]
    [InlineData("i want to dye my hair before the visit")]
    [InlineData("bowls of cereal before bed")]
    [InlineData("i use a crutch")]
    [InlineData("please attach the report")]
    [InlineData("the strike at work")]
    [InlineData("cooking hurts my back")]
    [InlineData("hello from Chester")]
    public void A_word_of_its_own_stays_what_it_is(string text)
    {
        var verdict = Hear(text);
        Assert.True(verdict is { Tier: < SafetyTier.SameDay, Doubt: null }, string.Join("; ", verdict.Findings));
    }

    [Theory]
    [InlineData("stroke", "RF-STROKE")]
    [InlineData("strok", "RF-STROKE")]
    [InlineData("a seizure?", "RF-GENERAL")]
    [InlineData("over dose", "RF-OVERDOSE")]
    [InlineData("parilized", "RF-MOTOR")]
    public void The_name_of_an_emergency_alone_is_asked_about(string text, string rule) => Assert.Equal((SafetyTier.None, rule), (Hear(text).Tier, Hear(text).Doubt?.Rule));

    [Fact]
    public void Any_word_may_be_typed()
    {
        foreach (var word in Content.Files.Under("knowledge").SelectMany(file => file.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length is > 3 and < 12).Distinct().Take(20_000))
            Content.Bot.Safety.ByRules($"x{word[1..]} {word[..^1]}");
    }
}
