using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Something that a message can be about.</summary>
internal abstract record Target(string Id, ImmutableArray<string> Phrasings)
{
    /// <summary>An article that answers.</summary>
    public sealed record Answer(Article Article, Topic? Topic, ImmutableArray<string> Texts) : Target(Article.Id, Texts)
    {
        /// <summary>Whether it answers its topic in general.</summary>
        public bool IsGeneral => Article.Id == Article.Topic;
    }

    /// <summary>Something that is deliberately not answered.</summary>
    public sealed record Decline(DeclinedArticle Article, ImmutableArray<string> Texts) : Target(Article.Id, Texts);

    /// <summary>Messages about other things.</summary>
    public sealed record Elsewhere(ElsewhereGroup Group) : Target(Group.Name, Group.Messages);

    /// <summary>Messages that ask for something else than an answer: an appointment, a person, advice.</summary>
    public sealed record Request(MessageGroup Group) : Target(Group.Heading, Group.Messages);

    /// <summary>All that a knowledge base can tell apart. Articles are found by their phrasings, their title, what else was asked and, where they answer a topic in general, its question.</summary>
    public static ImmutableArray<Target> Of(KnowledgeBase knowledge) =>
    [
        .. knowledge.Articles.Select(article => OfArticle(article, knowledge.Topics.GetValueOrDefault(article.Topic), knowledge.Asked.GetValueOrDefault(article.Id, []))),
        .. knowledge.Declined.Select(article => new Decline(article, [.. article.Phrasings, article.Title, .. knowledge.Asked.GetValueOrDefault(article.Id, [])])),
        .. knowledge.Elsewhere.Select(group => new Elsewhere(group)),
        .. knowledge.Requests.Select(group => new Request(group)),
    ];

    private static Answer OfArticle(Article article, Topic? topic, ImmutableArray<string> asked)
    {
        ImmutableArray<string> texts = [.. article.Phrasings, article.Title, .. asked];
        return new(article, topic, topic is not null && article.Id == topic.Id ? texts.Add(topic.Question) : texts);
    }
}
