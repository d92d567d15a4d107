using System.Globalization;
using ValorSpine.Bot.Storage.Deliveries;

namespace ValorSpine.Bot.Deliveries;

/// <summary>Whether replies reach their channels.</summary>
internal sealed class DeliveryStatus(DeliveryOutbox outbox, TimeProvider time)
{
    private static readonly TimeSpan s_toldFor = TimeSpan.FromDays(1);

    /// <summary>What an operator has to know, or null where all is well.</summary>
    public string? Problem()
    {
        var (dead, failing) = outbox.Count(time.GetUtcNow() - s_toldFor);
        return (dead, failing) switch
        {
            (0, 0) => null,
            (0, _) => string.Create(CultureInfo.InvariantCulture, $"Replies wait because their channel does not take them, in {failing} conversations. They are tried again; the log says why."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Replies were given up in the last 24 hours because no channel took them: {dead}. The log says why; the page Outbox of the staff console names the conversations."),
        };
    }
}
