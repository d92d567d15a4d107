using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Replay;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>Takes what arrives on a channel and answers once it is committed. Channels call it; the host implements it.</summary>
public interface ITurns
{
    /// <summary>Opens a conversation; opening it again changes nothing.</summary>
    ValueTask OpenAsync(NewConversation conversation, CancellationToken cancel);

    /// <summary>
    /// Decides and commits one turn. A message with a <see cref="InboundMessage.Key"/> that was seen before changes nothing and gives what was committed then.
    /// </summary>
    /// <exception cref="ConversationGoneException">The conversation was never opened, or it was erased.</exception>
    ValueTask<CommittedTurn> TakeAsync(InboundMessage message, CancellationToken cancel);
}

/// <summary>A conversation as its channel names it.</summary>
/// <param name="Id">Unique across channels.</param>
/// <param name="Channel">Bot Framework channel id: <c>webchat</c>, <c>directline</c>.</param>
/// <param name="UserId">The patient's id on that channel.</param>
/// <param name="Locale">BCP 47, or null.</param>
public sealed record NewConversation(string Id, string Channel, string UserId, string? Locale);

/// <summary>One message of a patient.</summary>
/// <param name="ConversationId">An open conversation.</param>
/// <param name="Key">Unique per message of the conversation, chosen by channel or client; repeats are recognised by it.</param>
/// <param name="Input">What was said.</param>
/// <param name="ActivityJson">The activity as received, kept for the channel; null for an opening.</param>
public sealed record InboundMessage(string ConversationId, string Key, Input Input, string? ActivityJson)
{
    /// <summary>Who of the staff does it, and what they had seen; null for what comes from a patient or by itself.</summary>
    public StaffAct? Staff { get; init; }

    /// <summary>Whether the channel takes the replies as the answer to its request, so that none are sent to it.</summary>
    public bool IsAnsweredInResponse { get; init; }

    /// <summary>The phone number that it was texted from, or null on channels without one. The turn is told where it asks.</summary>
    public string? TextedFrom { get; init; }
}

/// <summary>What was committed for a message.</summary>
/// <param name="Entries">The patient's message (absent for an opening) and the replies, in order.</param>
/// <param name="Repeated">True where the message had been taken before.</param>
public sealed record CommittedTurn(ImmutableArray<LogEntry> Entries, bool Repeated)
{
    /// <summary>True where a step of staff was not taken, because there is more than they had seen. The entries are what is newer.</summary>
    public bool Late { get; init; }
}

/// <summary>One line of a conversation's log. Sequence numbers start at 1 and have no gaps.</summary>
public sealed record LogEntry
{
    /// <summary>Of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>1, 2, 3 … within the conversation: the watermark.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was committed, UTC; strictly increasing within the conversation.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True for what is said to the patient, by the bot or by staff; false for the patient.</summary>
    public required bool FromBot { get; init; }

    /// <summary>Who spoke.</summary>
    public Speaker Speaker => Reply?.Staff is not null ? Speaker.Staff : FromBot ? Speaker.Bot : Speaker.Patient;

    /// <summary>Whether the patient may say of it if it helped: an answer of the bot that rests on an article. Guidance for an emergency is not up for a vote.</summary>
    public bool TakesMark => Outcome == Conversation.Outcome.Answer && Reply is { Staff: null, Calls.IsEmpty: true, Citations.IsEmpty: false };

    /// <summary>What the patient said; empty for the bot.</summary>
    public string Text { get; init; } = "";

    /// <summary>The activity as received; null for the bot.</summary>
    public string? ActivityJson { get; init; }

    /// <summary>What the bot said; null for the patient.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Sequence of the message that this replies to; null for the patient and for the greeting.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>What the turn amounted to; null for the patient.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Why; null for the patient.</summary>
    public Reasons? Why { get; init; }

    /// <summary>Content version that the turn was decided with; null for the patient.</summary>
    public string? KnowledgeVersion { get; init; }

    /// <summary>Whether what was said can no longer be read; something that says so stands in its place.</summary>
    public bool IsLost { get; init; }
}

/// <summary>Who speaks in a conversation.</summary>
public enum Speaker
{
    /// <summary>The patient.</summary>
    Patient,

    /// <summary>The bot.</summary>
    Bot,

    /// <summary>One of the staff, by the name in <see cref="Conversation.Reply.Staff"/>.</summary>
    Staff,
}

/// <summary>Reads conversations for the channels and tells them when there is more.</summary>
public interface IConversationLog
{
    /// <summary>The conversation, or null.</summary>
    ValueTask<NewConversation?> FindAsync(string conversationId, CancellationToken cancel);

    /// <summary>The entries after a sequence number, in order.</summary>
    ValueTask<ImmutableArray<LogEntry>> ReadAsync(string conversationId, long after, CancellationToken cancel);

