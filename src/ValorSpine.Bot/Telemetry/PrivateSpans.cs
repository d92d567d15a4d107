using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace ValorSpine.Bot.Telemetry;

/// <summary>
/// Lets through of a span what is known to name nobody: a list of what may stay, so that a new attribute of a library is left out until somebody has looked at it. Paths, queries, addresses of callers and descriptions of errors are not on it:
/// they hold ids of conversations, keys of pages, or what was typed.
/// </summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> s_allowed = FrozenSet.Create(
        StringComparer.Ordinal,
        "http.request.method", "http.response.status_code", "http.route", "network.protocol.name", "network.protocol.version", "url.scheme", "server.port", "error.type",
        ConversationMark.Attribute, "valorspine.turn.outcome", "valorspine.channel", "valorspine.delivery.result", "valorspine.model.use", "valorspine.model.result");

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var name in data.TagObjects.Select(tag => tag.Key).Where(name => !s_allowed.Contains(name)).ToArray())
            data.SetTag(name, null);
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
        // A caller's own; whatever it says, it is passed on to nobody.
        data.TraceStateString = null;
    }
}
