using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Tests.Understanding;

public sealed class ClassifierTests
{
    private static readonly Lesson[] s_known =
    [
        new("does the injection hurt", "pain"), new("is the shot painful", "pain"), new("how much does it hurt", "pain"),
        new("what does it cost", "cost"), new("is it expensive", "cost"), new("how much money is it", "cost"),
    ];

    private static readonly Lesson[] s_new = [new("do you have parking", "parking"), new("where can i leave my car", "parking"), new("is there a garage", "parking")];

    private static Classifier Taught(params IEnumerable<Lesson> lessons) => Classifier.Blank.With([.. lessons], int.MaxValue, MessageEncoder.Shared.Encode);

    private static string Told(Classifier classifier, string text)
    {
        var told = classifier.Tell(MessageEncoder.Shared.Encode(text));
        return classifier.Classes[Array.IndexOf(told, told.Max())];
    }

    [Theory]
    [InlineData("will i feel pain", "pain")]
    [InlineData("whats the price", "cost")]
    public void What_was_learned_is_told_of_other_words(string text, string expected) => Assert.Equal(expected, Told(Taught(s_known), text));

    [Fact]
    public void A_new_class_is_learned_and_no_old_one_forgotten()
    {
        var after = Taught(s_known).With([.. s_known, .. s_new], int.MaxValue, MessageEncoder.Shared.Encode);
        Assert.Equal("parking", Told(after, "where do i park"));
        Assert.Equal("pain", Told(after, "will i feel pain"));
        Assert.Empty(after.NewOf([.. s_known, .. s_new]));
    }

    [Fact]
    public void Where_nothing_is_new_nothing_is_learned()
    {
        var taught = Taught(s_known);
        Assert.Same(taught, taught.With(s_known, int.MaxValue, MessageEncoder.Shared.Encode));
    }

    [Fact]
    public void Learning_the_same_twice_gives_the_same_file() => Assert.Equal(Taught(s_known).Write(), Taught(s_known).Write());

    [Fact]
    public void What_is_written_is_read_again()
    {
        var read = Classifier.Read(Taught(s_known).Write());
        Assert.Equal(Taught(s_known).Write(), read.Write());
        Assert.Empty(read.NewOf(s_known));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base 64\nclass\t0\tAAAA")]
    [InlineData("AAAAAA==\nclass\t0")]
    [InlineData("AAAAAA==\nclass\t0\tAAAA")]
    [InlineData("AAAAAA==\nclass\tx\tAAAA")]
    public void A_file_that_is_something_else_is_refused(string text) => Assert.Throws<FormatException>(() => Classifier.Read(text));
}
