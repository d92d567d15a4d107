using System.Collections.Concurrent;
using ValorSpine.Bot.Channels.Activities;

namespace ValorSpine.Bot.Channels.DirectLine;

/// <summary>The streams that are open in this process, one a conversation.</summary>
internal sealed class OpenStreams
{
    private readonly ConcurrentDictionary<string, ActivityStream> _open = new(StringComparer.Ordinal);

    /// <summary>Adds a stream and ends the older one of its conversation.</summary>
    public void Add(ActivityStream stream)
    {
        ActivityStream? older = null;
        _open.AddOrUpdate(stream.ConversationId, stream, (_, open) =>
        {
            older = open;
            return stream;
        });
        older?.End(StreamEnd.Collision);
    }

    /// <summary>Forgets a stream that has ended.</summary>
    public void Remove(ActivityStream stream) => _open.TryRemove(new(stream.ConversationId, stream));

    /// <summary>Passes on what is not stored, where somebody listens.</summary>
    public void Signal(string conversationId, Activity activity)
    {
        if (_open.TryGetValue(conversationId, out var stream))
            stream.Signal(activity);
    }

    /// <summary>Lets a conversation's stream last as long as its refreshed token.</summary>
    public void Extend(string conversationId, DateTimeOffset until)
    {
        if (_open.TryGetValue(conversationId, out var stream))
            stream.Extend(until);
    }
}
