using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class CollisionCheckTests
{
    [Theory]
    [InlineData("how heavy can i be for the traction table", "how heavy can you be for the traction table")]
    [InlineData("is there a minimum height for the traction table", "is there a minimum height for the stretch table")]
    [InlineData("how heavy can i be for the traction table", "how heavy can i be for the tracton table")]
    public void Nearly_the_same_question_collides_in_whatever_words_and_spelling(string one, string other)
    {
        var problem = Assert.Single(ProblemsOf(("decompression-session", one), ("decompression-safety", other)));
        Assert.Equal(("b.md", 2), (problem.Path, problem.Line));
        Assert.Matches($@"^'{other}' is nearly '{one}' in a\.md:1 \(score (0\.9\d|1\.00)\)\.$", problem.What);
    }

    [Theory]
    [InlineData("how heavy can i be for the traction table", "how heavy can i be for the glue shot")]
    [InlineData("how heavy can i be for the traction table", "how old can i be for the traction table")]
    [InlineData("are you a doctor", "is your doctor old")]
    public void Another_treatment_or_another_thing_is_another_question(string one, string other) =>
        Assert.Empty(ProblemsOf(("decompression-session", one), ("decompression-safety", other)));

    [Fact]
    public void Within_one_article_the_same_may_be_said_in_many_ways() =>
        Assert.Empty(ProblemsOf(("decompression-session", "how heavy can i be for the traction table"), ("decompression-session", "how heavy can you be for the traction table")));

    [Fact]
    public void A_phrasing_is_named_once_with_the_one_that_it_is_nearest_to()
    {
        var problems = ProblemsOf(
            ("decompression-session", "how heavy can i be for the traction table"), ("decompression-safety", "how heavy might we be for a traction machine"), ("fibrin-safety", "how heavy can you be for the traction table"));
        Assert.Equal("c.md", Assert.Single(problems).Path);
    }

    private static List<ContentProblem> ProblemsOf(params (string Owner, string Text)[] asked)
    {
        var problems = new List<ContentProblem>();
        // Among others, so that common words are seen to be common.
        var others = Content.Bot.Knowledge.Articles.SelectMany(article => article.Phrasings.Take(5), (article, text) => new Phrasing(text, article.Id, PhrasingKind.Answered, false, article.Path, 0));
        ImmutableArray<Phrasing> phrasings = [.. asked.Select((one, at) => new Phrasing(one.Text, one.Owner, PhrasingKind.Answered, false, $"{(char)('a' + at)}.md", at + 1)), .. others];
        CollisionCheck.Run(Content.Bot.Knowledge, phrasings, problems);
        return problems;
    }
}
