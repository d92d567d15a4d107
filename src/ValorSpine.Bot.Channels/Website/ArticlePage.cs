using System.Collections.Immutable;

namespace ValorSpine.Bot.Channels.Website;

/// <summary>Where the website finds the articles that it shows as pages.</summary>
public interface IArticlePages
{
    /// <summary>The article with an id, or null.</summary>
    ArticlePage? Find(string id);
}

/// <summary>One article as a page.</summary>
/// <param name="Id">Id of the article, as in its address.</param>
/// <param name="Title">Heading.</param>
/// <param name="Sections">Plain text, the short answer first. A line that starts with <c>"- "</c> is a list item; an empty line parts paragraphs.</param>
/// <param name="Sources">What its sentences rest on, in the order to show.</param>
public sealed record ArticlePage(string Id, string Title, ImmutableArray<string> Sections, ImmutableArray<ArticlePageSource> Sources);

/// <summary>A source of an article.</summary>
/// <param name="Key">Key as used in the articles: <c>EV-51</c>.</param>
/// <param name="Title">What it is, as shown.</param>
/// <param name="Url">Where it can be read, or null; only http and https addresses become links.</param>
public sealed record ArticlePageSource(string Key, string Title, string? Url);
