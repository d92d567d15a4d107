using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using ValorSpine.Bot.Core.Safety.Rules;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// Rules and meaning hear together. Where both hear a sign, or one hears it plainly and the other has nothing against it, it is one. Where they differ, it is asked about: a rule
/// that fired is never passed over, except that a question which does not sound like a sign at all is answered, with the line on what to do should it be one.
/// </summary>
internal sealed class RulesAndMeaning
{
    // Chosen on messages of people whose other messages the model had not seen.
    private const double SureOfPiece = 0.9, SureOfCrisis = 0.65, Doubtful = 0.3, DoubtfulCrisis = 0.35, Soft = 0.05, Unlikely = 0.06, UnlikelyOfPiece = 0.97;
    private const float AsAnExample = 0.7f;

    private readonly RuleMatcher _matcher;
    private readonly Language _language;
    private readonly SignModel _model;
    private readonly ImmutableDictionary<string, Rule> _rules;
    private readonly Lazy<float[][]> _examples;

    public RulesAndMeaning(RuleMatcher matcher, Language language, ImmutableArray<Rule> rules, SignModel model)
    {
        (_matcher, _language, _model) = (matcher, language, model);
        _rules = rules.DistinctBy(rule => rule.Id).ToImmutableDictionary(rule => rule.Id);
        _examples = new(() => [.. rules.SelectMany(rule => rule.Examples).Where(example => example.Tier >= SafetyTier.SameDay).Select(example => MessageEncoder.Shared.Encode(example.Text.Text))]);
    }

    /// <summary>What both say about a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="sure">How probable a sign must be by the meaning of the message alone.</param>
    /// <param name="now">When it is said.</param>
    public SafetyVerdict Hear(string text, double sure, DateTimeOffset now)
    {
        var (ruled, around, _) = _matcher.Read(text, now);
        if (string.IsNullOrWhiteSpace(text) || _matcher.IsOnly(text, Cue.GoOn))
            return ruled;
        // Who is being hurt sounds like many signs by the meaning; the words say plainly what it is.
        if (ruled.Tier == SafetyTier.Abuse)
            return ruled;
        var (whole, piece) = SoundsLike(text, around.PutRight);
        if (ruled.Tier >= SafetyTier.SameDay)
            return !IsCertain(ruled) && IsUnlikely(whole, piece, around) ? Questioned(ruled, Math.Max(whole.Urgent, piece.Urgent)) : ruled;
        var heard = HeardIn(whole, piece, sure);
        // The meaning is blind to a "no" in front of a sign: what is left without the denied signs must sound like one, too. Where it does not, it is asked: what is denied may be
        // something else than the sign ("no pain really, just a fullness in the chest").
        if (around.Undenied is not null && heard.Tier != SafetyTier.None)
        {
            var before = heard;
            (whole, piece) = _model.Read(around.Undenied);
            heard = HeardIn(whole, piece, sure);
            if (heard.Tier == SafetyTier.None && !IsDoubtful(whole))
                whole = before;
        }

        return heard.Tier == SafetyTier.None ? WithDoubt(ruled, whole, around.Alone) : ByMeaning(ruled, heard);
    }

    /// <summary>Whether a message has no word but those of dates, times and spans.</summary>
    public bool TellsOnlyOfTime(string text) => _language.TellsOnlyOfTime(text);

    /// <summary>How a message sounds, as it is written and with its slips put right: the graver of both.</summary>
    private (Suspicion Whole, Suspicion Piece) SoundsLike(string text, string? putRight)
    {
        var said = SoundsLike(text);
        if (putRight is null)
            return said;
        var meant = SoundsLike(putRight);
        return (said.Whole.Urgent >= meant.Whole.Urgent ? said.Whole : meant.Whole, said.Piece.Urgent >= meant.Piece.Urgent ? said.Piece : meant.Piece);
    }

    private (Suspicion Whole, Suspicion Piece) SoundsLike(string text)
    {
        var told = ContactDetails.Without(text, _language.Knows, _language.TellsOnlyOfTime);
        return _language.TellsOnlyOfTime(told) ? (Suspicion.No, Suspicion.No) : _model.Read(told);
    }

