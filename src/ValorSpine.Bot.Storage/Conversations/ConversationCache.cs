using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ValorSpine.Bot.Core.Turns;
using ValorSpine.Bot.Storage.Encryption;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>The conversations used last, decrypted. One that another process went on with is found out by its version when it is used; committing on it is refused.</summary>
internal sealed class ConversationCache(int capacity)
{
    // What most turns are far below. A few hundred of the longest that are taken would else be half a gigabyte.
    private const int MostLetters = 32_768;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<CachedConversation>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<CachedConversation> _byUse = new();

    public int Count
    {
        get
        {
            lock (_gate)
                return _byId.Count;
        }
    }

    public bool TryGet(string id, [NotNullWhen(true)] out CachedConversation? conversation)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var node))
            {
                conversation = null;
                return false;
            }

            _byUse.Remove(node);
            _byUse.AddFirst(node);
            conversation = node.Value;
            return true;
        }
    }

    /// <summary>Keeps a conversation unless a later version of it is kept already. A long last turn is left to the store.</summary>
    public void Keep(CachedConversation conversation)
    {
        if (conversation.LastTurn.Sum(entry => (long)entry.Text.Length + (entry.ActivityJson?.Length ?? 0)) > MostLetters)
            conversation = conversation with { LastTurn = [] };
        lock (_gate)
        {
            var id = conversation.Loaded.Conversation.Id;
            if (_byId.TryGetValue(id, out var node))
            {
                if (node.Value.Loaded.Version < conversation.Loaded.Version)
                    node.Value = conversation;
                return;
            }

            _byId.Add(id, _byUse.AddFirst(conversation));
            if (_byId.Count <= capacity)
                return;
            _byId.Remove(_byUse.Last!.Value.Loaded.Conversation.Id);
            _byUse.RemoveLast();
        }
    }

    /// <summary>Drops all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byUse.Clear();
        }
    }

    /// <summary>Drops a version that turned out to be stale.</summary>
    public void Drop(string id, long staleVersion)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out var node) && node.Value.Loaded.Version <= staleVersion)
            {
                _byId.Remove(id);
                _byUse.Remove(node);
            }
        }
    }
}

/// <summary>A conversation and its key.</summary>
/// <param name="Loaded">As it stands.</param>
/// <param name="Cipher">Its key.</param>
/// <param name="LastTurn">The entries of the turn committed last, which its client reads next; empty where they are not at hand.</param>
internal sealed record CachedConversation(LoadedConversation Loaded, ContentCipher Cipher, ImmutableArray<LogEntry> LastTurn);
