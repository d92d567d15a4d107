using ValorSpine.Bot.Storage.Booking;

namespace ValorSpine.Bot.Scheduling;

/// <summary>Whether the schedule answers.</summary>
internal sealed class ScheduleStatus(KeptRequests kept, ScheduleStatus.Elsewhere elsewhere)
{
    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => elsewhere.IsUsed && kept.CountUnanswered() is > 0 and var waiting
        ? $"Requests of patients wait because the schedule does not answer: {waiting}. They are tried again; the log says why. The patients know that they wait."
        : null;

    /// <summary>Whether the schedule is kept elsewhere.</summary>
    internal sealed record Elsewhere(bool IsUsed);
}
