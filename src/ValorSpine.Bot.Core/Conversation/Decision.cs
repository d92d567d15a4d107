using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Notices;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Records;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What arrives from a channel.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "input")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(ScheduleAnswered), "scheduleAnswered")]
[JsonDerivedType(typeof(ReminderDue), "reminderDue")]
[JsonDerivedType(typeof(SlotOffered), "slotOffered")]
[JsonDerivedType(typeof(StaffTook), "staffTook")]
[JsonDerivedType(typeof(StaffSaid), "staffSaid")]
[JsonDerivedType(typeof(StaffReturned), "staffReturned")]
[JsonDerivedType(typeof(StaffClosed), "staffClosed")]
[JsonDerivedType(typeof(TimerRanOut), "timerRanOut")]
[JsonDerivedType(typeof(CalledInGroup), "calledInGroup")]
public abstract record Input
{
    private Input()
    {
    }

    /// <summary>The conversation was opened; nothing was said yet.</summary>
    public sealed record Started : Input;

    /// <summary>The patient said or picked something.</summary>
    /// <param name="Text">Their words, as typed; may be empty.</param>
    /// <param name="Action">The action of a card button, or null. Untrusted.</param>
    public sealed record Said(string Text, string? Action = null) : Input
    {
        /// <summary>Whether a patient who was not greeted yet is greeted with the answer, as on channels where nobody tells that somebody has come.</summary>
        public bool Introduce { get; init; }

        /// <summary>How many pictures or files came with it. The bot cannot read them.</summary>
        public int Files { get; init; }

        /// <summary>What the patient wishes about being written to at all.</summary>
        public Reach Reach { get; init; }

        /// <summary>Whether it is an earlier message of theirs in other words: the channel lets people edit what they sent.</summary>
        public bool IsEdit { get; init; }
    }

    /// <summary>Somebody called the bot where others read along, or brought it there. What was said goes on in private; it is looked at here for warning signs alone, and not kept.</summary>
    /// <param name="Text">Their words; empty where the bot was only brought there.</param>
    /// <param name="IsContinued">Whether it goes on in a private chat that the bot could open.</param>
    /// <param name="Link">Where a private chat is opened, or null where the channel has no such address.</param>
    public sealed record CalledInGroup(string Text, bool IsContinued = false, string? Link = null) : Input;

    /// <summary>The schedule answered after the turn that asked it, or the clinic changed an appointment there.</summary>
    /// <param name="Request">What was asked and kept; <see cref="ScheduleRequest.Find"/> where the clinic changed the appointment.</param>
    /// <param name="Result">What came of it.</param>
    public sealed record ScheduleAnswered(ScheduleRequest Request, ScheduleResult Result) : Input;

    /// <summary>A visit is near enough to be reminded of.</summary>
    /// <param name="Appointment">As it stands.</param>
    public sealed record ReminderDue(BookedAppointment Appointment) : Input;

    /// <summary>A freed time is held for the patient, who is on the waiting list.</summary>
    public sealed record SlotOffered(ListOffer Offer) : Input;

    /// <summary>A person takes the conversation.</summary>
    public sealed record StaffTook(StaffPerson By) : Input;

    /// <summary>The person who has the conversation says something.</summary>
    public sealed record StaffSaid(string Text, StaffPerson By) : Input;

    /// <summary>Staff give the conversation back to the bot, or say that nobody can join.</summary>
    public sealed record StaffReturned : Input;

    /// <summary>Staff close the conversation.</summary>
    public sealed record StaffClosed : Input;

    /// <summary>A timer of <see cref="Owner.Next"/> ran out.</summary>
    public sealed record TimerRanOut(OwnershipTimer Timer) : Input;
}

/// <summary>What a patient wishes about being written to, on channels where that can be ended for good.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Reach>))]
public enum Reach
{
    /// <summary>Nothing else than before: they are answered.</summary>
    Open,

    /// <summary>They want nothing, and nothing is said, except guidance for a warning sign.</summary>
    Silent,

    /// <summary>With this message they ask that nothing more be sent. That is confirmed once.</summary>
    Stopping,

    /// <summary>With this message they ask to be written to again.</summary>
    Resuming,

    /// <summary>They ask who writes to them and how to end it.</summary>
    Help,
}

/// <summary>What the core was told from outside for one turn: the time and the results of what it asked for.</summary>
/// <param name="Now">In the clinic's time zone.</param>
/// <param name="Answers">Results so far, in the order they were asked for.</param>
public sealed record Facts(DateTimeOffset Now, ImmutableArray<ScheduleAnswer> Answers)
{
    /// <summary>Number that the message will have in the conversation's log; null where nothing is logged.</summary>
    public long? Message { get; init; }

    /// <summary>An unguessable text made for this turn, should it need a key; empty where none was made.</summary>
    public string Fresh { get; init; } = "";

    /// <summary>Which of <see cref="ConversationState.Last"/> has a part that the patient's channel has not shown yet, or null where all was shown.</summary>
    public int? Unshown { get; init; }

    /// <summary>Whether the next part of <see cref="Unshown"/> is its last one.</summary>
    public bool EndsWithNext { get; init; }

    /// <summary>How many of the choices that were offered last the patient's channel has shown, or null for all.</summary>
    public int? ChoicesShown { get; init; }

    /// <summary>The result of a request, or null where it must still be asked for.</summary>
    public ScheduleResult? ResultOf(ScheduleRequest request) => Answers.FirstOrDefault(answer => answer.Request == request)?.Result;

    /// <summary>The phone number that the patient texts from, E.164; empty where the channel has none, null where it was not asked for.</summary>
    public string? Number { get; init; }

