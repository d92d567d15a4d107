using Microsoft.Extensions.Logging.Abstractions;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Tests.Content;

public sealed class ArticlePagesTests
{
    private static readonly BotContent s_content = ContentCopy.Original;
    private static readonly ArticlePages s_pages = new(new LiveContent(s_content, TimeProvider.System, NullLogger<LiveContent>.Instance));

    [Fact]
    public void Sources_are_numbered_in_the_order_in_which_sentences_rest_on_them()
    {
        foreach (var article in s_content.Knowledge.Articles)
        {
            var page = s_pages.Find(article.Id)!;
            var first = Sentences(page).SelectMany(sentence => sentence.Sources).Distinct().ToArray();
            Assert.Equal(Enumerable.Range(1, page.Sources.Length).Order(), first.Order());
            Assert.Equal(article.Sections.Sum(section => section.Sentences.Length), Sentences(page).Count());
        }
    }

    [Fact]
    public void A_sentence_leads_to_the_sources_that_its_author_named()
    {
        var page = s_pages.Find("fibrin-safety")!;

        var sentence = Sentences(page).Single(sentence => sentence.Text.StartsWith("A clinician weighs", StringComparison.Ordinal));
        var source = page.Sources[Assert.Single(sentence.Sources) - 1];
        Assert.Equal("ValorSpine's own description", source.Label);
        Assert.Contains("evaluations start", source.Title, StringComparison.Ordinal);
        Assert.Equal(2, Sentences(page).Single(sentence => sentence.Text.StartsWith("Chest pain", StringComparison.Ordinal)).Sources.Length);
        Assert.Empty(Sentences(page).Single(sentence => sentence.Text.StartsWith("Do not wait", StringComparison.Ordinal)).Sources);
    }

    [Fact]
    public void The_clinics_settings_are_filled_in() =>
        Assert.Contains(Sentences(s_pages.Find("fibrin-safety")!), sentence => sentence.Text.Contains($"call {s_content.Clinic.EmergencyNumber} for", StringComparison.Ordinal));

    [Fact]
    public void An_article_that_does_not_exist_has_no_page() => Assert.Null(s_pages.Find("screening"));

    private static IEnumerable<ArticlePageSentence> Sentences(ArticlePage page) => page.Sections.SelectMany(section => section).SelectMany(line => line.Sentences);
}
