using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads several places named by one phrase, or one counted from the end: "the first two", "all five", "the last but one".</summary>
internal static class PickedGroups
{
    /// <summary>Null where the message is no such phrase. Unclear where the last few include "not sure".</summary>
    public static AnswerReading? Read(Question question, ImmutableArray<string> words) =>
        Counted(question, [.. words.Where(word => word is not ("the" or "options" or "ones" or "of" or "them" or "these" or "those" or "please" or "just" or "id" or "say"))])
        ?? (AreAll(question, words) ? Chosen.Of(question, Chosen.Plain(question)) : null);

    private static AnswerReading? Counted(Question question, ImmutableArray<string> told)
    {
        var options = question.Options;
        // "Both first ones", "the first couple".
        if (told is ["both", "first" or "top"] or ["first" or "top", "both" or "couple" or "pair"] && question.Repeats && options.Length > 2)
            return Chosen.Of(question, options[..2]);
        if (told is ["last", "but", "two"] && options.Length > 2)
            return Chosen.Of(question, [options[^3]]);
        if (told is ["last", "but", "one"] or ["second", "last"] or ["second", "to", "last"] or ["next", "to", "last"] && options.Length > 1)
            return Chosen.Of(question, [options[^2]]);
        if (told is not [("first" or "last" or "top" or "bottom") and var end, not "one"] || Numbers.At(told, 1) is not { Value: >= 2 and <= 9 } number || number.Value > options.Length)
            return null;
        return end is "first" or "top" ? Chosen.Of(question, options[..(int)number.Value]) : Last(question, (int)number.Value);
    }

    /// <summary>"The last two" may count "not sure" or "none" and may not.</summary>
    private static AnswerReading Last(Question question, int count)
    {
        var options = question.Options;
        var plain = options.Where(option => !option.Exclusive).ToImmutableArray();
        return plain.Length == options.Length ? Chosen.Of(question, options[^count..]) : new AnswerReading.Unclear([.. plain.TakeLast(count).Concat(options.TakeLast(count)).Distinct()]);
    }

    /// <summary>"All five of them", where that is how many there are.</summary>
    private static bool AreAll(Question question, ImmutableArray<string> words) =>
        question.Repeats && !question.IsRedFlag && words is ["all", _, ..] && Numbers.At(words, 1) is { } all && all.Value == Chosen.Plain(question).Length
        && words[(1 + all.Length)..].All(word => word is "of" or "them" or "the" or "these" or "those" or "options" or "please" or "tbh" or "lol" or "really" or "above");
}
