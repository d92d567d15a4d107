using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Signs that together make a rule fire.</summary>
internal sealed record Combination(SafetyTier Tier, ImmutableArray<string> Signs, Line Source);

/// <summary>A text that a rule must or must not fire on.</summary>
internal sealed record Example(SafetyTier Tier, Line Text);

/// <summary>One red flag as its file holds it.</summary>
internal sealed record Rule
{
    /// <summary>The rule on suicidal thoughts, which has the crisis line.</summary>
    public const string Suicide = "RF-SUICIDE";

    /// <summary>The rule on overdoses, which may be meant.</summary>
    public const string Overdose = "RF-OVERDOSE";

    /// <summary>The rule on any other emergency, which hears "call an ambulance".</summary>
    public const string General = "RF-GENERAL";

    /// <summary>Stable id: <c>RF-CES</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Line of the id.</summary>
    public required int Line { get; init; }

    /// <summary>What patients say.</summary>
    public ImmutableArray<Sign> Signs { get; init; } = [];

    /// <summary>What fires, the most urgent first.</summary>
    public ImmutableArray<Combination> Combinations { get; init; } = [];

    /// <summary>Signs that are said in so many words that they are acted on, however the rest of the message sounds.</summary>
    public ImmutableArray<string> Certain { get; init; } = [];

    /// <summary>Phrases that are none of this rule's signs.</summary>
    public ImmutableArray<Line> Exclusions { get; init; } = [];

    /// <summary>Words that are asked about where a message says nothing else: "stroke", "seizure?".</summary>
    public ImmutableArray<Line> Alone { get; init; } = [];

    /// <summary>What the patient is told, by tier.</summary>
    public ImmutableDictionary<SafetyTier, string> Messages { get; init; } = ImmutableDictionary<SafetyTier, string>.Empty;

    /// <summary>What to mention to the clinician, for the lowest tier: "your blood thinner".</summary>
    public string? Mention { get; init; }

    /// <summary>How urgent a "yes" or "not sure" in the screening is.</summary>
    public required SafetyTier InScreening { get; init; }

    /// <summary>What an old and unchanged sign does.</summary>
    public Treatment Old { get; init; } = Treatment.Tell;

    /// <summary>What a sign of the past does.</summary>
    public Treatment Past { get; init; }

    /// <summary>Whether what is feared, planned or supposed counts as well.</summary>
    public bool HypotheticalFires { get; init; }

    /// <summary>Texts that it must fire on.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>Texts that it must not stop the chat on.</summary>
    public ImmutableArray<Line> CounterExamples { get; init; } = [];
}
