using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads "all but the injections", "everything except 2".</summary>
internal static class AllBut
{
    private const int MostWords = 9;

    /// <summary>All options but those that are named; null where the message says no such thing.</summary>
    public static AnswerReading? Read(Question question, SaidText said, ImmutableArray<Mention> mentions)
    {
        if (!question.Repeats || question.IsRedFlag || said.Words.Length > MostWords || !said.Words.Any(word => word is "all" or "everything" or "every" or "lot") || said.Words.Any(word => word is "what" or "no" or "none" or "not"))
            return null;
        var but = Enumerable.Range(0, said.Words.Length).LastOrDefault(at => IsBut(said.Words, at));
        if (but == 0 || Named(question, said, mentions, but) is not { Length: > 0 } left)
            return null;
        return Chosen.Plain(question).Except(left).ToImmutableArray() is { IsEmpty: false } rest ? Chosen.Of(question, rest) : null;
    }

    private static bool IsBut(ImmutableArray<string> words, int at) =>
        words[at] is "but" or "except" or "besides" or "minus" or "excluding" or "bar" or "save" or "without" || (words[at] is "from" && at > 0 && words[at - 1] is "apart" or "aside");

    private static AnswerOption[] Named(Question question, SaidText said, ImmutableArray<Mention> mentions, int but)
    {
        AnswerOption[] named = [.. mentions.Where(mention => mention.At > but).Select(mention => mention.Option).OfType<AnswerOption>()];
        if (named.Length > 0 || but == said.Words.Length - 1)
            return named;
        // "All of them except 2"
        return Picks.Read(question, said.Words[(but + 1)..]) is AnswerReading.Understood places ? [.. question.Options.Where(option => places.Values.Contains(option.Value))] : [];
    }
}
