using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads options picked by their place: "2", "#2", "option c", "the second one", "1 and 3", "1-3". Groups of places are read by <see cref="PickedGroups"/>.</summary>
internal static class Picks
{
    private const int MostWords = 12, MostPlaces = 100;

    private static readonly FrozenSet<string> s_words = FrozenSet.Create(
        "and", "the", "one", "ones", "option", "options", "number", "numbers", "num", "no", "answer", "choice", "letter", "plus", "also", "both", "it", "is", "its", "ill", "go", "with", "pick", "choose", "i", "id", "say", "please", "would", "take", "that", "to", "or", "um", "uh", "a", "thats", "im", "guess", "think",
        "probably", "be", "for", "me", "yes", "ok", "y", "item", "items", "lol", "thanks", "through", "def", "definitely", "sure", "then", "just", "only", "oh", "god", "yeah", "yep", "gonna", "going", "erm", "er", "hmm");

    /// <summary>How much of each is meant is no matter where several can be: "4 mainly, a bit of 3".</summary>
    private static readonly FrozenSet<string> s_weights = FrozenSet.Create("mainly", "mostly", "bit", "some", "little", "of", "sometimes");

    private static readonly FrozenSet<string> s_called = FrozenSet.Create("number", "num");

    private static readonly FrozenSet<string> s_letterWords = FrozenSet.Create("option", "options", "letter", "answer", "choice");

    /// <summary>Nothing where the message says more than places. Unclear where the last few include "not sure".</summary>
    public static AnswerReading? Read(Question question, ImmutableArray<string> words)
    {
        if (words.Length > MostWords || PutsOneForAnother(words))
            return null;
        var options = question.Options;
        return PickedGroups.Read(question, words)
            ?? (Places(question.Repeats ? [.. words.Where(word => !s_weights.Contains(word))] : words, options.Length) is { Count: > 0 } places && places.TrueForAll(place => place >= 1 && place <= options.Length) ? Chosen.Of(question, [.. places.Distinct().Select(place => options[place - 1])]) : null);
    }

    /// <summary>"Number five. I don't want to talk about it", "5, it's my ankle": a place that is named as such, and then more words without a number.</summary>
    public static AnswerReading? Opening(Question question, SaidText said)
    {
        for (var end = Math.Min(said.Words.Length - 1, MostWords); end > 0; end--)
        {
            if (StartsReason(said, end) && ArePlaces(said.Words, end) && !NamesFurtherPlace(question, said.Words[end..])
                && !(question.Repeats && question.Phrases.In(question.Phrases.Corrected(said.From(end))).Any(mention => mention.Option is null))
                && Read(question, said.Words[..end]) is AnswerReading.Understood picked && ((!question.Repeats && said.Words[..end].All(IsNumber)) || !NamesAnother(question, said.From(end), picked)))
                return picked;
        }

        return null;
    }

    /// <summary>"2, no 3": the one instead of the other, or without it.</summary>
    private static bool PutsOneForAnother(ImmutableArray<string> words) =>
        Enumerable.Range(1, Math.Max(0, words.Length - 2)).Any(at => words[at] is "no" or "not" && Numbers.At(words, at + 1) is not null && words[..at].Any(word => IsNumber(word) || Numbers.Ordinal(word) is not null));

    /// <summary>The places that are named; null where something else is said.</summary>
    private static List<int>? Places(ImmutableArray<string> words, int count)
    {
        var places = new List<int>();
        var isLettered = words.Any(s_letterWords.Contains) || words.All(IsLetterOrLink);
        for (var at = 0; at < words.Length; at++)
        {
            if (((isLettered ? Letter(words, at, count) : null) ?? Numbers.Ordinal(words[at]) ?? End(words[at], count)) is { } place)
                places.Add(place);
            else if ((places.Count > 0 && IsNoun(words, at)) || (places.Count > 1 && words[at] is "all" or "of" or "them"))
                continue;
            else if (places.Count > 0 && RangeEnd(words, at) is { } end && end > places[^1] && end <= count)
                places.AddRange(Enumerable.Range(places[^1] + 1, end - places[^1] - 1));
            else if (Figure(words, at) is { } figure)
                places.Add(figure);
            else if (!s_words.Contains(words[at]))
                return null;
        }

        return places;
    }

