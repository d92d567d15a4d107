using ValorSpine.Bot.Core.Languages;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Says what can be booked.</summary>
internal static class VisitsInWords
{
    /// <summary>In the order of the settings, each with its length: "Evaluation at the clinic (60 minutes), Phone call with our staff (15 minutes)".</summary>
    public static string Of(ClinicFacts clinic, string? language)
    {
        var isSpanish = language == SpanishText.Language;
        return clinic.Visits.IsEmpty
            ? isSpanish ? "ninguna por ahora" : "none right now"
            : string.Join(", ", clinic.Visits.Select(visit => $"{visit.Name} ({visit.Minutes} {(isSpanish ? "minutos" : "minutes")})"));
    }
}
