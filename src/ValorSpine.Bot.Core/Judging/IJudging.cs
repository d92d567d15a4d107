using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Judging;

/// <summary>Keeps what people say of replies, and what is done about replies that may have harmed. Each look and step is on the audit trail.</summary>
public interface IJudging
{
    /// <summary>The replies of a week. What is over is drawn when it is first asked for, and stays as it was drawn.</summary>
    ValueTask<ImmutableArray<SampledReply>> WeekAsync(DateOnly monday, string reader, CancellationToken cancel);

    /// <summary>The scorecards of a reply that a reader may see: all once they gave theirs, before that none.</summary>
    ValueTask<ImmutableArray<GivenCard>> CardsAsync(string conversationId, long sequence, string reader, CancellationToken cancel);

    /// <summary>Gives a scorecard, or another one in its place. False where the conversation is gone.</summary>
    ValueTask<bool> ScoreAsync(string conversationId, long sequence, Scorecard card, string reader, CancellationToken cancel);

    /// <summary>How far two people agree, over all replies that two have judged, and how many of those read meet each criterion.</summary>
    ValueTask<JudgedSoFar> SoFarAsync(CancellationToken cancel);

    /// <summary>Opens a record about a reply, and gives its number; null where the conversation is gone or the reply rests on no article.</summary>
    ValueTask<long?> OpenRecordAsync(string conversationId, long sequence, string reader, CancellationToken cancel);

    /// <summary>The records, open ones first.</summary>
    ValueTask<ImmutableArray<SafetyRecordRow>> RecordsAsync(int take, CancellationToken cancel);

    /// <summary>One record with who else got the same answer, or null.</summary>
    ValueTask<SafetyRecord?> RecordAsync(long id, string reader, CancellationToken cancel);

    /// <summary>Adds a note, and says where it stands now. False where somebody else was first.</summary>
    ValueTask<bool> NoteAsync(long id, long revision, SafetyState state, string? note, string reader, CancellationToken cancel);
}

/// <summary>A drawn reply and how far it is read.</summary>
/// <param name="Place">1, 2, 3 … within the week.</param>
/// <param name="Drawn">Which.</param>
/// <param name="Cards">How many gave a scorecard.</param>
/// <param name="Mine">Whether the reader did.</param>
public sealed record SampledReply(int Place, Drawn Drawn, int Cards, bool Mine)
{
    /// <summary>Whether it waits for this reader: nobody has read it, or it is to be read twice and somebody else did once.</summary>
    public bool WaitsForMe => !Mine && Cards < (Drawn.ReadTwice ? 2 : 1);
}

/// <summary>A scorecard and who gave it.</summary>
public sealed record GivenCard(string Reader, DateTimeOffset At, Scorecard Card);

/// <summary>What was judged so far.</summary>
/// <param name="Replies">How many replies.</param>
/// <param name="Met">Of them, how many met each criterion by its name, in all scorecards.</param>
/// <param name="Cards">How many scorecards.</param>
/// <param name="Agreements">On each criterion.</param>
public sealed record JudgedSoFar(int Replies, int Cards, ImmutableArray<(string Criterion, int Met)> Met, ImmutableArray<Agreement> Agreements);

/// <summary>Where a safety record stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SafetyState>))]
public enum SafetyState
{
    /// <summary>It is looked into.</summary>
    Open,

    /// <summary>The answer can do no more harm; patients are still told.</summary>
    Contained,

    /// <summary>Everything is done.</summary>
    Closed,
}

/// <summary>A record in the list.</summary>
public sealed record SafetyRecordRow(long Id, SafetyState State, string OpenedBy, DateTimeOffset OpenedAt);

/// <summary>A record with all it holds.</summary>
/// <param name="Row">As in the list.</param>
/// <param name="Revision">Raised by each step.</param>
/// <param name="ConversationId">Where the reply was said.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Said">What it rests on.</param>
/// <param name="Notes">Oldest first.</param>
/// <param name="Others">Replies of other conversations that said the same section of the same version, newest first; at most so many as are shown.</param>
/// <param name="OthersInAll">How many conversations there are in all.</param>
public sealed record SafetyRecord(
    SafetyRecordRow Row, long Revision, string ConversationId, long Sequence, SaidSection Said, ImmutableArray<SafetyNote> Notes, ImmutableArray<SameAnswer> Others, int OthersInAll);

/// <summary>A section of an article, of one version of the knowledge.</summary>
public sealed record SaidSection(string Article, string Section, string Version);

/// <summary>A note on a record.</summary>
public sealed record SafetyNote(DateTimeOffset At, string By, SafetyState State, string? Text);

/// <summary>A reply that said the same.</summary>
public sealed record SameAnswer(string ConversationId, long Sequence, DateTimeOffset At);
