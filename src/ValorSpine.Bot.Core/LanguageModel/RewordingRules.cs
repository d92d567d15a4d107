using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>
/// What <c>knowledge/rewording.yml</c> says of words, for a clinician to sign: those that carry no fact and may come and go, and those that mean the same. It turns a sentence
/// into what it states, so that two sentences that state the same are equal.
/// </summary>
public sealed partial class RewordingRules
{
    /// <summary>Where they stand.</summary>
    public const string Path = "knowledge/rewording.yml";

    private readonly FrozenSet<string> _carriesNothing, _carriesNothingUnlessDenied, _denied, _articles, _articlesBefore, _be, _followsOn, _weighs, _tellsResult;
    private readonly ImmutableArray<string[]> _pointsBack, _pointsNotBack, _pointsBackBeforeSign;
    private readonly FrozenDictionary<string, ImmutableArray<(string[] Words, string Name)>> _same, _treatments;

    private RewordingRules(IEnumerable<(string[] Words, string Name)> same, IEnumerable<(string[] Words, string Name)> treatments, Func<string, IEnumerable<string>> listed)
    {
        (_same, _treatments) = (ByFirst(same), ByFirst(treatments));
        (_carriesNothing, _carriesNothingUnlessDenied, _denied) = (Listed("carry-nothing"), Listed("carry-nothing-unless-denied"), Listed("denied"));
        (_articles, _articlesBefore, _be) = (Listed("articles"), Listed("articles-before"), Listed("be"));
        (_followsOn, _weighs, _tellsResult) = (Listed("follow-on"), Listed("weigh"), Listed("tells-result"));
        (_pointsBack, _pointsNotBack, _pointsBackBeforeSign) = (Terms("points-back"), Terms("points-not-back"), Terms("points-back-before-sign"));

        ImmutableArray<string[]> Terms(string key) => [.. listed(key).Select(WordsOf)];

        FrozenSet<string> Listed(string key) => listed(key).SelectMany(WordsOf).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Reads the rules and reports what is wrong with them.</summary>
    public static RewordingRules Load(ContentFiles files, ICollection<ContentProblem> problems)
    {
        if (YamlReader.Open(files, Path, problems) is not { } file)
            return new([], [], _ => []);

        var (reader, root) = file;
        reader.Expect(root, "carry-nothing", "carry-nothing-unless-denied", "denied", "articles", "articles-before", "be", "same", "follow-on", "points-back", "points-not-back", "points-back-before-sign", "tells-result", "treatments", "weigh");
        var same = Groups("same");
        return new(same.Terms, Groups("treatments").Terms, key => reader.List(root, key).Select(item => item.Text))
        {
            MayComeAndGo = $"{Written("carry-nothing")}; where the sentence has none of {Written("denied")}: {Written("carry-nothing-unless-denied")}, which may also be left out before the first of those; right before a word of a group or one of {Written("articles-before")}, but not right after one of {Written("be")}: {Written("articles")}",
            Groups = string.Join("; ", same.Written),
        };

        (List<(string[] Words, string Name)> Terms, List<string> Written) Groups(string key)
        {
            var (terms, written) = (new List<(string[] Words, string Name)>(), new List<string>());
            if (reader.Map(root, key) is not { } groups)
                return (terms, written);
            foreach (var (name, _) in groups)
            {
                written.Add(string.Join(" / ", reader.List(groups, name.ToString()).Select(term => term.Text)));
                foreach (var (term, line) in reader.List(groups, name.ToString()))
                {
                    var words = WordsOf(term);
                    if (words.Length == 0 || terms.Any(other => other.Words.SequenceEqual(words) && other.Name != $"={name}"))
                        problems.Add(new(Path, line, $"'{term}' stands in two groups, or has no words.", "Leave it in the group whose words all mean the same."));
                    else
                        terms.Add((words, $"={name}"));
                }
            }

            return (terms, written);
        }

        string Written(string key) => string.Join(", ", reader.List(root, key).Select(word => word.Text));
    }

    /// <summary>The words that may come and go, and where, as a model reads it.</summary>
    public string MayComeAndGo { get; private init; } = "";

    /// <summary>The groups of words of which one may stand for another, as they are written.</summary>
    public string Groups { get; private init; } = "";

    /// <summary>
    /// What a text states, word by word in order, with the signs between them: one name for what means the same, without what carries nothing. Words are compared as they are
    /// spelled, as "helped" is not "helps", and signs as they stand, as "No, it was shown" is not "No, it was, shown"; only the full stop at the end counts for nothing.
    /// </summary>
    /// <param name="text">A sentence.</param>
    /// <param name="isShortened">Without what may be left out of it but not put in.</param>
    public ImmutableArray<string> Statement(string text, bool isShortened = false)
    {
        var words = WordsOf(text);
        var isDenied = !isShortened && words.Any(_denied.Contains);
        var statement = ImmutableArray.CreateBuilder<string>(words.Length);
        for (var at = 0; at < words.Length;)
        {
            if (Term(_same, words, at) is { } known)
            {
                statement.Add(known.Name);
                at += known.Words.Length;
                continue;
            }

            if (!CarriesNothing(words, at, isDenied))
                statement.Add(words[at]);
            isDenied |= _denied.Contains(words[at]);
            at++;
        }

        return statement.ToImmutable();
    }

    /// <summary>Whether a sentence points back to the one before it.</summary>
    public bool FollowsOn(string text)
    {
        var words = WordsOf(text);
        return words is [var first, ..] && (_followsOn.Contains(first) || Enumerable.Range(0, words.Length).Any(at => (Stands(_pointsBack, at) is not null && Stands(_pointsNotBack, at) is null) || IsBeforeSign(at + Stands(_pointsBackBeforeSign, at)?.Length)));

        string[]? Stands(ImmutableArray<string[]> terms, int at) => terms.FirstOrDefault(term => words.AsSpan(at).StartsWith(term));

        bool IsBeforeSign(int? at) => at is { } next && (next == words.Length || !char.IsLetterOrDigit(words[next][0]));
    }

    /// <summary>Whether a sentence begins with yes or no.</summary>
    public static bool IsYesOrNo(string text) => WordsOf(text) is ["yes" or "no", ",", ..];

    /// <summary>Whether a sentence holds a negation, a doubt or a limit.</summary>
    public bool Weighs(string text) => WordsOf(text).Any(_weighs.Contains);

    /// <summary>The treatments that a text names.</summary>
    public ImmutableHashSet<string> TreatmentsIn(string text)
    {
        var words = WordsOf(text);
        return [.. Enumerable.Range(0, words.Length).Select(at => Term(_treatments, words, at)?.Name).OfType<string>()];
    }

    /// <summary>Whether a sentence tells of a result without saying of what: it is understood of the treatment that was named last.</summary>
    public bool TellsResultOfNone(string text) => WordsOf(text).Any(_tellsResult.Contains) && TreatmentsIn(text).IsEmpty;

    // The longest first: "shot" in "fibrin shot" is part of the name.
    private static FrozenDictionary<string, ImmutableArray<(string[] Words, string Name)>> ByFirst(IEnumerable<(string[] Words, string Name)> terms) =>
        terms.GroupBy(term => term.Words[0]).ToFrozenDictionary(same => same.Key, same => same.OrderByDescending(term => term.Words.Length).ToImmutableArray(), StringComparer.Ordinal);

    private static (string[] Words, string Name)? Term(FrozenDictionary<string, ImmutableArray<(string[] Words, string Name)>> known, string[] words, int at) =>
        at < words.Length && known.GetValueOrDefault(words[at]) is { IsDefault: false } terms && terms.FirstOrDefault(term => words.AsSpan(at).StartsWith(term.Words)) is { Words: not null } found ? found : null;

    private bool CarriesNothing(string[] words, int at, bool isDenied) =>
        _carriesNothing.Contains(words[at]) || (!isDenied && _carriesNothingUnlessDenied.Contains(words[at]))
        || (_articles.Contains(words[at]) && (at == 0 || !_be.Contains(words[at - 1])) && at + 1 < words.Length && (_articlesBefore.Contains(words[at + 1]) || Term(_same, words, at + 1) is not null));

    /// <summary>Words and signs in order, in lower case; short forms are taken apart. Of a character that is in no word, each is a sign of its own.</summary>
    private static string[] WordsOf(string text)
    {
        var spelled = ShortNot().Replace(text.Trim().ToLowerInvariant().Replace('’', '\'').Replace("can't", "can not", StringComparison.Ordinal).Replace("won't", "will not", StringComparison.Ordinal).Replace("cannot", "can not", StringComparison.Ordinal), " not");
        string[] words = [.. WordOrSign().Matches(spelled).Select(match => match.Value)];
        return words is [.., "."] ? words[..^1] : words;
    }

    [GeneratedRegex("(?<=[a-z])n't", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ShortNot();

    // "1.5" and "2,000" are one word each, and so is "gel-like"; "6-7" is three, as it is a span.
    [GeneratedRegex(@"\d+(?:[.,]\d+)*|\p{L}+(?:['-]\p{L}+)*|[^\s]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WordOrSign();
}
