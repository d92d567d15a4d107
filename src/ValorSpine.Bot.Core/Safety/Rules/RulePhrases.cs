using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Phrases;

namespace ValorSpine.Bot.Core.Safety.Rules;

/// <summary>What a phrase of the rules stands for.</summary>
internal enum PhraseUse
{
    /// <summary>A sign.</summary>
    Sign,

    /// <summary>A word that a message may consist of: "stroke".</summary>
    Alone,

    /// <summary>None of a rule's signs.</summary>
    Exclusion,

    /// <summary>No sign of any rule.</summary>
    Idiom,

    /// <summary>How something was meant.</summary>
    Cue,

    /// <summary>Asks for advice that is not given.</summary>
    Limit,

    /// <summary>Asks in general where a limit might apply.</summary>
    LimitExclusion,
}

/// <summary>All phrases of the rules in one tree, with what each stands for.</summary>
internal sealed class RulePhrases
{
    private readonly Language _language;
    private readonly PhraseTree _tree = new();
    private readonly List<(PhraseUse Use, string Name)> _patterns = [];
    private readonly Dictionary<(PhraseUse Use, string Name), int> _numbers = [];

    private RulePhrases(Language language) => _language = language;

    /// <summary>Takes the phrases of the language, the rules and the limits, and reports those that cannot be read.</summary>
    public static RulePhrases Of(Language language, ImmutableArray<Rule> rules, ImmutableArray<Limit> limits, ICollection<ContentProblem> problems)
    {
        var phrases = new RulePhrases(language);
        phrases.Add(PhraseUse.Idiom, "", language.Idioms, Language.Path, problems);
        foreach (var (cue, phrase) in language.Cues)
            phrases.Add(PhraseUse.Cue, cue.ToString(), [phrase], Language.Path, problems);
        foreach (var rule in rules)
        {
            foreach (var sign in rule.Signs)
                phrases.Add(PhraseUse.Sign, sign.Name, sign.Phrases, rule.Path, problems);
            phrases.Add(PhraseUse.Alone, rule.Id, rule.Alone, rule.Path, problems);
            phrases.Add(PhraseUse.Exclusion, rule.Id, rule.Exclusions, rule.Path, problems);
        }

        foreach (var limit in limits)
        {
            phrases.Add(PhraseUse.Limit, limit.Id, limit.Phrases, Limit.Path, problems);
            phrases.Add(PhraseUse.LimitExclusion, limit.Id, limit.Exclusions, Limit.Path, problems);
        }

        return phrases;
    }

    /// <summary>Finds all phrases in a message.</summary>
    public FoundPhrases Find(Message message)
    {
        var work = 0L;
        var matches = new List<Match>?[_patterns.Count];
        foreach (var match in _tree.Find(message, _language.FindMembers(message, ref work), ref work))
            (matches[match.Pattern] ??= []).Add(match);
        return new(this, matches, work);
    }

    /// <summary>The number of what phrases stand for, or -1.</summary>
    public int NumberOf(PhraseUse use, string name) => _numbers.GetValueOrDefault((use, name), -1);

    /// <summary>What a number stands for.</summary>
    public (PhraseUse Use, string Name) At(int number) => _patterns[number];

    private void Add(PhraseUse use, string name, ImmutableArray<Line> phrases, string path, ICollection<ContentProblem> problems)
    {
        if (!_numbers.TryGetValue((use, name), out var pattern))
        {
            _numbers[(use, name)] = pattern = _patterns.Count;
            _patterns.Add((use, name));
        }

        foreach (var phrase in phrases)
        {
            if (_tree.Add(phrase.Text, pattern, _language.Lexicon, _language.FindGroup) is { } wrong)
                problems.Add(new(path, phrase.Number, $"'{phrase.Text}': {wrong}", "Correct the phrase; 'groups:' lists the groups."));
        }
    }
}

/// <summary>The phrases that were found in one message.</summary>
internal sealed class FoundPhrases(RulePhrases phrases, List<Match>?[] matches, long work)
{
    /// <summary>How many steps through the tree it took.</summary>
    public long Work => work;

    /// <summary>Names of the signs whose words are there, however they were meant.</summary>
    public HashSet<string> Signs { get; } = new(
        from number in Enumerable.Range(0, matches.Length)
        where matches[number] is not null && phrases.At(number).Use == PhraseUse.Sign
        select phrases.At(number).Name, StringComparer.Ordinal);

    /// <summary>Where phrases stand, in the order of their starts.</summary>
    public List<Match> Of(PhraseUse use, string name) => phrases.NumberOf(use, name) is var number and >= 0 ? matches[number] ?? [] : [];

    /// <summary>Where each cue stands.</summary>
    public Dictionary<Cue, List<Match>> Cues() => Enum.GetValues<Cue>().ToDictionary(cue => cue, cue => Of(PhraseUse.Cue, cue.ToString()));
}
