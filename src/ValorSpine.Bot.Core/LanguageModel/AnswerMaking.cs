using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>Puts an answer together: of what a model worded, what it cites where that does not pass, and what may not be left out. Each passage that is shown is a sentence of its own, so that another can come right after it.</summary>
internal sealed class AnswerMaking(SentenceCheck check, RewordingRules rules, ImmutableArray<Passage> passages)
{
    // PL-10 for a whole reply in a chat.
    private const int MostWords = 120, MostSentences = 6;
    private const double HighestGrade = 8;

    private readonly List<GatedSentence> _sentences = [];

    /// <summary>What it is so far.</summary>
    public ImmutableArray<GatedSentence> Sentences => [.. _sentences];

    private int[] Said => [.. _sentences.SelectMany(sentence => sentence.Says)];

    /// <summary>Takes a sentence of the model, or in its place what it cites.</summary>
    public void Take(WordedSentence sentence)
    {
        var text = sentence.Text.Trim();
        if (check.Check(sentence, Said) is not { } finding)
        {
            _sentences.Add(new(text, null, text, sentence.Cites));
            return;
        }

        var first = _sentences.Count;
        if (!sentence.Cites.IsDefault)
        {
            foreach (var own in passages.Where(passage => sentence.Cites.Contains(passage.Number)))
            {
                if (Said is var said && !said.Contains(own.Number) && !check.IsAstray(own, said))
                    _sentences.Add(new(_sentences.Count == first ? text : "", finding, own.Text, [own.Number]));
            }
        }

        if (_sentences.Count == first)
            _sentences.Add(new(text, finding, "", []));
    }

    /// <summary>What is said beside the short answer comes with the doubt or limit that points back to it.</summary>
    public void BringLimits()
    {
        for (var at = 0; at < _sentences.Count; at++)
        {
            if (_sentences[at].Says is [var number] && PassageOf(number) is { Required: false } && passages.FirstOrDefault(next => next.Number == number + 1) is { Required: false, FollowsOn: true } limit && rules.Weighs(limit.Text) && !Said.Contains(limit.Number))
                PutIn(at + 1, limit);
        }
    }

    /// <summary>What may not be left out is said in its place where the one before it is said, else at the end.</summary>
    public void BringRequired()
    {
        foreach (var missing in passages.Where(passage => passage.Required && !Said.Contains(passage.Number)))
        {
            var before = _sentences.FindLastIndex(sentence => sentence.Says.Contains(missing.Number - 1));
            PutIn(before < 0 ? _sentences.Count : before + 1, missing);
        }
    }

    /// <summary>Why the article is said as it stands instead, or null.</summary>
    /// <param name="names">Names that count for nothing in how hard a text reads.</param>
    public GateFinding? Finding(ImmutableArray<string> names)
    {
        if (_sentences.All(sentence => sentence.Finding is not null))
            return GateFinding.NothingPassed;
        var said = Said;
        // "No, ..." answers what was asked only where it comes first, as in the article.
        if (said.Skip(1).Contains(1) && RewordingRules.IsYesOrNo(PassageOf(1).Text))
            return GateFinding.Order;
        // What was put in may have come between.
        if (said.Index().Any(one => check.IsAstray(PassageOf(one.Item), said[..one.Index])))
            return GateFinding.Order;
        var shown = _sentences.Where(sentence => sentence.Shown.Length > 0).Select(sentence => sentence.Shown).ToArray();
        if (shown.Length > MostSentences || shown.Sum(sentence => ReadingGrade.WordsOf(sentence).Count) > MostWords)
            return GateFinding.TooLong;
        var own = said.Order().Select(number => PassageOf(number).Text).ToArray();
        return ReadingGrade.Of(shown, names) > Math.Max(HighestGrade, ReadingGrade.Of(own, names)) ? GateFinding.TooHard : null;
    }

    private void PutIn(int place, Passage passage) => _sentences.Insert(place, new("", GateFinding.LeftOut, passage.Text, [passage.Number]));

    private Passage PassageOf(int number) => passages.First(passage => passage.Number == number);
}
