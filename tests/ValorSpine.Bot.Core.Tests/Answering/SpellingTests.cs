using CsCheck;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Tests.Answering;

public sealed class SpellingTests
{
    private static readonly Spelling s_spelling = new(
        new Dictionary<string, int> { ["decompression"] = 5, ["fibrin"] = 9, ["injection"] = 4, ["disc"] = 8, ["safe"] = 2, ["table"] = 3 }, ["able"]);

    [Theory]
    [InlineData("decompresion", "decompression")]
    [InlineData("decomprssion", "decompression")]
    [InlineData("firbin", "fibrin")]
    [InlineData("fibrn", "fibrin")]
    [InlineData("injecton", "injection")]
    [InlineData("able", "able")]
    [InlineData("dics", "disc")]
    [InlineData("disk1", "disk1")]
    [InlineData("cat", "cat")]
    [InlineData("sofa", "sofa")]
    public void A_word_is_put_right_only_where_it_is_near_enough(string typed, string meant) => Assert.Equal(meant, s_spelling.Correct(typed));

    [Theory]
    [InlineData("decompression")]
    [InlineData("injection")]
    [InlineData("fibrin")]
    [InlineData("table")]
    public void A_word_is_found_by_what_is_left_of_it_without_any_one_letter(string word) =>
        Assert.All(Enumerable.Range(0, word.Length), at => Assert.Equal([word], s_spelling.Near(word.Remove(at, 1)).Where(near => near != "able")));

    [Fact]
    public void A_known_word_stays_and_correcting_twice_changes_nothing_more() =>
        Gen.Char["abdefinorst"].Array[1, 14].Select(letters => new string(letters)).Sample(word => s_spelling.Correct(s_spelling.Correct(word)) == s_spelling.Correct(word));

    [Fact]
    public void Distance_is_symmetric_and_zero_only_for_equals() =>
        Gen.Select(Gen.Char["abc"].Array[0, 8], Gen.Char["abc"].Array[0, 8]).Select((a, b) => (new string(a), new string(b)))
            .Sample(pair => Spelling.Distance(pair.Item1, pair.Item2) == Spelling.Distance(pair.Item2, pair.Item1) && (Spelling.Distance(pair.Item1, pair.Item2) == 0) == (pair.Item1 == pair.Item2));
}
