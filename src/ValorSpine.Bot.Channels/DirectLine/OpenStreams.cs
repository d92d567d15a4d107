using System.Collections.Immutable;
using ValorSpine.Bot.Channels.Activities;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>
/// The streams that are open in this process. The protocol has one a conversation, and a patient has several tabs: each of the website's streams would close the other's, and its client come back in a few seconds.
/// </summary>
internal sealed class OpenStreams : IOpenStreams
{
    /// <summary>How many tabs of one patient listen at once; beyond that the oldest is closed.</summary>
    public const int MostTabs = 8;

    private readonly Dictionary<string, ImmutableArray<ActivityStream>> _open = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_lock)
                return _open.Values.Sum(streams => streams.Length);
        }
    }

    /// <summary>Adds a stream and ends those of its conversation that are too many.</summary>
    public void Add(ActivityStream stream)
    {
        ImmutableArray<ActivityStream> tooMany;
        lock (_lock)
        {
            var all = Of(stream.ConversationId).Add(stream);
            tooMany = [.. all.Take(all.Length - (stream.Site == ChannelIds.WebChat ? MostTabs : 1))];
            _open[stream.ConversationId] = all.RemoveRange(tooMany);
        }

        foreach (var older in tooMany)
            older.End(StreamEnd.Collision);
    }

    /// <summary>Forgets a stream that has ended.</summary>
    public void Remove(ActivityStream stream)
    {
        lock (_lock)
        {
            var left = Of(stream.ConversationId).Remove(stream);
            if (left.IsEmpty)
                _open.Remove(stream.ConversationId);
            else
                _open[stream.ConversationId] = left;
        }
    }

    /// <summary>Passes on what is not stored, where somebody listens.</summary>
    public void Signal(string conversationId, Activity activity)
    {
        foreach (var stream in Listening(conversationId))
            stream.Signal(activity);
    }

    /// <summary>Lets a conversation's streams last as long as its refreshed token.</summary>
    public void Extend(string conversationId, DateTimeOffset until)
    {
        foreach (var stream in Listening(conversationId))
            stream.Extend(until);
    }

    private ImmutableArray<ActivityStream> Listening(string conversationId)
    {
        lock (_lock)
            return Of(conversationId);
    }

    private ImmutableArray<ActivityStream> Of(string conversationId) => _open.GetValueOrDefault(conversationId, []);
}
