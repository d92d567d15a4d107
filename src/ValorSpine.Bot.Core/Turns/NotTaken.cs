using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Turns;

/// <summary>
/// What a patient reads whose message could not be taken. It is said outside of a conversation, as nothing can be kept of it, and so stands here and not among the wordings: there may be nothing left to read those from.
/// Whatever the reason, it names the emergency number, because the message may have told of one.
/// </summary>
public static class NotTaken
{
    /// <summary>The words for a reason.</summary>
    public static string InWords(NotNowException reason, ClinicFacts clinic) => reason.IsTooMany ? TooMany(reason.RetryAfter, clinic) : NotKept(clinic);

    /// <summary>Whole seconds to wait, at least one, as <c>Retry-After</c> has them.</summary>
    public static int Seconds(TimeSpan wait) => (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 1, 3600);

    private static string TooMany(TimeSpan wait, ClinicFacts clinic) => string.Create(
        CultureInfo.InvariantCulture,
        $"I could not take that: too much came in at once. Please wait {(Seconds(wait) is var seconds and > 1 ? $"{seconds} seconds" : "a second")} and send it again. {InAnEmergency(clinic)}");

    private static string NotKept(ClinicFacts clinic) =>
        $"I cannot save messages right now, so that was not taken. Please send it again in a minute{(clinic.Phone is { } phone ? $", or call us at {phone}" : "")}. {InAnEmergency(clinic)}";

    private static string InAnEmergency(ClinicFacts clinic) => $"If this is an emergency, call {clinic.EmergencyNumber} now.";
}
