using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Tries rules and limits on their own examples and counter-examples: a rule that misses its own examples must not go live.</summary>
internal sealed class RuleTrial(RuleMatcher matcher, ICollection<ContentProblem> problems)
{
    /// <summary>Reports each example that is missed and each counter-example that is taken.</summary>
    public void Run(ImmutableArray<Rule> rules, ImmutableArray<Limit> limits)
    {
        foreach (var rule in rules)
            Try(rule);
        foreach (var limit in limits)
            Try(limit);
    }

    private void Try(Rule rule)
    {
        foreach (var (tier, text) in rule.Examples)
        {
            var finding = FindingOf(rule, text);
            if (finding is not { Fired: true } || finding.Tier < tier)
            {
                problems.Add(new(rule.Path, text.Number, $"{rule.Id} misses its example '{text.Text}' ({Describe(finding)}).",
                    $"Add what the patient says to a sign of {rule.Id} that fires as {tier}, or move the example."));
            }
        }

        foreach (var text in rule.CounterExamples)
        {
            var finding = FindingOf(rule, text);
            if (finding is { Fired: true, Tier: > SafetyTier.TellClinic })
            {
                problems.Add(new(rule.Path, text.Number, $"{rule.Id} fires on its counter-example '{text.Text}' ({Describe(finding)}).",
                    $"Make the phrase of that sign narrower, or add to 'exclude' of {rule.Id}."));
            }
        }
    }

    private void Try(Limit limit)
    {
        foreach (var text in limit.Examples)
        {
            if (AdviceOf(text) is var advice && advice != limit.Id)
                problems.Add(new(Limit.Path, text.Number, $"{limit.Id} misses its example '{text.Text}' ({advice ?? "no limit"}).", "Add what the patient asks to its phrases, or move the example."));
        }

        foreach (var text in limit.CounterExamples)
        {
            if (AdviceOf(text) is { } advice)
                problems.Add(new(Limit.Path, text.Number, $"{advice} applies to the counter-example '{text.Text}'.", "Make its phrases narrower, or add to its 'exclude'."));
        }
    }

    private SafetyFinding? FindingOf(Rule rule, Line text) => matcher.Read(text.Text).Verdict.Findings.FirstOrDefault(finding => finding.Rule == rule.Id);

    private string? AdviceOf(Line text) => matcher.Read(text.Text).Verdict.Advice;

    private static string Describe(SafetyFinding? finding) => finding is null ? "no sign found" : $"{finding.Tier}, {(finding.Fired ? "fired" : "silent")}: {finding.Note}";
}
