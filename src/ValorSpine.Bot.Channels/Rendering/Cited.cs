using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>What a patient sees of a reply's citations.</summary>
internal static class Cited
{
    /// <summary>The articles that can be read on the website, once each.</summary>
    public static ImmutableArray<Citation> Articles(Reply reply) => [.. reply.Citations.Where(citation => citation.HasPage).DistinctBy(citation => citation.Article, StringComparer.Ordinal)];

    /// <summary>The sources behind the sentences, once each.</summary>
    public static ImmutableArray<Reference> References(Reply reply) =>
        [.. reply.Citations.SelectMany(citation => citation.References).DistinctBy(reference => reference.Label, StringComparer.Ordinal)];

    /// <summary>schema.org's message with a claim for each article, and with the mark of a model's words where a model worded it. Without "@type" Web Chat shows an error in place of the message.</summary>
    public static JsonObject Message(Reply reply, IEnumerable<JsonNode> claims)
    {
        var message = new JsonObject
        {
            ["type"] = "https://schema.org/Message",
            ["@type"] = "Message",
            ["@context"] = "https://schema.org",
            ["@id"] = "",
        };
        if (reply.IsWordedByModel)
            message["additionalType"] = new JsonArray("AIGeneratedContent");
        message["citation"] = new JsonArray([.. claims]);
        return message;
    }
}
