using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Content;

/// <summary>The articles, for their pages on the website.</summary>
internal sealed class ArticlePages(LiveContent live) : IArticlePages
{
    /// <inheritdoc/>
    public ArticlePage? Find(string id) => Of(live.Current, id);

    /// <summary>The article of some content, or null.</summary>
    public static ArticlePage? Of(BotContent content, string id)
    {
        if (content.Knowledge.Find(id) is not { } article)
            return null;
        ImmutableArray<Source> sources = [.. article.Sections.SelectMany(section => section.Sources).Distinct().Select(key => content.Knowledge.Sources.GetValueOrDefault(key)).OfType<Source>()];
        return new(
            article.Id,
            article.Title,
            [.. article.Sections.Select(section => section.Lines.Select(line => new ArticlePageLine(line.IsItem, [.. line.Sentences.Select(Sentence)])).ToImmutableArray())],
            [.. sources.Select(source => new ArticlePageSource(source.Label, source.Title, source.By, source.Year, source.Url))]);

        ArticlePageSentence Sentence(SourcedSentence sentence) => new(
            content.Clinic.Fill(sentence.Text),
            [.. sources.Select((source, index) => (source.Key, Number: index + 1)).Where(source => sentence.Sources.Contains(source.Key)).Select(source => source.Number)]);
    }
}
