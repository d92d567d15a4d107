using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Chooses what is gravest.</summary>
internal static class Triage
{
    /// <summary>The verdict over the findings of one message: the gravest that fired decides.</summary>
    public static SafetyVerdict Of(ImmutableArray<SafetyFinding> findings, string? advice)
    {
        var worst = findings.Where(finding => finding.Fired).MaxBy(finding => finding.Tier);
        var stops = worst?.Tier >= SafetyTier.SameDay;
        var general = !stops && findings.Any(finding => !finding.Fired && finding.Tier >= SafetyTier.SameDay && !finding.IsDenied);
        return new(worst?.Tier ?? SafetyTier.None, worst?.Rule, findings, general, advice);
    }

    /// <summary>What a message tells together with others where that is a graver sign, else what it tells alone.</summary>
    public static SafetyVerdict Graver(SafetyVerdict alone, SafetyVerdict together) => together.Tier >= SafetyTier.SameDay && together.Tier > alone.Tier ? together : alone;
}
