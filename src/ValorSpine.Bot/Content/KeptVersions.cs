using System.Collections.Concurrent;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Content;

/// <summary>Sees to it that a running screening ends on the version of its questionnaire that it began with, however often the files change meanwhile.</summary>
internal sealed class KeptVersions(IQuestionnaireVersions store)
{
    private readonly ConcurrentDictionary<string, ScreeningDefinition> _earlier = new(StringComparer.Ordinal);
    private volatile Screenings? _kept;

    /// <summary>The content with the version that a screening goes by. What is live is on disk before anything is decided with it.</summary>
    public async ValueTask<BotContent> ForAsync(BotContent content, ScreeningState? state, CancellationToken cancel)
    {
        if (_kept != content.Screenings)
        {
            await store.KeepAsync([.. content.Screenings.Live.Select(definition => definition.Source)], cancel);
            _kept = content.Screenings;
        }

        if (content.Screenings.MissingFor(state) is not { } hash)
            return content;
        if (!_earlier.TryGetValue(hash, out var earlier))
        {
            // Where it was never kept, the newest version goes on with the answers that it can use.
            if (await store.FindAsync(hash, cancel) is not { } version)
                return content;
            earlier = _earlier.GetOrAdd(hash, ScreeningDefinition.Of(version));
        }

        return content.With(earlier);
    }
}
