using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Turns;

namespace ValorSpine.Bot.Channels.Tests.Rendering;

/// <summary>Replies of every kind.</summary>
internal static class Samples
{
    public static readonly NewConversation Conversation = new("c1", "webchat", "dl_p", "en-US");

    public static readonly Reference Clinic = new("ValorSpine's own description", null);

    public static readonly Reference Trial = new("Trial of fibrin against salt water, 2014", "https://clinicaltrials.gov/study/NCT01011816");

    public static readonly Citation Fibrin = new("fibrin-what", "short-answer", "fibrin-what", "What is biologic disc repair?", ["VS-20"]) { References = [Clinic, Trial] };

    public static readonly Reply Comparison = new()
    {
        Text = "Here they are side by side.",
        Citations = [Fibrin, Fibrin with { Section = "more" }, new("compare", "short-answer", "compare-overview", "How [they] compare", []) { References = [Trial, new("Review of [traction]", null)] }],
        Card = new Card.Comparison("Side by side", ["Decompression", "Biologic repair"], [new("How it works", ["It pulls *gently*.", "A needle places fibrin."]), new("Who", ["Some.", "Others."])], "The proof is weak for both."),
    };

    public static readonly Reply OneAspect = new()
    {
        Text = "Biologic repair and fusion, side by side\n\nRisks\n- Biologic repair: Harm can happen.\n- Fusion: We have no reviewed answer.\n\nThey show no winner.\nCall 911 for weak legs.",
        Citations = [Fibrin],
        Card = new Card.Comparison("Side by side", ["Biologic repair", "Fusion"], [new("Risks", ["Harm can happen.", "We have no reviewed answer."])], "They show no winner.\nCall 911 for weak legs."),
    };

    public static readonly Reply Summary = new()
    {
        Text = "Thank you. Here is what you told me.",
        Choices = [new("Book a visit", "book"), new("Ask something", "ask")],
        Card = new Card.Summary("Your answers", [new("How long?", "Since <May> & June")], [new("What next", "- See someone\n- Rest")]) { PagePath = "/summary/abc" },
    };

    public static readonly Reply Appointment = new()
    {
        Text = "You are booked.\n\n- Reference: K7QM\n- When: Monday, 2 March at 9:00 AM\n\nKeep the reference.",
        Card = new Card.Appointment("Your appointment", [new("Reference", "K7QM"), new("When", "Monday, 2 March at 9:00 AM")], "/calendar/abc.ics"),
    };

    public static readonly Reply Emergency = new()
    {
        Text = "Please call 911 now.",
        Calls = [new("Call 911", "911"), new("Text the crisis line", "988", ByText: true)],
        Choices = [new("I am safe", "safe")],
    };

    public static readonly Reply Cancelled = new() { Text = "It is cancelled.", Card = new Card.Appointment("Cancelled", [], null) };

    public static readonly Reply OutOfCalendar = new() { Text = "It is cancelled.", Card = new Card.Appointment("Cancelled", [new("Reference", "K7QM")], "/calendar/abc.ics") { Cancelled = true } };

    public static readonly Reply Greeting = new()
    {
        Brief = "Clinic, automated assistant: not for emergencies, call 911. Text STOP to end, HELP for help.",
        Text = "Hello, and welcome.\n\nI can:\n- answer questions\n- book a visit\n\nWhat would you like to do?",
        Choices = [new("Ask a question", "ask"), new("Compare the two treatments", "compare"), new("Take the guided check", "screen"), new("Book a visit", "book")],
    };

    public static readonly Reply Answer = new() { Text = "It is a treatment.\n\nIt takes a while.", Citations = [Fibrin], Choices = [new("Tell me more", "more"), new("Book a visit", "book")] };

    public static readonly Reply Worded = Answer with { Text = "The glue shot is a treatment.\n\nWorded by AI from reviewed articles. A person at the clinic can help too.", Brief = Answer.Text, IsWordedByModel = true };

    public static readonly Reply Spanish = Answer with
    {
        Text = "Es un tratamiento. ¿Cuánto dura? Más de lo que dura una sesión común.\n\nLas citas, el cuestionario y otras respuestas están en inglés. Nuestro personal puede ayudarle.",
        Language = "es",
        Citations = [Fibrin with { Title = "¿Qué es la fibrina?" }],
        Choices = [new("Dígame más", "more"), new("Pedir cita (en inglés)", "book"), new("Hablar con una persona", "staff")],
    };

    public static readonly Reply SpanishChoices = new() { Text = "¿Cuál quiere?", Language = "es", Choices = [new("¿Es segura la fibrina?", "article:x"), new("Otra cosa", "ask")] };

    public static readonly Reply LongAnswer = Answer with { Choices = [.. Answer.Choices, new("Compare the two treatments", "compare"), new("Talk to a person", "staff")] };

    public static readonly Reply Question = new()
    {
        Text = "Question 3 of 12. Do you have any of these now?",
        Choices =
        [
            new("Numbness between my legs or around my bottom", "screening:answer:q3:numb"), new("Trouble starting to pass urine, or not feeling when I do", "screening:answer:q3:urine"),
            new("None of these", "screening:answer:q3:none"), new("Not sure", "screening:answer:q3:unsure"),
        ],
    };

    public static readonly Reply YesNo = new() { Text = "Is it happening now?", Choices = [new("Yes, or not sure", "happening"), new("No", "not-happening")] };

    public static readonly Reply Slots = new()
    {
        Text = "These times are free:",
        Choices = [new("Mon, Mar 2, 9:00 AM", "booking:slot:1"), new("Tue, Mar 3, 1:30 PM", "booking:slot:2"), new("Other times", "booking:other")],
    };

    public static readonly Reply Plain = new() { Text = "You are welcome." };

    public static readonly Reply Person = new() { Text = "Hello, how can I help?", Staff = "Ann", Choices = [new("I am safe", "safe")] };

    public static readonly Reply NextPart = new()
    {
        Text = string.Join('\n', Enumerable.Repeat("A motorized table gently pulls on the spine, so that a disc has more room for a time.", 5)),
        Part = 2,
        Citations = [Fibrin],
        Choices = [new("Book a visit", "book")],
    };

    public static readonly Reply ConfirmedWish = new() { Text = "You will get no more texts. Text START to get them again.", ConfirmsWish = true };

    public static readonly ImmutableArray<(string Name, Reply Reply)> Kinds =
    [
        ("answer", Answer), ("long-answer", LongAnswer), ("greeting", Greeting), ("question", Question), ("yes-no", YesNo), ("slots", Slots), ("plain", Plain), ("person", Person),
        ("comparison", Comparison), ("one-aspect", OneAspect), ("summary", Summary), ("appointment", Appointment), ("cancelled", Cancelled), ("emergency", Emergency),
        ("out-of-calendar", OutOfCalendar), ("next-part", NextPart), ("worded", Worded), ("confirmed-wish", ConfirmedWish),
        ("spanish", Spanish), ("spanish-choices", SpanishChoices),
    ];

    public static readonly ImmutableArray<Reply> All = [Comparison, OneAspect, Summary, Appointment, Emergency, Cancelled];

    public static LogEntry Entry(Reply reply) => new()
    {
        ConversationId = "c1",
        Sequence = 3,
        At = new(2026, 3, 2, 9, 0, 0, 120, TimeSpan.Zero),
        FromBot = true,
        Reply = reply,
        ReplyTo = 2,
        Outcome = Outcome.Answer,
        Why = new() { Note = "for staff only", Topics = ["secret-topic"] },
        KnowledgeVersion = "v-secret",
    };
}
