using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>Who has a page of the console open, and which conversation: known from what open pages ask on their own, and forgotten once they stop. Of this process only.</summary>
internal sealed class Presence(TimeProvider time)
{
    /// <summary>An open page asks more often than this.</summary>
    private static readonly TimeSpan s_gone = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<(string Account, string Conversation), DateTimeOffset> _seen = new();

    /// <summary>Somebody is here.</summary>
    public void See(string account, string conversationId = "")
    {
        var now = time.GetUtcNow();
        _seen[(account, conversationId)] = now;
        foreach (var (who, at) in _seen)
        {
            if (now - at > s_gone)
                _seen.TryRemove(new(who, at));
        }
    }

    /// <summary>Who else has a conversation open.</summary>
    public ImmutableArray<string> Others(string conversationId, string reader) => Accounts(who => who.Conversation == conversationId && who.Account != reader);

    /// <summary>Who has the console open.</summary>
    public ImmutableArray<string> OnDuty() => Accounts(_ => true);

    private ImmutableArray<string> Accounts(Func<(string Account, string Conversation), bool> wanted)
    {
        var now = time.GetUtcNow();
        return [.. _seen.Where(one => now - one.Value <= s_gone && wanted(one.Key)).Select(one => one.Key.Account).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }
}
