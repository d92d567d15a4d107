using ValorSpine.Bot.Core.Safety.Context;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>Tells what one rule says of the signs that were found together.</summary>
internal static class Combining
{
    /// <summary>The most urgent combination that fires, else why the most urgent one stays silent; null where none was said.</summary>
    public static SafetyFinding? Judge(Rule rule, Func<string, Meaning> meaningOf)
    {
        SafetyFinding? silent = null, told = null;
        foreach (var combination in rule.Combinations)
        {
            // A combination was meant as the least certain of its signs.
            var meaning = combination.Signs.Min(meaningOf);
            if (meaning == Meaning.Absent)
                continue;
            if (meaning == Meaning.Hypothetical && rule.HypotheticalFires)
                meaning = Meaning.Now;
            switch (TreatmentOf(rule, meaning))
            {
                case Treatment.Fires:
                    var fired = new SafetyFinding(rule.Id, combination.Tier, true, string.Join(" + ", combination.Signs));
                    return told is not null && told.Tier >= fired.Tier ? told : fired;
                case Treatment.Tell:
                    told ??= new(rule.Id, SafetyTier.TellClinic, true, $"{NoteOf(meaning)}: {string.Join(" + ", combination.Signs)}");
                    break;
                // What was said in some way counts before what was denied.
                case Treatment.Silent when silent is null || (silent.IsDenied && meaning != Meaning.Negated):
                    silent = new(rule.Id, combination.Tier, false, NoteOf(meaning));
                    break;
            }
        }

        return told ?? silent;
    }

    private static Treatment TreatmentOf(Rule rule, Meaning meaning) => meaning switch
    {
        Meaning.Now => Treatment.Fires,
        Meaning.Old => rule.Old,
        Meaning.Past => rule.Past,
        _ => Treatment.Silent,
    };

    private static string NoteOf(Meaning meaning) => meaning switch
    {
        Meaning.Negated => SafetyFinding.Denied,
        Meaning.OtherPersonPast => "another person, in the past",
        Meaning.General => "general question",
        Meaning.Hypothetical => "supposed, not happening",
        Meaning.Past => "past and resolved",
        Meaning.Old => "long-standing and unchanged",
        _ => "said",
    };
}
