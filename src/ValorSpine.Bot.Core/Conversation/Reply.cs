using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>One channel-neutral message of the bot. A renderer per channel turns it into activities or numbered text.</summary>
public sealed record Reply
{
    /// <summary>
    /// Plain text. Two conventions only: a line that starts with <c>"- "</c> is a list item, and an empty line parts paragraphs.
    /// It may hold a patient's own words, so a renderer escapes everything else.
    /// </summary>
    public required string Text { get; init; }

    /// <summary>The same in fewer words, for channels with little room; null where there are none.</summary>
    public string? Brief { get; init; }

    /// <summary>Which part of it is said, from 1: a channel with little room says it in parts. Elsewhere it is said whole.</summary>
    public int Part { get; init; } = 1;

    /// <summary>Whether it confirms what the patient wishes about being written to, and so is sent even to whoever wants no more.</summary>
    public bool ConfirmsWish { get; init; }

    /// <summary>Which person says it, as the patient sees the name; null for the bot.</summary>
    public string? Staff { get; init; }

    /// <summary>The language of the text where it is another than English, as BCP 47 names it; a text of both counts as English.</summary>
    public string? Language { get; init; }

    /// <summary>Whether a language model worded it, so that a channel which marks such messages marks it.</summary>
    public bool IsWordedByModel { get; init; }

    /// <summary>What the patient can pick. Each can also be picked by its number, its ordinal or its label.</summary>
    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Where the sentences of substance come from. Empty where the reply rests on no article.</summary>
    public ImmutableArray<Citation> Citations { get; init; } = [];

    /// <summary>A card that says the same as <see cref="Text"/> in a better form where the channel can show it.</summary>
    public Card? Card { get; init; }

    /// <summary>Numbers to call or text at once, first the most urgent; only on emergency and crisis replies.</summary>
    public ImmutableArray<CallAction> Calls { get; init; } = [];
}

/// <summary>Something the patient can pick.</summary>
/// <param name="Label">What is shown, and what the channel sends back when it is picked. Unique within one reply.</param>
/// <param name="Action">What picking it means; made and read by <see cref="ChoiceAction"/>. Never shown.</param>
public sealed record Choice(string Label, string Action);

/// <summary>Tap-to-call, where the channel has it.</summary>
/// <param name="Label">"Call 911".</param>
/// <param name="Number">Digits as dialled: <c>911</c>.</param>
/// <param name="ByText">True where the number takes a text message instead of a call.</param>
public sealed record CallAction(string Label, string Number, bool ByText = false);

/// <summary>The article and section that a reply rests on, with the sources of its sentences.</summary>
/// <param name="Article">Id of the article.</param>
/// <param name="Section">Id of the section within it: <c>short-answer</c>, <c>more</c>.</param>
/// <param name="Topic">Topic id of the article.</param>
/// <param name="Title">Title of the article, as shown.</param>
/// <param name="Sources">Source keys of the sentences used: <c>VS-18</c>, <c>EV-51</c>.</param>
public sealed record Citation(string Article, string Section, string Topic, string Title, ImmutableArray<string> Sources)
{
    /// <summary>The same sources as a patient reads them, in the order of the sentences. Empty in what was stored before they were part of it.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>Whether the website has a page on it; the guided check has none.</summary>
    public bool HasPage { get; init; } = true;
}

/// <summary>A source as a patient reads it. Several source keys can share one.</summary>
/// <param name="Label">Short and in plain words: "Cochrane review of traction, 2013".</param>
/// <param name="Url">Where it can be read, or null.</param>
public sealed record Reference(string Label, string? Url);

/// <summary>A typed card. Closed: a renderer handles every case.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "card")]
[JsonDerivedType(typeof(Comparison), "comparison")]
[JsonDerivedType(typeof(Summary), "summary")]
[JsonDerivedType(typeof(Appointment), "appointment")]
public abstract record Card
{
    private Card()
    {
    }

    /// <summary>Subjects side by side.</summary>
    /// <param name="Title">Heading.</param>
    /// <param name="Columns">Names of the subjects, two or more.</param>
    /// <param name="Rows">One aspect a row, one cell a column.</param>
    /// <param name="Note">The evidence line that rides along, and below it, where risks are asked for, when to call for help.</param>
    public sealed record Comparison(string Title, ImmutableArray<string> Columns, ImmutableArray<ComparisonRow> Rows, string Note) : Card;

    /// <summary>What was said, to be checked: at the end of a screening with what it points to, and before a visit is booked.</summary>
    /// <param name="Title">Heading.</param>
    /// <param name="Facts">Question and answer, in order.</param>
    /// <param name="Sections">Heading and text, in order; may be empty.</param>
    public sealed record Summary(string Title, ImmutableArray<CardFact> Facts, ImmutableArray<CardFact> Sections) : Card
    {
        /// <summary>Path of its printable page below the public address, or null where it has none.</summary>
        public string? PagePath { get; init; }
    }

    /// <summary>A confirmed appointment.</summary>
    /// <param name="Title">Heading.</param>
    /// <param name="Facts">Reference, time, place, in order.</param>
    /// <param name="CalendarPath">Path of the .ics file below the public address, or null.</param>
    public sealed record Appointment(string Title, ImmutableArray<CardFact> Facts, string? CalendarPath) : Card
    {
        /// <summary>Whether the file takes the appointment out of a calendar.</summary>
        public bool Cancelled { get; init; }
    }
}

/// <summary>One aspect of a comparison.</summary>
/// <param name="Aspect">"How it works".</param>
/// <param name="Cells">One a column.</param>
public sealed record ComparisonRow(string Aspect, ImmutableArray<string> Cells);

/// <summary>A name and a value on a card.</summary>
/// <param name="Name">Left or above.</param>
/// <param name="Value">Right or below.</param>
public sealed record CardFact(string Name, string Value);
