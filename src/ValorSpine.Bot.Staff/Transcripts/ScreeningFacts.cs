using System.Collections.Immutable;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Transcripts;

/// <summary>What belongs to one of a conversation's screenings.</summary>
internal static class ScreeningFacts
{
    /// <summary>References of the visits that hold its summary.</summary>
    public static ImmutableArray<string> AttachedTo(Transcript transcript, int index) =>
        [.. transcript.Appointments.Where(visit => visit.ScreeningSummary == transcript.Screenings[index].Result.Summary).Select(visit => visit.Appointment.Reference)];

    /// <summary>Safety rules that matched in the chat until it ended.</summary>
    public static ImmutableArray<SafetyFinding> SafetyUntil(Transcript transcript, int index) =>
        [.. transcript.Log.Where(entry => entry.At <= transcript.Screenings[index].At && entry.Why is not null).SelectMany(entry => entry.Why!.Safety)];
}
