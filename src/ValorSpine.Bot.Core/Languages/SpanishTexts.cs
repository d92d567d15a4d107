using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Languages;

/// <summary>The clinic's own Spanish texts. One of an older version of its article is never shown.</summary>
public sealed class SpanishTexts
{
    private readonly FrozenDictionary<string, SpanishText> _current;

    /// <summary>Parts what is current from what is not.</summary>
    /// <param name="texts">All that are there.</param>
    /// <param name="english">The English articles of both kinds.</param>
    public SpanishTexts(ImmutableArray<SpanishText> texts, ImmutableArray<EnglishText> english)
    {
        (All, English) = (texts, english);
        var versions = english.ToFrozenDictionary(page => page.Id, page => page.Version);
        Outdated = [.. texts.Where(text => versions.TryGetValue(text.Of, out var version) && version != text.English).Select(text => (text, versions[text.Of]))];
        _current = texts.Where(text => versions.GetValueOrDefault(text.Of) == text.English).ToFrozenDictionary(text => text.Of);
    }

    /// <summary>All that are there, in the order of their files.</summary>
    public ImmutableArray<SpanishText> All { get; }

    /// <summary>What they are texts of.</summary>
    public ImmutableArray<EnglishText> English { get; }

    /// <summary>Those of an older version of their article, each with the version that it has now.</summary>
    public ImmutableArray<(SpanishText Text, string Version)> Outdated { get; }

    /// <summary>The current text of an article, or null.</summary>
    public SpanishText? Find(string articleId) => _current.GetValueOrDefault(articleId);

    /// <summary>Those that somebody has reviewed, of the articles that are served.</summary>
    internal SpanishTexts Reviewed() => new([.. All.Where(text => text.Review.IsDone)], English);

    /// <summary>What an author does about those of an older version.</summary>
    public IEnumerable<ContentProblem> OutdatedProblems() => Outdated.Select(one => new ContentProblem(
        one.Text.Path, one.Text.EnglishLine, $"This is the text of an older version of '{one.Text.Of}', so it is not shown: patients read the English.", $"Bring it up to date, then write 'english: {one.Version}'."));
}

/// <summary>An English article of either kind, as far as a Spanish text has to keep to it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its <see cref="SpanishText.VersionOf"/>.</param>
/// <param name="Sections">In the order in which they are said.</param>
/// <param name="Path">Its file.</param>
public sealed record EnglishText(string Id, string Version, ImmutableArray<Section> Sections, string Path)
{
    /// <summary>All of a knowledge base.</summary>
    internal static ImmutableArray<EnglishText> Of(IEnumerable<Article> articles, IEnumerable<DeclinedArticle> declined) =>
    [
        .. articles.Select(article => new EnglishText(article.Id, SpanishText.VersionOf(article.Title, article.Sections), [.. article.Sections], article.Path)),
        .. declined.Select(article => new EnglishText(article.Id, SpanishText.VersionOf(article.Title, [article.Says]), [article.Says], article.Path)),
    ];
}
