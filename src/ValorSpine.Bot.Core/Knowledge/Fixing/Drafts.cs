using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Knowledge.Fixing;

/// <summary>Keeps what authors draft about questions of transcripts, until it is published or withdrawn. Each look and each step is on the audit trail.</summary>
public interface IDrafts
{
    /// <summary>Keeps a new draft and gives its number, or null where the conversation is gone.</summary>
    ValueTask<long?> AddAsync(DraftQuestion question, DraftBody body, string author, CancellationToken cancel);

    /// <summary>The draft, or null where there is none or its conversation was erased.</summary>
    ValueTask<Draft?> OpenAsync(long id, string reader, CancellationToken cancel);

    /// <summary>The drafts that are not settled, newest first, then those that were settled last; at most so many.</summary>
    ValueTask<ImmutableArray<DraftRow>> ListAsync(int take, CancellationToken cancel);

    /// <summary>Puts other content into it, which takes back what was handed in.</summary>
    ValueTask<bool> SaveAsync(DraftStep step, DraftBody body, CancellationToken cancel);

    /// <summary>Hands it in for a second person.</summary>
    ValueTask<bool> SubmitAsync(DraftStep step, CancellationToken cancel);

    /// <summary>Gives it back to its author with a note.</summary>
    ValueTask<bool> SendBackAsync(DraftStep step, DraftBody body, CancellationToken cancel);

    /// <summary>Approves it. Nobody can approve what they drafted or changed themselves.</summary>
    ValueTask<bool> ApproveAsync(DraftStep step, CancellationToken cancel);

    /// <summary>Notes that what was approved stands in the files.</summary>
    ValueTask<bool> PublishedAsync(DraftStep step, CancellationToken cancel);

    /// <summary>Drops it.</summary>
    ValueTask<bool> WithdrawAsync(DraftStep step, CancellationToken cancel);
}

/// <summary>The question that a draft is about.</summary>
/// <param name="ConversationId">Where it was asked.</param>
/// <param name="Sequence">Number of the patient's message.</param>
public sealed record DraftQuestion(string ConversationId, long Sequence);

/// <summary>A step on a draft as somebody saw it.</summary>
/// <param name="Id">Number of the draft.</param>
/// <param name="Revision">Which was seen; a step on another one changes nothing.</param>
/// <param name="By">Who takes it.</param>
public sealed record DraftStep(long Id, long Revision, string By);

/// <summary>Where a draft stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DraftState>))]
public enum DraftState
{
    /// <summary>It is being written.</summary>
    Open,

    /// <summary>It waits for a second person.</summary>
    Submitted,

    /// <summary>It was approved, and is on its way into the files.</summary>
    Approved,

    /// <summary>It stands in the files.</summary>
    Published,

    /// <summary>It was dropped.</summary>
    Withdrawn,
}

/// <summary>What is encrypted of a draft.</summary>
/// <param name="Edit">What is wanted.</param>
/// <param name="Base">The file as it was when it was drafted, or null where there was none.</param>
/// <param name="Note">What the second person said last, or null.</param>
public sealed record DraftBody(KnowledgeEdit Edit, string? Base, string? Note = null);

/// <summary>One draft in the list: nothing of what it says.</summary>
/// <param name="Id">Its number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Author">Who began it.</param>
/// <param name="ChangedAt">When something was done with it last.</param>
public sealed record DraftRow(long Id, DraftState State, string Author, DateTimeOffset ChangedAt);

/// <summary>A draft with all it holds.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Question">What it is about.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Revision">Raised by each step.</param>
/// <param name="Author">Who began it.</param>
/// <param name="Editors">Who wrote in it, the author first.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="ChangedAt">When something was done with it last.</param>
/// <param name="Approver">Who approved it, or null.</param>
/// <param name="Body">What it says.</param>
public sealed record Draft(
    long Id, DraftQuestion Question, DraftState State, long Revision, string Author, ImmutableArray<string> Editors, DateTimeOffset MadeAt, DateTimeOffset ChangedAt, string? Approver, DraftBody Body)
{
    /// <summary>The file as it would be, or why it cannot be.</summary>
    [JsonIgnore]
    public EditedText Result => FileEdit.Apply(Body.Base, Body.Edit);

    /// <summary>Whether somebody may be its second person.</summary>
    public bool MayBeApprovedBy(string person) => !Editors.Contains(person, StringComparer.OrdinalIgnoreCase);
}
