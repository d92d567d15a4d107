using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A question, taken apart.</summary>
/// <param name="Terms">Each once: stems that carry its topic, subjects <c>s:</c>, synonyms <c>y:</c>, aspects <c>a:</c>, and words that only turn it, <c>t:</c> ("who", "not").</param>
/// <param name="Subjects">Subjects named in it.</param>
/// <param name="Aspects">Aspects named in it.</param>
/// <param name="Refers">Whether it points back: "it", "that", "the other one", "and …".</param>
/// <param name="Other">Whether it points to the other of two.</param>
/// <param name="Same">Whether it asks the same of something else: "same question for the shot".</param>
/// <param name="OnlyAspects">Whether it says nothing but aspects: "is it permanent?".</param>
/// <param name="Words">How many words it has.</param>
/// <param name="Spelled">The whole with words put right and short forms spelled out; null where there was nothing to do.</param>
internal sealed record Question(
    ImmutableArray<string> Terms, ImmutableArray<string> Subjects, ImmutableArray<string> Aspects, bool Refers, bool Other, bool Same, bool OnlyAspects, int Words, string? Spelled)
{
    /// <summary>Whether it says nothing but what it is about: "fibrin", "what is the table?".</summary>
    public bool OnlyNames => Subjects.Length == 1 && Terms.All(term => term == $"s:{Subjects[0]}" || term is "a:what" || term.StartsWith("t:", StringComparison.Ordinal)) && !Terms.Any(term => term.StartsWith("t:", StringComparison.Ordinal));

    /// <summary>Whether anything in it carries a topic of its own: more than "what is" or "who".</summary>
    public bool HasTopic => Terms.Any(term => !term.StartsWith("t:", StringComparison.Ordinal) && !term.StartsWith("a:what", StringComparison.Ordinal));
}

/// <summary>Takes questions and phrasings apart in the same way: shorthand, spelling, concepts of several words, stop words, stems.</summary>
internal sealed class QuestionReader
{
    private static readonly FrozenSet<string> s_pointers = FrozenSet.Create("it", "its", "that", "this", "those", "these", "they", "them", "one", "other", "either", "same", "there");
    private static readonly FrozenSet<string> s_turns = FrozenSet.Create("who", "how", "why", "when", "where", "which", "not", "no", "long", "many", "much", "before", "after", "without", "first");
    private static readonly FrozenSet<string> s_fillers = FrozenSet.Create("exactly", "actually", "really", "basically", "literally", "honestly", "just", "even", "ever", "please", "pls", "plz", "kinda", "sorta", "like", "um", "uh", "lol");
    private static readonly FrozenSet<string> s_links = FrozenSet.Create("and", "also", "but", "ok", "so", "now", "then");

    private readonly FrozenDictionary<string, string> _shorthand;
    private readonly FrozenSet<string> _stop;
    private readonly FrozenSet<string> _broad;
    private readonly FrozenDictionary<string, ConceptTerm> _concepts;
    private readonly FrozenDictionary<string, int> _longest;

    public QuestionReader(Concepts concepts)
    {
        _shorthand = concepts.Shorthand;
        _stop = concepts.Stop.Select(word => Answering.Words.Split(word)[0]).ToFrozenSet();
        _broad = concepts.Broad.ToFrozenSet();
        var terms = new Dictionary<string, ConceptTerm>(StringComparer.Ordinal);
        // A term of two groups belongs to the first: subjects before synonyms before aspects.
        Add(terms, concepts.Subjects, ConceptKind.Subject);
        Add(terms, concepts.Synonyms, ConceptKind.Synonym);
        Add(terms, concepts.Aspects, ConceptKind.Aspect);
        _concepts = terms.ToFrozenDictionary();
        _longest = terms.Keys.Select(key => key.Split(' ')).GroupBy(stems => stems[0]).ToFrozenDictionary(same => same.Key, same => same.Max(stems => stems.Length));
    }

    /// <summary>Words that need no correction.</summary>
    public IEnumerable<string> KnownWords => [.. _stop, .. s_pointers, .. s_links];

    /// <summary>The words of the concepts, for the vocabulary.</summary>
    public static IEnumerable<string> WordsOf(Concepts concepts) =>
        new[] { concepts.Subjects, concepts.Synonyms, concepts.Aspects }.SelectMany(groups => groups.Values.SelectMany(terms => terms)).SelectMany(Answering.Words.Split);

