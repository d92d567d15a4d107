using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Review;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Everything that one conversation remembers between turns. Immutable; stored as JSON with <see cref="Schema"/>.</summary>
public sealed record ConversationState
{
    /// <summary>The form of this record; raised when stored states need upcasting.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Whether the greeting has been said.</summary>
    public bool Greeted { get; init; }

    /// <summary>The dialog that the next message is an answer to, if any.</summary>
    public ActiveDialog Active { get; init; }

    /// <summary>What the last answer was about, so that "is it safe?" keeps its subject.</summary>
    public Frame? Frame { get; init; }

    /// <summary>The choices of the last reply, so that "2" and "the second one" mean something.</summary>
    public ImmutableArray<Choice> Offered { get; init; } = [];

    /// <summary>The screening in progress or finished, if any.</summary>
    public ScreeningState? Screening { get; init; }

    /// <summary>Resume codes that were asked for or typed here, if any.</summary>
    public ResumeTries? ResumeTries { get; init; }

    /// <summary>The booking in progress or the last one confirmed, if any.</summary>
    public BookingState? Booking { get; init; }

    /// <summary>Contact details being taken for a person to call back, if any.</summary>
    public HandOffState? HandOff { get; init; }

    /// <summary>Who has the conversation.</summary>
    public Owner Owner { get; init; } = new Owner.Bot();

    /// <summary>Why the last reply offered a person, or null where it offered none on its own.</summary>
    public HandOffReason? PersonOffered { get; init; }

    /// <summary>Set after an emergency or crisis reply until the patient is safe.</summary>
    public SafeMode? SafeMode { get; init; }

    /// <summary>The safe mode that ended last, should it turn out that it is not over; its repeats count the turns since.</summary>
    public SafeMode? Released { get; init; }

    /// <summary>The dialog that guidance ended, until a dialog goes on.</summary>
    public Interrupted? Interrupted { get; init; }

    /// <summary>Set once the patient has told that somebody hurts them, so that "what can I do?" keeps its subject.</summary>
    public ToldOfAbuse? Abuse { get; init; }

    /// <summary>The red flag that was asked about in general a moment ago, should the patient say that they have it.</summary>
    public Mentioned? Mentioned { get; init; }

    /// <summary>Set while it is asked whether a warning sign is happening.</summary>
    public SafetyQuestion? SafetyQuestion { get; init; }

    /// <summary>The last things told that are no warning sign by themselves but may be part of one, oldest first.</summary>
    public ImmutableArray<string> SoftSigns { get; init; } = [];

    /// <summary>The short messages just before, oldest first: one thought may be told in several.</summary>
    public ImmutableArray<string> ShortMessages { get; init; } = [];

    /// <summary>Answers to questions of the screening that were told before it began, in the order of its questions.</summary>
    public ImmutableArray<ScreeningAnswer> Volunteered { get; init; } = [];

    /// <summary>Whether the bot may bring something up by itself: no warning sign is under way, and no person has the conversation, who alone hears what the patient says then.</summary>
    [JsonIgnore]
    public bool BotHasFloor => this is { SafeMode: null, SafetyQuestion: null, Owner: not Ownership.Owner.Person };

    /// <summary>Turns in a row that were not understood.</summary>
    public int Misunderstood { get; init; }

    /// <summary>What the patient said to having a language model help, or null: they were not asked.</summary>
    public ModelConsent? ModelConsent { get; init; }

    /// <summary>Names that the patient has given, in whatever dialog and however that ended: by these their name is masked later, also where it is written small.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>The patient's last question, or null before the first.</summary>
    public AskedBefore? Asked { get; init; }

    /// <summary>The question that was put last, so that "and for the shot?" asks it again; null where nothing was asked that is written about.</summary>
    public AskedLast? AskedLast { get; init; }

    /// <summary>The language in which articles are said where the clinic has them so; null for English.</summary>
    public string? Language { get; init; }

    /// <summary>How often each wording was said, so that repeats are worded differently.</summary>
    public ImmutableDictionary<string, int> Said { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>What the bot said last, for "what did you say?".</summary>
    public ImmutableArray<Reply> Last { get; init; } = [];

    /// <summary>Choices that came in parts and have been shown to their end.</summary>
    public ImmutableArray<Choice> ListRead { get; init; } = [];
}

/// <summary>Which dialog has the floor.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActiveDialog>))]
public enum ActiveDialog
{
    /// <summary>None: messages are questions.</summary>
    None,

    /// <summary>The guided screening.</summary>
    Screening,

    /// <summary>Booking, moving or cancelling an appointment.</summary>
    Booking,

    /// <summary>Taking a contact for a person to call back.</summary>
    HandOff,
}

/// <summary>Contact details being taken for a person.</summary>
/// <param name="Name">As given, or null.</param>
/// <param name="Contact">Phone in E.164 or e-mail, or null.</param>
/// <param name="Tries">Answers that were no contact.</param>
public sealed record HandOffState(string? Name = null, string? Contact = null, int Tries = 0)
{
    /// <summary>Whether a booking is under way, which goes on afterwards.</summary>
    public bool FromBooking { get; init; }
}
