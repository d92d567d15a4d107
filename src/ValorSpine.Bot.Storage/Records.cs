namespace ValorSpine.Bot.Storage;

/// <summary>A conversation: what lists need in the clear, the rest encrypted.</summary>
internal sealed class ConversationRecord
{
    public required string Id { get; init; }

    public required string Channel { get; init; }

    public required string UserId { get; init; }

    public string? Locale { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    /// <summary>How many log entries; also the last sequence number, because there are no gaps.</summary>
    public long Entries { get; init; }

    /// <summary>Raised by each turn; a turn decided on another version is refused.</summary>
    public long Version { get; init; }

    /// <summary>The state's JSON, encrypted with the conversation's key.</summary>
    public required byte[] State { get; init; }

    /// <summary>The conversation's key, encrypted with the master key; null once the conversation is erased.</summary>
    public byte[]? WrappedKey { get; init; }

    public bool HasAlert { get; init; }

    /// <summary>Kinds of its alerts, most urgent first, parted by commas; empty without.</summary>
    public required string AlertKinds { get; init; }

    public bool Screened { get; init; }

    public bool Booked { get; init; }
}

/// <summary>A line of the log.</summary>
internal sealed class LogRecord
{
    public required string ConversationId { get; init; }

    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    public bool FromBot { get; init; }

    public long? ReplyTo { get; init; }

    /// <summary>The message's key, on the first entry of each turn.</summary>
    public string? Key { get; init; }

