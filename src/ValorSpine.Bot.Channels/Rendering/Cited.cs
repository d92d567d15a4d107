using System.Collections.Immutable;
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
}