    private static int? Letter(ImmutableArray<string> words, int at, int count)
    {
        var word = words[at];
        if (word.Length != 1 || word[0] is < 'a' or > 'z' || word[0] - 'a' >= count)
            return null;
        var isCalled = at > 0 && s_letterWords.Contains(words[at - 1]);
        // "i" and "a" are words, except after "option"; "a" also among other letters.
        var isWord = word is "i" ? !isCalled : word is "a" && !isCalled && words.Length > 1 && !words.All(IsLetterOrLink) && !(at > 0 && words[at - 1] is "and") && !(at + 1 < words.Length && words[at + 1] is "and");
        return isWord ? null : word[0] - 'a' + 1;
    }

    private static bool IsLetterOrLink(string word) => word.Length == 1 || word is "and" or "the" or "please";

    /// <summary>"Last", "the middle one".</summary>
    private static int? End(string word, int count) => word is "last" ? count : word is "middle" && count % 2 == 1 ? (count + 1) / 2 : null;

    /// <summary>The "one" of "the second one", also written "1".</summary>
    private static bool IsNoun(ImmutableArray<string> words, int at) =>
        (words[at] is "one" || (words[at] is "1" && (Numbers.Ordinal(words[at - 1]) is not null || words[at - 1] is "last" or "middle"))) && words[at - 1] is not ("and" or "or" or "to");

    /// <summary>Where "1 to 3", "1 through 3" ends.</summary>
    private static int? RangeEnd(ImmutableArray<string> words, int at) => words[at] is "to" or "through" && at + 1 < words.Length && Numbers.At(words, at + 1) is { Value: < MostPlaces } end ? (int)end.Value : null;

    private static int? Figure(ImmutableArray<string> words, int at) => Numbers.At(words, at) is { Length: 1, Value: < MostPlaces } number && number.Value == decimal.Truncate(number.Value) ? (int)number.Value : null;

    private static bool IsNumber(string word) => Numbers.At([word], 0) is not null;

    /// <summary>Whether what follows the places may explain them.</summary>
    private static bool StartsReason(SaidText said, int at) => said.StartsClause(at) || (said.Words[at] is "its" or "because" && Numbers.At(said.Words, at - 1) is not null);

    /// <summary>Whether words that hold a number or an ordinal name a place: "number five", "5 and 7", "the third one and the fifth".</summary>
    private static bool ArePlaces(ImmutableArray<string> words, int end)
    {
        var opening = words[..end];
        return opening.Any(word => s_letterWords.Contains(word) || s_called.Contains(word))
            || (opening.All(word => IsNumber(word) || word is "and" or "yes" or "oh" or "to" or "all") && Durations.UnitOf(words[end]) is null)
            || (opening.Any(word => word is "the" or "one" or "ones") && opening.Any(word => Numbers.Ordinal(word) is not null || word is "last" or "middle"));
    }

    /// <summary>Whether what follows has another number or ordinal that may be a place. "Once in 2 weeks" counts something.</summary>
    private static bool NamesFurtherPlace(Question question, ImmutableArray<string> rest) =>
        rest.Any(word => Numbers.Ordinal(word) <= question.Options.Length)
        || Numbers.In(rest).Any(number => number.Value <= question.Options.Length && (number.At + number.Length == rest.Length || Durations.UnitOf(rest[number.At + number.Length]) is null));

    /// <summary>Whether what follows names an option that was not picked.</summary>
    private static bool NamesAnother(Question question, SaidText rest, AnswerReading.Understood picked) =>
        question.Phrases.In(question.Phrases.Corrected(rest)).Any(mention => mention.Option is { } option && !option.IsUnknown && !picked.Values.Contains(option.Value)) || rest.Words.Any(word => word is "not" or "except" or "wait" or "meant");
}
