using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Afterwards;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The red flags, crisis rules and limits of advice in <c>knowledge/safety/*.yml</c>, and the meaning that hears with them.</summary>
public sealed class SafetyRules
{
    private static readonly string[] s_ruleFiles = ["knowledge/safety/crisis.yml", "knowledge/safety/abuse.yml", "knowledge/safety/red-flags.yml"];

    // How probable a sign must be by the meaning alone; chosen on messages of people whose other messages the model had not seen.
    private const double Sure = 0.4, SureOfSeveral = 0.7;

    // Null where it cannot be read how patients write: nothing is heard then, and nothing goes live.
    private readonly RuleMatcher? _matcher;
    private readonly RulesAndMeaning? _hearing;

    private SafetyRules()
    {
    }

    private SafetyRules(RuleMatcher matcher, Language language, ImmutableArray<Rule> rules, ImmutableArray<Limit> limits, SignModel model, AfterwardsReader afterwards)
    {
        (_matcher, _hearing) = (matcher, new(matcher, language, rules, model));
        (Rules, Limits, Afterwards) = (rules, limits, afterwards);
    }

    /// <summary>Reads the rules, runs each on its own examples and counter-examples, and reports what is wrong.</summary>
    public static SafetyRules Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var before = problems.Count;
        if (Language.Load(files, problems) is not { } language)
            return new();

        ImmutableArray<Rule> rules = [.. s_ruleFiles.SelectMany(path => RuleFile.Load(files, path, language, problems))];
        var limits = Limit.Load(files, language, problems);
        var matcher = RuleMatcher.Of(language, rules, limits, problems);
        if (problems.Count > before)
            return new(matcher, language, rules, limits, SignModel.Blank, AfterwardsReader.Nothing);
        new RuleTrial(matcher, problems).Run(rules, limits);
        var afterwards = AfterwardsReader.Load(files, language, rules, problems);
        return new(matcher, language, rules, limits, SignModel.Load(files, rules, problems), afterwards);
    }

    /// <summary>What the rules say about one message, and what its meaning adds where they are silent. Never throws for any text.</summary>
    /// <param name="text">The message.</param>
    /// <param name="now">When it is said: which years have passed depends on it.</param>
    public SafetyVerdict Evaluate(string text, DateTimeOffset now) => Heard(text, Sure, now);

    /// <summary>The same for a message after others that may be part of a sign: "my back hurts since the fall", "now I can't pee".</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What was told before, oldest first.</param>
    /// <param name="now">When it is said: which years have passed depends on it.</param>
    public SafetyVerdict Evaluate(string text, ImmutableArray<string> before, DateTimeOffset now)
    {
        var alone = Evaluate(text, now);
        if (before.IsEmpty || !alone.IsSoftSign)
            return alone;
        // None of them was a sign by itself: together they must be plainly one. A sign may be graver by what was told before it. A time alone ("5 days ago") makes no sign of what only sounds like one.
        var told = string.Join(". ", before.Append(text));
        return Triage.Graver(alone, alone.Tier >= SafetyTier.SameDay || _hearing?.TellsOnlyOfTime(text) == true ? ByRules(told, now) : Heard(told, SureOfSeveral, now));
    }

    /// <summary>The same for a message that may end a thought begun in short ones: "hi", "cant", "pee".</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What was told before and may be part of a sign, oldest first.</param>
    /// <param name="run">The short messages just before it, oldest first.</param>
    /// <param name="now">When it is said: which years have passed depends on it.</param>
    public SafetyVerdict Evaluate(string text, ImmutableArray<string> before, ImmutableArray<string> run, DateTimeOffset now)
    {
        var alone = Evaluate(text, before, now);
        if (run.IsEmpty)
            return alone;
        // Answers to questions are short as well: words of a sign must be said, its mere meaning is not enough.
        var thought = string.Join(' ', run.Append(text));
        return ByRules(thought, now).Tier > alone.Tier ? Triage.Graver(alone, Heard(thought, SureOfSeveral, now)) : alone;
    }

    /// <summary>What the rules alone say about one message. Never throws; linear in the length of the text.</summary>
    /// <param name="text">The message.</param>
    /// <param name="now">When it is said: which years have passed depends on it.</param>
    public SafetyVerdict ByRules(string text, DateTimeOffset now) => ByRules(text, now, out _);

    /// <summary>What the rules alone say about a message after others, as <see cref="Evaluate(string, ImmutableArray{string}, ImmutableArray{string}, DateTimeOffset)"/> hears them together.</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What was told before and may be part of a sign, oldest first.</param>
    /// <param name="run">The short messages just before it, oldest first.</param>
    /// <param name="now">When it is said.</param>
    public SafetyVerdict ByRules(string text, ImmutableArray<string> before, ImmutableArray<string> run, DateTimeOffset now)
    {
        var verdict = ByRules(text, now);
        if (!before.IsEmpty && verdict.IsSoftSign)
            verdict = Triage.Graver(verdict, ByRules(string.Join(". ", before.Append(text)), now));
        return run.IsEmpty ? verdict : Triage.Graver(verdict, ByRules(string.Join(' ', run.Append(text)), now));
    }

    /// <summary>As <see cref="ByRules(string, DateTimeOffset)"/>, and how many steps through the tree of phrases it took.</summary>
    internal SafetyVerdict ByRules(string text, DateTimeOffset now, out long work)
    {
        var reading = _matcher?.Read(text, now) ?? RuleReading.Nothing;
        work = reading.Work;
        return reading.Verdict;
    }

    /// <summary>Whether a message is nothing but phrases of a kind and small words.</summary>
    internal bool IsOnly(string text, Cue cue) => _matcher?.IsOnly(text, cue) == true;

    /// <summary>Whether a message goes on about what a rule replied to: "what can I do?", "he is in the next room".</summary>
    internal bool GoesOn(string text, string ruleId) => _matcher?.GoesOn(text, ruleId) == true;

    /// <summary>What patients say after guidance.</summary>
    internal AfterwardsReader Afterwards { get; } = AfterwardsReader.Nothing;

    /// <summary>All rules.</summary>
    internal ImmutableArray<Rule> Rules { get; } = [];

    /// <summary>All limits.</summary>
    internal ImmutableArray<Limit> Limits { get; } = [];

    /// <summary>The rule with an id, or null.</summary>
    internal Rule? Find(string ruleId) => Rules.FirstOrDefault(rule => rule.Id == ruleId);

    /// <summary>The limit with an id, or null.</summary>
    internal Limit? FindLimit(string limitId) => Limits.FirstOrDefault(limit => limit.Id == limitId);

    private SafetyVerdict Heard(string text, double sure, DateTimeOffset now) => _hearing?.Hear(text, sure, now) ?? SafetyVerdict.Nothing;
}
