using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Safety.Phrases;
using YamlDotNet.RepresentationModel;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>How patients write and mean things, from <c>knowledge/safety/language.yml</c>.</summary>
internal sealed class Language
{
    /// <summary>Where it stands.</summary>
    public const string Path = "knowledge/safety/language.yml";

    private static readonly string[] s_wordLists =
        ["fillers", "scope-ends", "subjects", "thoughts", "answers-no", "before-questions", "negative-words", "present-words", "past-words", "conditions", "statements", "links", "time-words", "spelling"];

    private readonly FrozenSet<string> _fillers, _scopeEnds, _subjects, _thoughts, _answersNo, _beforeQuestions, _negativeWords, _presentWords, _pastWords, _conditions, _statements, _links;
    private readonly TimeWords _timeWords;
    private readonly Shorthand _shorthand;
    private readonly Spelling _spelling;
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly PhraseTree _members = new();
    private readonly Dictionary<string, int> _numberKinds = new(StringComparer.Ordinal);

    private Language(ContentReader reader, YamlMappingNode root, Spanish spanish)
    {
        Spanish = spanish;
        FrozenSet<string> Words(string key) => reader.List(root, key).Select(line => line.Text).ToFrozenSet(StringComparer.Ordinal);
        (_fillers, _scopeEnds, _subjects, _thoughts) = (Words("fillers"), Words("scope-ends"), Words("subjects"), Words("thoughts"));
        (_negativeWords, _presentWords, _pastWords, _answersNo) = (Words("negative-words"), Words("present-words"), Words("past-words"), Words("answers-no"));
        (_conditions, _statements, _links, _beforeQuestions) = (Words("conditions"), Words("statements"), Words("links"), Words("before-questions"));
        (_timeWords, _shorthand, _spelling) = (new(Words("time-words")), new(reader, root), new(reader.List(root, "spelling").Select(line => line.Text).Distinct()));
        foreach (var kind in NumberKinds.Names)
            _numberKinds[kind] = Lexicon.Add(kind);
        AddGroups(reader, root);
        Cues = [.. Enum.GetValues<Cue>().SelectMany(cue => reader.List(root, KeyOf(cue)).Select(line => (cue, line)))];
        Idioms = reader.List(root, "idioms");
        foreach (var missing in s_wordLists.Where(key => reader.List(root, key).IsEmpty).Concat(Enum.GetValues<Cue>().Except(Cues.Select(entry => entry.Cue)).Select(KeyOf)))
            reader.Report(1, $"'{missing}' is missing.", "Restore the list: without it messages are misread.");
    }

    /// <summary>The numbers of words.</summary>
    public Lexicon Lexicon { get; } = new();

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
        reader.ExpectKeys(root, ["review", "groups", "shorthand", "idioms", .. s_wordLists, .. Enum.GetValues<Cue>().Select(KeyOf)]);
        return new(reader, root, Spanish.Load(files, problems));
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

    /// <summary>Whether a new thought begins at a word that is no subject: "and".</summary>
    public bool OpensThought(string word) => _thoughts.Contains(word);

    /// <summary>Whether a word denies what it is part of: "cant".</summary>
    public bool IsNegative(string word) => _negativeWords.Contains(word);

    /// <summary>Whether a word is an answer by itself that denies: "none".</summary>
    public bool DeniesAlone(string word) => _answersNo.Contains(word);

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

    /// <summary>Whether a word may stand before a question: "hi".</summary>
    public bool LeadsUp(string word) => _beforeQuestions.Contains(word);

    /// <summary>Whether a text has no word but those of dates, times and spans: it answers a question, and no meaning is in it.</summary>
    public bool TellsOnlyOfTime(string text) => _timeWords.AreAll(text);

    /// <inheritdoc cref="Shorthand.WriteOut"/>
    public (string[] Written, int Length) WriteOut(List<RawWord> words, int at) => _shorthand.WriteOut(words, at);

    /// <summary>A word with what rules know of it.</summary>
    public Token Token(string word, Break before)
    {
        ImmutableArray<int> kinds = char.IsAsciiDigit(word[0]) ? [.. NumberKinds.Of(word).Select(kind => _numberKinds[kind])] : [];
        return new(word, Lexicon.Find(word), kinds, before, _fillers.Contains(word), _scopeEnds.Contains(word));
    }

    /// <summary>One spelling of a word: drawn-out letters shortened, and a slip put right.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="isForeign">Whether it stands in a message of another language.</param>
    public string Settle(string word, bool isForeign)
    {
        if (IsKnown(word))
            return word;
        if (DrawnOut.Is(word))
        {
            var twice = DrawnOut.Shorten(word, 2);
            if (IsKnown(twice))
                return twice;
            word = DrawnOut.Shorten(word, 1);
            if (IsKnown(word))
                return word;
        }

        return _spelling.RightOf(word, IsKeyWord, isForeign) ?? word;
    }

    /// <summary>Every long word of a phrase is known where it is mistyped.</summary>
    public void Recognize(string phrase) => _spelling.Recognize(phrase);

    /// <summary>Whether rules know a word: phrases hold it, or they pass over it.</summary>
    public bool Knows(string word) => Words.Split(word).Exists(IsKnown);

    /// <summary>Whether phrases hold it, letter by letter.</summary>
    private bool IsKeyWord(string word) => Lexicon.Find(word) >= 0;

    private bool IsKnown(string word) => IsKeyWord(word) || _shorthand.Knows(word) || _fillers.Contains(word);

    /// <summary>The key of a list: <c>not-negators</c> of <see cref="Cue.NotNegators"/>.</summary>
    internal static string KeyOf<T>(T kind) where T : struct, Enum => string.Concat(kind.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
