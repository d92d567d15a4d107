using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>Words that tell how something was meant.</summary>
internal enum Cue
{
    /// <summary>Denies what follows: "no", "dont have".</summary>
    Negators,

    /// <summary>Looks like a negator and is none: "no idea".</summary>
    NotNegators,

    /// <summary>A time that has passed: "years ago".</summary>
    Past,

    /// <summary>It ended: "all good now".</summary>
    Resolved,

    /// <summary>After a sign, says that it is long-standing: "for years".</summary>
    OldAfter,

    /// <summary>Before a sign, says that it is long-standing: "always".</summary>
    OldBefore,

    /// <summary>Anywhere in the sentence, says that nothing changed: "nothing new".</summary>
    Unchanged,

    /// <summary>Has not happened: "what if".</summary>
    Hypothetical,

    /// <summary>Looks hypothetical and is not: "not sure if".</summary>
    NotHypothetical,

    /// <summary>Asks about a thing in general: "symptom of".</summary>
    Generic,

    /// <summary>Asks for more of an answer, and tells of nothing: "keep going".</summary>
    GoOn,

    /// <summary>Opens a wish to know: "I want to know what".</summary>
    WishToKnow,

    /// <summary>Opens a question: "does".</summary>
    QuestionOpeners,

    /// <summary>Somebody else, in the past: "my mom had".</summary>
    OtherPersonPast,

    /// <summary>New, worse or going on now: "since monday".</summary>
    New,

    /// <summary>Speaks of the patient or of someone with them: "i", "my husband".</summary>
    Personal,

    /// <summary>Says nothing more than that the message was read: "ok", "thanks".</summary>
    Acknowledged,
}

/// <summary>How patients write and mean things, from <c>knowledge/safety/language.yml</c>.</summary>
internal sealed class Language
{
    /// <summary>Where it stands.</summary>
    public const string Path = "knowledge/safety/language.yml";

    private readonly Dictionary<string, List<(string[] From, string[] To)>> _shorthand = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shorthandWords = new(StringComparer.Ordinal);
    private readonly Spelling _spelling;
    private readonly HashSet<string> _fillers;
    private readonly HashSet<string> _scopeEnds;
    private readonly HashSet<string> _subjects;
    private readonly HashSet<string> _negativeWords;
    private readonly HashSet<string> _presentWords;
    private readonly HashSet<string> _pastWords;
    private readonly HashSet<string> _conditions, _statements, _links, _timeWords;
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly PhraseTree _members = new();
    private readonly Dictionary<string, int> _numberKinds = new(StringComparer.Ordinal);

