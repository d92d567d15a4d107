using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;
using ValorSpine.Bot.Core.Screening.Sharing;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Staff.Tests;

/// <summary>Conversations that hold a bit of everything.</summary>
internal static class Samples
{
    public const string Version = "9f2c41d07ab3";

    /// <summary>Five past two in the afternoon at a clinic in Chicago.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 23, 20, 5, 0, TimeSpan.Zero);

    /// <summary>A journey from a question to an appointment, with an emergency on the way.</summary>
    public static Transcript Journey { get; } = new(
        new("c-journey", "webchat", Start, Start.AddMinutes(12), 12, ["emergency", "staff"], true, true),
        [
            Bot(1, null, Outcome.Smalltalk, new() { DecidedBy = "manners", Note = "opening" },
                new Reply
                {
                    Text = "Hello. I am an automated assistant for ValorSpine, not a clinician.\n\nIn an emergency, call 911. Chats are saved. Clinic staff may read them.\n\nHow can I help?",
                    Choices = [new("Ask a question", "ask"), new("Compare treatments", "compare"), new("Check if it may fit me", "screen"), new("Book a visit", "book")],
                }),
            Patient(2, "whats spinal decompresion <script>alert('x')</script> & is it <b>safe</b>?"),
            Bot(3, 2, Outcome.Answer,
                new()
                {
                    DecidedBy = "answering",
                    Note = "one article is clearly ahead",
                    Topics = ["spinal-decompression"],
                    Considered = [new("spinal-decompression", "spinal-decompression", 0.874), new("compare-overview", "compare-overview", 0.21), new("safety-decompression", "decompression-safety", 0.18)],
                },
                new Reply
                {
                    Text = "Spinal decompression is done on a table that gently stretches the spine.\n\nWhat it may do:\n- ease pressure on a disc\n- ease pressure on a nerve",
                    Citations = [new("spinal-decompression", "short-answer", "spinal-decompression", "Old title", ["VS-09", "EV-51", "EV-66", "EV-99"])],
                    Choices = [new("Tell me more", "more"), new("Is it safe?", "article:decompression-safety")],
                }),
            Patient(4, "", """{"type":"message","value":{"action":"more"}}"""),
            Bot(5, 4, Outcome.Answer, new() { DecidedBy = "answering", Note = "more of the last answer", Topics = ["spinal-decompression"] },
                new Reply
                {
                    Text = "A session often takes about half an hour.",
                    Citations = [new("spinal-decompression-old", "more", "spinal-decompression", "An article that is gone", ["VS-10"])],
                    Card = new Card.Comparison("Two treatments side by side", ["A", "B"], [], ""),
                }),
            Patient(6, "since this morning I cant feel between my legs and I wet myself\nnot my mother, me"),
            Bot(7, 6, Outcome.Emergency,
                new()
                {
                    DecidedBy = "safety",
                    Note = "a rule of the highest tier fired",
                    Safety =
                    [
                        new("RF-CES", SafetyTier.Emergency, true, "saddle numbness with loss of bladder control"),
                        new("RF-TRAUMA", SafetyTier.Emergency, false, "about another person"),
                    ],
                },
                new Reply
                {
                    Text = "This can be an emergency. Call 911 now or go to the nearest emergency room.",
                    Calls = [new("Call 911", "911")],
                    Choices = [new("I am safe now", "safe")],
                }),
            Patient(8, "i was seen, all good. book a visit and have somebody call me"),
            Bot(9, 8, Outcome.Staff, new() { DecidedBy = "hand-off", Note = "asked for a person" }, new Reply { Text = "Our staff will call you. Let us find a time." }),
            Bot(10, 8, Outcome.Booking, new() { DecidedBy = "booking", Note = "offered free slots" },
                new Reply { Text = "These times are free:", Choices = [new("Tue, Dec 1, 1:00 PM", "booking:slot-1"), new("Tue, Dec 1, 2:00 PM", "booking:slot-2")] }),
            Patient(11, "the first one"),
            Bot(12, 11, Outcome.Booking, new() { DecidedBy = "booking", Note = "confirmed" },
                new Reply { Text = "You are booked.", Card = new Card.Appointment("Your visit", [new("Reference", "VSK7Q2")], "/calendar/k.ics") }),
        ],
        [new(new("emergency", "RF-CES"), Start.AddMinutes(6), 6), new(new("staff", "asked for a person"), Start.AddMinutes(8), 8)],
        [new(new("discuss-disc-options", "Pain in the low back for about 18 months.\n\n- Worse when sitting\n- No numbness now\n\nThis is no diagnosis.", """{"resourceType":"QuestionnaireResponse","status":"completed"}"""), Start.AddMinutes(7))],
        [
            new(new("VSK7Q2", new("evaluation", "clinician-1", new(2026, 12, 1, 13, 0, 0, TimeSpan.FromHours(-6)), 60), "Ana O'Neill", "+13125550142", "ana+spine@example.org", "k", 1),
                false, "low back pain <i>for years</i>", "Pain in the low back for about 18 months."),
        ]);

