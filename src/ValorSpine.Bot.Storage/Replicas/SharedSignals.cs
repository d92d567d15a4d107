using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Storage.Booking;
using ValorSpine.Bot.Storage.Conversations;
using ValorSpine.Bot.Storage.Deliveries;
using ValorSpine.Bot.Storage.Incidents;
using ValorSpine.Bot.Storage.Notices;
using ValorSpine.Bot.Storage.Ownership;

namespace ValorSpine.Bot.Storage.Replicas;

/// <summary>All that is woken by a commit, wherever the commit was made: those who read a conversation, and the loops that work through something. Beside that, who of the staff looks at what.</summary>
internal sealed class SharedSignals(
    StoredConversations conversations, LogSignals log, AlertOutbox alerts, NoticeOutbox notices, DeliveryOutbox deliveries, HeldConversations held, KeptRequests requests, WaitingList waiting, PresenceNews presence)
{
    private readonly Dictionary<string, WakeSignal> _loops = new(StringComparer.Ordinal)
    {
        ["alerts"] = alerts.Signal,
        ["notices"] = notices.Signal,
        ["deliveries"] = deliveries.Signal,
        ["held"] = held.Signal,
        ["requests"] = requests.Signal,
        ["waiting"] = waiting.Signal,
    };

    /// <summary>Has each signal that is given here told on: conversations as <c>c</c> and their id, loops as <c>w</c> and their name, who looks at what as <c>p</c> with account and conversation.</summary>
    public void TellOn(Action<string>? tell)
    {
        log.Told = tell is null ? null : id => tell("c" + id);
        foreach (var (name, signal) in _loops)
            signal.Told = tell is null ? null : () => tell("w" + name);
        presence.Told = tell is null ? null : (account, conversation) => tell($"p{account}\t{conversation}");
    }

    /// <summary>What another replica told.</summary>
    public void Hear(string told)
    {
        if (told.StartsWith('c'))
        {
            // Its version is looked at whenever it is used; but one that was erased must not keep its key here.
            conversations.Cache.Drop(told[1..], long.MaxValue);
            log.RaiseHere(told[1..]);
        }
        else if (told.StartsWith('p') && told[1..].Split('\t') is [var account, var conversation])
        {
            presence.Hear(account, conversation);
        }
        else if (told.Length > 0 && _loops.TryGetValue(told[1..], out var signal))
        {
            signal.WakeHere();
        }
    }

    /// <summary>Lets the loops look, in case that something was not heard.</summary>
    public void LookAround()
    {
        foreach (var signal in _loops.Values)
            signal.LookHere();
    }

    /// <summary>For after a time in which nothing could be heard.</summary>
    public void AssumeAllChanged()
    {
        conversations.Cache.Clear();
        log.RaiseAllHere();
        foreach (var signal in _loops.Values)
            signal.WakeHere();
    }
}
