using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Of several options to a question that takes one, finds the main one: "mostly the leg", "the back is a 2, the leg is a 9", "they are even".</summary>
internal static class MainOption
{
    private const decimal HighestRating = 10;

    /// <summary>Of several options to a question that takes one, the one that is called the main one, if just one is.</summary>
    public static ImmutableArray<AnswerOption> Of(Question question, SaidText said, IEnumerable<Mention> mentions, ImmutableArray<AnswerOption> options)
    {
        if (options.Any(option => !option.Exclusive))
            options = [.. options.Where(option => !option.Exclusive)];
        if (options.Where(option => !option.Yields).ToImmutableArray() is { IsEmpty: false } firm && firm.Length < options.Length)
            options = firm;
        // "On and off since my twenties": a way of lasting says more than a length.
        if (question.AllRanges && options.Where(option => option.Range is null && !option.Exclusive).ToImmutableArray() is [var unranged])
            return [unranged];
        if (options.Length < 2)
            return options;
        if (Rated(said, mentions, options) is { } worst)
            return [worst];
        if (ChoiceByYesOrNo.Meaning(question, "both") is { } both && options.All(option => option == both || IsPartOf(option, both)) && (AreAlike(said) || AreRatedAlike(said, mentions, options)))
            return [both];
        var scored = options.Select(option => (Option: option, Score: mentions.Where(mention => mention.Option == option).Max(mention => Weight(said, mention, mentions)))).OrderByDescending(one => one.Score).ToArray();
        return scored[0].Score > scored[1].Score ? [scored[0].Option] : options;
    }

    /// <summary>"Can't tell which is worse", "they fight over who's worse".</summary>
    public static bool CannotChoose(SaidText said)
    {
        var at = Enumerable.Range(0, said.Words.Length).FirstOrDefault(at => said.Words[at] is "which" or "who" or "whichever" or "whats" or "what" or "one" or "either" && said.Words.Skip(at + 1).Take(4).Any(word => word is "worse" or "worst" or "more" or "one"));
        return at > 0 && said.Words[Math.Max(0, at - 5)..at].Any(word => word is "cant" or "cannot" or "couldnt" or "hard" or "fight" or "fighting" or "decide" or "know" or "compete" or "competing");
    }

    /// <summary>"L4/5 area, the leg twinges once in a blue moon": what is named is a side matter, and the main one was not understood.</summary>
    public static bool IsOnlySide(Question question, SaidText said, IEnumerable<Mention> told, ImmutableArray<Mention> mentions)
    {
        if (question.Repeats || question.HasRanges || question.SafetyRule is not null || told.Any(mention => mention.Option is { Exclusive: true } or { Yields: true }) || told.Any(mention => Weight(said, mention, mentions) >= 0))
            return false;
        var named = told.Select(mention => said.Clauses[mention.At]).ToHashSet();
        return Enumerable.Range(0, said.Words.Length).Any(at => !named.Contains(said.Clauses[at]) && !ReadingWords.Fillers.Contains(said.Words[at]));
    }

    /// <summary>"The back is a 2, the leg is a 9".</summary>
    private static AnswerOption? Rated(SaidText said, IEnumerable<Mention> mentions, ImmutableArray<AnswerOption> options)
    {
        var ratings = options.Select(option => (Option: option, Rating: mentions.Where(mention => mention.Option == option).Max(mention => RatingIn(said, mention)))).ToArray();
        return Array.TrueForAll(ratings, one => one.Rating is not null) && ratings.OrderByDescending(one => one.Rating).ToArray() is [var first, var second, ..] && first.Rating > second.Rating ? first.Option : null;
    }

    private static bool AreRatedAlike(SaidText said, IEnumerable<Mention> mentions, ImmutableArray<AnswerOption> options) =>
        options.Select(option => mentions.Where(mention => mention.Option == option).Max(mention => RatingIn(said, mention))).Distinct().ToArray() is [not null];

    /// <summary>"Just as bad", "equally", "they are even".</summary>
    private static bool AreAlike(SaidText said) =>
        CannotChoose(said) || (!said.Words.Any(word => word is "worse" or "worst" or "more" or "not" or "mostly" or "mainly") && Enumerable.Range(0, said.Words.Length).Any(at => IsAlike(said.Words, at)));

    private static bool IsAlike(ImmutableArray<string> words, int at)
    {
        var before = at > 0 ? words[at - 1] : "";
        var next = at + 1 < words.Length ? words[at + 1] : "";
        return words[at] switch
        {
            "equal" or "equally" or "equaly" or "same" or "evenly" or "alike" or "tie" or "tied" or "draw" or "50/50" or "fifty" or "evens" or "tossup" => true,
            "even" => before is "are" or "about" or "is" or "its" or "pretty" or "dead" or "theyre",
            "as" => next is "bad" or "much",
            "50" => next is "50",
            "turns" => before is "take" or "takes" or "taking",
            _ => false,
        };
    }

    /// <summary>Whether an option is one of the two that "both" stands for: its words stand there, too.</summary>
    private static bool IsPartOf(AnswerOption option, AnswerOption both)
    {
        var words = SaidText.WordsOf(both.Label);
        return option.Phrases.Any(phrase => !phrase.IsDoubtful && phrase.Words.All(words.Contains));
    }

    private static decimal? RatingIn(SaidText said, Mention mention)
    {
        for (var at = mention.End; at < said.Words.Length && said.Clauses[at] == said.Clauses[mention.At] && at - mention.End <= 5; at++)
        {
            if (Numbers.At(said.Words, at) is { Value: <= HighestRating } rating && at > 0 && (said.Words[at - 1] is "a" or "is" or "like" or "about" or "at" || at == mention.End) && (at + rating.Length >= said.Words.Length || Durations.UnitOf(said.Words[at + rating.Length]) is null))
                return rating.Value;
        }

        return null;
    }

    private static int Weight(SaidText said, Mention mention, IEnumerable<Mention> mentions)
    {
        var clause = Enumerable.Range(0, said.Words.Length).Where(at => said.Clauses[at] == said.Clauses[mention.At]).ToArray();
        var others = mentions.Where(other => other.Option != mention.Option).ToArray();
        return (Array.Exists(clause, at => ReadingWords.Main.Contains(said.Words[at])) ? 1 : 0) - (Array.Exists(clause, at => ReadingWords.Minor.Contains(said.Words[at]) && IsOf(at)) ? 1 : 0);

        // "The back, with a bit of tingling in my toes": the bit is of the toes.
        bool IsOf(int at) => at < mention.At ? !Array.Exists(others, other => other.At > at && other.At < mention.At) : !Array.Exists(others, other => other.At > at && said.Clauses[other.At] == said.Clauses[at]);
    }
}
