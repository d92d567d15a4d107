using System.Collections.Immutable;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>What a person reads before they take a conversation: what it is about in a few lines, from what was said and done in it. It draws no conclusion.</summary>
/// <param name="Lines">In the order in which they help.</param>
public sealed record HandOffSummary(ImmutableArray<SummaryLine> Lines)
{
    private const int MostAnswers = 4, LongestQuote = 400;

    /// <summary>As plain text, a line each.</summary>
    public string Text => string.Join('\n', Lines.Select(line => $"{line.Label}: {line.Text}"));

    /// <summary>The summary of a conversation.</summary>
    public static HandOffSummary Of(ConversationState state, Transcript transcript, ClinicFacts clinic)
    {
        var lines = ImmutableArray.CreateBuilder<SummaryLine>();
        Add("Why", (state.Owner as Owner.Waiting)?.Why is { } why ? InWords(why) : null);
        Add("Contact", state.Owner is Owner.Waiting { Contact: { } contact } waiting ? string.Join(", ", new[] { waiting.Name, contact }.OfType<string>()) : null);
        Add("To know", (state.Owner as Owner.Waiting)?.Note);
        Add("Warning signs", Guidance(transcript.Log));
        Add("Last question", LastQuestion(transcript.Log));
        Add("Answered", Answered(transcript.Log));
        Add("Check", Check(state, transcript));
        Add("Visit", Visits(transcript, clinic));
        return new(lines.ToImmutable());

        void Add(string label, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                lines.Add(new(label, text));
        }
    }

    private static string InWords(HandOffReason why) => why switch
    {
        HandOffReason.NotUnderstood => "The bot had no answer twice, and the patient accepted a person.",
        HandOffReason.Upset => "The patient was upset, and accepted a person.",
        HandOffReason.NoAnswer => "The bot had no reviewed answer, and the patient accepted a person.",
        _ => "The patient asked for a person.",
    };

    private static string? Guidance(ImmutableArray<LogEntry> log)
    {
        string[] given = [.. log.Where(entry => entry.Outcome is Outcome.Emergency or Outcome.Crisis).Select(entry => entry.Outcome == Outcome.Crisis ? "crisis guidance" : "emergency guidance").Distinct()];
        return given.Length == 0 ? null : $"The bot gave {string.Join(" and ", given)}.";
    }

    /// <summary>What the patient wanted to know last: the message before the last reply from the knowledge base, or that had none.</summary>
    private static string? LastQuestion(ImmutableArray<LogEntry> log)
    {
        var asked = log.LastOrDefault(entry => entry is { Speaker: Speaker.Bot, ReplyTo: not null, Outcome: Outcome.Answer or Outcome.Abstain or Outcome.Advice or Outcome.Clarify })?.ReplyTo;
        return log.FirstOrDefault(entry => entry.Sequence == asked) is { Text.Length: > 0 } question ? $"“{Shortened(question.Text)}”" : null;
    }

    private static string? Answered(ImmutableArray<LogEntry> log)
    {
        var titles = log.Where(entry => entry.Outcome == Outcome.Answer).SelectMany(entry => entry.Reply?.Citations ?? []).Select(citation => citation.Title).Distinct().ToList();
        return titles.Count == 0 ? null : string.Join("; ", titles.TakeLast(MostAnswers));
    }

    // The outcome only where the patient agreed that the clinic gets it.
    private static string? Check(ConversationState state, Transcript transcript) => (transcript.Screenings, transcript.Screenings.IsEmpty ? null : transcript.SharingOf(transcript.Screenings.Length - 1)) switch
    {
        ([.., var last], { Said.Decision: ConsentDecision.Agreed }) => last.Result.Sheet?.Outcome ?? "finished, and the patient agreed to share it",
        ([_, ..], _) => "finished; the patient has not agreed to share it",
        _ => state.Screening is { Finished: false } ? "begun, not finished" : null,
    };

    private static string? Visits(Transcript transcript, ClinicFacts clinic) => string.Join("; ", transcript.Appointments.Where(visit => !visit.Cancelled)
        .Select(visit => $"{visit.Appointment.Reference}, {ClinicTime.Long(clinic, visit.Appointment.Slot.Start)}"));

    private static string Shortened(string text) => text.Length <= LongestQuote ? text.Trim() : $"{text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)].Trim()} …";
}

/// <summary>A line of the summary.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">In words, or the patient's own.</param>
public sealed record SummaryLine(string Label, string Text);
