using System.Collections.Concurrent;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>Who has a page of the console open, and which conversation: known from what open pages ask on their own, and forgotten once they stop.</summary>
internal sealed class Presence
{
    /// <summary>An open page asks more often than this.</summary>
    private static readonly TimeSpan s_gone = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<(string Account, string Conversation), DateTimeOffset> _seen = new();
    private readonly TimeProvider _time;
    private readonly PresenceNews? _news;

    /// <summary>Knows of nobody yet.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="news">What other processes tell, or null where there are none.</param>
    public Presence(TimeProvider time, PresenceNews? news = null)
    {
        (_time, _news) = (time, news);
        news?.Heard += Note;
    }

    /// <summary>Somebody is here.</summary>
    public void See(string account, string conversationId = "")
    {
        Note(account, conversationId);
        _news?.Tell(account, conversationId);
    }

    /// <summary>Who else has a conversation open.</summary>
    public ImmutableArray<string> Others(string conversationId, string reader) => Accounts(who => who.Conversation == conversationId && who.Account != reader);

    /// <summary>Who has the console open.</summary>
    public ImmutableArray<string> OnDuty() => Accounts(_ => true);

    private void Note(string account, string conversationId)
    {
        var now = _time.GetUtcNow();
        _seen[(account, conversationId)] = now;
        foreach (var (who, at) in _seen)
        {
            if (now - at > s_gone)
                _seen.TryRemove(new(who, at));
        }
    }

    private ImmutableArray<string> Accounts(Func<(string Account, string Conversation), bool> wanted)
    {
        var now = _time.GetUtcNow();
        return [.. _seen.Where(one => now - one.Value <= s_gone && wanted(one.Key)).Select(one => one.Key.Account).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }
}
