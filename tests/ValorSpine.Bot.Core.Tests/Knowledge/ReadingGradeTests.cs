using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class ReadingGradeTests
{
    private static readonly string[] s_names = ["decompression", "spinal decompression", "biologic disc repair"];

    [Theory]
    [InlineData("cat", 1)]
    [InlineData("made", 1)]
    [InlineData("table", 2)]
    [InlineData("sources", 2)]
    [InlineData("helped", 1)]
    [InlineData("needed", 2)]
    [InlineData("compared", 2)]
    [InlineData("emergency", 4)]
    [InlineData("2,762", 1)]
    public void Endings_that_are_not_spoken_are_no_syllables(string word, int syllables) => Assert.Equal(syllables, ReadingGrade.SyllablesOf(word));

    [Fact]
    public void The_grade_is_that_of_Flesch_and_Kincaid() =>
        // 6 words, 6 syllables, 2 sentences.
        Assert.Equal((0.39 * 3) + (11.8 * 1) - 15.59, ReadingGrade.Of(["The cat sat.", "The dog ran."], s_names), 3);

    [Fact]
    public void The_name_of_a_treatment_is_one_short_word_however_long_it_is() =>
        Assert.Equal(ReadingGrade.Of(["Is trout safe?"], []), ReadingGrade.Of(["Is Spinal Decompression safe?"], s_names), 3);

    [Fact]
    public void Nothing_reads_at_grade_0() => Assert.Equal(0, ReadingGrade.Of([], s_names));

    // As measured by a second program, written apart from this one.
    [Theory]
    [InlineData("Biologic disc repair has risks, and serious harm is possible. | In one small study, 1 in 15 people had a disc infection. | A clinician weighs the risks with you after an evaluation.", 5.22)]
    [InlineData("In pooled trials with 2,762 people, traction may make little or no difference to back pain. | Guidelines from the World Health Organization and from the UK advise against routine traction.", 7.20)]
    [InlineData("You go home the same day. | Call {emergency} for new leg weakness, numbness between the legs, or bladder or bowel trouble.", 5.36)]
    [InlineData("A discogram isn't a face-down scan: it's a test in which a needle puts pressure on a disc.", 5.85)]
    public void It_agrees_with_a_second_program(string sentences, double grade) =>
        Assert.Equal(grade, ReadingGrade.Of(sentences.Split(" | "), PlainLanguage.Load(Content.Files, []).Names), tolerance: 0.2);
}
