using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Storage.Incidents;

/// <summary>How urgent kinds of alerts are.</summary>
internal static class AlertUrgency
{
    private static readonly string[] s_order = [AlertKind.Unreached, AlertKind.Emergency, AlertKind.Crisis, AlertKind.Abuse, AlertKind.Sign];

    /// <summary>Guidance that did not arrive, emergency, crisis, abuse, whatever else there is by name, and last that a person is wanted.</summary>
    public static IEnumerable<string> MostUrgentFirst(IEnumerable<string> kinds) =>
        kinds.OrderBy(kind => kind == AlertKind.Staff ? int.MaxValue : Place(kind)).ThenBy(kind => kind, StringComparer.Ordinal);

    /// <summary>Whether staff have to settle it. That a person is wanted they are told in other ways.</summary>
    public static bool MakesIncident(string kind) => Array.IndexOf(s_order, kind) >= 0;

    /// <summary>Whether the one comes before the other in urgency.</summary>
    public static bool IsMoreUrgent(string kind, string than) => Place(kind) < Place(than);

    private static int Place(string kind) => Array.IndexOf(s_order, kind) is var place and >= 0 ? place : s_order.Length;
}
