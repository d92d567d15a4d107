using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Understanding;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>How urgent a finding is, from harmless to most urgent. Crisis ranks between same-day and emergency.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SafetyTier>))]
public enum SafetyTier
{
    /// <summary>Nothing found.</summary>
    None,

    /// <summary>Tell the clinician (T3); the chat goes on.</summary>
    TellClinic,

    /// <summary>Be seen the same day (T2).</summary>
    SameDay,

    /// <summary>Suicidal thoughts, no attempt under way (TC).</summary>
    Crisis,

    /// <summary>Call emergency services now (T1).</summary>
    Emergency,
}

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

    internal const string Denied = "denied";
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

/// <summary>After an emergency or crisis reply, until the patient is safe.</summary>
/// <param name="Tier">Of the reply.</param>
/// <param name="Rule">That fired.</param>
/// <param name="Repeats">How often the guidance was repeated.</param>
public sealed record SafeMode(SafetyTier Tier, string Rule, int Repeats = 0)
{
    /// <summary>Whether thoughts of self-harm were told beside an emergency: both numbers stay.</summary>
    public bool IsAlsoCrisis { get; init; }

    /// <summary>The closed question that the next message may answer.</summary>
    public ClearingQuestion Asked { get; init; }

    /// <summary>Whether a closed question was asked: it is asked once.</summary>
    public bool WasAsked { get; init; }
}

/// <summary>What is asked once where it is not plain whether guidance has done its work.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClearingQuestion>))]
public enum ClearingQuestion
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Whether a doctor has looked at it, or it has gone completely: "yes" ends guidance.</summary>
    SeenOrGone,

    /// <summary>Whether a doctor has looked at it, where its being gone is not enough: "yes" ends guidance.</summary>
    Seen,

    /// <summary>Whether anything is new or worse: "no" ends guidance.</summary>
    NewOrWorse,

    /// <summary>Whether there is any thought of self-harm: "no" ends guidance.</summary>
    SelfHarm,
}

/// <summary>The red flags, crisis rules and limits of advice in <c>knowledge/safety/*.yml</c>.</summary>
public sealed class SafetyRules
{
    private static readonly string[] s_ruleFiles = ["knowledge/safety/crisis.yml", "knowledge/safety/red-flags.yml"];

    // Chosen on messages of people whose other messages the model had not seen.
    private const double Sure = 0.6, SureOfPiece = 0.9, SureOfSeveral = 0.7, Doubtful = 0.2, DoubtfulCrisis = 0.35, Soft = 0.05, Unlikely = 0.06, UnlikelyOfPiece = 0.97;
    private const float AsAnExample = 0.7f;

    private const int FewestWordsToQuestion = 7, WordsAround = 5, MostTold = 4;

    private readonly Language? _language;
    private readonly ImmutableArray<Rule> _rules;
    private readonly ImmutableArray<Limit> _limits;
    private readonly PhraseTree _phrases = new();
    private readonly List<Pattern> _patterns = [];
    private readonly Dictionary<Pattern, int> _patternNumbers = [];
    private readonly Dictionary<string, Sign> _signs = new(StringComparer.Ordinal);

    private readonly Lazy<float[][]> _examples;
    private SignModel _model = SignModel.Blank;

    private SafetyRules(Language? language, ImmutableArray<Rule> rules, ImmutableArray<Limit> limits)
    {
        (_language, _rules, _limits) = (language, rules, limits);
        _examples = new(() => [.. rules.SelectMany(rule => rule.Examples).Where(example => example.Tier >= SafetyTier.SameDay).Select(example => MessageEncoder.Shared.Encode(example.Text.Text))]);
    }

    private enum Use
    {
        Sign,
        Alone,
        Exclusion,
        Idiom,
        Cue,
        Limit,
        LimitExclusion,
    }

    /// <summary>Reads the rules, runs each on its own examples and counter-examples, and reports what is wrong.</summary>
    public static SafetyRules Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        var before = problems.Count;
        if (Language.Load(files, problems) is not { } language)
            return new(null, [], []);

