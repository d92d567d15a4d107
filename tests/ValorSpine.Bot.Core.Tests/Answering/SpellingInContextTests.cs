using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Tests.Answering;

public sealed class SpellingInContextTests
{
    private static readonly Bigrams s_pairs = new(["do i need an mri", "do you need an mri scan", "i need an mri for that", "is the glue safe", "what is the price of fibrin", "the price of the table", "yall do that", "do yall", "yall", "is it ok to eat", "4 weeks after it", "is it for me"]);

    private static readonly SpellingInContext s_spelling = new(
        new Spelling(
            new() { ["need"] = 3, ["glue"] = 1, ["price"] = 2, ["fibrin"] = 4, ["table"] = 2 }, ["do", "i", "an", "mri", "is", "the", "safe", "what", "of", "ok", "eat", "it", "me", "weeks", "after"],
            new Dictionary<string, int> { ["nod"] = 80, ["pice"] = 64, ["all"] = 140, ["node"] = 64 }),
        () => s_pairs);

    [Theory]
    [InlineData("do i noed an mri", "do i need an mri")]
    [InlineData("is the gle safe", "is the glue safe")]
    [InlineData("what is the pice of fibrni", "what is the price of fibrin")]
    public void The_words_beside_a_misspelled_word_tell_what_it_was_meant_to_be(string typed, string meant) => Assert.Equal(meant, Corrected(typed));

    [Theory]
    [InlineData("is it ok 2 eat", "is it ok to eat")]
    [InlineData("is it 4 me", "is it for me")]
    [InlineData("4 weeks after it", "4 weeks after it")]
    public void A_digit_is_a_word_only_where_its_neighbours_want_one(string typed, string meant) => Assert.Equal(meant, Corrected(typed));

    [Theory]
    [InlineData("yall")]
    [InlineData("gle")]
    [InlineData("zzz of qqq")]
    [InlineData("")]
    public void A_short_word_that_nothing_speaks_against_stays(string typed) => Assert.Equal(typed, Corrected(typed));

    private static string Corrected(string text) => string.Join(' ', s_spelling.Correct(Words.Split(text)));
}
