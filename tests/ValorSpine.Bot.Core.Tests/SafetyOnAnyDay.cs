using System.Collections.Immutable;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Tests.Conversation;

namespace ValorSpine.Bot.Core.Tests;

/// <summary>The safety rules on the day of the other tests, for messages to which the day makes no difference.</summary>
internal static class SafetyOnAnyDay
{
    public static SafetyVerdict Evaluate(this SafetyRules rules, string text) => rules.Evaluate(text, Talk.Now);

    public static SafetyVerdict Evaluate(this SafetyRules rules, string text, ImmutableArray<string> before) => rules.Evaluate(text, before, Talk.Now);

    public static SafetyVerdict Evaluate(this SafetyRules rules, string text, ImmutableArray<string> before, ImmutableArray<string> run) => rules.Evaluate(text, before, run, Talk.Now);

    public static SafetyVerdict ByRules(this SafetyRules rules, string text) => rules.ByRules(text, Talk.Now);

    public static SafetyVerdict ByRules(this SafetyRules rules, string text, out long work) => rules.ByRules(text, Talk.Now, out work);
}
