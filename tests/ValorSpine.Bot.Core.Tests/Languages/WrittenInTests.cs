using System.Text.Json;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Tests.Languages;

public sealed class WrittenInTests
{
    [Theory]
    [InlineData("¿Qué es la fibrina?")]
    [InlineData("que es fibrina")]
    [InlineData("cuanto cuesta")]
    [InlineData("CUÁNTO CUESTA LA DESCOMPRESIÓN??")]
    [InlineData("es seguro?")]
    [InlineData("¿Aceptan Medicare?")]
    [InlineData("me duele la espalda desde hace dos años y los doctores no me dan respuesta")]
    [InlineData("hola buenas tardes, quisiera saber si la mesa de descompresión me puede ayudar con una hernia discal L5-S1")]
    [InlineData("hablas espanol")]
    [InlineData("mi mamá tiene un disco gastado, ¿le sirve la inyección?")]
    [InlineData("cuanto dura una sesion")]
    [InlineData("soy Maria Lopez y quiero saber si aceptan mi seguro Blue Cross")]
    public void Spanish_is_told_by_its_words(string text) => Assert.True(WrittenIn.IsSpanish(text));

    [Theory]
    [InlineData("")]
    [InlineData("fibrina")]
    [InlineData("no")]
    [InlineData("what does espalda mean")]
    [InlineData("hola, what is fibrin")]
    [InlineData("gracias")]
    [InlineData("¿what is fibrin?")]
    [InlineData("Dr. Juan de la Cruz at Los Angeles")]
    [InlineData("my name is Maria Del Carmen Santos, what does it cost")]
    [InlineData("Jose de los Santos")]
    [InlineData("El Paso, San Antonio o Las Vegas")]
    [InlineData("taco burrito salsa por favor")]
    [InlineData("is the mesa in Dallas")]
    [InlineData("quanto custa a fibrina")]
    [InlineData("o que é a fibrina e quanto custa o tratamento")]
    [InlineData("est-ce que la fibrine est dangereuse")]
    [InlineData("che cosa è la fibrina")]
    [InlineData("wie lange dauert das")]
    [InlineData("你好")]
    public void A_name_a_loan_word_or_another_language_is_not_Spanish(string text) => Assert.False(WrittenIn.IsSpanish(text));

    [Fact]
    public void In_a_talk_that_is_in_Spanish_one_word_is_enough()
    {
        Assert.False(WrittenIn.IsSpanish("duele?"));
        Assert.True(WrittenIn.IsSpanish("duele?", talkIsSpanish: true));
        Assert.False(WrittenIn.IsSpanish("is it safe", talkIsSpanish: true));
    }

    [Theory]
    [InlineData("english please", true)]
    [InlineData("in English, please!", true)]
    [InlineData("en inglés por favor", true)]
    [InlineData("can you answer in english", true)]
    [InlineData("prefiero ingles", true)]
    [InlineData("no hablo inglés", false)]
    [InlineData("is there an english version of the guide", false)]
    [InlineData("please", false)]
    public void A_wish_for_English_is_all_that_a_message_says(string text, bool wishes) => Assert.Equal(wishes, WrittenIn.AsksForEnglish(text));

    [Theory]
    [InlineData("en español por favor", true)]
    [InlineData("spanish please", true)]
    [InlineData("do any nurses speak spanish", false)]
    public void A_wish_for_Spanish_is_all_that_a_message_says(string text, bool wishes) => Assert.Equal(wishes, WrittenIn.AsksForSpanish(text));

    [Theory]
    [InlineData("what is fibrin", true)]
    [InlineData("fibrin", false)]
    [InlineData("¿qué es la fibrina?", false)]
    public void English_is_told_by_its_little_words(string text, bool isEnglish) => Assert.Equal(isEnglish, WrittenIn.IsEnglish(text));

    [Fact]
    public void No_English_message_of_the_evaluation_counts_as_Spanish()
    {
        var tests = Path.Combine(Content.Root, "tests");
        string[] spanish = ["hablas espanol", "me duele el pecho", "no entiendo"];
        string[] said =
        [
            .. Directory.EnumerateFiles(Path.Combine(tests, "conversations"), "*.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]),
            .. ((string[])["tuned", "opened"]).SelectMany(set => Directory.EnumerateFiles(Path.Combine(tests, "evaluation", set), "*.jsonl")).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("text", out _)).Select(line => line.GetProperty("text").GetString()!),
        ];

        Assert.True(said.Length > 1_000);
        Assert.Equal([], said.Except(spanish).Where(text => WrittenIn.IsSpanish(text) || WrittenIn.IsSpanish(text, talkIsSpanish: true)));
    }
}
