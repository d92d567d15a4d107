using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Tests.Knowledge;

public sealed class KnowledgeTests
{
    private const string Article = "knowledge/articles/fibrin-safety.md";

    [Fact]
    public void The_knowledge_of_this_repository_has_no_defect() => Assert.Empty(ProblemsOf(Content.Files));

    [Fact]
    public void Every_topic_has_an_article_of_its_own_name()
    {
        var knowledge = KnowledgeBase.Load(Content.Files, []);
        Assert.All(knowledge.Topics.Keys, topic => Assert.Equal(topic, knowledge.FindTopic(topic)?.Topic));
    }

    [Theory]
    [InlineData("[VS-38]", "[VS-999]", "'VS-999' is not known", "knowledge/sources.yml")]
    [InlineData("topic: fibrin-safety", "topic: fibrin-danger", "'fibrin-danger' is not known", "knowledge/topics.yml")]
    [InlineData("id: fibrin-safety", "id: fibrin-dangers", "is not the name of the file", "Write 'id: fibrin-safety'")]
    [InlineData("## Short answer", "## Answer", "'## Answer' is not known", "Use '## Short answer'")]
    [InlineData("Biologic disc repair has risks, and serious harm is possible.", "Biologic disc repair is a cure.", "'cure' is not to be claimed (PL-30)", "Say it without a promise")]
    [InlineData("  - fibrin complications", "  - fibrin saftey", "'fibrin saftey' also stands in", "Keep it in the article that answers it")]
    [InlineData("follow-ups: [fibrin-evidence", "follow-ups: [fibrin-evidenc", "'fibrin-evidenc' is not known", "knowledge/topics.yml")]
    [InlineData("phrasings:", "phrazings:", "'phrazings' is not known here", "Use one of: id, topic")]
    [InlineData("title: Is", "title: [Is", "", "Correct the YAML")]
    public void A_defect_is_reported_with_file_line_and_remedy(string right, string wrong, string what, string remedy)
    {
        var problems = ProblemsOf(Content.With(Article, text => text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(problems, problem => problem.Path == Article && problem.Line >= 0 && problem.What.Contains(what, StringComparison.Ordinal) && problem.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sentence_without_a_source_is_reported_at_its_line()
    {
        var problems = ProblemsOf(Content.With(Article, text => text.TrimEnd() + " It is very safe.\n"));
        var line = Content.Files.Find(Article)!.Text.TrimEnd().Split('\n').Length;
        Assert.Contains(problems, problem => problem.Line == line && problem.What == "'It is very safe.' has no source.");
    }

    [Fact]
    public void A_missing_file_is_reported_not_thrown()
    {
        var problems = ProblemsOf(new ContentFiles([]));
        Assert.Contains(problems, problem => problem.ToString() == "knowledge/topics.yml:0: The file is missing. Restore it from the last version that worked.");
    }

    [Fact]
    public void An_article_is_shown_without_its_source_keys()
    {
        var article = KnowledgeBase.Load(Content.Files, []).Find("fibrin-safety")!;
        Assert.DoesNotContain('[', article.ShortAnswer.Text);
        Assert.StartsWith("Biologic disc repair has risks, and serious harm is possible. In one small study", article.ShortAnswer.Text, StringComparison.Ordinal);
        Assert.Equal(["EV-50", "VS-38"], article.ShortAnswer.Sources);
        Assert.StartsWith("- After disc test punctures", article.More!.Text, StringComparison.Ordinal);
        Assert.Contains("\n\nThe large trial", article.More.Text, StringComparison.Ordinal);
    }

    private static List<ContentProblem> ProblemsOf(ContentFiles files)
    {
        var problems = new List<ContentProblem>();
        _ = new Answerer(KnowledgeBase.Load(files, problems), TopicModel.Blank, Ranking.Blank);
        return problems;
    }
}
