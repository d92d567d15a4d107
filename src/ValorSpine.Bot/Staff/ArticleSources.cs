using ValorSpine.Bot.Content;
using ValorSpine.Bot.Staff.Sources;

namespace ValorSpine.Bot.Staff;

/// <summary>The articles behind the replies, for the transcript.</summary>
internal sealed class ArticleSources(LiveContent live) : IArticleSources
{
    /// <inheritdoc/>
    public ArticleSource? Find(string articleId, string sectionId)
    {
        var content = live.Current;
        if (content.Knowledge.Find(articleId) is not { } article || article.Sections.FirstOrDefault(section => section.Id == sectionId) is not { } section)
            return null;
        var sources = section.Sources.Select(key => content.Knowledge.Sources.GetValueOrDefault(key) is { } source
            ? new SourceReference(key, source.Title, source.Url)
            : new SourceReference(key, key, null));
        return new(article.Title, content.Clinic.Fill(section.Text), article.Path, [.. sources]);
    }
}
