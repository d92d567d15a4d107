using CsCheck;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Tests.Understanding;

public sealed class NgramClassifierTests
{
    private static readonly Lesson[] s_lessons =
    [
        new("does the injection hurt", "pain"), new("is the shot painful", "pain"), new("how much does it hurt", "pain"), new("is it a painful thing", "pain"),
        new("what does it cost", "cost"), new("is it expensive", "cost"), new("how much money is it", "cost"), new("does it cost a lot", "cost"),
        new("where do i park", "parking"), new("is there a garage", "parking"), new("can i leave my car there", "parking"), new("is parking free", "parking"),
    ];

    private static readonly NgramClassifier s_taught = NgramTraining.Learn(["pain", "cost", "parking"], s_lessons);

    private static string Told(string text)
    {
        var told = s_taught.Tell(text);
        return s_taught.Classes[Array.IndexOf(told, told.Max())];
    }

    [Theory]
    [InlineData("will the shot be painful for me", "pain")]
    [InlineData("whats the cost of it all", "cost")]
    [InlineData("which garage has free parking", "parking")]
    public void What_is_written_alike_is_told_to_be_the_same(string text, string expected) => Assert.Equal(expected, Told(text));

    [Theory]
    [InlineData("panful", "pain")]
    [InlineData("expensve", "cost")]
    [InlineData("prking", "parking")]
    public void A_misspelled_word_is_known_by_its_runs_of_letters(string text, string expected) => Assert.Equal(expected, Told(text));

    [Fact]
    public void Learning_the_same_twice_gives_the_same_file() => Assert.Equal(s_taught.Write(), NgramTraining.Learn(["pain", "cost", "parking"], s_lessons).Write());

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = NgramClassifier.Read(s_taught.Write());
        Assert.Equal(s_taught.Write(), read.Write());
        Assert.Equal(s_taught.Tell("does it hurt"), read.Tell("does it hurt"));
        Assert.All(s_lessons, lesson => Assert.True(read.Knows(lesson)));
        Assert.False(read.Knows(new("something else", "pain")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64\nAAAA\nAAAA\n")]
    [InlineData("AAAAAA==\nAAAA\nAAAA\nclass\t0\tAAAA")]
    public void A_file_that_is_something_else_is_refused(string text) => Assert.Throws<FormatException>(() => NgramClassifier.Read(text));

    [Fact]
    public void A_class_with_too_few_weights_is_refused()
    {
        var lines = s_taught.Write().Split('\n');
        Assert.Throws<FormatException>(() => NgramClassifier.Read(string.Join('\n', [.. lines[..3], "pain\t0\tAAAA"])));
        Assert.Throws<FormatException>(() => NgramClassifier.Read(string.Join('\n', [.. lines[..3], "pain\t0"])));
        Assert.Throws<FormatException>(() => NgramClassifier.Read(string.Join('\n', [lines[0], lines[1], "AAAA", lines[3]])));
    }

    [Fact]
    public void Of_any_text_probabilities_that_add_up_are_told() =>
        Gen.String.Sample(text => Math.Abs(s_taught.Tell(text).Sum() - 1) < 1e-4 && s_taught.Tell(text).All(probability => probability is >= 0 and <= 1));

    [Fact]
    public void A_message_without_words_has_no_ngrams() => Assert.Empty(Ngrams.Of("?! ... ").Rows);

    [Fact]
    public void What_stands_in_the_middle_of_a_very_long_message_is_passed_over()
    {
        var filler = string.Join(' ', Enumerable.Repeat("word", 100));
        Assert.Equal(Ngrams.Of($"{filler} parking {filler}").Rows.Order(), Ngrams.Of($"{filler} {filler}").Rows.Order());
    }
}
