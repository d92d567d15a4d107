using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>
/// One more sign where the ranking is unsure: which article embeddings find nearest. It settles only between articles that the ranking itself holds for probable, and only where one stands out,
/// whatever the scale on which the service's embeddings are near.
/// </summary>
internal static class Nearness
{
    // Of the way from the nearest article to the farthest of those that were told, how much lies between the nearest and the next.
    private const double StandsOut = 0.5;

    /// <summary>What is to be asked, or null where the ranking is sure or embeddings may not be asked for.</summary>
    public static ModelRequest.Nearest? Of(Turn turn, AnswerResult found) =>
        Refining.IsUnsure(found) && Refining.MayBeAsked(turn, ModelUse.Nearest) ? new(Masked.Of(turn.Text, turn.State).Text) : null;

    /// <summary>The article that stands out among those that were considered, or what was found before.</summary>
    public static AnswerResult Settled(Turn turn, ModelResult told, AnswerResult found, ImmutableArray<ModelNote>.Builder notes)
    {
        if (told is not ModelResult.Near { Articles: [var nearest, var next, .., var last] })
        {
            notes.Add(new(ModelUse.Nearest, told is ModelResult.Near ? "too few" : Refining.WhyNot(told)));
            return found;
        }

        var isOut = nearest.Similarity - next.Similarity >= StandsOut * (nearest.Similarity - last.Similarity);
        if (!isOut || !MayBeMeant(found).Contains(nearest.Article) || turn.Content.Knowledge.Find(nearest.Article) is not { } article)
        {
            notes.Add(new(ModelUse.Nearest, isOut ? "none that is probable" : "none that stands out"));
            return found;
        }

        notes.Add(new(ModelUse.Nearest, article.Id));
        return new AnswerResult.Found(article, found.Considered);
    }

    private static IEnumerable<string> MayBeMeant(AnswerResult found) =>
        found is AnswerResult.Ambiguous which ? which.Articles.Select(article => article.Id) : found.Considered.Take(1).Select(candidate => candidate.Article);
}