    // Despair is told more often than a wish to die, and who is asked about that for nothing feels misheard.
    private static Suspicion HeardIn(Suspicion whole, Suspicion piece, double sure) =>
        whole.Urgent >= (whole.Tier == SafetyTier.Crisis ? Math.Max(sure, SureOfCrisis) : sure) ? whole : piece.Urgent >= SureOfPiece ? piece : Suspicion.No;

    private static SafetyVerdict ByMeaning(SafetyVerdict ruled, Suspicion heard) => ruled with
    {
        Tier = heard.Tier,
        Rule = heard.Rule,
        Findings = ruled.Findings.Insert(0, new(heard.Rule, heard.Tier, true, Said(heard)) { IsVague = heard.IsVague }),
        General = false,
        IsByMeaning = true,
    };

    private static SafetyVerdict WithDoubt(SafetyVerdict ruled, Suspicion whole, SafetyFinding? alone) => ruled with
    {
        IsSoftSign = alone is not null || ruled.IsSoftSign || whole.Urgent >= Soft || ruled.Findings.Any(finding => finding.Fired),
        Doubt = alone ?? (IsDoubtful(whole) ? new(whole.Rule, whole.Tier, false, Said(whole)) { IsVague = FitsOthers(whole.Rule) } : null),
    };

    private static bool IsDoubtful(Suspicion whole) => whole.Urgent >= (whole.Tier == SafetyTier.Crisis ? DoubtfulCrisis : Doubtful);

    /// <summary>Whether a sign fired that is said in so many words that its meaning is not asked about: "I took 12 Tylenol".</summary>
    private bool IsCertain(SafetyVerdict ruled) =>
        ruled.Findings.Any(finding => finding is { Fired: true, Tier: >= SafetyTier.SameDay } && _rules[finding.Rule].Certain.Intersect(finding.Note.Split(" + ")).Any());

    /// <summary>Whether a message does not sound like a sign, no sentence of it plainly so, and the words around the sign are none that the rules must hear by their own examples.</summary>
    private bool IsUnlikely(Suspicion whole, Suspicion piece, Surroundings around) =>
        _model.HasLearned && !around.Told.IsEmpty && whole.Urgent < Unlikely && piece.Urgent < UnlikelyOfPiece && !around.Told.Any(IsLikeAnExample)
        // The meaning of Spanish is heard less well than that of English.
        && (around.InEnglish is null || _model.Of(around.InEnglish).Urgent < Unlikely);

    /// <summary>Whether words mean about the same as what the rules must hear by their own examples.</summary>
    private bool IsLikeAnExample(string words)
    {
        var direction = MessageEncoder.Shared.Encode(words);
        return _examples.Value.Any(example => TensorPrimitives.Dot<float>(example, direction) >= AsAnExample);
    }

    private static SafetyVerdict Questioned(SafetyVerdict ruled, double urgent)
    {
        var fired = ruled.Findings.Where(finding => finding.Fired).MaxBy(finding => finding.Tier)!;
        var doubt = fired with { Fired = false, IsVague = FitsOthers(fired.Rule), Note = string.Create(CultureInfo.InvariantCulture, $"{fired.Note}; by its meaning {urgent:0.00}") };
        return ruled with
        {
            Tier = SafetyTier.None,
            Rule = null,
            Findings = [doubt, .. ruled.Findings.Where(finding => finding != fired).Select(finding => finding.Tier >= SafetyTier.SameDay ? finding with { Fired = false } : finding)],
            IsSoftSign = true,
            Doubt = doubt,
        };
    }

    /// <summary>Whether what is in doubt as one red flag may as well be another: "back pain going down the leg" is not told that it may bleed inside. What is said of self-harm and overdose fits these alone.</summary>
    private static bool FitsOthers(string ruleId) => ruleId != Rule.Overdose && !Rule.IsOnSuicide(ruleId);

    private static string Said(Suspicion heard) => string.Create(CultureInfo.InvariantCulture, $"{SafetyFinding.ByMeaning}, {heard.Urgent:0.00}");
}
