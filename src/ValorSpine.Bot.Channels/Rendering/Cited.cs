using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Channels.Rendering;

/// <summary>What a patient sees of a reply's citations.</summary>
internal static class Cited
{
    /// <summary>The articles that can be read on the website, once each.</summary>
    public static ImmutableArray<Citation> Articles(Reply reply) => [.. reply.Citations.Where(citation => citation.HasPage).DistinctBy(citation => citation.Article, StringComparer.Ordinal)];

    /// <summary>The sources behind the sentences, once each.</summary>
    public static ImmutableArray<Reference> References(Reply reply) =>
        [.. reply.Citations.SelectMany(citation => citation.References).DistinctBy(reference => reference.Label, StringComparer.Ordinal)];

    /// <summary>The word before the articles of a reply, in its language.</summary>
    public static string ArticlesWord(Reply reply) => IsSpanish(reply) ? "Fuente (en inglés)" : "Source";

    /// <summary>The words before its sources.</summary>
    public static string ReferencesWords(Reply reply) => IsSpanish(reply) ? "Se basa en" : "Based on";

    /// <summary>Whether it is in Spanish.</summary>
    public static bool IsSpanish(Reply reply) => reply.Language == SpanishText.Language;

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
