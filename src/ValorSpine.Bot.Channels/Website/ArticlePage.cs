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
/// <param name="Sections">The lines of each section, the short answer first.</param>
/// <param name="Sources">What its sentences rest on, in the order to show and to number.</param>
public sealed record ArticlePage(string Id, string Title, ImmutableArray<ImmutableArray<ArticlePageLine>> Sections, ImmutableArray<ArticlePageSource> Sources);

/// <summary>A line of an article.</summary>
/// <param name="IsItem">Whether it is an item of a list.</param>
/// <param name="Sentences">Its sentences; none where it parts paragraphs.</param>
public sealed record ArticlePageLine(bool IsItem, params ImmutableArray<ArticlePageSentence> Sentences);

/// <summary>A sentence of an article.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Sources">Numbers of its sources: 1 is the first of the page.</param>
public sealed record ArticlePageSentence(string Text, params ImmutableArray<int> Sources);

/// <summary>A source of an article.</summary>
/// <param name="Label">What it is called below an answer.</param>
/// <param name="Title">In full.</param>
/// <param name="By">Authors or body, or null.</param>
/// <param name="Year">Or null.</param>
/// <param name="Url">Where it can be read, or null; only https addresses become links.</param>
public sealed record ArticlePageSource(string Label, string Title, string? By, string? Year, string? Url);
