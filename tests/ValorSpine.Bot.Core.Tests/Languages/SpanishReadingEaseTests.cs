using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Tests.Languages;

public sealed class SpanishReadingEaseTests
{
    [Theory]
    [InlineData("sol", 1)]
    [InlineData("disco", 2)]
    [InlineData("bien", 1)]
    [InlineData("cuidado", 3)]
    [InlineData("ciudad", 2)]
    [InlineData("que", 1)]
    [InlineData("quiere", 2)]
    [InlineData("guía", 2)]
    [InlineData("agua", 2)]
    [InlineData("aguja", 3)]
    [InlineData("vergüenza", 3)]
    [InlineData("día", 2)]
    [InlineData("país", 2)]
    [InlineData("área", 3)]
    [InlineData("aéreo", 4)]
    [InlineData("caer", 2)]
    [InlineData("ahora", 3)]
    [InlineData("muy", 1)]
    [InlineData("y", 1)]
    [InlineData("ayuda", 3)]
    [InlineData("inyección", 3)]
    [InlineData("descompresión", 4)]
    [InlineData("reparación", 4)]
    [InlineData("Evaluación", 4)]
    [InlineData("400", 1)]
    public void Syllables_are_counted_as_they_are_spoken(string word, int syllables) => Assert.Equal(syllables, SpanishReadingEase.SyllablesOf(word));

    [Fact]
    public void A_figure_is_one_word_and_signs_are_none() => Assert.Equal(["Llame", "al", "emergency", "1", "de", "cada", "1,000"], SpanishReadingEase.WordsOf("¡Llame al {emergency}! (1 de cada 1,000)"));

    [Fact]
    public void Ease_is_the_formula_of_Fernandez_Huerta()
    {
        // 8 words of 13 syllables in 2 sentences.
        Assert.Equal(206.84 - (60 * 13.0 / 8) - (1.02 * 8 / 2), SpanishReadingEase.Of(["El disco está entre dos huesos.", "No duele."]), 6);
        Assert.True(SpanishReadingEase.Of(["La descompresión intervertebral constituye un procedimiento extraordinariamente individualizado."]) < 0);
    }

    [Fact]
    public void Nothing_is_easy() => Assert.Equal(206.84, SpanishReadingEase.Of([]));
}
