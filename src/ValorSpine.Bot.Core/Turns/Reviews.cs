using System.Collections.Immutable;
using ValorSpine.Bot.Core.Review;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>The staff's work on conversations: what to look at, who does, and what they noted.</summary>
public interface IReviews
{
    /// <summary>A page of conversations. One that looks for words shows parts of what was written, and is put on the audit trail.</summary>
    /// <param name="query">Which, and in which order.</param>
    /// <param name="after">Where the page before ended, or null for the first.</param>
    /// <param name="take">At most so many, 1 to 200.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<ReviewPage> ListAsync(ReviewQuery query, ReviewCursor? after, int take, string reader, CancellationToken cancel);

    /// <summary>How many need a look, up to <see cref="ReviewPage.CountedAtMost"/>, and a number that grows with every change.</summary>
    ValueTask<(int Open, long Changed)> PulseAsync(CancellationToken cancel);

    /// <summary>Where a conversation stands with its tags and notes, or null where there is no such conversation or it was erased.</summary>
    ValueTask<ReviewDetails?> FindAsync(string conversationId, CancellationToken cancel);

    /// <summary>Takes a step. One that changes what others see is refused where there is something newer than its reader had seen.</summary>
    ValueTask<ReviewChange> TakeAsync(ReviewStep step, CancellationToken cancel);

    /// <summary>The queries that an account keeps, by name.</summary>
    ValueTask<ImmutableArray<SavedView>> ViewsAsync(string account, CancellationToken cancel);

    /// <summary>Keeps a query under a name; an empty query forgets it.</summary>
    ValueTask KeepViewAsync(string account, SavedView view, CancellationToken cancel);
}

/// <summary>A query under a name.</summary>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Query">As typed.</param>
public sealed record SavedView(string Name, string Query);

/// <summary>A page of conversations.</summary>
/// <param name="Rows">In the order of the query.</param>
/// <param name="Next">Where the next page begins, or null after the last.</param>
/// <param name="Total">How many there are, up to <see cref="CountedAtMost"/>.</param>
public sealed record ReviewPage(ImmutableArray<ReviewRow> Rows, ReviewCursor? Next, int Total)
{
    /// <summary>Counting goes no further.</summary>
    public const int CountedAtMost = 1000;
}

/// <summary>The last row of a page.</summary>
/// <param name="Reasons">Its reasons, where the riskiest come first; else 0.</param>
/// <param name="At">Its last message, in ticks.</param>
/// <param name="Number">Tells rows of the same moment apart.</param>
public sealed record ReviewCursor(int Reasons, long At, long Number);

/// <summary>A conversation in the list.</summary>
/// <param name="Conversation">As it stands.</param>
/// <param name="Reasons">Why staff should look at it.</param>
/// <param name="State">Where it stands in their work.</param>
/// <param name="Assignee">Whose it is, or null.</param>
/// <param name="Tags">Tags that staff gave it.</param>
public sealed record ReviewRow(ConversationRow Conversation, ReviewReasons Reasons, ReviewState State, string? Assignee, ImmutableArray<string> Tags)
{
    /// <summary>Where words were looked for: the first place with one of them, masked; else null.</summary>
    public ReviewSnippet? Snippet { get; init; }
}

/// <summary>A part of what was written.</summary>
/// <param name="Sequence">Of the message.</param>
/// <param name="Speaker">Whose it is.</param>
/// <param name="Text">Masked.</param>
public sealed record ReviewSnippet(long Sequence, Speaker Speaker, string Text);

/// <summary>Where a conversation stands.</summary>
/// <param name="Reasons">Why staff should look at it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Assignee">Whose it is, or null.</param>
/// <param name="Version">Raised by each change and each message.</param>
/// <param name="LastAt">Of the last message.</param>
public sealed record ReviewDetails(ReviewReasons Reasons, ReviewState State, string? Assignee, long Version, DateTimeOffset LastAt)
{
    /// <summary>Who of the staff changed it last and when, or null.</summary>
    public ReviewSignature? Changed { get; init; }

    /// <summary>Tags, in the order they were given.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Notes, oldest first.</summary>
    public ImmutableArray<ReviewNote> Notes { get; init; } = [];

    /// <summary>What the patient said of replies, by their sequence number.</summary>
    public ImmutableDictionary<long, bool> Marks { get; init; } = ImmutableDictionary<long, bool>.Empty;
}

/// <summary>Who and when.</summary>
public sealed record ReviewSignature(string By, DateTimeOffset At);

/// <summary>A note that only staff see.</summary>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Text">What; <c>@name</c> mentions somebody.</param>
/// <param name="IsDraft">Whether it is a draft for whoever has the conversation: what they could say to the patient.</param>
public sealed record ReviewNote(string By, DateTimeOffset At, string Text, bool IsDraft);

/// <summary>What one of the staff does about a conversation.</summary>
/// <param name="ConversationId">Which.</param>
/// <param name="By">Who, as they signed in.</param>
/// <param name="Seen">Version that they had seen.</param>
/// <param name="What">What they do.</param>
public sealed record ReviewStep(string ConversationId, string By, long Seen, ReviewAction What);

/// <summary>What can be done about a conversation.</summary>
public abstract record ReviewAction
{
    private ReviewAction()
    {
    }

    /// <summary>Says where it stands. Who begins has it, where nobody had.</summary>
    public sealed record Move(ReviewState To) : ReviewAction;

    /// <summary>Gives it to somebody, or with null to nobody.</summary>
    public sealed record Assign(string? To) : ReviewAction;

    /// <summary>Gives it a tag.</summary>
    public sealed record AddTag(string Tag) : ReviewAction;

    /// <summary>Takes a tag away.</summary>
    public sealed record RemoveTag(string Tag) : ReviewAction;

    /// <summary>Adds a note.</summary>
    /// <param name="Text">What.</param>
    /// <param name="Mentions">Accounts that are named in it.</param>
    /// <param name="IsDraft">Whether it is a draft of what could be said.</param>
    public sealed record AddNote(string Text, ImmutableArray<string> Mentions, bool IsDraft) : ReviewAction;
}

/// <summary>What came of a step.</summary>
/// <param name="Done">False where there was something newer, or there is no such conversation.</param>
/// <param name="Now">As it stands now, or null where there is no such conversation.</param>
public sealed record ReviewChange(bool Done, ReviewDetails? Now);
