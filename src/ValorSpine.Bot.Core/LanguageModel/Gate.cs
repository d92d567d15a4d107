using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using ValorSpine.Bot.Core.Knowledge;
using ValorSpine.Bot.Core.Knowledge.Checks;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>
/// What a model words is said only where it states just what the sentence states that it cites: the same words and signs in the same order, but for those that carry nothing and those that
/// mean the same (<see cref="RewordingRules"/>). So numbers, negations, doubts and names stay as they are, and nothing is added. A model can choose, order and use the patient's own words for things.
/// </summary>
public sealed class Gate
{
    // PL-02, and PL-10 for a whole reply in a chat.
    private const int MostWordsInSentence = 24, MostWords = 120;
    private const int MostSentences = 6;
    private const double HighestGrade = 8;

    private readonly RewordingRules _rules;
    private readonly ImmutableArray<string> _names;

    private Gate(RewordingRules rules, ImmutableArray<string> names) => (_rules, _names) = (rules, names);

    /// <summary>Reads the rules of the gate and reports what is wrong with them.</summary>
    public static Gate Load(ContentFiles files, ICollection<ContentProblem> problems) => new(RewordingRules.Load(files, problems), PlainLanguage.Load(files, problems).Names);

    /// <summary>The task of wording an answer, as a model reads it.</summary>
    public string TaskInWords => string.Create(CultureInfo.InvariantCulture, $"A patient of a spine clinic writes 'message'. Answer it with some of 'sentences', in the order that fits the question best, each worded as close to the patient as the rules let you. Rules: (1) Every sentence of yours says just one of 'sentences', all of it, and has its number in 'cites'. (2) It has the same words and the same commas and other signs in the same order. You may add or leave out these words only: {_rules.CarriesNothing}. You may replace a word by another of its group only: {_rules.Groups}. (3) Sentence 1 comes first where it begins with yes or no. (4) Say all sentences with mustBeSaid; a sentence with onlyRightAfterTheOneBefore comes right after the one before it. (5) At most 4 sentences, each of at most {MostWordsInSentence} words, none said twice. No greeting, no question, no yes or no, nothing of your own.");

    /// <summary>The sentences of an article as a model gets them, with the facts of the clinic filled in.</summary>
    public ImmutableArray<Passage> PassagesOf(Article article, Func<string, string> fill) =>
    [
        .. article.Sections.SelectMany(section => section.Sentences.Select(sentence => (section, sentence)))
            .Select((part, at) => new Passage(
                at + 1, fill(part.sentence.Text),
                Required: part.section.Id == article.ShortAnswer.Id,
                FollowsOn: at > 0 && _rules.FollowsOn(part.sentence.Text))),
    ];

    /// <summary>What is said of what a model worded.</summary>
    public GatedAnswer Pass(ImmutableArray<WordedSentence> worded, ImmutableArray<Passage> passages)
    {
        var sentences = ImmutableArray.CreateBuilder<GatedSentence>();
        var told = new List<int>();
        foreach (var sentence in worded)
        {
            var finding = Check(sentence, passages, told);
            var own = finding is null ? [] : passages.Where(passage => sentence.Cites.Contains(passage.Number) && !told.Contains(passage.Number)).ToArray();
            sentences.Add(new(sentence.Text.Trim(), finding, finding is null ? sentence.Text.Trim() : string.Join(' ', own.Select(passage => passage.Text)), finding is null ? sentence.Cites : [.. own.Select(passage => passage.Number)]));
            told.AddRange(finding is null ? sentence.Cites : own.Select(passage => passage.Number));
        }

        // What is said beside the short answer comes with the doubt or limit that points back to it.
        for (var at = 0; at < sentences.Count; at++)
        {
            if (sentences[at].Says is [.., var number] && passages.First(said => said.Number == number) is { Required: false } && passages.FirstOrDefault(next => next.Number == number + 1) is { Required: false, FollowsOn: true } limit && !told.Contains(limit.Number) && _rules.Weighs(limit.Text))
            {
                sentences.Insert(at + 1, new("", GateFinding.LeftOut, limit.Text, [limit.Number]));
                told.Insert(told.IndexOf(number) + 1, limit.Number);
            }
        }

        foreach (var missing in passages.Where(passage => passage.Required && !told.Contains(passage.Number)))
        {
            sentences.Add(new("", GateFinding.LeftOut, missing.Text, [missing.Number]));
            told.Add(missing.Number);
        }

        return new(sentences.ToImmutable(), WholeFinding(sentences, told, passages));
    }

    /// <summary>What is wrong with a sentence, or null.</summary>
    private GateFinding? Check(WordedSentence sentence, ImmutableArray<Passage> passages, List<int> told)
    {
        if (sentence.Cites.IsDefaultOrEmpty)
            return GateFinding.NoSource;
        // Joined sentences can state what neither does: "No trial has shown that | it has risks."
        if (sentence.Cites is not [var number] || passages.FirstOrDefault(passage => passage.Number == number) is not { } cited)
            return GateFinding.UnknownSource;
        if (told.Contains(number))
            return GateFinding.SaidTwice;
        if (sentence.Text.Any(letter => !char.IsAscii(letter) && !cited.Text.Contains(letter, StringComparison.Ordinal)) || sentence.Text.Any(char.IsControl))
            return GateFinding.Characters;
        if (ReadingGrade.WordsOf(sentence.Text).Count > MostWordsInSentence)
            return GateFinding.TooLong;
        return Difference(_rules.Statement(sentence.Text), _rules.Statement(cited.Text));
    }

