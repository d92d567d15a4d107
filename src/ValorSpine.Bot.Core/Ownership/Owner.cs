using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>Who has a conversation. It is exactly one of these, so that there are never two.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "owner")]
[JsonDerivedType(typeof(Bot), "bot")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record Owner
{
    private Owner()
    {
    }

    /// <summary>What happens if nothing happens until then, or null.</summary>
    public OwnershipTimer? Next { get; init; }

    /// <summary>The bot answers.</summary>
    public sealed record Bot : Owner;

    /// <summary>The patient wants a person. Until one takes it, the bot answers.</summary>
    /// <param name="Since">When it was asked for.</param>
    /// <param name="Why">What led to it.</param>
    public sealed record Waiting(DateTimeOffset Since, HandOffReason Why) : Owner
    {
        /// <summary>Number of the message that began it, in the conversation's log; null on waits from before that was kept.</summary>
        public long? BegunBy { get; init; }

        /// <summary>The patient's name as given, or null.</summary>
        public string? Name { get; init; }

        /// <summary>Phone in E.164 or e-mail, or null.</summary>
        public string? Contact { get; init; }

        /// <summary>What else staff must know, mostly in the patient's words, or null.</summary>
        public string? Note { get; init; }

        /// <summary>Whether the patient was told that nobody took it in time.</summary>
        public bool ToldUnanswered { get; init; }

        /// <summary>How often the patient was told that staff went home.</summary>
        public int ToldWentHome { get; init; }
    }

    /// <summary>A person answers, and the bot is silent but for warning signs.</summary>
    /// <param name="By">Who.</param>
    /// <param name="Since">When they took it.</param>
    /// <param name="LastSpoke">When they said something last, or took it.</param>
    public sealed record Person(StaffPerson By, DateTimeOffset Since, DateTimeOffset LastSpoke) : Owner
    {
        /// <summary>When the patient said something that has no answer yet, or null.</summary>
        public DateTimeOffset? Asked { get; init; }
    }

    /// <summary>Staff closed it. The patient's next message opens it again, with the bot.</summary>
    /// <param name="Since">When.</param>
    public sealed record Closed(DateTimeOffset Since) : Owner;
}

/// <summary>One of the staff, as far as a conversation needs to know.</summary>
/// <param name="Name">As the patient sees it.</param>
/// <param name="Account">As they signed in; what tells two of the same name apart. Never shown to a patient.</param>
public sealed record StaffPerson(string Name, string Account);

/// <summary>What led to a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandOffReason>))]
public enum HandOffReason
{
    /// <summary>The patient asked for one.</summary>
    Asked,

    /// <summary>The bot had no answer twice in a row, offered a person, and the patient accepted.</summary>
    NotUnderstood,

    /// <summary>The patient was upset, was offered a person, and accepted.</summary>
    Upset,

    /// <summary>The bot had no reviewed answer, offered a person, and the patient accepted.</summary>
    NoAnswer,
}

/// <summary>What happens at a time, unless something else happens first.</summary>
/// <param name="Kind">What.</param>
/// <param name="DueAt">When.</param>
public sealed record OwnershipTimer(OwnershipTimerKind Kind, DateTimeOffset DueAt);

/// <summary>Kinds of timer.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OwnershipTimerKind>))]
public enum OwnershipTimerKind
{
    /// <summary>Staff are there, and nobody took the conversation in time.</summary>
    Unanswered,

    /// <summary>Staff went home, and nobody took the conversation.</summary>
    WentHome,

    /// <summary>The person who has it has said nothing for too long.</summary>
    Silent,
}