    /// <summary>Completes at once if the conversation has entries after a sequence number, else when it gets one.</summary>
    ValueTask WaitAsync(string conversationId, long after, CancellationToken cancel);
}

/// <summary>The schedule that appointments are booked in. Every request is safe to repeat.</summary>
public interface ISchedule
{
    /// <summary>Performs a request for a conversation.</summary>
    ValueTask<ScheduleResult> PerformAsync(string conversationId, ScheduleRequest request, CancellationToken cancel);

    /// <summary>The appointment behind a calendar key, or null.</summary>
    ValueTask<BookedAppointment?> FindByCalendarKeyAsync(string calendarKey, CancellationToken cancel);
}

/// <summary>The printable pages of finished screenings.</summary>
public interface IScreeningPages
{
    /// <summary>The page that a key opens, or null where there is none, its time is over or its conversation was erased.</summary>
    ValueTask<ScreeningSheet?> FindAsync(string key, CancellationToken cancel);
}

/// <summary>Keeps the codes by which a screening is taken up again elsewhere. Every request is safe to repeat.</summary>
public interface IResumeCodes
{
    /// <summary>Performs a request for a conversation.</summary>
    ValueTask<ResumeResult> PerformAsync(string conversationId, ResumeRequest request, CancellationToken cancel);
}

/// <summary>Sends and checks the codes that prove whose an appointment is. Every request is safe to repeat within its turn.</summary>
public interface IOneTimeCodes
{
    /// <summary>Performs a request of a turn.</summary>
    /// <param name="conversationId">Which conversation asks.</param>
    /// <param name="turnKey">Key of the message that is answered.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask<CodeResult> PerformAsync(string conversationId, string turnKey, CodeRequest request, CancellationToken cancel);
}

/// <summary>What staff read. Each look at a transcript is put on the audit trail.</summary>
public interface ITranscripts
{
    /// <summary>Conversations, newest first.</summary>
    /// <param name="channel">Only this channel, or null.</param>
    /// <param name="alert">Only those with an alert of this kind, <c>any</c> for those with some alert, or null.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">At most so many, 1 to 200.</param>
    /// <param name="cancel">Ends the query.</param>
    ValueTask<ConversationPage> ListAsync(string? channel, string? alert, int skip, int take, CancellationToken cancel);

    /// <summary>One conversation with all it holds, or null. Recorded with the reader's name.</summary>
    ValueTask<Transcript?> OpenAsync(string conversationId, string reader, CancellationToken cancel);

    /// <summary>The same for a page that stands open and reads itself anew, with nobody asking: recorded as that, as its reader may have left.</summary>
    ValueTask<Transcript?> RefreshAsync(string conversationId, string reader, CancellationToken cancel);

    /// <summary>The turns of a conversation, to be decided again; empty where there is none. Recorded with the reader's name.</summary>
    ValueTask<ImmutableArray<RecordedTurn>> TurnsAsync(string conversationId, string reader, CancellationToken cancel);
}

/// <summary>One page of the list.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record ConversationPage(ImmutableArray<ConversationRow> Rows, int Total);

/// <summary>One conversation in the list.</summary>
/// <param name="Id">Conversation id.</param>
/// <param name="Channel">Channel id.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="LastAt">UTC, of the last entry.</param>
/// <param name="Entries">How many entries.</param>
/// <param name="Alerts">Kinds of its alerts, most urgent first.</param>
/// <param name="Screened">Whether a screening was finished.</param>
/// <param name="Booked">Whether an appointment was made.</param>
public sealed record ConversationRow(
    string Id, string Channel, DateTimeOffset StartedAt, DateTimeOffset LastAt, long Entries, ImmutableArray<string> Alerts, bool Screened, bool Booked);

