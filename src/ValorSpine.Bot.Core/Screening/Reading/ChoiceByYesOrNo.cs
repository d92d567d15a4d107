using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads what a yes, a no, "not sure" or a refusal means as the answer to a choice.</summary>
internal static class ChoiceByYesOrNo
{
    private const int MostWordsOfYes = 4;

    /// <summary>What it means; null where it says none of that.</summary>
    /// <param name="question">The question.</param>
    /// <param name="said">The message.</param>
    /// <param name="mentions">What it names.</param>
    /// <param name="denies">Whether that is an option, and so denied or in doubt.</param>
    public static AnswerReading? Read(Question question, SaidText said, ImmutableArray<Mention> mentions, bool denies)
    {
        var last = YesNo.Conclusion(said) is { } conclusion && !question.IsRedFlag ? conclusion : said;
        var consent = YesNo.Read(last);
        if (consent is Consent.Declined)
            return Declined(question);
        var isPlain = (last != said && NoneOfThese.IsNone(last.Words)) || !IsNoPlainNo(question, said, mentions);
        if (NoneOfThese.Of(question) is { } none && isPlain && NoneOfThese.IsSaid(question, said, last, mentions, denies))
            return new AnswerReading.Understood([none.Value]);
        return consent switch
        {
            Consent.Yes when !denies && Meaning(question, "yes") is { } yes => new AnswerReading.Understood([yes.Value]),
            Consent.No when isPlain && (denies || last.Words.Length <= 6) && Meaning(question, "no") is { } no => new AnswerReading.Understood([no.Value]),
            Consent.Unsure when said.Words[0] is "maybe" or "possibly" or "perhaps" && Meaning(question, "maybe") is { } possible => new AnswerReading.Understood([possible.Value]),
            Consent.Unsure when !question.IsRedFlag && !question.Options.Any(option => option.IsUnknown) && said.IndexOf(["yes", "and", "no"]) >= 0 => null,
            // "I've had one but couldn't tell you which": what it tells besides has to be asked about.
            Consent.Unsure when !question.IsRedFlag && !question.Options.Any(option => option.IsUnknown) && PartlyKnown.Tells(question, said) => null,
            Consent.Unsure when question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown => new AnswerReading.Understood([unknown.Value]),
            Consent.Unsure => new AnswerReading.Unsure(),
            // "Yes" to whether there was a scan: which?
            Consent.Yes when question is { IsOfPast: true, IsRedFlag: false } && mentions.IsEmpty && said.Words.Length <= MostWordsOfYes && NoneOfThese.Of(question) is not null => new AnswerReading.Unclear(Chosen.Plain(question)),
            Consent.Yes when question.SafetyRule is not null && said.Words.Length <= 6 && !OpensWithSpan(said.Words) && !YesNo.OnlyTakesNote(said) => new AnswerReading.Agreed(),
            // "Bladder is fine, no fever": of what is not named nothing is told.
            Consent.No or Consent.Neither when NoneOfThese.MayBeMeant(question, said, mentions, denies, isPlain) is { } only => new AnswerReading.Unclear([only]),
            _ => null,
        };
    }

    /// <summary>What it means that somebody would rather not say.</summary>
    public static AnswerReading Declined(Question question) =>
        question.Options.FirstOrDefault(option => option.IsDeclined) is { } declined ? new AnswerReading.Understood([declined.Value])
        : question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown && !question.IsRedFlag ? new AnswerReading.Understood([unknown.Value])
        : new AnswerReading.Declined();

    /// <summary>The one option that "yes" or "no" is a synonym of.</summary>
    public static AnswerOption? Meaning(Question question, string word) =>
        question.Options.Where(option => option.Phrases.Any(phrase => phrase.Text == word)).ToArray() is [var one] ? one : null;

    /// <summary>"Not yet, but hopefully soon", "needles yes, surgery no", "4. no, 3": a no, and more that may be an answer.</summary>
    private static bool IsNoPlainNo(Question question, SaidText said, ImmutableArray<Mention> mentions) =>
        question.IsRedFlag ? Signs.StandBeside(question, said) : NoneOfThese.HasMore(said, mentions) || SaysYesToOther(said) || (question.Repeats && Signs.NamePlace(question, said));

    /// <summary>"Needles yes": whether something that is named is answered with yes behind it.</summary>
    public static bool SaysYesToOther(SaidText said) => Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "yes" or "yeah" or "yep" && said.EndsClause(at) && !said.StartsClause(at));

    /// <summary>"About three years I guess" answers how long, not whether.</summary>
    private static bool OpensWithSpan(ImmutableArray<string> words)
    {
        var at = 0;
        while (at < words.Length && words[at] is "about" or "around" or "roughly" or "almost" or "over" or "like" or "for" or "its" or "been" or "maybe")
            at++;
        return at < words.Length && Numbers.At(words, at) is { } number && at + number.Length < words.Length && Durations.UnitOf(words[at + number.Length]) is not null;
    }
}