    /// <summary>Results about resume codes so far.</summary>
    public ImmutableArray<ResumeAnswer> Resumes { get; init; } = [];

    /// <summary>What a language model may help with in this turn.</summary>
    public ModelUse ModelMay { get; init; }

    /// <summary>What a language model told so far.</summary>
    public ImmutableArray<ModelAnswer> Models { get; init; } = [];

    /// <summary>What a language model told, or null where it must still be asked.</summary>
    public ModelAnswer? ToldFor(ModelUse use) => Models.FirstOrDefault(answer => answer.Request.Use == use);

    /// <summary>Results about one-time codes so far.</summary>
    public ImmutableArray<CodeAnswer> Codes { get; init; } = [];

    /// <inheritdoc cref="ResultOf(ScheduleRequest)"/>
    public CodeResult? ResultOf(CodeRequest request) => Codes.FirstOrDefault(answer => answer.Request == request)?.Result;

    /// <inheritdoc cref="ResultOf(ScheduleRequest)"/>
    public ResumeResult? ResultOf(ResumeRequest request) => Resumes.FirstOrDefault(answer => answer.Request == request)?.Result;
}

/// <summary>A request and its result, recorded with the turn so that it can be replayed.</summary>
public sealed record ScheduleAnswer(ScheduleRequest Request, ScheduleResult Result);

/// <summary>What the core decided: either it needs something from outside first, or this is the turn.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Perform the request and decide again with its result among the facts.</summary>
    public sealed record Needs(ScheduleRequest Request) : Decision;

    /// <summary>The same for a resume code.</summary>
    public sealed record NeedsCode(ResumeRequest Request) : Decision;

    /// <summary>The same for a one-time code.</summary>
    public sealed record NeedsOneTimeCode(CodeRequest Request) : Decision;

    /// <summary>The same for the phone number that the patient texts from.</summary>
    public sealed record NeedsNumber : Decision;

    /// <summary>The same for a language model.</summary>
    public sealed record NeedsModel(ModelRequest Request) : Decision;

    /// <summary>The turn is decided.</summary>
    public sealed record Done(TurnResult Turn) : Decision;
}

/// <summary>One decided turn: everything that must be committed together.</summary>
public sealed record TurnResult
{
    /// <summary>What the conversation remembers from now on.</summary>
    public required ConversationState State { get; init; }

    /// <summary>What is said, in order. Empty only where a person has the conversation, or where something came from elsewhere and there is nothing to tell.</summary>
    public required ImmutableArray<Reply> Replies { get; init; }

    /// <summary>What the turn amounts to.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why, for staff.</summary>
    public Reasons Why { get; init; } = new();

    /// <summary>Whether it replies to a patient who is upset or fed up with the bot.</summary>
    public bool RepliesToUpset { get; init; }

    /// <summary>What staff must hear about at once.</summary>
    public ImmutableArray<Alert> Alerts { get; init; } = [];

    /// <summary>A screening that ended in this turn.</summary>
    public FinishedScreening? Screening { get; init; }

    /// <summary>What the patient said in this turn to sharing its summary, or null.</summary>
    public ConsentAnswer? Consent { get; init; }

    /// <summary>What the patient asked about their own records in this turn, or null.</summary>
    public RecordRequest? RecordRequest { get; init; }

    /// <summary>What the patient is told outside of this turn.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];
}

/// <summary>Why a turn was decided as it was. Shown to staff, never to a patient.</summary>
public sealed record Reasons
{
    /// <summary>The concern that decided: <c>safety</c>, <c>answering</c>.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>A short reason in words.</summary>
    public string Note { get; init; } = "";

    /// <summary>Why the question got no answer, or null where it got one or asked for none.</summary>
    public NoAnswer? NoAnswer { get; init; }

    /// <summary>Topics of the articles that the reply rests on or offers, best first.</summary>
    public ImmutableArray<string> Topics { get; init; } = [];

    /// <summary>Safety rules that matched, fired or not.</summary>
    public ImmutableArray<SafetyFinding> Safety { get; init; } = [];

    /// <summary>Articles that were considered, best first.</summary>
    public ImmutableArray<Candidate> Considered { get; init; } = [];

    /// <summary>In which language the article was shown to whoever writes Spanish: <c>es</c>, or <c>en</c> where the clinic has it in no other. Null where nobody does.</summary>
    public string? ShownIn { get; init; }

    /// <summary>What a language model was asked for and what came of it, in order. Empty where none is used.</summary>
    public ImmutableArray<ModelNote> Models { get; init; } = [];
}

/// <summary>What a language model had to do with a turn.</summary>
/// <param name="Use">What it was asked for.</param>
/// <param name="Result">What came of it: a full question, the id of what it chose, or why it told nothing.</param>
/// <param name="Gated">What of its wording passed, or null where it worded nothing.</param>
public sealed record ModelNote(ModelUse Use, string Result, GatedAnswer? Gated = null);

/// <summary>An article that was considered for an answer.</summary>
/// <param name="Article">Article id.</param>
/// <param name="Topic">Topic id; empty for what is deliberately not answered.</param>
/// <param name="Confidence">Probability that it is what was asked, 0 to 1, calibrated on <c>tests/evaluation</c>.</param>
public sealed record Candidate(string Article, string Topic, double Confidence);

/// <summary>Something that staff must hear about at once.</summary>
/// <param name="Kind">One of <see cref="AlertKind"/>.</param>
/// <param name="Rule">The rule or reason that raised it.</param>
public sealed record Alert(string Kind, string Rule);
