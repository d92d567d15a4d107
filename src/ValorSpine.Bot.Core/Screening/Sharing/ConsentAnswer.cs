using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Screening.Sharing;

/// <summary>What a patient said to sharing the summary of a check with the clinic. Stored with the turn in which they said it.</summary>
/// <param name="Decision">What it amounts to.</param>
/// <param name="Asked">The question as it was put, or null where nothing had been asked.</param>
/// <param name="Answer">The label that was picked, or the patient's own words.</param>
public sealed record ConsentAnswer(ConsentDecision Decision, ConsentAsked? Asked, string Answer);

/// <summary>What a patient decided about sharing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConsentDecision>))]
public enum ConsentDecision
{
    /// <summary>The summary goes with the next visit that is booked.</summary>
    Agreed,

    /// <summary>It does not.</summary>
    Declined,

    /// <summary>It no longer does.</summary>
    Withdrawn,
}
