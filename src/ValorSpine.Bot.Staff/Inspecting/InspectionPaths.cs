using System.Globalization;
using ValorSpine.Bot.Core.Replay;

namespace ValorSpine.Bot.Staff.Inspecting;

/// <summary>Addresses of pages about replies, and their words.</summary>
internal static class InspectionPaths
{
    public static string Replay(string conversationPath) => $"{conversationPath}/replay";

    public static string Reply(string conversationPath, long sequence) => string.Create(CultureInfo.InvariantCulture, $"{conversationPath}/replies/{sequence}");

    public static string Difference(ReplayDifference difference) => difference switch
    {
        ReplayDifference.Outcome => "Another outcome",
        ReplayDifference.Source => "Another source",
        ReplayDifference.Words => "Other words",
        ReplayDifference.Choices => "Other choices",
        ReplayDifference.NotDecided => "Not decided again",
        _ => difference.ToString(),
    };
}