    /// <summary>An id as Teams makes them, and worse.</summary>
    public static Transcript StrangeId { get; } = Journey with
    {
        Row = new("a/b%2F?x=1#19:é@thread.v2;messageid=1", "directline", Start.AddDays(-1), Start.AddDays(-1), 0, ["crisis"], false, false),
        Log = [],
        Alerts = [],
        Appointments = [],
    };

    /// <summary>A finished check with its page, after a warning sign that was cleared; shared as the consents say.</summary>
    public static Transcript Screened(params ConsentDecision[] said) => Journey with
    {
        Row = Journey.Row with { Id = "c-screened" },
        Screenings = [Journey.Screenings[0] with { At = Start.AddMinutes(7.5), Result = Journey.Screenings[0].Result with { Sheet = Sheet } }],
        Appointments = [Journey.Appointments[0] with { ScreeningSummary = said is [.., ConsentDecision.Agreed] ? Journey.Screenings[0].Result.Summary : null }],
        Consents = [.. said.Select((decision, index) => new StoredConsent(new(decision, new("3", "0123456789abcdef", "May the clinic <see> it?"), "Their answer"), Start.AddMinutes(8 + index), 8 + index))],
    };

    /// <summary>The page of a check.</summary>
    public static ScreeningSheet Sheet { get; } = new()
    {
        Title = "Guided check",
        Questionnaire = "https://valorspine.example/fhir/Questionnaire/screening|1.2.3",
        At = Start.AddMinutes(7),
        Answers = [new("Main pain", "Low back <b>")],
        Unanswered = ["Scan", "Your goals"],
        OutcomeId = "O-DIAGNOSIS",
        Outcome = "Finding the source comes first",
        Row = 4,
        Rows = 7,
        Notes = ["over-50", "weak-bones"],
        Sections = [new("Why this came up", ["No report names a tear."], false), new("What to bring", ["Scans."], true)],
        Closing = ["This is education, not a diagnosis."],
        Sources = ["VS-38", "EV-08"],
    };

    /// <summary>Somebody who opened the chat and left.</summary>
    public static Transcript Quiet { get; } = new(new("c-quiet", "webchat", Start.AddDays(-2), Start.AddDays(-2), 1, [], false, false), [], [], [], []);

    private static LogEntry Patient(long sequence, string text, string? activity = null) => new()
    {
        ConversationId = "c-journey",
        Sequence = sequence,
        At = Start.AddMinutes(sequence),
        FromBot = false,
        Text = text,
        ActivityJson = activity ?? "{}",
    };

    private static LogEntry Bot(long sequence, long? replyTo, Outcome outcome, Reasons why, Reply reply) => new()
    {
        ConversationId = "c-journey",
        Sequence = sequence,
        At = Start.AddMinutes(sequence).AddSeconds(1),
        FromBot = true,
        ReplyTo = replyTo,
        Outcome = outcome,
        Why = why,
        Reply = reply,
        KnowledgeVersion = Version,
    };
}
