using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>The FHIR item types that can be asked in a chat.</summary>
internal enum QuestionType
{
    Choice,
    OpenChoice,
    Boolean,
    Integer,
    Decimal,
    Date,
    Quantity,
    String,
    Text,
}

/// <summary>A question as the dialog needs it: the FHIR item without FHIR's types.</summary>
internal sealed record Question
{
    private decimal? _atLeast;

    public required string LinkId { get; init; }

    public required QuestionType Type { get; init; }

    public required string Text { get; init; }

    /// <summary>Two or three words for the summary: the SDC short text, else the question.</summary>
    public required string Short { get; init; }

    /// <summary>Display items and titles of groups that stand right before it, said when it is asked.</summary>
    public ImmutableArray<Lead> Leads { get; init; } = [];

    /// <summary>How to answer, with examples: the displays below it.</summary>
    public string? Help { get; init; }

    /// <summary>Why it is asked.</summary>
    public string? Why { get; init; }

    /// <summary>Source keys of why it is asked.</summary>
    public ImmutableArray<string> WhySources { get; init; } = [];

    public bool Required { get; init; }

    public bool Repeats { get; init; }

    public ImmutableArray<AnswerOption> Options { get; init; } = [];

    public ImmutableArray<AnswerUnit> Units { get; init; } = [];

    /// <summary>The answer that is offered: FHIR's initial values, or the options that are selected at first. It counts only once the patient keeps it.</summary>
    public ImmutableArray<AnswerValue> Initial { get; init; } = [];

    /// <summary>FHIR's dateTime, asked as a date and recorded as one of that precision.</summary>
    public bool IsDateTime { get; init; }

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public DateOnly? Earliest { get; init; }

    public DateOnly? Latest { get; init; }

    public int MaxLength { get; init; } = 500;

    /// <summary>Safety rule that a "yes" or "not sure" fires, or null.</summary>
    public string? SafetyRule { get; init; }

    /// <summary>Its own conditions and those of the groups around it.</summary>
    public Condition Enabled { get; init; } = Condition.Always;

    /// <summary>Whether it asks for an age in years: its code is LOINC's for age.</summary>
    public bool IsAge { get; init; }

    /// <summary>Whether what was told before the screening began is no answer to it: "back pain" does not say that the leg is fine.</summary>
    public bool AskedOnly { get; init; }

    /// <summary>Words without one of which a message that was no answer to it tells nothing of it: who denies cancer does not say "no" to a pregnancy. Empty where any of its words does.</summary>
    public ImmutableArray<OptionPhrase> ToldBy { get; init; } = [];

    /// <summary>Whether it asks what the patient wants: "What matters most to you?" Then a wish and a fear are answers.</summary>
    public bool IsOfWishes { get; init; }

    /// <summary>Other words for "yes" and "no" where it asks for one of them.</summary>
    public ImmutableArray<OptionPhrase> YesPhrases { get; init; } = [];

    /// <inheritdoc cref="YesPhrases"/>
    public ImmutableArray<OptionPhrase> NoPhrases { get; init; } = [];

    /// <summary>Words that look like an option and are none.</summary>
    public ImmutableArray<OptionPhrase> Decoys { get; init; } = [];

    /// <summary>Words for an answer that people give and no option stands for: "no drugs" where it is asked what matters most.</summary>
    public ImmutableArray<OptionPhrase> Unlisted { get; init; } = [];

    /// <summary>What <see cref="Unlisted"/> holds, made when it is first looked for.</summary>
    public OptionPhrases UnlistedPhrases => field ??= new([], Unlisted);

    /// <summary>All words for its options, made when they are first looked for.</summary>
    public OptionPhrases Phrases => field ??= new(Type is QuestionType.Boolean ? [BooleanReader.Yes(YesPhrases), BooleanReader.No(NoPhrases)] : Options, Decoys);

    /// <summary>Whether an option stands for a span of time or numbers.</summary>
    public bool HasRanges => Options.Any(option => option.Range is not null);

    /// <summary>Whether most options do, so that a span alone is an answer.</summary>
    public bool AllRanges => HasRanges && Options.Count(option => option.Range is not null) * 2 > Options.Count(option => !option.Exclusive);