    /// <summary>Reads a question; <paramref name="spelling"/> corrects what the vocabulary does not know.</summary>
    public Question Read(string text, SpellingInContext spelling)
    {
        var spelledOut = Answering.Words.Split(text).SelectMany(word => _shorthand.TryGetValue(word, out var shorthand) ? Answering.Words.Split(shorthand) : [word]).ToList();
        var spelled = spelling.Correct(spelledOut);
        var isPutRight = !spelled.SequenceEqual(spelledOut);
        // "What exactly is it" asks what it is.
        var words = spelled.Where(word => !s_fillers.Contains(word)).ToList();

        var stems = words.ConvertAll(Answering.Words.Stem);
        var terms = ImmutableArray.CreateBuilder<string>();
        var subjects = ImmutableArray.CreateBuilder<string>();
        var aspects = ImmutableArray.CreateBuilder<string>();
        var ofAspects = 0;
        for (var at = 0; at < words.Count;)
        {
            var (concept, length) = LongestConcept(stems, at);
            switch (concept?.Kind)
            {
                case ConceptKind.Subject:
                    AddOnce(subjects, concept.Id);
                    AddOnce(terms, $"s:{concept.Id}");
                    if (_broad.Contains(concept.Id))
                        AddWords(terms, words, stems, at, length);
                    break;
                case ConceptKind.Synonym:
                    AddOnce(terms, $"y:{concept.Id}");
                    if (_broad.Contains(concept.Id))
                        AddWords(terms, words, stems, at, length);
                    break;
                case ConceptKind.Aspect:
                    AddOnce(aspects, concept.Id);
                    var before = terms.Count;
                    AddOnce(terms, $"a:{concept.Id}");
                    if (length == 1)
                        AddWords(terms, words, stems, at, length);
                    ofAspects += terms.Skip(before).Count(CarriesTopic);
                    break;
                default:
                    length = 1;
                    AddWords(terms, words, stems, at, length);
                    break;
            }

            at += length;
        }

        // "Does it work?" asks for proof, "how does it work?" for the way.
        if (words is ["does" or "do" or "did" or "will" or "would" or "is", ..] && words.Exists(word => word is "work" or "works" or "working") && aspects.Remove("how"))
        {
            terms.Remove("a:how");
            ofAspects -= terms.Contains("a:evidence") ? 1 : 0;
            AddOnce(aspects, "evidence");
            AddOnce(terms, "a:evidence");
        }

        return new(
            terms.ToImmutable(), subjects.ToImmutable(), aspects.ToImmutable(),
            words.Any(s_pointers.Contains) || (words.Count > 0 && s_links.Contains(words[0])) || (words is ["what" or "how", "about", ..]) || words is [.., "too"] or [.., "as", "well"],
            words.Contains("other"),
            words.Contains("same"),
            aspects.Count > 0 && ofAspects == terms.Count(CarriesTopic),
            words.Count,
            isPutRight ? string.Join(' ', spelled) + (text.EndsWith('?') ? "?" : "") : null);
    }

    /// <summary>Whether a subject holds several things.</summary>
    public bool IsBroad(string subject) => _broad.Contains(subject);

    /// <summary>The words of a text, with the subjects that it names replaced by another name.</summary>
    public List<string> Replacing(string text, string name)
    {
        var words = Answering.Words.Split(text).SelectMany(word => _shorthand.TryGetValue(word, out var shorthand) ? Answering.Words.Split(shorthand) : [word]).ToList();
        var stems = words.ConvertAll(Answering.Words.Stem);
        var replaced = new List<string>();
        for (var at = 0; at < words.Count;)
        {
            var (concept, length) = LongestConcept(stems, at);
            var isSubject = concept is { Kind: ConceptKind.Subject, Id: not "clinic" };
            replaced.Add(isSubject ? name : words[at]);
            at += isSubject ? length : 1;
        }

        return replaced;
    }

    private static bool CarriesTopic(string term) => !term.StartsWith("t:", StringComparison.Ordinal);

    private void AddWords(ImmutableArray<string>.Builder terms, List<string> words, List<string> stems, int from, int count)
    {
        for (var at = from; at < from + count; at++)
        {
            // A number on its own says nothing: "2 years" is in many answers.
            if (s_turns.Contains(words[at]) || words[at].All(char.IsAsciiDigit))
                AddOnce(terms, $"t:{words[at]}");
            else if (!_stop.Contains(words[at]))
                AddOnce(terms, stems[at]);
        }
    }

    private (ConceptTerm? Term, int Length) LongestConcept(List<string> stems, int at)
    {
        for (var length = Math.Min(_longest.GetValueOrDefault(stems[at]), stems.Count - at); length > 0; length--)
        {
            var key = length == 1 ? stems[at] : string.Join(' ', stems.GetRange(at, length));
            if (_concepts.TryGetValue(key, out var term))
                return (term, length);
        }

        return (null, 1);
    }

    private static void Add(Dictionary<string, ConceptTerm> terms, FrozenDictionary<string, ImmutableArray<string>> groups, ConceptKind kind)
    {
        foreach (var (id, phrases) in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var phrase in phrases)
                terms.TryAdd(KeyOf(Answering.Words.Split(phrase)), new(kind, id));
        }
    }

    private static string KeyOf(List<string> words) => string.Join(' ', words.ConvertAll(Answering.Words.Stem));

    private static void AddOnce(ImmutableArray<string>.Builder list, string item)
    {
        if (!list.Contains(item))
            list.Add(item);
    }

    private enum ConceptKind
    {
        Subject,
        Synonym,
        Aspect,
    }

    private sealed record ConceptTerm(ConceptKind Kind, string Id);
}
