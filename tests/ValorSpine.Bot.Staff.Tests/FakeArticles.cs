using ValorSpine.Bot.Staff.Sources;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>A knowledge base of one section.</summary>
internal sealed class FakeArticles : IArticleSources
{
    public ArticleSource? Find(string articleId, string sectionId) => (articleId, sectionId) == ("spinal-decompression", "short-answer")
        ? new(
            "What is spinal decompression?",
            "It is a table that gently stretches the spine.\n\n- It is done in sessions.",
            "knowledge/articles/spinal-decompression.md",
            [
                new("VS-09", "The clinic's own account of decompression", null),
                new("EV-51", "A review of traction for low back pain", "https://example.org/traction?a=1&b=2"),
                new("EV-66", "A source with a bad address", "javascript:alert(1)"),
            ])
        : null;
}
