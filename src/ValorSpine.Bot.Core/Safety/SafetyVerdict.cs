using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>A rule that matched words of a message.</summary>
/// <param name="Rule">Rule id: <c>RF-CES</c>.</param>
/// <param name="Tier">How urgent.</param>
/// <param name="Fired">False where the words were negated, past, hypothetical or a general question.</param>
/// <param name="Note">Why it fired or stayed silent, without the patient's words.</param>
public sealed record SafetyFinding(string Rule, SafetyTier Tier, bool Fired, string Note)
{
    /// <summary>Whether it sounds like a sign, and not plainly like this one: what is said then fits any.</summary>
    public bool IsVague { get; init; }

    /// <summary>Whether the patient said that it is not there.</summary>
    [JsonIgnore]
    public bool IsDenied => Note == Denied;

    /// <summary>Whether only the meaning of the message told of it, in words that no rule has.</summary>
    [JsonIgnore]
    public bool IsByMeaning => Note.StartsWith(ByMeaning, StringComparison.Ordinal);

    internal const string Denied = "denied", ByMeaning = "by its meaning";
}

/// <summary>What the rules say about one message.</summary>
/// <param name="Tier">The most urgent tier that fired.</param>
/// <param name="Rule">The rule behind it, or null.</param>
/// <param name="Findings">All rules that matched, fired or not.</param>
/// <param name="General">True for a general, hypothetical or past mention: the answer gets one added line about emergencies.</param>
/// <param name="Advice">Id of the limit that applies (diagnosis, dose, reading a scan …), or null.</param>
public sealed record SafetyVerdict(SafetyTier Tier, string? Rule, ImmutableArray<SafetyFinding> Findings, bool General, string? Advice)
{
    /// <summary>What it may tell of, too unsure to act on and too serious to pass over: it is asked about. Null where nothing is in doubt.</summary>
    public SafetyFinding? Doubt { get; init; }

    /// <summary>Whether the sign was heard by the meaning of the message alone, in words that no rule has.</summary>
    public bool IsByMeaning { get; init; }

    /// <summary>Whether it is no warning sign by itself but may be part of one that is told in several messages.</summary>
    public bool IsSoftSign { get; init; }

    /// <summary>Nothing found.</summary>
    public static SafetyVerdict Nothing { get; } = new(SafetyTier.None, null, [], false, null);
}