        var loaded = new SafetyRules(language, [.. s_ruleFiles.SelectMany(path => Rule.Load(files, path, language, problems))], Limit.Load(files, language, problems));
        loaded.Compile(problems);
        if (problems.Count > before)
            return loaded;
        loaded.TryOnExamples(problems);
        loaded.Afterwards = Afterwards.Load(files, language, loaded._rules, problems);
        loaded._model = SignModel.Load(files, loaded._rules, problems);
        return loaded;
    }

    /// <summary>What the rules say about one message, and what its meaning adds where they are silent. Never throws for any text.</summary>
    public SafetyVerdict Evaluate(string text) => Heard(text, Sure);

    /// <summary>The same for a message after others that may be part of a sign: "my back hurts since the fall", "now I can't pee".</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What was told before, oldest first.</param>
    public SafetyVerdict Evaluate(string text, ImmutableArray<string> before)
    {
        var alone = Evaluate(text);
        if (before.IsEmpty || !alone.IsSoftSign)
            return alone;
        // None of them was a sign by itself: together they must be plainly one. A sign may be graver by what was told before it.
        var told = string.Join(". ", before.Append(text));
        return Graver(alone, alone.Tier >= SafetyTier.SameDay ? ByRules(told) : Heard(told, SureOfSeveral));
    }

    /// <summary>The same for a message that may end a thought begun in short ones: "hi", "cant", "pee".</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What was told before and may be part of a sign, oldest first.</param>
    /// <param name="run">The short messages just before it, oldest first.</param>
    public SafetyVerdict Evaluate(string text, ImmutableArray<string> before, ImmutableArray<string> run)
    {
        var alone = Evaluate(text, before);
        if (run.IsEmpty)
            return alone;
        // Answers to questions are short as well: words of a sign must be said, its mere meaning is not enough.
        var thought = string.Join(' ', run.Append(text));
        return ByRules(thought).Tier > alone.Tier ? Graver(alone, Heard(thought, SureOfSeveral)) : alone;
    }

    private static SafetyVerdict Graver(SafetyVerdict alone, SafetyVerdict together) => together.Tier >= SafetyTier.SameDay && together.Tier > alone.Tier ? together : alone;

    /// <summary>What the rules alone say about one message. Never throws; linear in the length of the text.</summary>
    public SafetyVerdict ByRules(string text) => ByRules(text, out _);

    /// <summary>
    /// Rules and meaning hear together. Where both hear a sign, or one hears it plainly and the other has nothing against it, it is one. Where they differ, it is asked about: a rule
    /// that fired is never passed over, except that a question which does not sound like a sign at all is answered, with the line on what to do should it be one.
    /// </summary>
    private SafetyVerdict Heard(string text, double sure)
    {
        var ruled = ByRules(text, out _, out var context);
        if (string.IsNullOrWhiteSpace(text) || IsOnly(text, Cue.GoOn))
            return ruled;
        var (whole, piece) = SoundsLike(text, context.PutRight);
        if (ruled.Tier >= SafetyTier.SameDay)
            return !IsCertain(ruled) && IsUnlikely(whole, piece, context) ? Questioned(ruled, Math.Max(whole.Urgent, piece.Urgent)) : ruled;
        var heard = HeardIn(whole, piece, sure);
        // The meaning is blind to a "no" in front of a sign: what is left without the denied signs must sound like one, too. Where it does not, it is asked: what is denied may be
        // something else than the sign ("no pain really, just a fullness in the chest").
        if (context.Undenied is not null && heard.Tier != SafetyTier.None)
        {
            var before = heard;
            (whole, piece) = _model.Read(context.Undenied);
            heard = HeardIn(whole, piece, sure);
            if (heard.Tier == SafetyTier.None && !IsDoubtful(whole))
                whole = before;
        }

        if (heard.Tier != SafetyTier.None)
            return ruled with { Tier = heard.Tier, Rule = heard.Rule, Findings = ruled.Findings.Insert(0, new(heard.Rule, heard.Tier, true, Said(heard)) { IsVague = heard.IsVague }), General = false, IsByMeaning = true };
        var isSoft = ruled.IsSoftSign || whole.Urgent >= Soft || ruled.Findings.Any(finding => finding.Fired);
        return ruled with { IsSoftSign = isSoft || context.Alone is not null, Doubt = context.Alone ?? (IsDoubtful(whole) ? new(whole.Rule, whole.Tier, false, Said(whole)) { IsVague = FitsOthers(whole.Rule) } : null) };
    }

    /// <summary>How a message sounds, as it is written and with its slips put right: the graver of both.</summary>
    private (Suspicion Whole, Suspicion Piece) SoundsLike(string text, string? putRight)
    {
        var said = Read(text);
        if (putRight is null)
            return said;
        var meant = Read(putRight);
        return (said.Whole.Urgent >= meant.Whole.Urgent ? said.Whole : meant.Whole, said.Piece.Urgent >= meant.Piece.Urgent ? said.Piece : meant.Piece);

        (Suspicion Whole, Suspicion Piece) Read(string text)
        {
            var language = _language!;
            var told = ContactDetails.Without(text, language.Knows, language.TellsOnlyOfTime);
            return language.TellsOnlyOfTime(told) ? (Suspicion.No, Suspicion.No) : _model.Read(told);
        }
    }

    // Despair is told more often than a wish to die, and who is asked about that for nothing feels misheard.
    private static bool IsDoubtful(Suspicion whole) => whole.Urgent >= (whole.Tier == SafetyTier.Crisis ? DoubtfulCrisis : Doubtful);

    private static Suspicion HeardIn(Suspicion whole, Suspicion piece, double sure) => whole.Urgent >= sure ? whole : piece.Urgent >= SureOfPiece ? piece : Suspicion.No;

    /// <summary>Whether a sign fired that is said in so many words that its meaning is not asked about: "I took 12 Tylenol".</summary>
    private bool IsCertain(SafetyVerdict ruled) =>
        ruled.Findings.Any(finding => finding is { Fired: true, Tier: >= SafetyTier.SameDay } && Find(finding.Rule)!.Certain.Intersect(finding.Note.Split(" + ")).Any());

    /// <summary>Whether a message does not sound like a sign, no sentence of it plainly so, and the words around the sign are none that the rules must hear by their own examples.</summary>
    private bool IsUnlikely(Suspicion whole, Suspicion piece, Context context) =>
        _model.HasLearned && !context.Told.IsEmpty && whole.Urgent < Unlikely && piece.Urgent < UnlikelyOfPiece && !context.Told.Any(IsLikeAnExample)
        // The meaning of Spanish is heard less well than that of English.
        && (context.InEnglish is null || _model.Of(context.InEnglish).Urgent < Unlikely);

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
    private static bool FitsOthers(string ruleId) => ruleId is not (Rule.Suicide or Rule.Overdose);

    private static string Said(Suspicion heard) => string.Create(CultureInfo.InvariantCulture, $"by its meaning, {heard.Urgent:0.00}");

    /// <summary>As <see cref="ByRules(string)"/>, and how many steps through the tree of phrases it took.</summary>
    internal SafetyVerdict ByRules(string text, out long work) => ByRules(text, out work, out _);

    /// <summary>As <see cref="ByRules(string)"/>, and what stands around the signs.</summary>
    private SafetyVerdict ByRules(string text, out long work, out Context context)
    {
        work = 0;
        context = new([], null, null, null, null);
        if (_language is null || string.IsNullOrWhiteSpace(text))
            return SafetyVerdict.Nothing;

        var message = Message.Read(text, _language);
        if (message.Tokens.Length == 0)
            return SafetyVerdict.Nothing;
        context = context with { PutRight = message.PutRight };
        if (message.IsPutIntoEnglish)
        {
            var english = message.Without(new bool[message.Tokens.Length]);
            context = context with { Undenied = english, InEnglish = english };
        }

        var groups = _language.FindMembers(message, ref work);
        var found = new List<Match>[_patterns.Count];
        foreach (var match in _phrases.Find(message, groups, ref work))
            (found[match.Pattern] ??= []).Add(match);

        List<Match> Of(Use use, string name) => _patternNumbers.TryGetValue(new(use, name), out var pattern) ? found[pattern] ?? [] : [];

        var alone = _rules.FirstOrDefault(rule => IsOnly(message, Of(Use.Alone, rule.Id)));
        if (alone is not null)
            context = context with { Alone = new(alone.Id, alone.Combinations[0].Tier, false, "said alone") };

        var idioms = Cover(message, Of(Use.Idiom, ""));
        var advice = _limits.FirstOrDefault(limit =>
        {
            var asked = Of(Use.Limit, limit.Id);
            if (asked.Count == 0)
                return false;
            var general = Cover(message, Of(Use.LimitExclusion, limit.Id));
            return asked.Exists(match => !Covers(general, match));
        })?.Id;

        var signs = new HashSet<string>(StringComparer.Ordinal);
        for (var pattern = 0; pattern < found.Length; pattern++)
        {
            if (found[pattern] is not null && _patterns[pattern].Use == Use.Sign)
                signs.Add(_patterns[pattern].Name);
        }

        if (signs.Count == 0)
            return advice is null ? SafetyVerdict.Nothing : SafetyVerdict.Nothing with { Advice = advice };

        var reading = new Reading(message, _language, Enum.GetValues<Cue>().ToDictionary(cue => cue, cue => Of(Use.Cue, cue.ToString())));
        var meanings = new Dictionary<Match, Meaning>();
        var findings = ImmutableArray.CreateBuilder<SafetyFinding>();
        foreach (var rule in _rules)
        {
            if (!rule.Combinations.Any(combination => combination.Signs.All(signs.Contains)))
                continue;
            var excluded = Cover(message, Of(Use.Exclusion, rule.Id));
            Meaning MeaningOf(string name)
            {
                var sign = _signs[name];
                var most = Meaning.Absent;
                foreach (var match in Of(Use.Sign, name))
                {
                    if (Covers(idioms, match) || Covers(excluded, match))
                        continue;
                    if (!meanings.TryGetValue(match, out var meaning))
                        meanings[match] = meaning = reading.Of(match, sign.Kind);
                    if (meaning > most)
                        most = meaning;
                }

                return most;
            }

            if (Judge(rule, MeaningOf) is { } finding)
                findings.Add(finding);
        }

        var now = meanings.Where(pair => pair.Value == Meaning.Now).Select(pair => pair.Key).ToArray();
        Match[] denied = [.. meanings.Where(pair => pair.Value == Meaning.Negated).Select(pair => pair.Key)];
        context = new(
            // Of few words the meaning is not told well enough to question a rule.
            Array.Exists(now, match => Words.Split(message.Around(match.Start, match.End, FewestWordsToQuestion, Break.Clause)).Count < FewestWordsToQuestion)
                ? []
                : [.. now.Select(match => message.Around(match.Start, match.End, WordsAround, Break.Sentence)).Distinct().Take(MostTold)],
            denied.Length > 0 ? Undenied(message, reading, denied) : context.Undenied,
            context.PutRight,
            context.InEnglish,
            context.Alone);
        // A sign that makes no rule fire alone may do so with what is told next.
        return Sum(findings.ToImmutable(), advice) with { IsSoftSign = true };
    }

    private static string Undenied(Message message, Reading reading, Match[] denied)
    {
        var left = new bool[message.Tokens.Length];
        foreach (var (start, end) in denied.Select(reading.DenialOf).OfType<(int Start, int End)>())
            left.AsSpan(start, end - start).Fill(true);
        return message.Without(left);
    }

    /// <summary>Whether a message is nothing but phrases of a kind and small words.</summary>
    internal bool IsOnly(string text, Cue cue)
    {
        if (_language is null || !_patternNumbers.TryGetValue(new(Use.Cue, cue.ToString()), out var pattern))
            return false;
        var message = Message.Read(text, _language);
        var work = 0L;
        var matches = _phrases.Find(message, _language.FindMembers(message, ref work), ref work).FindAll(match => match.Pattern == pattern);
        var covered = Cover(message, matches)?.Tokens ?? new bool[message.Tokens.Length];
        return message.Tokens.Index().All(token => covered[token.Index] || token.Item.Filler);
    }

    /// <summary>What patients say after guidance.</summary>
    internal Afterwards Afterwards { get; private set; } = Afterwards.Nothing;

    /// <summary>The rule with an id, or null.</summary>
    internal Rule? Find(string ruleId) => _rules.FirstOrDefault(rule => rule.Id == ruleId);

    /// <summary>The limit with an id, or null.</summary>
    internal Limit? FindLimit(string limitId) => _limits.FirstOrDefault(limit => limit.Id == limitId);

    /// <summary>All rules, for checks.</summary>
    internal ImmutableArray<Rule> Rules => _rules;

    /// <summary>All limits, for checks.</summary>
    internal ImmutableArray<Limit> Limits => _limits;

    /// <summary>Whether a message says nothing but some phrases and small words.</summary>
    private static bool IsOnly(Message message, List<Match> matches) =>
        Cover(message, matches) is { } covered && message.Tokens.Index().All(token => covered.Tokens[token.Index] || token.Item.Filler);

    private static SafetyVerdict Sum(ImmutableArray<SafetyFinding> findings, string? advice)
    {
        var worst = findings.Where(finding => finding.Fired).MaxBy(finding => finding.Tier);
        var stops = worst?.Tier >= SafetyTier.SameDay;
        var general = !stops && findings.Any(finding => !finding.Fired && finding.Tier >= SafetyTier.SameDay && !finding.IsDenied);
        return new(worst?.Tier ?? SafetyTier.None, worst?.Rule, findings, general, advice);
    }

    /// <summary>What one rule says: its most urgent combination that fires, else why the most urgent one stays silent.</summary>
    private static SafetyFinding? Judge(Rule rule, Func<string, Meaning> meaningOf)
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
            var treatment = meaning switch
            {
                Meaning.Now => Treatment.Fires,
                Meaning.Old => rule.Old,
                Meaning.Past => rule.Past,
                _ => Treatment.Silent,
            };
            if (treatment == Treatment.Fires)
            {
                var fired = new SafetyFinding(rule.Id, combination.Tier, true, string.Join(" + ", combination.Signs));
                return told is not null && told.Tier >= fired.Tier ? told : fired;
            }

            if (treatment == Treatment.Tell)
                told ??= new(rule.Id, SafetyTier.TellClinic, true, $"{NoteOf(meaning)}: {string.Join(" + ", combination.Signs)}");
            else if (silent is null || (silent.Note == NoteOf(Meaning.Negated) && meaning != Meaning.Negated))
                silent = new(rule.Id, combination.Tier, false, NoteOf(meaning));
        }

        return told ?? silent;
    }

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

    private static Covered? Cover(Message message, List<Match> matches)
    {
        if (matches.Count == 0)
            return null;
        var covered = new bool[message.Tokens.Length];
        foreach (var match in matches)
            covered.AsSpan(match.Start, match.End - match.Start).Fill(true);
        return new(covered, matches);
    }

    /// <summary>Whether a harmless phrase takes a word of the match. A match that holds all of the harmless words says more and keeps its meaning.</summary>
    private static bool Covers(Covered? covered, Match match)
    {
        if (covered is null)
            return false;
        var taken = false;
        for (var i = match.Start; i < match.End; i++)
            taken |= covered.Tokens[i] && match.Uses(i);
        return taken && !covered.HeldBy(match);
    }

    private void Compile(ICollection<ContentProblem> problems)
    {
        Add(Use.Idiom, "", _language!.Idioms, Language.Path, problems);
        foreach (var (cue, phrase) in _language.Cues)
            Add(Use.Cue, cue.ToString(), [phrase], Language.Path, problems);
        foreach (var rule in _rules)
        {
            foreach (var sign in rule.Signs)
            {
                if (!_signs.TryAdd(sign.Name, sign))
                    problems.Add(new(rule.Path, rule.Line, $"The sign '{sign.Name}' is there twice.", "Give one of them another name, or use the other rule's sign by its name."));
                Add(Use.Sign, sign.Name, sign.Phrases, rule.Path, problems);
                foreach (var phrase in sign.Phrases)
                    _language.Recognize(phrase.Text);
            }

            Add(Use.Alone, rule.Id, rule.Alone, rule.Path, problems);
            Add(Use.Exclusion, rule.Id, rule.Exclusions, rule.Path, problems);
        }

        foreach (var limit in _limits)
        {
            Add(Use.Limit, limit.Id, limit.Phrases, Limit.Path, problems);
            Add(Use.LimitExclusion, limit.Id, limit.Exclusions, Limit.Path, problems);
        }

        foreach (var rule in _rules)
        {
            foreach (var (combination, sign) in rule.Combinations.SelectMany(combination => combination.Signs, (combination, sign) => (combination, sign)))
            {
                if (!_signs.ContainsKey(sign))
                    problems.Add(new(rule.Path, combination.Source.Number, $"There is no sign '{sign}'.", "Write the name of a sign of any rule; several are joined with ' + '."));
            }
        }

        foreach (var repeated in _rules.GroupBy(rule => rule.Id).Where(same => same.Count() > 1).Select(same => same.Last()))
            problems.Add(new(repeated.Path, repeated.Line, $"The rule '{repeated.Id}' is there twice.", "Give one of them another id."));
    }

    private void Add(Use use, string name, ImmutableArray<Line> phrases, string path, ICollection<ContentProblem> problems)
    {
        var key = new Pattern(use, name);
        if (!_patternNumbers.TryGetValue(key, out var pattern))
        {
            _patternNumbers[key] = pattern = _patterns.Count;
            _patterns.Add(key);
        }

        foreach (var phrase in phrases)
        {
            if (_phrases.Add(phrase.Text, pattern, _language!.Lexicon, _language.FindGroup) is { } wrong)
                problems.Add(new(path, phrase.Number, $"'{phrase.Text}': {wrong}", "Correct the phrase; 'groups:' lists the groups."));
        }
    }

    /// <summary>A rule that misses its own examples must not go live.</summary>
    private void TryOnExamples(ICollection<ContentProblem> problems)
    {
        foreach (var rule in _rules)
        {
            foreach (var (tier, text) in rule.Examples)
            {
                var finding = ByRules(text.Text).Findings.FirstOrDefault(finding => finding.Rule == rule.Id);
                if (finding is not { Fired: true } || finding.Tier < tier)
                {
                    problems.Add(new(rule.Path, text.Number, $"{rule.Id} misses its example '{text.Text}' ({Describe(finding)}).",
                        $"Add what the patient says to a sign of {rule.Id} that fires as {tier}, or move the example."));
                }
            }

            foreach (var text in rule.CounterExamples)
            {
                var finding = ByRules(text.Text).Findings.FirstOrDefault(finding => finding.Rule == rule.Id);
                if (finding is { Fired: true, Tier: > SafetyTier.TellClinic })
                {
                    problems.Add(new(rule.Path, text.Number, $"{rule.Id} fires on its counter-example '{text.Text}' ({Describe(finding)}).",
                        $"Make the phrase of that sign narrower, or add to 'exclude' of {rule.Id}."));
                }
            }
        }

        foreach (var limit in _limits)
        {
            foreach (var text in limit.Examples.Where(text => ByRules(text.Text).Advice != limit.Id))
                problems.Add(new(Limit.Path, text.Number, $"{limit.Id} misses its example '{text.Text}' ({ByRules(text.Text).Advice ?? "no limit"}).", "Add what the patient asks to its phrases, or move the example."));
            foreach (var text in limit.CounterExamples.Where(text => ByRules(text.Text).Advice is not null))
                problems.Add(new(Limit.Path, text.Number, $"{ByRules(text.Text).Advice} applies to the counter-example '{text.Text}'.", "Make its phrases narrower, or add to its 'exclude'."));
        }
    }

    private static string Describe(SafetyFinding? finding) => finding is null ? "no sign found" : $"{finding.Tier}, {(finding.Fired ? "fired" : "silent")}: {finding.Note}";

    private readonly record struct Pattern(Use Use, string Name);

    /// <summary>What stands around the signs of a message.</summary>
    /// <param name="Told">The words around each sign that is told as happening now; none where these are too few.</param>
    /// <param name="Undenied">Where signs are denied, or it is said in Spanish: what it says in English without the denied signs. Else null.</param>
    /// <param name="PutRight">What it says without slips of the finger, where there are any. Else null.</param>
    /// <param name="InEnglish">What it says in English, where it is said in Spanish. Else null.</param>
    /// <param name="Alone">The red flag that its only word names. Else null.</param>
    private readonly record struct Context(ImmutableArray<string> Told, string? Undenied, string? PutRight, string? InEnglish, SafetyFinding? Alone);

    /// <summary>Where harmless phrases stand, in the order of their starts.</summary>
    private sealed record Covered(bool[] Tokens, List<Match> Phrases)
    {
        /// <summary>Whether a phrase is wholly part of a match.</summary>
        public bool HeldBy(Match match)
        {
            var next = Phrases.BinarySearch(new(0, match.Start, 0, 0), s_byStart);
            next = next < 0 ? ~next : next;
            while (next > 0 && Phrases[next - 1].Start == match.Start)
                next--;
            for (; next < Phrases.Count && Phrases[next].Start < match.End; next++)
            {
                if (Holds(match, Phrases[next]))
                    return true;
            }

            return false;
        }

        private static readonly Comparer<Match> s_byStart = Comparer<Match>.Create((one, other) => one.Start.CompareTo(other.Start));

        private static bool Holds(Match match, Match phrase)
        {
            for (var i = phrase.Start; i < phrase.End; i++)
            {
                if (phrase.Uses(i) && !match.Uses(i))
                    return false;
            }

            return true;
        }
    }
}