    public string? Outcome { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>A conversation that waits for a person, that a person has, or that has a timer running. Without a row the bot has it.</summary>
internal sealed class HeldRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Who has it, as they signed in; null while it waits.</summary>
    public string? Account { get; init; }

    public DateTimeOffset Since { get; init; }

    /// <summary>When its timer runs out, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>An alert; the rule that raised it says something about the patient's health and is encrypted.</summary>
internal sealed class AlertRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn that raised it.</summary>
    public long Sequence { get; init; }

    /// <summary>Tells alerts of one turn apart, from 0.</summary>
    public long Number { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>What the alerts of a conversation amount to, from the first one until staff resolve it.</summary>
internal sealed class IncidentRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>The most urgent kind of its alerts.</summary>
    public required string Kind { get; init; }

    public required string State { get; init; }

    /// <summary>Raised each time it became more urgent; a step taken on another opening is refused.</summary>
    public long Opening { get; init; }

    /// <summary>When it was opened last.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    public long Alerts { get; init; }

    public DateTimeOffset LastAlertAt { get; init; }

    public string? SeenBy { get; init; }

    public DateTimeOffset? SeenAt { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What was noted on resolving it, encrypted with the conversation's key.</summary>
    public byte[]? Note { get; init; }
}

/// <summary>A mail to staff about one opening of an incident: to be sent, or sent.</summary>
internal sealed class AlertMailRecord
{
    public long IncidentId { get; init; }

    public long Opening { get; init; }

    /// <summary>Kind of the incident at this opening.</summary>
    public required string Kind { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>How often it could not be sent.</summary>
    public long Failures { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>A finished screening.</summary>
internal sealed class ScreeningRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn that finished it.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the key that opens its printable page: the key itself is with the patient alone.</summary>
    public byte[]? PageHash { get; init; }

    public required byte[] Body { get; init; }
}

/// <summary>What a patient said to sharing the summary of a screening.</summary>
internal sealed class ConsentRecord
{
    public required string ConversationId { get; init; }

    /// <summary>First log entry of the turn in which it was said.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Decision, version, hash and words of the question, and the answer, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>A code by which the screening of a conversation is taken up again elsewhere.</summary>
internal sealed class ResumeCodeRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the code, keyed with a secret of the service.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The code, encrypted with the conversation's key.</summary>
    public required byte[] Code { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The one other conversation that took it, or null.</summary>
    public string? RedeemedBy { get; init; }
}

/// <summary>A questionnaire with its outcomes as it once was live.</summary>
internal sealed class QuestionnaireRecord
{
    public required string Hash { get; init; }

    public required string Name { get; init; }

    public required string Questionnaire { get; init; }

    public string? Outcomes { get; init; }

    /// <summary>When it was first used.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Where the replies of a conversation are sent, and the state of their queue.</summary>
internal sealed class ReplyAddressRecord
{
    public required string ConversationId { get; init; }

    public bool IsAuthenticated { get; init; }

    /// <summary>Since when the patient cannot be reached there, or null.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When the first waiting reply is to be sent, or null where none waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>How often it could not be sent.</summary>
    public long Failures { get; init; }

    /// <summary>Who talks with whom there, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>A reply on its way to a channel that is called.</summary>
internal sealed class DeliveryRecord
{
    public required string ConversationId { get; init; }

    /// <summary>Of the reply in the log.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary><c>waiting</c>, <c>sent</c>, <c>dead</c> (given up), <c>gone</c> (the patient cannot be reached there).</summary>
    public required string State { get; init; }

    /// <summary>When it was sent or given up.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Why it was given up.</summary>
    public string? Problem { get; init; }

    /// <summary>What the channel calls its parts, one a line.</summary>
    public string? RemoteIds { get; init; }

    /// <summary>What the channel told afterwards: that it arrived, or why not. A status and a code of the channel.</summary>
    public string? Receipt { get; init; }
}

/// <summary>Whether a number may be texted. It stands apart from conversations, as the wish outlives them.</summary>
internal sealed class TextConsentRecord
{
    /// <summary>Keyed hash of the number.</summary>
    public required string Number { get; init; }

    public bool Stopped { get; init; }

    public DateTimeOffset Since { get; init; }
}

/// <summary>What happened between a number and us: the proof of a consent or of its end.</summary>
internal sealed class TextConsentEventRecord
{
    public long Id { get; init; }

    /// <summary>Keyed hash of the number.</summary>
    public required string Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Name of a <see cref="Core.Turns.TextConsentEvent"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The carrier's id of the message that it happened with.</summary>
    public required string Message { get; init; }
}

/// <summary>An activity of a channel that is no message of the patient. The newest of each conversation are kept.</summary>
internal sealed class KeptActivityRecord
{
    public required string ConversationId { get; init; }

    /// <summary>A repeat has the same.</summary>
    public required string Key { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Type { get; init; }

    /// <summary>As received, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>An appointment.</summary>
internal sealed class BookingRecord
{
    public required string Reference { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public required string CalendarKey { get; init; }

    public DateTimeOffset BookedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>RFC 5545 SEQUENCE.</summary>
    public long Sequence { get; init; }

    /// <summary>When the patient said that they will come, and to which SEQUENCE they said it.</summary>
    public DateTimeOffset? ComingAt { get; init; }

    public long? ComingSequence { get; init; }

    /// <summary>Name, phone, e-mail, reason and summary, encrypted with the conversation's key.</summary>
    public required byte[] Details { get; init; }
}

/// <summary>A slot that is held, or was: kept after it became an appointment so that a repeated request finds it.</summary>
internal sealed class HoldRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The appointment that it became, or null.</summary>
    public string? Reference { get; init; }
}

/// <summary>A place of a quarter of an hour of a resource. Its primary key is what makes it impossible to give a slot twice.</summary>
internal sealed class QuarterRecord
{
    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    /// <summary>From 0; a resource that takes one visit at a time has no other.</summary>
    public long Place { get; init; }

    /// <summary>Id of the hold or reference of the appointment.</summary>
    public required string Holder { get; init; }

    /// <summary>When a hold ends; null for an appointment.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A slot of a schedule elsewhere that is held for a conversation, or was: kept after it became an appointment so that a repeated request finds it.</summary>
internal sealed class RemoteHoldRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>Id of the slot there.</summary>
    public required string RemoteSlot { get; init; }

    public required string Visit { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How far it got; a hold that is to be given back stays until that is done there.</summary>
    public required string State { get; init; }

    /// <summary>The appointment that it becomes, or null. Chosen before the schedule is asked, so that asking again makes the same one.</summary>
    public string? Reference { get; init; }

    /// <summary>Id of the appointment there, once it stands.</summary>
    public string? RemoteAppointment { get; init; }
}

/// <summary>A request that is kept until a schedule elsewhere has answered and the patient was told.</summary>
internal sealed class KeptRequestRecord
{
    public required string Id { get; init; }

    public required string ConversationId { get; init; }

    /// <summary>What it is about; a conversation has one request of a name at a time.</summary>
    public required string Name { get; init; }

    public DateTimeOffset KeptAt { get; init; }

    /// <summary>How often the schedule did not answer.</summary>
    public long Failures { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the schedule answered.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>When the patient was told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Whether the patient took it back: what came of it is to be undone.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Request and result, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>A code that proves whose an appointment is. A reference that does not exist has rows, too.</summary>
internal sealed class OneTimeCodeRecord
{
    /// <summary>The conversation that it can be typed into.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Key of the message that it was sent for.</summary>
    public required string SentIn { get; init; }

    public required string Reference { get; init; }

    /// <summary>Of conversation, reference and code, keyed with a secret of the service.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How many codes were wrong.</summary>
    public long Tries { get; init; }

    /// <summary>Key of the message with the last wrong code.</summary>
    public string? TriedIn { get; init; }

    /// <summary>Key of the message with the right code.</summary>
    public string? UsedIn { get; init; }

    /// <summary>Whether nothing reached the address on file.</summary>
    public bool NeedsStaff { get; init; }
}

/// <summary>A place on the waiting list. The number is the order of joining.</summary>
internal sealed class WaitingEntryRecord
{
    public long Id { get; init; }

    public required string ConversationId { get; init; }

    public required string Visit { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>No time is offered that starts at or after it.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>Wish and contact, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>A freed time that is or was offered to a place on the waiting list. Written before the time is held, so that a process that ends in between loses neither.</summary>
internal sealed class WaitingOfferRecord
{
    public required string Id { get; init; }

    public long EntryId { get; init; }

    public required string Resource { get; init; }

    public DateTimeOffset Start { get; init; }

    public long Minutes { get; init; }

    public DateTimeOffset Until { get; init; }

    /// <summary>Set once the time is held.</summary>
    public string? HoldId { get; init; }

    /// <summary>When the patient was told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>When it was passed on or not answered in time; the same time is not offered to them again.</summary>
    public DateTimeOffset? OverAt { get; init; }
}

/// <summary>A notice to a patient: waiting, sent, dropped, given up or done by staff.</summary>
internal sealed class NoticeRecord
{
    public long Id { get; init; }

    /// <summary>Where its appointment was made, whichever conversation changed it; without an appointment where it was decided.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Unique within the conversation.</summary>
    public required string Key { get; init; }

    public required string Template { get; init; }

    /// <summary>Chat, Email or Phone.</summary>
    public required string Way { get; init; }

    public string? Reference { get; init; }

    /// <summary>SEQUENCE of the appointment that it is true for.</summary>
    public long? Sequence { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? VoidAt { get; init; }

    public required string State { get; init; }

    public long Failures { get; init; }

    /// <summary>Why it could not be sent last: a name of ours, nothing that a server said.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Address and values, encrypted with the conversation's key.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>Who did what to which conversation.</summary>
internal sealed class AuditRecord
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>The reason that was stated, or how much it was; encrypted.</summary>
    public byte[]? Note { get; init; }

    /// <summary>Hash of the entry before.</summary>
    public byte[]? Previous { get; init; }

    /// <summary>Of this entry; null until what an older version wrote is linked in at a start.</summary>
    public byte[]? Hash { get; init; }
}

/// <summary>A secret of the service, encrypted with the master key.</summary>
internal sealed class SecretRecord
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }
}
