using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>Which text a message with several signs gets, and that what only sounds like a sign gets none.</summary>
public sealed class GravestSignTests
{
    [Theory]
    [InlineData(SafetyTier.Emergency, "RF-FRACT", "rolled my ATV sunday, back pain so bad i cant get up")]
    [InlineData(SafetyTier.Emergency, "RF-FRACT", "fell about 12 feet off scaffolding an hour ago, back hurts, legs tingly")]
    [InlineData(SafetyTier.Emergency, "RF-FRACT", "me cai de la escalera y no puedo levantarme de la espalda")]
    [InlineData(SafetyTier.Emergency, "RF-CANCER", "tight belt of pain round my ribs, legs getting wobbly, ca prostate")]
    [InlineData(SafetyTier.Emergency, "RF-STROKE", "my dad talks nonsense since this morning and drags one leg")]
    [InlineData(SafetyTier.Emergency, "RF-STROKE", "my left arm is numb and i cant speak right")]
    [InlineData(SafetyTier.Emergency, "RF-INFECT", "had disc repair last tuesday and im at 101 today")]
    [InlineData(SafetyTier.Emergency, "RF-GENERAL", "throwing up blood")]
    [InlineData(SafetyTier.Emergency, "RF-OVERDOSE", "popped way more gabapentin than i should have just now")]
    [InlineData(SafetyTier.Emergency, "RF-HEART", "creo que me esta dando un infarto")]
    [InlineData(SafetyTier.Emergency, "RF-CES", "tengo adormecidas mis partes")]
    [InlineData(SafetyTier.SameDay, "RF-FRACT", "My mother-in-law, 83, went down in the bathtub and her back hurts awful now")]
    [InlineData(SafetyTier.SameDay, "RF-CANCER", "lost 20 lbs without trying and back hurts at nite")]
    [InlineData(SafetyTier.SameDay, "RF-CANCER", "i weighed 180 in july now 151, spine aches in bed at night")]
    [InlineData(SafetyTier.SameDay, "RF-MOTOR", "went from a cane to a walker in 3 weeks, leg is losing power")]
    [InlineData(SafetyTier.Crisis, "RF-SUICIDE", "my life insurance would do more good than me")]
    [InlineData(SafetyTier.Crisis, "RF-SUICIDE", "tempted to step in front of a train")]
    public void The_gravest_sign_gives_the_text(SafetyTier tier, string rule, string text)
    {
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.Equal((tier, rule), (verdict.Tier, verdict.Rule));
    }

    [Theory]
    [InlineData("I took all my antibiotics as told, infection gone")]
    [InlineData("I'm going to jump off here, talk later")]
    [InlineData("i was suicidal in my twenties, therapy fixed that, im in a good place now")]
    [InlineData("my chest is sunburned")]
    [InlineData("i was breathless at the view")]
    [InlineData("weak knees whenever I see needles")]
    [InlineData("I hate my life insurance company")]
    [InlineData("my boss cant see it right")]
    [InlineData("my horse has a weak hind leg")]
    [InlineData("lost 20 lbs on a diet, back hurts at night")]
    [InlineData("my leg gave out once back in the spring, hasn't happened since, PT sorted it")]
    public void What_only_sounds_like_a_sign_is_neither_one_nor_asked_about(string text)
    {
        var verdict = Content.Bot.Safety.Evaluate(text);
        Assert.True(verdict is { Tier: < SafetyTier.SameDay, Doubt: null }, $"{verdict.Tier} {verdict.Rule} {verdict.Doubt}");
    }
}
