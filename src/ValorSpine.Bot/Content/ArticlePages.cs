using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Content;

/// <summary>The articles, for their pages on the website.</summary>
internal sealed class ArticlePages(LiveContent live) : IArticlePages
{
    /// <inheritdoc/>
    public ArticlePage? Find(string id) => Find(live.Current, id);

    private static ArticlePage? Find(BotContent content, string id) => content.Knowledge.Find(id) is { } article
        ? new(
            article.Id,
            article.Title,
            [.. article.Sections.Select(section => content.Clinic.Fill(section.Text))],
            [
                .. article.Sections.SelectMany(section => section.Sources).Distinct()
                    .Select(key => content.Knowledge.Sources.GetValueOrDefault(key)).OfType<Core.Knowledge.Source>()
                    .Select(source => new ArticlePageSource(source.Key, string.Join(", ", new[] { source.Title, source.By, source.Year }.OfType<string>()), source.Url)),
            ])
        : null;
}
