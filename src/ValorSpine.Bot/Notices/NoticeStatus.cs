using ValorSpine.Bot.Storage.Notices;

namespace ValorSpine.Bot.Notices;

/// <summary>Whether notices reach their carriers.</summary>
internal sealed class NoticeStatus(NoticeOutbox outbox)
{
    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => outbox.CountFailing() is > 0 and var failing
        ? $"Notices to patients were not taken by their carrier: {failing}. The log says why; staff find them in the console's outbox."
        : null;
}
