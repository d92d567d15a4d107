using ValorSpine.Bot.Storage.Incidents;

namespace ValorSpine.Bot.Alerts;

/// <summary>Whether alert mails reach their server.</summary>
internal sealed class AlertMailStatus(AlertOutbox outbox, AlertMailStatus.Wanted wanted)
{
    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem() => wanted.Mails && outbox.CountFailing() is > 0 and var failing
        ? $"Alert mails wait because the mail server does not take them: {failing}. They are tried again; the log says why. Staff see the alerts in the console."
        : null;

    /// <summary>Whether staff are mailed at all.</summary>
    internal sealed record Wanted(bool Mails);
}
