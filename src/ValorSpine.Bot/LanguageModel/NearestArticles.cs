using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.LanguageModel;

namespace ValorSpine.Bot.LanguageModel;

/// <summary>
/// Finds the articles whose texts are nearest to a message by embeddings. The index of a knowledge base is made in the background when it is first asked for, from what is kept on disk and, for
/// new texts, from the service; until then there is none, and nobody waits for it.
/// </summary>
internal sealed partial class NearestArticles(IEmbeddingGenerator<string, Embedding<float>> generator, VectorCache cache, ModelBudget budget, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostPhrasings = 8, AtOnce = 96, MostTold = 5, LettersOfToken = 3;
    private static readonly TimeSpan s_beforeRetry = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private (KnowledgeBase Of, Task<ImmutableArray<Entry>?> Made, DateTimeOffset Begun)? _index;

    /// <summary>Why the index could not be made, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>The index of a knowledge base, or null while it is being made.</summary>
    public ImmutableArray<Entry>? IndexOf(KnowledgeBase knowledge) => Making(knowledge) is { IsCompletedSuccessfully: true } made ? made.Result : null;

    /// <summary>Makes the index now.</summary>
    public Task PrepareAsync(KnowledgeBase knowledge) => Making(knowledge);

    /// <summary>The nearest articles.</summary>
    public async Task<Told> FindAsync(string message, ImmutableArray<Entry> index, CancellationToken cancel)
    {
        var asked = await generator.GenerateAsync([message], cancellationToken: cancel);
        budget.Spend(asked.Usage?.InputTokenCount ?? message.Length / LettersOfToken, 0);
        if (asked is not [{ Vector: var direction }] || index.Any(entry => entry.Direction.Length != direction.Length))
            return Told.Failed(Told.OtherForm);
        return new(new ModelResult.Near(
        [
            .. index.GroupBy(entry => entry.Article)
                .Select(article => new NearArticle(article.Key, Math.Round(article.Max(entry => TensorPrimitives.CosineSimilarity(entry.Direction.AsSpan(), direction.Span)), 4)))
                .OrderByDescending(near => near.Similarity).ThenBy(near => near.Article, StringComparer.Ordinal).Take(MostTold),
        ]));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        generator.Dispose();
    }

    private Task<ImmutableArray<Entry>?> Making(KnowledgeBase knowledge)
    {
        lock (_lock)
        {
            if (_index is { } known && ReferenceEquals(known.Of, knowledge) && (Failure is null || time.GetUtcNow() - known.Begun < s_beforeRetry))
                return known.Made;
            Failure = null;
            _index = (knowledge, Task.Run(() => MakeAsync(knowledge, _stopping.Token)), time.GetUtcNow());
            return _index.Value.Made;
        }
    }

    private async Task<ImmutableArray<Entry>?> MakeAsync(KnowledgeBase knowledge, CancellationToken cancel)
    {
        try
        {
            (string Article, string Text)[] texts = [.. knowledge.Articles.SelectMany(TextsOf)];
            var kept = cache.Read();
            var known = kept.Count;
            string[] lacking = [.. texts.Select(text => text.Text).Distinct(StringComparer.Ordinal).Where(text => !kept.ContainsKey(VectorCache.HashOf(text)))];
            foreach (var some in lacking.Chunk(AtOnce))
            {
                if (await budget.WhyNotAsync(cancel) is { } why)
                {
                    Failure = why;
                    if (kept.Count > known)
                        Keep(kept);
                    return null;
                }

                var made = await generator.GenerateAsync(some, cancellationToken: cancel);
                budget.Spend(made.Usage?.InputTokenCount ?? some.Sum(text => text.Length) / LettersOfToken, 0);
                foreach (var (text, embedding) in some.Zip(made, (text, embedding) => (text, embedding)))
                    kept[VectorCache.HashOf(text)] = ImmutableCollectionsMarshal.AsImmutableArray(embedding.Vector.ToArray());
            }

            var current = texts.Select(text => VectorCache.HashOf(text.Text)).ToHashSet(StringComparer.Ordinal);
            if (lacking.Length > 0 || kept.Count > current.Count)
                Keep(kept.Where(pair => current.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal));
            return [.. texts.Select(text => new Entry(text.Article, kept[VectorCache.HashOf(text.Text)]))];
        }
        // Whatever the service or the disk does: articles are found without it.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Failure = "the index could not be made";
            NotMade(error.GetType().Name);
            return null;
        }
    }

    // What was paid for is used, also where it cannot be kept.
    private void Keep(Dictionary<string, ImmutableArray<float>> vectors)
    {
        try
        {
            cache.Write(vectors);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotKept(error.GetType().Name);
        }
    }

    private static IEnumerable<(string Article, string Text)> TextsOf(Article article) =>
        article.Phrasings.Take(MostPhrasings).Prepend(article.ShortAnswer.Text).Prepend(article.Title).Select(text => (article.Id, text));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embeddings of the articles could not be made ({Error}); they are tried again in a minute.")]
    private partial void NotMade(string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The embeddings of the articles could not be kept ({Error}) and are made anew after the next start: let the service write Model:EmbeddingFolder.")]
    private partial void NotKept(string error);

    /// <summary>The direction of one text of an article.</summary>
    internal readonly record struct Entry(string Article, ImmutableArray<float> Direction);
}
