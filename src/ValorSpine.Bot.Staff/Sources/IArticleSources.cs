using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.Sources;

/// <summary>Looks up what a citation of a reply stands for in today's knowledge. The host implements it.</summary>
public interface IArticleSources
{
    /// <summary>A section of an article, or null where today's knowledge has it no longer.</summary>
    ArticleSource? Find(string articleId, string sectionId);
}

/// <summary>One section of an article as it stands today.</summary>
/// <param name="Title">Title of the article.</param>
/// <param name="SectionText">In the form of <see cref="Core.Conversation.Reply.Text"/>.</param>
/// <param name="Path">Its file: <c>knowledge/articles/…</c>.</param>
/// <param name="Sources">What the section rests on.</param>
public sealed record ArticleSource(string Title, string SectionText, string Path, ImmutableArray<SourceReference> Sources);

/// <summary>Where a statement comes from.</summary>
/// <param name="Key"><c>EV-51</c>.</param>
/// <param name="Title">As shown.</param>
/// <param name="Url">Linked where it is an http or https address; or null.</param>
public sealed record SourceReference(string Key, string Title, string? Url);