    /// <summary>Whether it asks what was done or had: "What have you tried?"</summary>
    public bool IsOfPast => Text.Contains("have you", StringComparison.OrdinalIgnoreCase) || Text.StartsWith("did", StringComparison.OrdinalIgnoreCase);

    /// <summary>How many days something must have lasted to count: "for at least 6 weeks"; 0 where it does not ask so.</summary>
    public decimal AtLeast => _atLeast ??= LeastOf(SaidText.Of(Text));

    private static decimal LeastOf(SaidText text) => text.IndexOf(["at", "least"]) is >= 0 and var at && at + 2 < text.Words.Length && Durations.At(text.From(at + 2), 0) is { } least ? least.Span.From : 0;

    public bool IsChoice => Type is QuestionType.Choice or QuestionType.OpenChoice;

    /// <summary>Whether any answer to it can fire a safety rule.</summary>
    public bool IsRedFlag => SafetyRule is not null || Options.Any(option => option.SafetyRule is not null);
}

/// <summary>One option of a choice.</summary>
internal sealed record AnswerOption
{
    /// <summary>HL7's codes for why an answer is absent: "not sure" and "rather not say" as options.</summary>
    private const string DataAbsent = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    public required AnswerValue.Coded Value { get; init; }

    /// <summary>Label, code and synonyms.</summary>
    public required ImmutableArray<OptionPhrase> Phrases { get; init; }

    /// <summary>Goes with no other option.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Safety rule that picking it fires, or null.</summary>
    public string? SafetyRule { get; init; }

    /// <summary>The span of time or numbers that it stands for, or null.</summary>
    public AnswerRange? Range { get; init; }

    /// <summary>FHIR's type of the option, and so of the answer.</summary>
    public OptionKind Kind { get; init; }

    /// <summary>What it counts in a score, or null.</summary>
    public decimal? Ordinal { get; init; }

    /// <summary>Gives way to any other option that is named with it: "X-ray only", "no".</summary>
    public bool Yields { get; init; }

    public string Label => Value.Display;

    /// <summary>Whether a plain "no" means it.</summary>
    public bool MeansNo => Phrases.Any(phrase => phrase.Text == "no");

    public bool IsUnknown => Value is { System: DataAbsent, Code: "unknown" or "asked-unknown" };

    public bool IsDeclined => Value is { System: DataAbsent, Code: "asked-declined" };

    /// <summary>Whether what is over counts too: "Cancer, now or in the past".</summary>
    public bool AlsoOfPast => Label.Contains("past", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether only what is there at the moment counts: "An infection right now".</summary>
    public bool OnlyNow => Label.Contains("right now", StringComparison.OrdinalIgnoreCase);

    /// <summary>"None of these": excludes the others and is an answer.</summary>
    public bool IsNone => Exclusive && Value.System != DataAbsent;
}

/// <summary>FHIR's types of an option.</summary>
internal enum OptionKind
{
    Coding,
    Text,
    Whole,
    Day,
}

/// <summary>Words before a question.</summary>
/// <param name="Text">What is said.</param>
/// <param name="Enabled">When it is said.</param>
internal sealed record Lead(string Text, Condition Enabled);

/// <summary>From low, inclusive, to high, exclusive; days where it is a span of time.</summary>
internal sealed record AnswerRange(decimal? Low, decimal? High, bool IsTime)
{
    public bool Holds(decimal value) => (Low is null || value >= Low) && (High is null || value < High);

    /// <summary>Whether any value from one to another is in it.</summary>
    public bool Touches(decimal from, decimal to) => (Low is null || to >= Low) && (High is null || from < High);
}

/// <summary>A unit that a quantity can be given in.</summary>
internal sealed record AnswerUnit(string Code, string Name);

/// <summary>An item of the questionnaire in its place, for the response.</summary>
/// <param name="LinkId">Link id.</param>
/// <param name="Text">As shown, or null.</param>
/// <param name="Question">Null for a group.</param>
/// <param name="Children">Items below it; displays are left out.</param>
internal sealed record ItemNode(string LinkId, string? Text, Question? Question, ImmutableArray<ItemNode> Children);
