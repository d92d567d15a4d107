using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>The rules that <c>knowledge/</c> keeps, one class a rule. Each defect is one problem that names file, line and remedy.</summary>
internal static class KnowledgeChecks
{
    /// <summary>Reports everything that breaks a rule.</summary>
    /// <param name="knowledge">All of it, reviewed or not.</param>
    /// <param name="asked">The groups of <see cref="KnowledgeBase.AskedPath"/>.</param>
    /// <param name="elsewhere">The groups of <see cref="KnowledgeBase.ElsewherePath"/>.</param>
    /// <param name="files">All content.</param>
    /// <param name="today">The date for overdue reviews, or null to look neither for them nor for colliding phrasings.</param>
    /// <param name="problems">Gets one entry for each defect.</param>
    public static void Run(
        KnowledgeBase knowledge, ImmutableArray<MessageGroup> asked, ImmutableArray<MessageGroup> elsewhere, ContentFiles files, DateOnly? today, ICollection<ContentProblem> problems)
    {
        var pages = CheckedPage.Of(knowledge);
        IdCheck.Run(knowledge, problems);
        SourceCheck.Run(knowledge, pages, problems);
        ClaimCheck.Run(knowledge, pages, files, problems);
        ComparisonChecks.Run(knowledge, ClaimCheck.Load(files, problems), problems);
        ReadingCheck.Run(pages, files, problems);
        RequiredCheck.Run(knowledge, pages, files, problems);
        SpanishCheck.Run(knowledge.InSpanish, ClaimCheck.LoadSpanish(files, problems), problems);
        var phrasings = PhrasingCheck.Run(pages, asked, elsewhere, problems);
        if (today is not { } date)
            return;
        // What needs a curator's eye but harms nobody while the service runs is looked at by 'knowledge check' alone: it takes as long as all the rest.
        ReviewCheck.Run(pages, date, problems);
        SpanishCheck.RunReviews(knowledge.InSpanish, date, problems);
        CollisionCheck.Run(knowledge, phrasings, problems);
    }
}
