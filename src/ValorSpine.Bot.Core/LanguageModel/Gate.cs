using System.Collections.Immutable;
using System.Globalization;
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
    public string TaskInWords => string.Create(CultureInfo.InvariantCulture, $"A patient of a spine clinic writes 'message'. Answer it with some of 'sentences', in the order that fits the question best, each worded as close to the patient as the rules let you. Rules: (1) Every sentence of yours says just one of 'sentences', all of it, and has its number in 'cites'. (2) It has the same words and the same commas and other signs in the same order. You may add or leave out these words only, and only where it says: {_rules.MayComeAndGo}. You may replace a word by another of its group only: {_rules.Groups}. (3) Sentence 1 comes first where it begins with yes or no. (4) Say all sentences with mustBeSaid; a sentence with onlyRightAfterTheOneBefore comes right after the one before it. (5) At most 4 sentences, each of at most {MostWordsInSentence} words, none said twice. No greeting, no question, no yes or no, nothing of your own.");

    /// <summary>The sentences of an article as a model gets them, with the facts of the clinic filled in.</summary>
    public ImmutableArray<Passage> PassagesOf(Article article, Func<string, string> fill) =>
    [
        .. article.Sections.SelectMany(section => LeansOf(section).Select(part => (section, part.Sentence, part.Leans)))
            .Select((part, at) => new Passage(
                at + 1, fill(part.Sentence.Text),
                Required: part.section.Id == article.ShortAnswer.Id,
                FollowsOn: at > 0 && (part.Leans || _rules.FollowsOn(part.Sentence.Text)))),
    ];

    /// <summary>The sentences of a section, and whether each says something else where it stands alone: within an item of a list what comes after its first sentence, and all of a list that a paragraph leads up to ("Tell staff about any of these").</summary>
    private static IEnumerable<(SourcedSentence Sentence, bool Leans)> LeansOf(Section section)
    {
        var isLedUpTo = false;
        foreach (var line in section.Lines.Where(line => !line.Sentences.IsEmpty))
        {
            foreach (var (at, sentence) in line.Sentences.Index())
                yield return (sentence, line.IsItem && (isLedUpTo || at > 0));
            isLedUpTo |= !line.IsItem;
        }
    }

    /// <summary>What is said of what a model worded.</summary>
    public GatedAnswer Pass(ImmutableArray<WordedSentence> worded, ImmutableArray<Passage> passages)
    {
        var sentences = ImmutableArray.CreateBuilder<GatedSentence>();
        var told = new List<int>();
        foreach (var sentence in worded)
        {
            var finding = Check(sentence, passages, told);
            var own = finding is null ? [] : passages.Where(passage => sentence.Cites.Contains(passage.Number) && !told.Contains(passage.Number) && !IsAstray(passage, told)).ToArray();
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

        // In its place where the one before it is said, else at the end.
        foreach (var missing in passages.Where(passage => passage.Required && !told.Contains(passage.Number)))
        {
            var place = told.IndexOf(missing.Number - 1) + 1;
            var before = place == 0 ? sentences.Count - 1 : Enumerable.Range(0, sentences.Count).Last(at => sentences[at].Says.Contains(missing.Number - 1));
            sentences.Insert(before + 1, new("", GateFinding.LeftOut, missing.Text, [missing.Number]));
            told.Insert(place == 0 ? told.Count : place, missing.Number);
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
        if (IsAstray(cited, told))
            return GateFinding.Order;
        if (sentence.Text.Any(letter => !char.IsAscii(letter) && !cited.Text.Contains(letter, StringComparison.Ordinal)) || sentence.Text.Any(char.IsControl))
            return GateFinding.Characters;
        if (ReadingGrade.WordsOf(sentence.Text).Count > MostWordsInSentence)
            return GateFinding.TooLong;
        var said = _rules.Statement(sentence.Text);
        return said.SequenceEqual(_rules.Statement(cited.Text, isShortened: true)) ? null : Difference(said, _rules.Statement(cited.Text));
    }

    /// <summary>Whether a sentence would follow on something else than in the article: "it ended early" says nothing unless what "it" is comes before.</summary>
    private static bool IsAstray(Passage passage, List<int> told) => passage.FollowsOn && (told.Count == 0 || told[^1] != passage.Number - 1);

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
        // What was put in may have come between.
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
