using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Connector;

/// <summary>An activity with what this service calls its conversation.</summary>
/// <param name="Received">The activity, of a caller that may be believed.</param>
/// <param name="Conversation">The conversation; it need not have been opened.</param>
/// <param name="Address">Where its replies go.</param>
/// <param name="Reference">The same, read.</param>
internal sealed record ReceivedInConversation(ReceivedActivity Received, NewConversation Conversation, ReplyAddress Address, ConversationReference Reference);
