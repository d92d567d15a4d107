using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>The one place that decides whether a screening summary goes with an appointment.</summary>
internal static class SharedSummary
{
    /// <summary>The summary that the patient agreed to share, or null.</summary>
    public static string? Of(ConversationState state) => state.Screening is { PendingSummaryShare: true } screening ? screening.Summary : null;
}
