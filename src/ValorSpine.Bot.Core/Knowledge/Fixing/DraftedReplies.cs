using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>What would be said of an article's file, also while it is half written: nothing else is read, so it can be shown while somebody types.</summary>
public static class DraftedReplies
{
    /// <summary>The reply for each section; none where the file cannot be read.</summary>
    /// <param name="served">The content around it.</param>
    /// <param name="file">The file as it would be.</param>
    /// <param name="now">When it is said.</param>
    public static ImmutableArray<(string Section, Reply Reply)> Of(BotContent served, ContentFile file, DateTimeOffset now)
    {
        var turn = new Turn(served, new ConversationState(), "", null, new Facts(now, []), SafetyVerdict.Nothing);
        // What is wrong is told by the check.
        var problems = new List<ContentProblem>();
        if (file.Path.StartsWith(KnowledgeBase.DeclinedFolder + "/", StringComparison.Ordinal))
            return ArticleReader.ReadDeclined(file, problems) is { } declined ? Said(declined.Says.Id, AnsweringReplies.Decline(turn, declined, [])) : [];
        if (ArticleReader.Read(file, problems) is not { } article)
            return [];
        var first = Said(article.ShortAnswer.Id, AnsweringReplies.Answer(turn, article));
        return article.More is not { } more ? first : [.. first, .. Said(more.Id, AnsweringReplies.Answer(turn, article with { ShortAnswer = more, More = null }))];
    }

    private static ImmutableArray<(string Section, Reply Reply)> Said(string section, Decision.Done done) => [.. done.Turn.Replies.Select(reply => (section, reply))];
}
