using System.Collections.Concurrent;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Unmasking;

/// <summary>Who sees which conversation with names and contacts for now, having stated why. Of this process only, and forgotten after a while: then it has to be stated anew.</summary>
internal sealed class Unmasked(TimeProvider time)
{
    /// <summary>How long it lasts.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<(string Account, string Conversation), DateTimeOffset> _until = new();

    /// <summary>Somebody has stated why, and that is on the audit trail.</summary>
    public void Allow(string account, string conversationId)
    {
        var now = time.GetUtcNow();
        foreach (var (who, until) in _until)
        {
            if (until <= now)
                _until.TryRemove(new(who, until));
        }

        _until[(account, conversationId)] = now + Lasts;
    }

    /// <summary>Whether somebody sees it all: for a stated reason, or because they have the conversation and speak with the patient.</summary>
    public bool IsFor(string account, Transcript transcript) =>
        (_until.TryGetValue((account, transcript.Row.Id), out var until) && time.GetUtcNow() < until) || (transcript.Owner is Owner.Person { By: var by } && by.Account == account);
}
