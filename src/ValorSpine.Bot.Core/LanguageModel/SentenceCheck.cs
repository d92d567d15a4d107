using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.LanguageModel;

/// <summary>Checks one sentence of a model against the passage that it cites, after what was said before it.</summary>
internal sealed partial class SentenceCheck(RewordingRules rules, ImmutableArray<Passage> passages)
{
    /// <summary>PL-02.</summary>
    public const int MostWords = 24;

    /// <summary>What is wrong with a sentence, or null.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="said">Numbers of the passages that were said before it.</param>
    public GateFinding? Check(WordedSentence sentence, IReadOnlyList<int> said)
    {
        if (sentence.Cites.IsDefaultOrEmpty)
            return GateFinding.NoSource;
        // Joined sentences can state what neither does: "No trial has shown that | it has risks."
        if (sentence.Cites is not [var number] || passages.FirstOrDefault(passage => passage.Number == number) is not { } cited)
            return GateFinding.UnknownSource;
        if (said.Contains(number))
            return GateFinding.SaidTwice;
        if (IsAstray(cited, said))
            return GateFinding.Order;
        if (sentence.Text.Any(letter => !char.IsAscii(letter) && !cited.Text.Contains(letter, StringComparison.Ordinal)) || sentence.Text.Any(char.IsControl) || Shouts(sentence.Text, cited.Text))
            return GateFinding.Characters;
        if (ReadingGrade.WordsOf(sentence.Text).Count > MostWords)
            return GateFinding.TooLong;
        var states = rules.Statement(sentence.Text);
        return states.SequenceEqual(rules.Statement(cited.Text, isShortened: true)) ? null : Difference(states, rules.Statement(cited.Text));
    }

    /// <summary>
    /// Whether a sentence would follow on something else than in the article: "it ended early" says nothing unless what "it" is comes before, and "some people in studies had more pain" is understood of the treatment that
    /// was named last.
    /// </summary>
    public bool IsAstray(Passage passage, IReadOnlyList<int> said) =>
        (passage.FollowsOn && (said.Count == 0 || said[^1] != passage.Number - 1))
        || (rules.TellsResultOfNone(passage.Text) && NamedLast(said.Select(number => passages.First(before => before.Number == number))) is { IsEmpty: false } named && !named.Overlaps(NamedLast(passages.Where(before => before.Number < passage.Number))));

    private ImmutableHashSet<string> NamedLast(IEnumerable<Passage> before) => before.Reverse().Select(passage => rules.TreatmentsIn(passage.Text)).FirstOrDefault(named => !named.IsEmpty) ?? [];

    // "It DID help" says more than "it did help", and "tell US" something else than "tell us". Two letters that the source has not at all are a name such as PT.
    private static bool Shouts(string text, string source) =>
        Words().Matches(text).Select(word => word.Value).Any(word => word.Skip(1).Any(char.IsUpper) && !Words().Matches(source).Any(own => own.Value == word) && (word.Length > 2 || source.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Why two statements differ, the gravest reason first; null where they are one.</summary>
    private static GateFinding? Difference(ImmutableArray<string> said, ImmutableArray<string> source)
    {
        if (said.SequenceEqual(source))
            return null;
        if (!said.Where(IsNumber).SequenceEqual(source.Where(IsNumber)))
            return GateFinding.Number;
        if (said.Count(IsNegation) != source.Count(IsNegation))
            return GateFinding.Negation;
        if (said.Except(source).Any())
            return GateFinding.Added;
        return source.Except(said).Any() ? GateFinding.Omitted : GateFinding.Order;
    }

    private static bool IsNumber(string word) => word.Any(char.IsDigit) || word is "percent" or "half" or "twice" or "one" or "two" or "three" or "four" or "five" or "six" or "seven" or "eight" or "nine" or "ten";

    private static bool IsNegation(string word) => word is "not" or "no" or "never" or "none" or "without" or "nobody" or "nor" or "neither" or "nothing";

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();
}
