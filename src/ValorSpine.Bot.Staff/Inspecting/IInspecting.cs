using System.Collections.Immutable;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Inspecting;

/// <summary>Looks at recorded turns with today's content and channels. The host implements it.</summary>
public interface IInspecting
{
    /// <summary>Version of today's content.</summary>
    string Version { get; }

    /// <summary>Decides recorded turns again. Nothing is asked for, sent or stored.</summary>
    ImmutableArray<ReplayedTurn> Replay(ImmutableArray<RecordedTurn> turns);

    /// <summary>A question as the bot reads it: spelled out and corrected.</summary>
    string Understood(string question);

    /// <summary>What each kind of channel shows of a reply.</summary>
    ImmutableArray<ChannelView> Views(LogEntry reply);
}

/// <summary>A reply on a channel.</summary>
/// <param name="Channel">Channel id.</param>
/// <param name="Messages">Its messages, each as text; cards by what is on them.</param>
public sealed record ChannelView(string Channel, ImmutableArray<string> Messages);
