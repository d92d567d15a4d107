using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>A conversation that staff closed, and in which the patient goes on.</summary>
internal static class ReopenedConversation
{
    /// <summary>After staff closed the conversation, the patient is told that it is the bot who answers.</summary>
    public static Decision Told(BotContent content, ConversationState state, Decision decision, Facts facts)
    {
        if (decision is not Decision.Done { Turn: var result })
            return decision;
        // Who wants no messages is told nothing: it stays closed until something can be said.
        if (result.Replies.IsEmpty)
            return new Decision.Done(result.State.Owner is Owner.Bot ? result with { State = result.State with { Owner = state.Owner } } : result);
        var line = new Turn(content, state, "", null, facts, SafetyVerdict.Nothing).Say("hand-off.reopened");
        var told = result.Outcome is Outcome.Emergency or Outcome.Crisis ? result.Closing(line) : result.Opening(line);
        // What was said last is what was said: a channel with little room shows the rest of it on demand.
        return new Decision.Done(result.State.Last == result.Replies ? told with { State = told.State with { Last = told.Replies } } : told);
    }
}
