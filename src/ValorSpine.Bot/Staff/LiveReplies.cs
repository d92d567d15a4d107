using System.Collections.Immutable;
using ValorSpine.Bot.Content;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Staff.TakeOver;

namespace ValorSpine.Bot.Staff;

/// <summary>What staff say often, as it is served.</summary>
internal sealed class LiveReplies(LiveContent live) : ICannedReplies
{
    /// <inheritdoc/>
    public ImmutableArray<CannedReply> Replies => live.Current.CannedReplies;
}
