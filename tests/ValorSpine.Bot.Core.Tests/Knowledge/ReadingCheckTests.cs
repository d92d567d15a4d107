using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class ReadingCheckTests
{
    // Grades 7.6 and 3.5.
    private const string Hard = "The doctor will look at the results and discuss several options with you later.", Easy = "You can ask us what you want to know at any time of the day or night.";

    [Fact]
    public void Sections_that_are_hard_on_the_whole_are_one_problem_that_names_the_figure()
    {
        var problem = Assert.Single(ProblemsOf(Hard, Hard, Easy));
        Assert.Equal("Half of the 3 sections of articles read at grade 7.6 or above (PL-01).", problem.What);
        Assert.Equal(12, problem.Line);
        Assert.StartsWith("Make the hardest ones easier", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void One_hard_section_among_easy_ones_is_no_problem() => Assert.Empty(ProblemsOf(Easy, Hard, Easy));

    [Fact]
    public void A_term_may_be_explained_in_the_short_answer() => Assert.Empty(ProblemsOf("A tear is a small gap in the ring. You can ask us what a fissure is at any time."));

    private static List<ContentProblem> ProblemsOf(params string[] texts)
    {
        var problems = new List<ContentProblem>();
        ReadingCheck.Run([.. texts.Select((text, number) => PageOf(text, $"page-{number}"))], Content.Files, problems);
        return problems;
    }

    private static CheckedPage PageOf(string text, string id)
    {
        var sentences = new[] { text, text }.Select(sentence => new SourcedSentence(sentence, [], 13, Marked: true));
        return new(id, "disc-anatomy", "Discs", new(null, null, null), [], [new("short-answer", text, [], 12, [.. sentences])], PageLines.Unknown, $"{id}.md");
    }
}
