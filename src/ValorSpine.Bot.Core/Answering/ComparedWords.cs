using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>A message as stems, with its commas and where its sentences end.</summary>
/// <param name="Stems">In order; <see cref="Comma"/> where a comma or a longer stop parts them.</param>
/// <param name="Sentences">Number of the sentence of each.</param>
internal sealed record SaidWords(List<string> Stems, List<int> Sentences)
{
    /// <summary>Stands for what parts words. No phrase holds it.</summary>
    public const string Comma = ",";

    public bool SameSentence(int one, int other) => Sentences[one] == Sentences[other];
}

/// <summary>Takes messages and phrases apart in the same way: short forms spelled out, long words that name something put right, stems.</summary>
internal sealed partial class ComparedWords
{
    // Short names are too easily near to a word that was meant: "track" is no "rack".
    private const int ShortestName = 6, ShortestTyped = 5, LongName = 10;
    private readonly FrozenDictionary<string, string> _shorthand;
    private readonly Spelling _spelling;

    public ComparedWords(KnowledgeBase knowledge)
    {
        var table = knowledge.SideBySide;
        _shorthand = knowledge.Concepts.Shorthand;
        var named = table.Subjects.SelectMany(subject => subject.Terms).Concat(table.Asking.Cues).SelectMany(Words.Split).Where(word => word.Length >= ShortestName);
        var written = knowledge.Articles.SelectMany(article => article.Sections.SelectMany(section => Words.Split(section.Text)))
            .Concat(QuestionReader.WordsOf(knowledge.Concepts)).Concat(knowledge.Concepts.Stop).Concat(table.Asking.Light);
        _spelling = new(named.CountBy(word => word).ToDictionary(StringComparer.Ordinal), written);
    }

    public SaidWords Read(string text)
    {
        var said = new SaidWords([], []);
        var sentence = 0;
        // The dot of "vs." ends nothing.
        foreach (System.Text.RegularExpressions.Match part in Part().Matches(Versus().Replace(text, "$1 ")))
        {
            foreach (var word in Words.Split(part.Value))
            {
                foreach (var stem in StemsOf(word))
                    Add(stem);
            }

            Add(SaidWords.Comma);
            sentence += part.Value.AsSpan().ContainsAny(".?!;\n") ? 1 : 0;
        }

        return said;

        void Add(string stem)
        {
            said.Stems.Add(stem);
            said.Sentences.Add(sentence);
        }
    }

    /// <summary>Phrases with a meaning each.</summary>
    public StemPhrases<T> Phrases<T>(params ReadOnlySpan<(IEnumerable<string> Phrases, T Meaning)> groups)
        where T : notnull
    {
        var phrases = new StemPhrases<T>();
        foreach (var (group, meaning) in groups)
        {
            foreach (var phrase in group)
                phrases.Add(StemsOf(phrase), meaning);
        }

        return phrases;
    }

    /// <summary>The stems of a phrase.</summary>
    public List<string> StemsOf(string phrase) =>
        Words.Split(phrase).SelectMany(word => _shorthand.TryGetValue(word, out var spelledOut) ? Words.Split(spelledOut) : [PutRight(word)]).Select(Words.Stem).ToList();

    /// <summary>The name that a word was meant to be. Two slips are forgiven only in a long one: "stitches" are no "stretches".</summary>
    private string PutRight(string word)
    {
        if (word.Length < ShortestTyped)
            return word;
        var meant = _spelling.Correct(word);
        return word.Length >= LongName || Spelling.Distance(word, meant) < 2 ? meant : word;
    }

    [GeneratedRegex(@"[^,.?!;:()\n–—]+[,.?!;:()\n–—]*", RegexOptions.None, 10_000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\b(vs|v)\.", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Versus();
}
