using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Tests.Safety;

/// <summary>Spanish-speaking patients are answered in English, but a sign of danger is heard, and a denied one is not taken for one.</summary>
public sealed class SpanishTests
{
    [Theory]
    [InlineData("no siento las piernas")]
    [InlineData("no siento mis partes desde ayer")]
    [InlineData("Desde el martes no puedo orinar y se me durmieron las nalgas")]
    [InlineData("no tengo dolor pero no puedo orinar desde anoche")]
    [InlineData("me duele el pecho y me cuesta respirar")]
    [InlineData("a mi marido se le torció la cara y no puede hablar")]
    [InlineData("me tomé demasiaads pastillas")]
    [InlineData("hola, se me cierra la garganta, do you open saturday?")]
    public void A_patient_who_tells_of_an_emergency_is_sent_to_it(string text) => Assert.Equal(SafetyTier.Emergency, Content.Bot.Safety.Evaluate(text).Tier);

    [Theory]
    [InlineData("no tengo fiebre")]
    [InlineData("no tengo fiebre, solo me duele la cintura")]
    [InlineData("no tengo dolor de pecho y respiro bien")]
    [InlineData("sin problemas para orinar, sin adormecimiento")]
    [InlineData("niego dolor de pecho, niego falta de aire")]
    [InlineData("hace tres años se me durmió la pierna, me operaron y ya estoy bien")]
    [InlineData("mi abuela tuvo un derrame hace muchos años")]
    [InlineData("nunca he tenido un derrame ni un coágulo")]
    [InlineData("mi hijo tiene fiebre y quiero cambiar la cita")]
    [InlineData("me muero de ganas de empezar el tratamiento")]
    public void A_patient_who_denies_it_or_tells_of_the_past_is_not(string text) => Assert.True(Content.Bot.Safety.Evaluate(text).Tier < SafetyTier.SameDay);

    [Theory]
    [InlineData("no red flags here, me and my son come once a week")]
    [InlineData("has he a real pie")]
    public void English_words_that_are_Spanish_too_stay_English(string text)
    {
        var problems = new List<ValorSpine.Bot.Core.Knowledge.ContentProblem>();
        var language = Language.Load(Content.Files, problems)!;

        Assert.False(Message.Read(text, language).IsPutIntoEnglish);
    }
}
