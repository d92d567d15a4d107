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
    private readonly RewordingRules _rules;
    private readonly ImmutableArray<string> _names;

    private Gate(RewordingRules rules, ImmutableArray<string> names) => (_rules, _names) = (rules, names);

    /// <summary>Reads the rules of the gate and reports what is wrong with them.</summary>
    public static Gate Load(ContentFiles files, ICollection<ContentProblem> problems) => new(RewordingRules.Load(files, problems), PlainLanguage.Load(files, problems).Names);

    /// <summary>The task of wording an answer, as a model reads it.</summary>
    public string TaskInWords => string.Create(CultureInfo.InvariantCulture, $"A patient of a spine clinic writes 'message'. Answer it with some of 'sentences', in the order that fits the question best, each worded as close to the patient as the rules let you. Rules: (1) Every sentence of yours says just one of 'sentences', all of it, and has its number in 'cites'. (2) It has the same words and the same commas and other signs in the same order. You may add or leave out these words only, and only where it says: {_rules.MayComeAndGo}. You may replace a word by another of its group only: {_rules.Groups}. (3) Sentence 1 comes first where it begins with yes or no. (4) Say all sentences with mustBeSaid; a sentence with onlyRightAfterTheOneBefore comes right after the one before it. (5) At most 4 sentences, each of at most {SentenceCheck.MostWords} words, none said twice. No greeting, no question, no yes or no, nothing of your own.");

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
        var making = new AnswerMaking(new(_rules, passages), _rules, passages);
        foreach (var sentence in worded)
            making.Take(sentence);
        making.BringLimits();
        making.BringRequired();
        return new(making.Sentences, making.Finding(_names));
    }
}
