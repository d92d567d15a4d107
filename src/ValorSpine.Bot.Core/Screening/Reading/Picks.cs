using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads options picked by their place: "2", "#2", "option c", "the second one", "1 and 3", "1-3", "the first two".</summary>
internal static class Picks
{
    private const int MostWords = 12;

    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        "and", "the", "one", "ones", "option", "options", "number", "numbers", "num", "no", "answer", "choice", "letter", "plus", "also", "both", "it", "is", "its", "ill", "go", "with", "pick", "choose", "i", "id", "say", "please", "would", "take", "that", "to", "or", "um", "uh", "a", "thats", "im", "guess", "think",
        "probably", "be", "for", "me", "yes", "ok", "y", "item", "items", "lol", "thanks", "through", "def", "definitely", "sure", "then", "just", "only", "oh", "god", "yeah", "yep", "gonna", "going", "erm", "er", "hmm");

    private static readonly FrozenSet<string> s_called = FrozenSet.Create("number", "num");

    private static readonly FrozenSet<string> s_letterWords = FrozenSet.Create("option", "options", "letter", "answer", "choice");

    /// <summary>Nothing where the message says more than places. Unclear where the last few include "not sure".</summary>
    public static AnswerReading? Read(Question question, ImmutableArray<string> words)
    {
        if (words.Length > MostWords)
            return null;
        // "2, no 3": the one instead of the other, or without it.
        if (Enumerable.Range(1, Math.Max(0, words.Length - 2)).Any(at => words[at] is "no" or "not" && Numbers.At(words, at + 1) is not null && words[..at].Any(word => Numbers.At([word], 0) is not null || Numbers.Ordinal(word) is not null)))
            return null;
        var options = question.Options;
        if (Group(question, words) is { } group)
            return group;
        if (question.Repeats && !question.IsRedFlag && words is ["all", _, ..] && Numbers.At(words, 1) is { } all && all.Value == Chosen.Plain(question).Length && words[(1 + all.Length)..].All(word => word is "of" or "them" or "the" or "these" or "those" or "options" or "please" or "tbh" or "lol" or "really" or "above"))
            return Chosen.Of(question, Chosen.Plain(question));
        var numbers = new List<int>();
        var lettered = words.Any(s_letterWords.Contains) || words.All(word => word.Length == 1 || word is "and" or "the" or "please");
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at];
            if (lettered && Letter(words, at, options.Length) is { } letter)
                numbers.Add(letter);
            else if (Numbers.Ordinal(word) is { } ordinal)
                numbers.Add(ordinal);
            else if (word is "last")
                numbers.Add(options.Length);
            else if (word is "middle" && options.Length % 2 == 1)
                numbers.Add((options.Length + 1) / 2);
            else if (word is "one" or "1" && numbers.Count > 0 && (word is "one" || Numbers.Ordinal(words[at - 1]) is not null || words[at - 1] is "last" or "middle") && words[at - 1] is not ("and" or "or" or "to"))
                continue;
            else if (word is "all" or "of" or "them" && numbers.Count > 1)
                continue;
            else if (word is "to" or "through" && numbers.Count > 0 && at + 1 < words.Length && Numbers.At(words, at + 1) is { } end && end.Value > numbers[^1] && end.Value <= options.Length)
                numbers.AddRange(Enumerable.Range(numbers[^1] + 1, (int)end.Value - numbers[^1] - 1));
            else if (Numbers.At(words, at) is { Length: 1 } number && number.Value == decimal.Truncate(number.Value) && number.Value < 100)
                numbers.Add((int)number.Value);
            else if (!s_words.Contains(word))
                return null;
        }

        return numbers.Count > 0 && numbers.All(number => number >= 1 && number <= options.Length) ? Chosen.Of(question, [.. numbers.Distinct().Select(number => options[number - 1])]) : null;
    }

    /// <summary>"Number five. I don't want to talk about it", "5, it's my ankle": a place that is named as such, and then more words without a number.</summary>
    public static AnswerReading? Opening(Question question, SaidText said)
    {
        var words = said.Words;
        for (var end = Math.Min(words.Length - 1, MostWords); end > 0; end--)
        {
            if (!(said.StartsClause(end) || (words[end] is "its" or "because" && Numbers.At(words, end - 1) is not null)) || !IsPlaces(words, end) || Numbers.In(words[end..]).Any(number => number.Value <= question.Options.Length && !IsCounted(words, number)))
                continue;
            if (Read(question, words[..end]) is AnswerReading.Understood places && ((!question.Repeats && words[..end].All(word => Numbers.At([word], 0) is not null)) || !NamesAnother(question, said.From(end), places)))
                return places;
        }

        return null;
    }

    /// <summary>Whether words that hold a number or an ordinal name a place: "number five", "5 and 7", "the third one and the fifth".</summary>
    private static bool IsPlaces(ImmutableArray<string> words, int end)
    {
        var opening = words[..end];
        return opening.Any(word => s_letterWords.Contains(word) || s_called.Contains(word))
            || (opening.All(word => Numbers.At([word], 0) is not null || word is "and" or "yes" or "oh" or "to" or "all") && Durations.UnitOf(words[end]) is null)
            || (opening.Any(word => word is "the" or "one" or "ones") && opening.Any(word => Numbers.Ordinal(word) is not null || word is "last" or "middle"));
    }

    /// <summary>"Once in 2 weeks" and "3 of them" count something.</summary>
    private static bool IsCounted(ImmutableArray<string> words, Numbers.Found number) =>
        number.At + number.Length < words.Length && (Durations.UnitOf(words[number.At + number.Length]) is not null || words[number.At] is "one" or "2");

    /// <summary>Whether what follows names an option that was not picked.</summary>
    private static bool NamesAnother(Question question, SaidText rest, AnswerReading.Understood picked) =>
        question.Phrases.In(question.Phrases.Corrected(rest)).Any(mention => mention.Option is { } option && !option.IsUnknown && !picked.Values.Contains(option.Value)) || rest.Words.Any(word => word is "not" or "except" or "wait" or "meant");

    /// <summary>"The first two", "the last two", "the last but one".</summary>
    private static AnswerReading? Group(Question question, ImmutableArray<string> words)
    {
        ImmutableArray<string> told = [.. words.Where(word => word is not ("the" or "options" or "ones" or "of" or "them" or "these" or "those" or "please" or "just" or "id" or "say"))];
        var options = question.Options;
        // "Both first ones", "the first couple".
        if (told is ["both", "first" or "top"] or ["first" or "top", "both" or "couple" or "pair"] && question.Repeats && options.Length > 2)
            return Chosen.Of(question, options[..2]);
        if (told is ["last", "but", "two"] && options.Length > 2)
            return Chosen.Of(question, [options[^3]]);
        if (told is ["last", "but", "one"] or ["second", "last"] or ["second", "to", "last"] or ["next", "to", "last"] && options.Length > 1)
            return Chosen.Of(question, [options[^2]]);
        if (told is not [var end and ("first" or "last" or "top" or "bottom"), var count] || Numbers.At(told, 1) is not { Value: >= 2 and <= 9 } number || number.Value > options.Length || count is "one")
            return null;
        var taken = (int)number.Value;
        if (end is "first" or "top")
            return Chosen.Of(question, options[..taken]);
        // "The last two" may count "not sure" or "none" and may not.
        var plain = options.Where(option => !option.Exclusive).ToImmutableArray();
        return plain.Length == options.Length ? Chosen.Of(question, options[^taken..]) : new AnswerReading.Unclear([.. plain.TakeLast(taken).Concat(options.TakeLast(taken)).Distinct()]);
    }

    private static int? Letter(ImmutableArray<string> words, int at, int count)
    {
        var word = words[at];
        if (word.Length != 1 || word[0] is < 'a' or > 'z' || word[0] - 'a' >= count)
            return null;
        // "i" and "a" are words, except after "option".
        return word is "i" && !(at > 0 && s_letterWords.Contains(words[at - 1])) ? null
            : word is "a" && words.Length > 1 && !words.All(other => other.Length == 1 || other is "and" or "the" or "please") && !(at > 0 && (s_letterWords.Contains(words[at - 1]) || words[at - 1] is "and")) && !(at + 1 < words.Length && words[at + 1] is "and") ? null
            : word[0] - 'a' + 1;
    }
}
