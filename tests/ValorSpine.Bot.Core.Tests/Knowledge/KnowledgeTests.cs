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

    // Defects on which others follow: the article is not read, or has another name. All others are in KnowledgeChecksTests.
    [Theory]
    [InlineData("topic: fibrin-safety", "topic: fibrin-danger", "'fibrin-danger' is not known", "knowledge/topics.yml")]
    [InlineData("## Short answer", "## Answer", "'## Answer' is not known", "Use '## Short answer'")]
    [InlineData("title: Is", "title: [Is", "", "Correct the YAML")]
    public void A_defect_is_reported_with_file_line_and_remedy(string right, string wrong, string what, string remedy)
    {
        var problems = ProblemsOf(Content.With(Article, text => text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(problems, problem => problem.Path == Article && problem.Line > 0 && problem.What.Contains(what, StringComparison.Ordinal) && problem.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_files_of_one_name_are_reported_not_thrown()
    {
        var copy = Content.Files.Find(Article)! with { Path = "knowledge/articles/old/fibrin-safety.md" };
        var problems = ProblemsOf(new(Content.Files.Under("knowledge").Append(copy)));
        Assert.Equal("knowledge/articles/old/fibrin-safety.md:1: knowledge/articles/fibrin-safety.md has this name too. Rename one of them, and write the new name after 'id:'.", Assert.Single(problems).ToString());
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

    [Fact]
    public void The_examples_of_the_guide_for_authors_lack_nothing_but_phrasings()
    {
        var examples = File.ReadAllText(Path.Combine(Content.Root, "docs/authoring-knowledge.md")).ReplaceLineEndings("\n").Split("```markdown\n").Skip(1).Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)]).ToArray();
        var article = new ContentFile("knowledge/articles/decompression-session-stop.md", examples[0]);
        var declined = new ContentFile("knowledge/declined/other-joints.md", examples[1]);

        var problems = ProblemsOf(new(Content.Files.Under("knowledge").Append(article).Append(declined)));

        Assert.Equal(["The article has 3 phrasings.", "The article has 1 phrasing."], problems.Select(problem => problem.What));
    }

    private static List<ContentProblem> ProblemsOf(ContentFiles files)
    {
        var problems = new List<ContentProblem>();
        KnowledgeBase.Load(files, problems);
        return problems;
    }
}
