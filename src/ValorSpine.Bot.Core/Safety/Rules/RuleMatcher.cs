using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Matches the rules and limits on one message.</summary>
internal sealed class RuleMatcher
{
    private readonly Language _language;
    private readonly ImmutableArray<Rule> _rules;
    private readonly ImmutableArray<Limit> _limits;
    private readonly FrozenDictionary<string, Sign> _signs;
    private readonly RulePhrases _phrases;

    private RuleMatcher(Language language, ImmutableArray<Rule> rules, ImmutableArray<Limit> limits, FrozenDictionary<string, Sign> signs, RulePhrases phrases) =>
        (_language, _rules, _limits, _signs, _phrases) = (language, rules, limits, signs, phrases);

    /// <summary>Makes rules and limits ready to match, and reports what is wrong with them.</summary>
    public static RuleMatcher Of(Language language, ImmutableArray<Rule> rules, ImmutableArray<Limit> limits, ICollection<ContentProblem> problems)
    {
        var signs = RuleNames.SignsOf(rules, problems);
        var phrases = RulePhrases.Of(language, rules, limits, problems);
        foreach (var phrase in rules.SelectMany(rule => rule.Signs).SelectMany(sign => sign.Phrases))
            language.Recognize(phrase.Text);
        RuleNames.Check(rules, signs, problems);
        return new(language, rules, limits, signs, phrases);
    }

    /// <summary>What the rules say about one message. Never throws; linear in the length of the text.</summary>
    /// <param name="text">The message.</param>
    /// <param name="now">When it is said.</param>
    public RuleReading Read(string text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text))
            return RuleReading.Nothing;
        var message = Message.Read(text, _language, now);
        if (message.Tokens.Length == 0)
            return RuleReading.Nothing;

        var found = _phrases.Find(message);
        var around = Surroundings.Of(message) with { Alone = NamedAlone(message, found) };
        var advice = LimitOf(message, found)?.Id;
        if (found.Signs.Count == 0)
            return new(advice is null ? SafetyVerdict.Nothing : SafetyVerdict.Nothing with { Advice = advice }, around, found.Work);

        var signs = new SignMeanings(message, _language, found);
        ImmutableArray<SafetyFinding> findings = [.. _rules.Where(rule => MayFire(rule, found)).Select(rule => Judge(rule, message, found, signs)).OfType<SafetyFinding>()];
        around = around with { Alone = around.Alone ?? AskedAbout(message, found, signs) };
        around = around.With(message, signs);
        // A sign that makes no rule fire alone may do so with what is told next, but not one that is denied.
        return new(Triage.Of(findings, advice) with { IsSoftSign = !found.Signs.All(name => signs.IsDenied(_signs[name])) }, around, found.Work);
    }

    /// <summary>Whether a message is nothing but phrases of a kind and small words.</summary>
    public bool IsOnly(string text, Cue cue)
    {
        var message = Message.Read(text, _language);
        return Coverage.Of(message, _phrases.Find(message).Of(PhraseUse.Cue, cue.ToString())) is { } said ? said.LeavesOnlyFillers(message) : Array.TrueForAll(message.Tokens, token => token.Filler);
    }

    /// <summary>Whether a message goes on about what a rule replied to.</summary>
    public bool GoesOn(string text, string ruleId)
    {
        var message = Message.Read(text, _language);
        return message.Tokens.Length > 0 && _phrases.Find(message).Of(PhraseUse.Next, ruleId).Count > 0;
    }

    private static bool MayFire(Rule rule, FoundPhrases found) => rule.Combinations.Any(combination => combination.Signs.All(found.Signs.Contains));

    private SafetyFinding? Judge(Rule rule, Message message, FoundPhrases found, SignMeanings signs)
    {
        var excluded = Coverage.Of(message, found.Of(PhraseUse.Exclusion, rule.Id));
        return Combining.Judge(rule, name => signs.Of(_signs[name], excluded));
    }

    /// <summary>The red flag that may be meant, where the signs of it that were said are asked about.</summary>
    private SafetyFinding? AskedAbout(Message message, FoundPhrases found, SignMeanings signs) =>
        _rules.Where(rule => !rule.AskedAbout.IsEmpty).Select(rule => rule with { Combinations = rule.AskedAbout }).Where(rule => MayFire(rule, found)).Select(rule => Judge(rule, message, found, signs))
            .FirstOrDefault(finding => finding is { Fired: true, Tier: >= SafetyTier.SameDay }) is { } asked ? asked with { Fired = false } : null;

    /// <summary>"Stroke?": the red flag that is named, and nothing else said.</summary>
    private SafetyFinding? NamedAlone(Message message, FoundPhrases found) =>
        _rules.FirstOrDefault(rule => Coverage.IsAll(message, found.Of(PhraseUse.Alone, rule.Id))) is { } named ? new(named.Id, named.Combinations[0].Tier, false, "said alone") : null;

    /// <summary>The limit of advice that a message goes beyond, unless it asks in general.</summary>
    private Limit? LimitOf(Message message, FoundPhrases found) => _limits.FirstOrDefault(limit =>
    {
        var asked = found.Of(PhraseUse.Limit, limit.Id);
        if (asked.Count == 0)
            return false;
        var general = Coverage.Of(message, found.Of(PhraseUse.LimitExclusion, limit.Id));
        return asked.Exists(match => general?.Takes(match) != true);
    });
}

/// <summary>What the rules find in one message.</summary>
/// <param name="Verdict">What they say.</param>
/// <param name="Around">What stands around the signs.</param>
/// <param name="Work">How many steps through the tree of phrases it took.</param>
internal sealed record RuleReading(SafetyVerdict Verdict, Surroundings Around, long Work)
{
    /// <summary>Of a message that says nothing.</summary>
    public static RuleReading Nothing { get; } = new(SafetyVerdict.Nothing, Surroundings.None, 0);
}
