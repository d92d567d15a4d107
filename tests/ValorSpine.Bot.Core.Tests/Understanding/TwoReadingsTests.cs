using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Tests.Understanding;

public sealed class TwoReadingsTests
{
    private const string Asked = "how much does the shot hurt";

    private static readonly Lesson[] s_lessons = [new("does the injection hurt", "pain"), new("is the shot painful", "pain"), new("what does it cost", "cost"), new("is it expensive", "cost")];
    private static readonly Classifier s_meaning = Classifier.Blank.With(s_lessons, int.MaxValue, MessageEncoder.Shared.Encode);
    private static readonly NgramClassifier s_writing = NgramTraining.Learn(["cost", "pain"], s_lessons);

    private static float[] ByMeaning => s_meaning.Tell(MessageEncoder.Shared.Encode(Asked));

    [Fact]
    public void Without_a_share_the_meaning_alone_is_told()
    {
        var told = new TwoReadings(s_meaning, s_writing, 0).Tell(Asked);
        Assert.All(told.Zip(ByMeaning), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void With_the_whole_share_the_writing_alone_is_told_in_the_order_of_the_meanings_classes()
    {
        var two = new TwoReadings(s_meaning, s_writing, 1);
        var (told, written) = (two.Tell(Asked), s_writing.Tell(Asked));
        Assert.Equal(["pain", "cost"], two.Classes);
        Assert.Equal(written[s_writing.PlaceOf("pain")], told[two.PlaceOf("pain")], 1e-4f);
    }

    [Fact]
    public void What_both_are_told_lies_between_them()
    {
        var pain = new TwoReadings(s_meaning, s_writing, 0.5f).Tell(Asked)[s_meaning.PlaceOf("pain")];
        var (meant, written) = (ByMeaning[s_meaning.PlaceOf("pain")], s_writing.Tell(Asked)[s_writing.PlaceOf("pain")]);
        Assert.InRange(pain, Math.Min(meant, written), Math.Max(meant, written));
    }

    [Fact]
    public void A_class_that_the_writing_does_not_know_is_told_by_the_meaning()
    {
        var told = new TwoReadings(s_meaning, NgramClassifier.Blank, 0.5f).Tell(Asked);
        Assert.All(told.Zip(ByMeaning), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void A_high_temperature_evens_out()
    {
        var two = new TwoReadings(s_meaning, s_writing, 0.5f);
        Assert.True(two.Tell(Asked, 3).Max() < two.Tell(Asked).Max());
    }
}
