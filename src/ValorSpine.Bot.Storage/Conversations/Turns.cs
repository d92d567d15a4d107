using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Storage.Conversations;

/// <summary>A conversation as it stands, to decide the next turn on.</summary>
/// <param name="Conversation">As its channel named it.</param>
/// <param name="State">What it remembers.</param>
/// <param name="Version">Raised by each turn.</param>
/// <param name="LastSequence">Of the last log entry; 0 before the first.</param>
/// <param name="LastAt">UTC, of the last log entry, or when it was opened.</param>
public sealed record LoadedConversation(NewConversation Conversation, ConversationState State, long Version, long LastSequence, DateTimeOffset LastAt);

/// <summary>A decided turn to be committed.</summary>
/// <param name="Message">What arrived.</param>
/// <param name="Loaded">The conversation that it was decided on.</param>
/// <param name="Decided">What was decided.</param>
/// <param name="Facts">What it was decided with, kept so that the turn can be decided again.</param>
/// <param name="KnowledgeVersion">Content version that it was decided with.</param>
public sealed record TurnToCommit(InboundMessage Message, LoadedConversation Loaded, TurnResult Decided, Facts Facts, string KnowledgeVersion);

/// <summary>What came of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult()
    {
    }

    /// <summary>The turn is on disk.</summary>
    /// <param name="Turn">What was committed.</param>
    /// <param name="After">The conversation after it.</param>
    public sealed record Committed(CommittedTurn Turn, LoadedConversation After) : CommitResult;

    /// <summary>A message with this key was taken before; nothing changed.</summary>
    /// <param name="Turn">What was committed then.</param>
    public sealed record AlreadyTaken(CommittedTurn Turn) : CommitResult;

    /// <summary>Another turn of the conversation came first; nothing changed. Load it again and decide again.</summary>
    public sealed record VersionChanged : CommitResult;
}
