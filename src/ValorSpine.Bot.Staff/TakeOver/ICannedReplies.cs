using System.Collections.Immutable;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Staff.TakeOver;

/// <summary>What staff say often. The host implements it.</summary>
public interface ICannedReplies
{
    /// <summary>As they stand in the content that is served.</summary>
    ImmutableArray<CannedReply> Replies { get; }
}
