using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge.Checks;

/// <summary>An article of either kind, with what the checks look at.</summary>
/// <param name="Id">The name of its file.</param>
/// <param name="Topic">Null where it is deliberately not answered.</param>
/// <param name="Title">As shown.</param>
/// <param name="Review">The state of its review.</param>
/// <param name="Phrasings">How patients ask for it.</param>
/// <param name="Sections">In the order in which they are said.</param>
/// <param name="Lines">Where its parts stand.</param>
/// <param name="Path">Its file.</param>
internal sealed record CheckedPage(
    string Id, string? Topic, string Title, Review Review, ImmutableArray<string> Phrasings, ImmutableArray<Section> Sections, PageLines Lines, string Path)
{
    /// <summary>Whether it says only that a question is not answered here.</summary>
    public bool IsDeclined => Topic is null;

    /// <summary>All of them, in the order of their files.</summary>
    public static ImmutableArray<CheckedPage> Of(KnowledgeBase knowledge) =>
    [
        .. knowledge.Articles.Select(article => new CheckedPage(article.Id, article.Topic, article.Title, article.Review, article.Phrasings, [.. article.Sections], article.Lines, article.Path)),
        .. knowledge.Declined.Select(article => new CheckedPage(article.Id, null, article.Title, article.Review, article.Phrasings, [article.Says], article.Lines, article.Path)),
    ];
}
