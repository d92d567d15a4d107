using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>
/// The one page of a finished screening: what was answered, what it points to and by which rule. Kept as it was shown, whatever becomes of the
/// questionnaire and the outcomes.
/// </summary>
public sealed record ScreeningSheet
{
    /// <summary>For so many days after the end its page can be opened by whoever has the link.</summary>
    public const int LinkDays = 30;

    /// <summary>Name of the check.</summary>
    public required string Title { get; init; }

    /// <summary>Canonical URL and version of the questionnaire.</summary>
    public required string Questionnaire { get; init; }

    /// <summary>When the check ended, in clinic time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Question and answer, in order; questions without an answer are left out.</summary>
    public ImmutableArray<CardFact> Answers { get; init; } = [];

    /// <summary>Short names of the questions that were passed over.</summary>
    public ImmutableArray<string> Unanswered { get; init; } = [];

    /// <summary>Id of the outcome: <c>O-DIAGNOSIS</c>.</summary>
    public required string OutcomeId { get; init; }

    /// <summary>What the answers point to, in a few words.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why this outcome came up, in plain words.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Row of the decision table that decided, from 1.</summary>
    public int Row { get; init; }

    /// <summary>That row in a few plain words; empty where there are no outcomes.</summary>
    public string RowSays { get; init; } = "";

    /// <summary>How many rows the table has.</summary>
    public int Rows { get; init; }

    /// <summary>Ids of the notes that fired.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What is said below the outcome, in order.</summary>
    public ImmutableArray<SheetSection> Sections { get; init; } = [];

    /// <summary>That it is education and not a diagnosis, and when to call for help.</summary>
    public ImmutableArray<string> Closing { get; init; } = [];

    /// <summary>Keys of the sources that it rests on.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>The same sources as a patient reads them.</summary>
    public ImmutableArray<Reference> References { get; init; } = [];

    /// <summary>Until when its page can be opened.</summary>
    [JsonIgnore]
    public DateTimeOffset LinkUntil => At.AddDays(LinkDays);

    /// <summary>The version of the questionnaire alone.</summary>
    [JsonIgnore]
    public string Version => Questionnaire[(Questionnaire.LastIndexOf('|') + 1)..];

    /// <summary>Path of the page that a key opens. It says nothing about health.</summary>
    public static string PathOf(string key) => $"/summary/{Uri.EscapeDataString(key)}";
}

/// <summary>A part of the page.</summary>
/// <param name="Heading">What it is about.</param>
/// <param name="Points">Its points, in order.</param>
/// <param name="AsList">Whether they are items of a list, and not paragraphs.</param>
public sealed record SheetSection(string Heading, ImmutableArray<string> Points, bool AsList);
