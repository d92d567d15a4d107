namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>Every id that is used is known: topics of articles, follow-ups and rows of the table; and every topic has an article.</summary>
internal static class IdCheck
{
    private const string UseKnownTopic = $"Use an id of {KnowledgeBase.TopicsPath}";

    public static void Run(KnowledgeBase knowledge, ICollection<ContentProblem> problems)
    {
        foreach (var topic in knowledge.Topics.Values.OrderBy(topic => topic.Line).Where(topic => knowledge.FindTopic(topic.Id) is null))
            problems.Add(new(KnowledgeBase.TopicsPath, topic.Line, $"The topic '{topic.Id}' has no article.", $"Write {KnowledgeBase.ArticlesFolder}/{topic.Id}.md."));
        foreach (var article in knowledge.Articles)
            CheckArticle(knowledge, article, problems);
    }

    private static void CheckArticle(KnowledgeBase knowledge, Article article, ICollection<ContentProblem> problems)
    {
        if (!knowledge.Topics.ContainsKey(article.Topic))
            problems.Add(new(article.Path, article.Lines.Topic, $"The topic '{article.Topic}' is not known.", $"{UseKnownTopic}, or add it there first."));
        foreach (var (followUp, line) in article.FollowUps.Zip(article.Lines.EachFollowUp).Where(item => !knowledge.Topics.ContainsKey(item.First)))
            problems.Add(new(article.Path, line, $"The follow-up '{followUp}' is not known.", $"{UseKnownTopic}."));
    }
}
