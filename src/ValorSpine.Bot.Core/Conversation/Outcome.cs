using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>What one turn of the bot amounts to. The names in lower case are stable: evaluation, filters and transcripts use them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Answered from the knowledge base.</summary>
    Answer,

    /// <summary>Asked which of a few things was meant, or asked again.</summary>
    Clarify,

    /// <summary>Said that there is no reviewed answer, and offered staff.</summary>
    Abstain,

    /// <summary>Declined personal medical advice and offered an evaluation.</summary>
    Advice,

    /// <summary>Gave emergency guidance and stopped everything else.</summary>
    Emergency,

    /// <summary>Gave crisis-line guidance and stopped everything else.</summary>
    Crisis,

    /// <summary>Started or continued the guided screening.</summary>
    Screening,

    /// <summary>Started or continued booking, changed or cancelled an appointment.</summary>
    Booking,

    /// <summary>Handed over to a person.</summary>
    Staff,

    /// <summary>Greeted, thanked, said goodbye, said what it can do, repeated itself.</summary>
    Smalltalk,
}
