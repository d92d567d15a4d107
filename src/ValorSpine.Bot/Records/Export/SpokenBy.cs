using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Records.Export;

/// <summary>Who says a line of a transcript, and what.</summary>
internal static class SpokenBy
{
    /// <summary><c>patient</c>, <c>bot</c> or <c>staff</c>.</summary>
    public static string Of(LogEntry entry) => entry.Speaker switch
    {
        Speaker.Patient => "patient",
        Speaker.Staff => "staff",
        _ => "bot",
    };

    /// <summary>The words.</summary>
    public static string TextOf(LogEntry entry) => entry.Reply?.Text ?? entry.Text;
}
