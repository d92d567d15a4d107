namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Decides what to say. Pure: the same content, state, input and facts give the same decision.</summary>
public static class Decider
{
    /// <summary>Decides one turn, or says what is needed from outside first.</summary>
    public static Decision Decide(BotContent content, ConversationState state, Input input, Facts facts) =>
        new Decision.Done(new TurnResult { State = state with { Greeted = true }, Replies = [new Reply { Text = "Hello." }], Outcome = Outcome.Smalltalk });
}