    private Language(Lexicon lexicon, ContentReader reader, YamlMappingNode root, Spanish spanish)
    {
        (Lexicon, Spanish) = (lexicon, spanish);
        HashSet<string> Words(string key) => [.. reader.List(root, key).Select(line => line.Text)];
        _fillers = Words("fillers");
        _scopeEnds = Words("scope-ends");
        _subjects = Words("subjects");
        _negativeWords = Words("negative-words");
        _presentWords = Words("present-words");
        _pastWords = Words("past-words");
        _conditions = Words("conditions");
        _statements = Words("statements");
        _links = Words("links");
        _timeWords = [.. Words("time-words"), .. CultureInfo.InvariantCulture.DateTimeFormat.DayNames.Concat(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedDayNames)
            .Concat(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames).Concat(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames).Select(name => name.ToLowerInvariant())];
        foreach (var (from, to) in reader.Map(root, "shorthand"))
        {
            var words = from.Text.Split(' ');
            if (!_shorthand.TryGetValue(words[0], out var entries))
                _shorthand[words[0]] = entries = [];
            entries.Add((words, to.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            _shorthandWords.UnionWith(words);
        }

        foreach (var entries in _shorthand.Values)
            entries.Sort((a, b) => b.From.Length.CompareTo(a.From.Length));
        _spelling = new(Words("spelling"));

        foreach (var kind in NumberKinds.Names)
            _numberKinds[kind] = lexicon.Add(kind);
        AddGroups(reader, root);
        Cues = [.. Enum.GetValues<Cue>().SelectMany(cue => reader.List(root, KeyOf(cue)).Select(line => (cue, line)))];
        Idioms = reader.List(root, "idioms");
        foreach (var cue in Enum.GetValues<Cue>())
        {
            if (!Cues.Any(entry => entry.Cue == cue))
                reader.Report(1, $"'{KeyOf(cue)}' is missing.", "Restore the list: without it messages are misread.");
        }
    }

    /// <summary>The numbers of words.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>What Spanish words are in English.</summary>
    public Spanish Spanish { get; }

    /// <summary>Phrases that tell how something was meant.</summary>
    public ImmutableArray<(Cue Cue, Line Phrase)> Cues { get; }

    /// <summary>Phrases that sound like a sign and are none, for every rule.</summary>
    public ImmutableArray<Line> Idioms { get; }

    /// <summary>Reads the file; null where it cannot be read.</summary>
    public static Language? Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (ContentReader.Open(files, Path, problems) is not var (reader, root))
            return null;
        reader.ExpectKeys(root, ["review", "groups", "fillers", "scope-ends", "subjects", "negative-words", "present-words", "past-words", "conditions", "statements", "links", "time-words", "shorthand", "spelling", "idioms",
            .. Enum.GetValues<Cue>().Select(KeyOf)]);
        return new(new Lexicon(), reader, root, Spanish.Load(files, problems));
    }

    /// <summary>Takes the groups of words that a file defines for its phrases.</summary>
    public void AddGroups(ContentReader reader, YamlMappingNode root)
    {
        foreach (var (name, members) in reader.Lists(root, "groups"))
        {
            if (!_groups.TryAdd(name.Text, _groups.Count))
                reader.Report(name.Number, $"The group '{name.Text}' is there twice.", "Give one of them another name.");
            foreach (var member in members)
            {
                _spelling.Recognize(member.Text);
                if (_members.Add(member.Text, _groups[name.Text], Lexicon, _ => null) is { } wrong)
                    reader.Report(member.Number, $"'{member.Text}': {wrong}", "Correct the word.");
            }
        }
    }

    /// <summary>The number of a group, or null.</summary>
    public int? FindGroup(string name) => _groups.TryGetValue(name, out var group) ? group : null;

    /// <summary>Finds the members of groups in a message.</summary>
    public List<Match> FindMembers(Message message, ref long work) => _members.Find(message, null, ref work);

    /// <summary>Whether a word starts a new subject, where negation ends.</summary>
    public bool IsSubject(string word) => _subjects.Contains(word);

    /// <summary>Whether a word denies what it is part of: "cant".</summary>
    public bool IsNegative(string word) => _negativeWords.Contains(word);

    /// <summary>Whether a word is in the present tense.</summary>
    public bool IsPresent(string word) => _presentWords.Contains(word);

    /// <summary>Whether a word is in the past tense.</summary>
    public bool IsPast(string word) => _pastWords.Contains(word);

    /// <summary>Whether a word opens a condition, which goes on over commas and new subjects: "if", "in case".</summary>
    public bool IsCondition(string word) => _conditions.Contains(word);

    /// <summary>Whether a word opens a statement about somebody: "im", "my".</summary>
    public bool IsStatement(string word) => _statements.Contains(word);

    /// <summary>Whether a word ties what follows to what was before: "if i", "when my", "do i".</summary>
    public bool IsLink(string word) => _links.Contains(word);

    /// <summary>Whether a text has no word but those of dates, times and spans: it answers a question, and no meaning is in it.</summary>
    public bool TellsOnlyOfTime(string text) => Words.Split(text).TrueForAll(word => !word.Any(char.IsLetter) || _timeWords.Contains(word) || _timeWords.Contains(word.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')));

    /// <summary>Writes out the shorthand at a place; gives the words and how many of the settled ones they stand for.</summary>
    public (string[] Written, int Length) WriteOut(List<RawWord> words, int at)
    {
        var word = words[at].Text;
        if (_shorthand.TryGetValue(word, out var entries))
        {
            foreach (var (from, to) in entries)
            {
                if (Follows(words, at, from))
                    return (to, from.Length);
            }
        }

        // "102f", "5cm", "78yo": the number and its unit are words of their own.
        var digits = 0;
        while (digits < word.Length && (char.IsAsciiDigit(word[digits]) || word[digits] == '.'))
            digits++;
        return digits == 0 || digits == word.Length ? ([word], 1) : ([word[..digits], word[digits..]], 1);
    }

    /// <summary>A word with what rules know of it.</summary>
    public Token Token(string word, Break before)
    {
        ImmutableArray<int> kinds = char.IsAsciiDigit(word[0]) ? [.. NumberKinds.Of(word).Select(kind => _numberKinds[kind])] : [];
        return new(word, Lexicon.Find(word), kinds, before, _fillers.Contains(word), _scopeEnds.Contains(word));
    }

    private static bool Follows(List<RawWord> words, int at, string[] phrase)
    {
        if (at + phrase.Length > words.Count)
            return false;
        for (var i = 1; i < phrase.Length; i++)
        {
            if (words[at + i].Break != Break.None || words[at + i].Text != phrase[i])
                return false;
        }

        return true;
    }

    /// <summary>One spelling of a word: drawn-out letters shortened, and a slip put right.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="isForeign">Whether it stands in a message of another language.</param>
    public string Settle(string word, bool isForeign)
    {
        if (Known(word))
            return word;
        if (IsDrawnOut(word))
        {
            var twice = Shorten(word, 2);
            if (Known(twice))
                return twice;
            word = Shorten(word, 1);
            if (Known(word))
                return word;
        }

        return _spelling.RightOf(word, IsKeyWord, isForeign) ?? word;
    }

    /// <summary>Every long word of a phrase is known where it is mistyped.</summary>
    public void Recognize(string phrase) => _spelling.Recognize(phrase);

    /// <summary>Whether rules know a word: phrases hold it, or they pass over it.</summary>
    public bool Knows(string word) => Words.Split(word).Exists(Known);

    /// <summary>Whether phrases hold it, letter by letter.</summary>
    private bool IsKeyWord(string word) => Lexicon.Find(word) >= 0;

    private bool Known(string word) => Lexicon.Find(word) >= 0 || _shorthandWords.Contains(word) || _fillers.Contains(word);

    /// <summary>"Sooo": a letter thrice in a row.</summary>
    public static bool IsDrawnOut(string word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2])
                return true;
        }

        return false;
    }

    private static string Shorten(string word, int most)
    {
        Span<char> kept = stackalloc char[word.Length];
        var length = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var run = 0;
            while (run < most && length > run && kept[length - 1 - run] == word[i])
                run++;
            if (run < most || char.IsAsciiDigit(word[i]))
                kept[length++] = word[i];
        }

        return new(kept[..length]);
    }

    /// <summary>The key of a list: <c>not-negators</c> of <see cref="Cue.NotNegators"/>.</summary>
    internal static string KeyOf<T>(T kind) where T : struct, Enum => string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
