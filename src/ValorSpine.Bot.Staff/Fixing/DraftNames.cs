using ValorSpine.Bot.Core.Knowledge.Fixing;

namespace ValorSpine.Bot.Staff.Fixing;

/// <summary>What is said of drafts.</summary>
internal static class DraftNames
{
    public static string State(DraftState state) => state switch
    {
        DraftState.Open => "Being written",
        DraftState.Submitted => "Waits for a second person",
        DraftState.Approved => "Approved, not in the files yet",
        DraftState.Published => "Published",
        DraftState.Withdrawn => "Withdrawn",
        _ => state.ToString(),
    };

    public static string Tone(DraftState state) => state switch
    {
        DraftState.Submitted or DraftState.Approved => "notice",
        DraftState.Published => "good",
        _ => "quiet",
    };

    public static string GoesTo(string to) => to switch
    {
        "staff" => "Our staff",
        "own-doctor" => "Their own doctor",
        "prescriber" => "Whoever prescribed it",
        "surgeon" => "Their surgeon",
        "insurer" => "Their insurer",
        "pharmacist" => "A pharmacist",
        "nobody" => "Nobody",
        _ => to,
    };
}
