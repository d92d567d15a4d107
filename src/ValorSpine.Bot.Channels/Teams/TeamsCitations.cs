using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Channels.Rendering;
using ValorSpine.Bot.Channels.Website;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Teams;

/// <summary>
/// Cites the articles of an answer as Teams shows them: a number in the text, and behind it the title and the first words of the article. The label "AI generated" stands only on what a language model worded.
/// </summary>
internal sealed class TeamsCitations(IArticlePages articles)
{
    private const int MostClaims = 20;
    private const int LongestName = 80;
    private const int LongestAbstract = 160;

    /// <summary>The marks for the text, such as "[1]", and the entity; nothing where nothing can be read on the website.</summary>
    public (string Marks, IReadOnlyList<JsonElement>? Entities) Of(Reply reply, string baseUrl)
    {
        var cited = Cited.Articles(reply).Take(MostClaims).ToImmutableArray();
        if (cited.IsEmpty)
            return ("", null);
        var claims = cited.Select((citation, index) => (JsonNode)new JsonObject
        {
            ["@type"] = "Claim",
            ["position"] = index + 1,
            ["appearance"] = new JsonObject
            {
                ["@type"] = "DigitalDocument",
                ["name"] = Shortened(citation.Title, LongestName),
                ["abstract"] = Shortened(Beginning(citation), LongestAbstract),
                ["url"] = $"{baseUrl}/knowledge/{Uri.EscapeDataString(citation.Article)}",
            },
        });
        var marks = string.Concat(cited.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]")));
        return (marks, [JsonSerializer.SerializeToElement(Cited.Message(reply, claims), ActivityJson.Default.JsonObject)]);
    }

    /// <summary>A text of a limited length, cut between two words.</summary>
    internal static string Shortened(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var cut = text.LastIndexOf(' ', longest - 2);
        if (cut < longest / 2)
            cut = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return string.Concat(text.AsSpan(0, cut).TrimEnd(), "…");
    }

    // An article may be gone since it was cited; its title is there in any case.
    private string Beginning(Citation citation) =>
        articles.Find(citation.Article) is { Sections: [{ IsEmpty: false } first, ..] }
            ? string.Join(' ', first.SelectMany(line => line.Sentences).Select(sentence => sentence.Text))
            : citation.Title;
}
