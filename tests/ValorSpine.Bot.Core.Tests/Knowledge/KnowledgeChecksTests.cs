using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class KnowledgeChecksTests
{
    private static readonly Lazy<List<ContentProblem>> s_problems = new(() =>
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(KnowledgeDefects.Content, problems, today: KnowledgeDefects.Today);
        return problems;
    });

    public static TheoryData<string> Defects => [.. KnowledgeDefects.All.Select(defect => defect.Name)];

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_defect_is_one_problem_that_names_file_line_and_remedy(string name)
    {
        var defect = KnowledgeDefects.All.Single(defect => defect.Name == name);
        var problem = Assert.Single(s_problems.Value, problem => problem.Path == defect.Path);
        Assert.Contains(defect.What, problem.What, StringComparison.Ordinal);
        Assert.Contains(defect.Remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.Contains(defect.At, KnowledgeDefects.Content.Find(defect.Path)!.Text.Split('\n')[problem.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_else_is_reported() => Assert.Equal(KnowledgeDefects.All.Count, s_problems.Value.Count);
}
