using CsCheck;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Answering;

public sealed class ComparedTests
{
    private static readonly ComparedReader s_reader = Content.Bot.Comparing;
    private static readonly Comparison s_table = Content.Bot.Knowledge.SideBySide;
    private static readonly Gen<ComparedSubject> s_subject = Gen.Int[0, s_table.Subjects.Length - 1].Select(at => s_table.Subjects[at]);

    public static TheoryData<string, string> Comparing => [.. Lines(ComparedPhrasings.Comparing).Select(line => line.Split(" | ")).Select(parts => (parts[0], parts[1]))];

    public static TheoryData<string> NotComparing => [.. Lines(ComparedPhrasings.NotComparing)];

    [Theory]
    [MemberData(nameof(Comparing))]
    public void A_message_compares_two_treatments_and_an_aspect(string text, string expected) => Assert.Equal(expected, Written(s_reader.Read(text)));

    [Theory]
    [MemberData(nameof(NotComparing))]
    public void A_message_compares_nothing(string text) => Assert.Equal("nothing", Written(s_reader.Read(text)));

    [Fact]
    public void Every_pair_is_asked_for_by_a_patient()
    {
        var asked = Lines(ComparedPhrasings.Comparing).Select(line => string.Join(' ', line.Split(" | ")[1].Split(' ')[..2])).ToHashSet();
        Assert.Empty(Pairs().Select(pair => $"{pair.One.Id} {pair.Other.Id}").Except(asked));
    }

    [Theory]
    [InlineData("which is safer", "fibrin fusion / safety")]
    [InlineData("which one lasts longer?", "fibrin fusion / durability")]
    [InlineData("how do they compare on recovery", "fibrin fusion / recovery")]
    [InlineData("which of the two has more proof", "fibrin fusion / evidence")]
    [InlineData("fibrin or pt?", "fibrin exercise")]
    [InlineData("which shoes are best", "nothing")]
    [InlineData("i feel better now", "nothing")]
    [InlineData("is it safe", "nothing")]
    [InlineData("which is cheaper", "nothing")]
    public void After_a_comparison_which_means_one_of_those(string text, string expected) => Assert.Equal(expected, Written(s_reader.Read(text, new("fibrin", "fusion"))));

    [Fact]
    public void Any_two_names_around_a_word_of_comparison_are_compared_either_way_round() =>
        Gen.Select(s_subject, s_subject, OneOf("{0} vs {1}", "{0} or {1}?", "is {0} better than {1}", "difference between {0} and {1}", "which is better, {0} or {1}")).Sample(
            (one, other, question) =>
            {
                var expected = one == other ? "nothing" : Written(new(one.Id, other.Id));
                Assert.Equal(expected, Written(s_reader.Read(Asked(question, one.Terms[0], other.Terms[0]))));
                Assert.Equal(expected, Written(s_reader.Read(Asked(question, other.Terms[0], one.Terms[0]))));
            },
            iter: 400);

    [Theory]
    [InlineData("how is the fibrin different from that", "Steroid shots into the spine", "steroid fibrin")]
    [InlineData("versus the traction table?", "ordinary care such as physical therapy", "exercise decompression")]
    public void What_points_back_is_compared_with_what_the_last_answer_was_about(string text, string about, string expected)
    {
        var compared = s_reader.Read(text, about: about);
        Assert.Equal(expected, $"{compared?.First} {compared?.Second}");
    }

    [Fact]
    public void A_treatment_that_was_had_or_is_to_be_avoided_is_not_compared() =>
        Gen.Select(s_subject, s_subject, OneOf("{0} without {1}", "i had a {1}, is {0} better", "is {0} possible after {1}, which is it", "how does {0} help avoid {1}, compare", "tried {1}. {0} or what"))
            .Sample((one, other, text) => Assert.Null(TableOf(Asked(text, one.Terms[0], other.Terms[0]))), iter: 400);

    [Fact]
    public void Three_treatments_are_not_compared() =>
        s_subject.Array[3].Where(three => three.Distinct().Count() == 3)
            .Sample(three => Assert.Null(TableOf($"{three[0].Terms[0]} vs {three[1].Terms[0]} vs {three[2].Terms[0]}")), iter: 300);

    [Fact]
    public void Nothing_that_a_patient_types_makes_it_fail() => Gen.String[0, 200].Sample(text => s_reader.Read(text) is null || text.Length > 0, iter: 500);

    /// <summary>Not all: "which has less risk" is asked of the article on invasiveness, and risks have a row of their own.</summary>
    [Fact]
    public void What_an_article_is_asked_by_mostly_rests_on_its_topic_where_it_compares()
    {
        var compared = Content.Bot.Knowledge.Articles.SelectMany(article => article.Phrasings, (article, phrasing) => (phrasing, Own: article.Topic, Found: TableOf(phrasing)?.Topic)).Where(asked => asked.Found is not null).ToArray();
        var strays = compared.Where(asked => asked.Found != asked.Own).Select(asked => $"{asked.phrasing} ({asked.Own}): {asked.Found}").ToArray();
        Assert.True(strays.Length <= 0.1 * compared.Length, string.Join('\n', strays));
    }

    private static ComparisonTable? TableOf(string text) => s_reader.Read(text) is var (first, second, aspect) ? s_table.Between(first, second, aspect) : null;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static string Asked(string question, string one, string other) => question.Replace("{0}", one, StringComparison.Ordinal).Replace("{1}", other, StringComparison.Ordinal);

    private static IEnumerable<(ComparedSubject One, ComparedSubject Other)> Pairs() =>
        s_table.Subjects.SelectMany((one, at) => s_table.Subjects.Skip(at + 1).Select(other => (one, other)));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>In the order of the columns.</summary>
    private static string Written(Compared? compared)
    {
        if (compared is null)
            return "nothing";
        var table = s_table.Between(compared.First, compared.Second, compared.Aspect)!;
        return $"{table.First.Id} {table.Second.Id}{(table.Asked is null ? "" : $" / {table.Asked.Id}")}";
    }
}
