using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Where a message names an option.</summary>
/// <param name="Option">The option; null where the words only look like one.</param>
/// <param name="Places">Places of the words that name it.</param>
/// <param name="IsDoubtful">Whether it is to be asked if it is meant.</param>
/// <param name="Exact">How many of them are written as in the questionnaire, not only of the same stem.</param>
internal sealed record Mention(AnswerOption? Option, ImmutableArray<int> Places, bool IsDoubtful, int Exact)
{
    public int At => Places[0];

    public int End => Places[^1] + 1;
}

/// <summary>All words for the options of one question, found in a message at once.</summary>
internal sealed class OptionPhrases
{
    private const int ShortestCorrected = 4;

    /// <summary>Small words that stand in phrases of options and tell nothing by themselves.</summary>
    private static readonly FrozenSet<string> s_small = FrozenSet.Create("or", "when", "with", "between", "before", "after", "two", "2", "one", "1", "both", "getting", "gets", "got", "take", "took", "family", "everyone", "kids", "people", "work", "working", "like", "more", "very", "super", "going", "goes", "come", "came", "comes", "car", "house", "better", "wait", "up", "out", "off", "down", "over", "by", "day", "days", "here", "anymore", "see", "know", "tell", "thought", "point", "long", "good", "back", "hard", "left", "right", "you", "had", "been", "was", "were", "wear", "buy", "phone", "same");

    private static readonly Lazy<FrozenSet<string>> s_common = new(() => CommonWords.All.Select(pair => pair.Word).ToFrozenSet());

    private readonly FrozenDictionary<string, ImmutableArray<(AnswerOption? Option, OptionPhrase Phrase)>> _byFirst;
    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string> _telling;
    private readonly FrozenSet<string> _stems;
    private readonly Answering.Spelling _spelling;

    /// <param name="options">The options.</param>
    /// <param name="decoys">Words that name none though they look like it: "back to work" is no place.</param>
    public OptionPhrases(IEnumerable<AnswerOption> options, IEnumerable<OptionPhrase> decoys)
    {
        (AnswerOption? Option, OptionPhrase Phrase)[] all = [.. options.SelectMany(option => option.Phrases.Select(phrase => ((AnswerOption?)option, phrase))), .. decoys.Select(phrase => ((AnswerOption?)null, phrase))];
        // "No" inside a sentence denies something; it is an option only on its own.
        _byFirst = all.Where(pair => pair.Phrase.Slots.Length > 1 || pair.Phrase.Words.Any(word => !ReadingWords.None.Contains(word) && !ReadingWords.Fillers.Contains(word) && !ReadingWords.Hedges.Contains(word))).SelectMany(pair => pair.Phrase.Slots[0].Words.Select(OptionPhrase.StemOf).Distinct().Select(stem => (stem, pair))).GroupBy(one => one.stem).ToFrozenDictionary(group => group.Key, group => group.Select(one => one.pair).ToImmutableArray());
        _telling = all.Where(pair => pair.Option is { Exclusive: false }).SelectMany(pair => pair.Phrase.Words).Where(word => !ReadingWords.None.Contains(word) && !ReadingWords.Fillers.Contains(word) && !s_small.Contains(word)).ToFrozenSet();
        _stems = _telling.Where(word => word.Length >= ShortestCorrected).Select(OptionPhrase.StemOf).ToFrozenSet();
        _words = all.SelectMany(pair => pair.Phrase.Words).ToFrozenSet();
        _spelling = new(_words.ToDictionary(word => word, _ => 1), []);
    }

    /// <summary>Whether a word may tell of an option: it is a word of one, or one for the body and what it feels.</summary>
    public bool Tells(string word) => ReadingWords.Body.Contains(word) || _telling.Contains(word) || (word.Length >= ShortestCorrected && _stems.Contains(OptionPhrase.StemOf(word)));

    /// <summary>The message with its misspelled words put right, as far as they are words of this question.</summary>
    public SaidText Corrected(SaidText said) => said.With([.. said.Words.Select(Corrected)]);

    /// <summary>What is named, the most telling first. Words that are part of more telling ones do not count again.</summary>
    public ImmutableArray<Mention> In(SaidText corrected)
    {
        var stems = corrected.Words.Select(OptionPhrase.StemOf).ToImmutableArray();
        var found = new List<Mention>();
        for (var at = 0; at < stems.Length; at++)
        {
            foreach (var (option, phrase) in _byFirst.GetValueOrDefault(stems[at], []))
            {
                if (phrase.At(corrected, stems, at) is { IsEmpty: false } places)
                    found.Add(new(option, places, phrase.IsDoubtful, phrase.Slots.Zip(places).Count(pair => pair.First.Has(corrected.Words[pair.Second]))));
            }
        }

        return Kept(found, corrected.Words);
    }

    private static ImmutableArray<Mention> Kept(List<Mention> found, ImmutableArray<string> words)
    {
        var taken = new Mention?[words.Length];
        var kept = ImmutableArray.CreateBuilder<Mention>();
        foreach (var mention in found.OrderByDescending(one => one.Places.Length).ThenByDescending(one => one.Exact).ThenBy(one => one.IsDoubtful).ThenBy(one => one.End - one.At).ThenBy(one => one.At))
        {
            // More words for the same option take those of their words that are left, but for the "no" behind it: in "no needles no surgery" that is of what follows.
            if (mention.Places.All(place => taken[place] is null)
                || (mention.Places.Length > 1 && mention.Places.Any(place => taken[place] is null && !(place == mention.Places[^1] && ReadingWords.NoneHeads.Contains(words[place]))) && mention.Places.All(place => taken[place] is null || taken[place]!.Option == mention.Option)))
            {
                foreach (var place in mention.Places)
                    taken[place] = mention;
                kept.Add(mention);
            }
            else if (kept.Any(other => other.Exact == mention.Exact && other.IsDoubtful == mention.IsDoubtful && other.Option != mention.Option && other.Places.SequenceEqual(mention.Places)))
            {
                kept.Add(mention);
            }
        }

        return kept.ToImmutable();
    }

    private string Corrected(string word) =>
        word.Length < ShortestCorrected || word.Any(char.IsAsciiDigit) || _words.Contains(word) || s_common.Value.Contains(word) ? word : _spelling.Correct(word);
}