/// <summary>One conversation with all it holds.</summary>
/// <param name="Row">As in the list.</param>
/// <param name="Log">All entries.</param>
/// <param name="Alerts">Raised alerts with their time.</param>
/// <param name="Screenings">Finished screenings, oldest first.</param>
/// <param name="Appointments">Appointments made in it.</param>
public sealed record Transcript(
    ConversationRow Row, ImmutableArray<LogEntry> Log, ImmutableArray<RaisedAlert> Alerts, ImmutableArray<StoredScreening> Screenings, ImmutableArray<StoredAppointment> Appointments)
{
    /// <summary>What its alerts amount to, oldest first.</summary>
    public ImmutableArray<Incident> Incidents { get; init; } = [];

    /// <summary>What the patient said to sharing a summary, oldest first.</summary>
    public ImmutableArray<StoredConsent> Consents { get; init; } = [];

    /// <summary>Since when the patient cannot be reached on their channel, or null where they can.</summary>
    public DateTimeOffset? ChannelGoneSince { get; init; }

    /// <summary>Conversations of the same patient elsewhere that it was continued from or in, oldest first.</summary>
    public ImmutableArray<LinkedConversation> Linked { get; init; } = [];

    /// <summary>How replies fare on their way to a channel that is called, by sequence number; empty for others.</summary>
    public ImmutableDictionary<long, ReplyDelivery> Deliveries { get; init; } = ImmutableDictionary<long, ReplyDelivery>.Empty;

    /// <summary>What the patient did on their channel besides writing: deleted a message, for example.</summary>
    public ImmutableArray<KeptActivity> Activities { get; init; } = [];

    /// <summary>What the patient is on the waiting list for.</summary>
    public ImmutableArray<StoredWait> Waits { get; init; } = [];

    /// <summary>What was said last to sharing one of <see cref="Screenings"/>: after it ended and before the next one did; null where nothing was.</summary>
    public StoredConsent? SharingOf(int screening)
    {
        var from = Screenings[screening].At;
        var to = screening + 1 < Screenings.Length ? Screenings[screening + 1].At : DateTimeOffset.MaxValue;
        return Consents.LastOrDefault(consent => consent.At > from && consent.At < to);
    }

    /// <summary>Who has it.</summary>
    public Owner Owner { get; init; } = new Owner.Bot();

    /// <summary>What the conversation knows of the patient, to hide it by; null where it was erased.</summary>
    public ConversationState? State { get; init; }

    /// <summary>What a person reads first, or null where the conversation was erased.</summary>
    public HandOffSummary? Summary { get; init; }
}

/// <summary>A conversation that the patient continued elsewhere.</summary>
/// <param name="Row">As in the list.</param>
/// <param name="Log">All entries.</param>
/// <param name="IsEarlier">Whether this one continues it; else it continues this one.</param>
public sealed record LinkedConversation(ConversationRow Row, ImmutableArray<LogEntry> Log, bool IsEarlier)
{
    /// <summary>What it knows of the patient, to hide it by: it is the same patient.</summary>
    public ConversationState? State { get; init; }
}

/// <summary>How a reply fares on its way.</summary>
/// <param name="State"><c>waiting</c>, <c>sent</c>, <c>dead</c> (given up), <c>gone</c> (the patient cannot be reached there).</param>
/// <param name="DoneAt">When it was sent or given up.</param>
/// <param name="Note">What the channel told afterwards, or why it was given up; null where nothing was told.</param>
public sealed record ReplyDelivery(string State, DateTimeOffset? DoneAt, string? Note);

/// <summary>Something that a patient did on their channel.</summary>
/// <param name="Type">Type of the activity: <c>messageDelete</c>.</param>
/// <param name="At">When.</param>
/// <param name="ActivityId">Id of the message that it is about, as the channel calls it, or null.</param>
public sealed record KeptActivity(string Type, DateTimeOffset At, string? ActivityId);

/// <summary>A place on the waiting list.</summary>
/// <param name="Entry">Wish and contact.</param>
/// <param name="At">When the patient joined.</param>
/// <param name="Ahead">How many wait longer for this kind of visit.</param>
/// <param name="Offered">What is held for them now, or null.</param>
public sealed record StoredWait(WaitingEntry Entry, DateTimeOffset At, int Ahead, OfferedTime? Offered);

/// <summary>A freed time and until when it is held.</summary>
public sealed record OfferedTime(Slot Slot, DateTimeOffset Until);

/// <summary>An alert and when it was raised.</summary>
public sealed record RaisedAlert(Alert Alert, DateTimeOffset At, long Sequence);

/// <summary>What a patient said to sharing a summary, when, and in which turn.</summary>
public sealed record StoredConsent(ConsentAnswer Said, DateTimeOffset At, long Sequence);

/// <summary>A finished screening and when it ended.</summary>
public sealed record StoredScreening(FinishedScreeningView Result, DateTimeOffset At);

/// <summary>What staff see of a screening.</summary>
/// <param name="OutcomeId">Outcome id.</param>
/// <param name="Summary">As shown to the patient.</param>
/// <param name="ResponseJson">FHIR R4 QuestionnaireResponse.</param>
/// <param name="Sheet">The one page, or null in what was stored before there was one.</param>
public sealed record FinishedScreeningView(string OutcomeId, string Summary, string ResponseJson, ScreeningSheet? Sheet = null);

/// <summary>An appointment and whether it still stands.</summary>
public sealed record StoredAppointment(BookedAppointment Appointment, bool Cancelled, string? Reason, string? ScreeningSummary)
{
    /// <summary>How the patient likes to be reached, or null where they did not say.</summary>
    public ContactBy? PreferredContact { get; init; }
}
