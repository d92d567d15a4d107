using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Checks that every sign and rule has one name, and that no combination names a sign that is not there.</summary>
internal static class RuleNames
{
    /// <summary>All signs by their names; those that are there twice are reported.</summary>
    public static FrozenDictionary<string, Sign> SignsOf(ImmutableArray<Rule> rules, ICollection<ContentProblem> problems)
    {
        var signs = new Dictionary<string, Sign>(StringComparer.Ordinal);
        foreach (var (rule, sign) in rules.SelectMany(rule => rule.Signs, (rule, sign) => (rule, sign)))
        {
            if (!signs.TryAdd(sign.Name, sign))
                problems.Add(new(rule.Path, rule.Line, $"The sign '{sign.Name}' is there twice.", "Give one of them another name, or use the other rule's sign by its name."));
        }

        return signs.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Reports signs that are not there, and rules that are there twice.</summary>
    public static void Check(ImmutableArray<Rule> rules, FrozenDictionary<string, Sign> signs, ICollection<ContentProblem> problems)
    {
        foreach (var (rule, combination) in rules.SelectMany(rule => rule.Combinations, (rule, combination) => (rule, combination)))
        {
            foreach (var missing in combination.Signs.Where(sign => !signs.ContainsKey(sign)))
                problems.Add(new(rule.Path, combination.Source.Number, $"There is no sign '{missing}'.", "Write the name of a sign of any rule; several are joined with ' + '."));
        }

        foreach (var repeated in rules.GroupBy(rule => rule.Id).Where(same => same.Count() > 1).Select(same => same.Last()))
            problems.Add(new(repeated.Path, repeated.Line, $"The rule '{repeated.Id}' is there twice.", "Give one of them another id."));
    }
}