    /// <summary>Why two statements differ, the gravest reason first; null where they are one.</summary>
    private static GateFinding? Difference(ImmutableArray<string> said, ImmutableArray<string> source)
    {
        if (said.SequenceEqual(source))
            return null;
        if (!Only(said, IsNumber).SequenceEqual(Only(source, IsNumber)))
            return GateFinding.Number;
        if (Only(said, IsNegation).Count() != Only(source, IsNegation).Count())
            return GateFinding.Negation;
        if (said.Except(source).Any())
            return GateFinding.Added;
        return source.Except(said).Any() ? GateFinding.Omitted : GateFinding.Order;
    }

    private GateFinding? WholeFinding(IReadOnlyList<GatedSentence> sentences, List<int> told, ImmutableArray<Passage> passages)
    {
        if (sentences.All(sentence => sentence.Finding is not null))
            return GateFinding.NothingPassed;
        // "No, ..." answers what was asked only where it comes first, as in the article.
        if (told.Skip(1).Any(number => number == 1 && RewordingRules.IsYesOrNo(passages.First(passage => passage.Number == 1).Text)))
            return GateFinding.Order;
        // "It ended early" says nothing unless what "it" is comes before.
        if (told.Select((number, at) => (number, at)).Any(pair => passages.First(passage => passage.Number == pair.number).FollowsOn && (pair.at == 0 || told[pair.at - 1] != pair.number - 1)))
            return GateFinding.Order;
        var said = sentences.Where(sentence => sentence.Shown.Length > 0).Select(sentence => sentence.Shown).ToArray();
        if (said.Length > MostSentences || said.Sum(sentence => ReadingGrade.WordsOf(sentence).Count) > MostWords)
            return GateFinding.TooLong;
        var own = passages.Where(passage => told.Contains(passage.Number)).Select(passage => passage.Text).ToArray();
        return ReadingGrade.Of(said, _names) > Math.Max(HighestGrade, ReadingGrade.Of(own, _names)) ? GateFinding.TooHard : null;
    }

    private static IEnumerable<string> Only(IEnumerable<string> statement, Func<string, bool> kind) => statement.Where(kind);

    private static bool IsNumber(string word) => word.Any(char.IsDigit) || word is "percent" or "half" or "twice" or "one" or "two" or "three" or "four" or "five" or "six" or "seven" or "eight" or "nine" or "ten";

    private static bool IsNegation(string word) => word is "not" or "no" or "never" or "none" or "without" or "nobody" or "nor" or "neither" or "nothing";
}

/// <summary>What is wrong with what a model worded. For staff.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateFinding>))]
public enum GateFinding
{
    /// <summary>It cites nothing.</summary>
    NoSource,

    /// <summary>It cites what it was not given, or more than one sentence.</summary>
    UnknownSource,

    /// <summary>What it cites was said already.</summary>
    SaidTwice,

    /// <summary>A number differs.</summary>
    Number,

    /// <summary>A negation was added or dropped.</summary>
    Negation,

    /// <summary>It says what the source does not.</summary>
    Added,

    /// <summary>It leaves out what the source says.</summary>
    Omitted,

    /// <summary>The same words in another order.</summary>
    Order,

    /// <summary>Characters that the source has not, such as look-alike letters or signs that are not seen.</summary>
    Characters,

    /// <summary>Too long for a chat.</summary>
    TooLong,

    /// <summary>Harder to read than the article.</summary>
    TooHard,

    /// <summary>Evidence, a limit or a warning was left out; it is said in the article's words.</summary>
    LeftOut,

    /// <summary>No sentence passed.</summary>
    NothingPassed,
}

/// <summary>A sentence after the gate.</summary>
/// <param name="Worded">What the model worded; empty where it left out what has to be said.</param>
/// <param name="Finding">Why it was not passed, or null.</param>
/// <param name="Shown">What is said: its words, those of the article, or nothing.</param>
/// <param name="Says">Numbers of the passages that are said.</param>
public sealed record GatedSentence(string Worded, GateFinding? Finding, string Shown, ImmutableArray<int> Says);

/// <summary>An answer after the gate.</summary>
/// <param name="Sentences">One by one.</param>
/// <param name="Finding">Why the article is said as it stands, or null.</param>
public sealed record GatedAnswer(ImmutableArray<GatedSentence> Sentences, GateFinding? Finding)
{
    /// <summary>What is said instead of the article's text, or null.</summary>
    [JsonIgnore]
    public string? Text => Finding is null ? string.Join(' ', Sentences.Where(sentence => sentence.Shown.Length > 0).Select(sentence => sentence.Shown)) : null;
}
