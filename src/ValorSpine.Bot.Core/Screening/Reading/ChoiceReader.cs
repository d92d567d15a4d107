namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads the answer to a choice: by number, by ordinal, by the words of an option, by the span of time that an option stands for.</summary>
internal static class ChoiceReader
{
    /// <summary>What is certain without looking inside longer sentences; null otherwise.</summary>
    public static AnswerReading? Exact(Question question, SaidText said)
    {
        if (said.Words.Length == 0)
            return null;
        if (WholeAnswers.Options(question, said) is { IsEmpty: false } whole)
            return whole is [var only] && TimedOptions.TellsNoTime(question, said, only) ? new AnswerReading.Unclear([.. question.Options.Where(option => option.Range is not null)]) : Chosen.Of(question, whole);
        if ((PickedYesNo.Read(question, said) ?? Picks.Read(question, said.Words) ?? Picks.Opening(question, said)) is { } picked)
            return picked;
        // "9 none of these": a place, and what stands there.
        if (said.Words.Length > 1 && Numbers.At(said.Words, 0) is { Length: 1 } place && place.Value >= 1 && place.Value <= question.Options.Length && WholeAnswers.Options(question, said.From(1)) is [var named] && named == question.Options[(int)place.Value - 1])
            return new AnswerReading.Understood([named.Value]);
        if (Admitted.Read(question, said) is { } admitted)
            return admitted;
        if (NoneOfThese.IsNone(said.Words) && !IsOfLate(question, said) && NoneOfThese.Of(question) is { } none)
            return new AnswerReading.Understood([none.Value]);
        return WholeAnswers.AllOrBoth(question, said.Words);
    }

    /// <summary>Options named anywhere in the message, spans of time, and what a yes, no or "not sure" means here; null where there is nothing of it.</summary>
    public static AnswerReading? Within(Question question, SaidText told, DateTimeOffset now) =>
        Told(question, told, now) switch
        {
            // "My neighbour had it two years": whose answer it is has to be asked.
            AnswerReading.Understood understood when !question.IsRedFlag && Another.IsSpokenOf(told) => new AnswerReading.Unclear([.. question.Options.Where(option => understood.Values.Contains(option.Value))]),
            // "That is between me and my husband": a refusal stands, whatever it names.
            AnswerReading.Understood when !question.IsRedFlag && YesNo.Read(told) is Consent.Declined && IsRefusedFirst(question, told) => ChoiceByYesOrNo.Declined(question),
            AnswerReading.Understood { Values: [AnswerValue.Coded value] } when IsInDoubt(question, told, value) => new AnswerReading.Unclear([.. question.Options.Where(option => option.Value == value)]),
            AnswerReading.Understood understood when IsOfLate(question, told) && question.Options.Any(option => option.IsNone && understood.Values.Contains(option.Value)) => null,
            // "No drugs", where no option stands for it: it was heard, and has no place.
            null when !question.UnlistedPhrases.In(told).IsEmpty => new AnswerReading.Vague("screening.unlisted", ""),
            var reading => reading,
        };

    /// <summary>What a message says once it is clear which of its words count: a conclusion, what is so now, a correction, or all of them.</summary>
    private static AnswerReading? Told(Question question, SaidText told, DateTimeOffset now)
    {
        if (!question.Repeats && Conclusion(told) is { } conclusion && NamedOptions.Read(question, conclusion, conclusion, now) is AnswerReading.Understood concluded)
            return concluded;
        if (question is { Repeats: false, HasRanges: false } && Lapsed.Nowadays(told) is var since and > 0 && NamedOptions.Read(question, told.From(since), told.From(since), now) is AnswerReading.Understood nowadays)
            return nowadays;
        if (SelfRepair.Start(told) is not (var start and > 0))
            return NamedOptions.Read(question, told, told, now);
        var instead = told.From(start);
        // "MRI in 2022, sorry, I mean 2025": the scan stands, its time does not.
        return NamedOptions.Read(question, instead, instead, now)
            ?? NamedOptions.Read(question, told, question.HasRanges && !TimedOptions.TimeSpans(question, instead, now).IsEmpty ? instead : told, now);
    }

    /// <summary>"It was the back that began it, so put the leg", "I said a year before, so nine weeks".</summary>
    private static SaidText? Conclusion(SaidText said)
    {
        var so = said.Words.LastIndexOf("so");
        return so > 0 && said.StartsClause(so) && said.Words.Length - so is >= 2 and <= 5 && !said.Words[so..].Any(ReadingWords.Negators.Contains) ? said.From(so + 1) : null;
    }

    /// <summary>"Not recently", where it is asked for what was ever done, leaves open what was before.</summary>
    private static bool IsOfLate(Question question, SaidText said) => question.IsOfPast && said.Words.Length <= 5 && said.Words.Any(word => word is "recently" or "lately") && said.Words.Any(word => word is "not" or "havent");

    private static bool IsRefusedFirst(Question question, SaidText told)
    {
        var said = question.Phrases.Corrected(told);
        var mentions = question.Phrases.In(said);
        return mentions.Length < 2 || YesNo.Read(said.Until(Math.Min(said.Words.Length, mentions.Min(mention => mention.End) + 1))) is Consent.Declined;
    }

    /// <summary>"The night or the boots, I couldn't say": it is asked which it is.</summary>
    private static bool IsInDoubt(Question question, SaidText told, AnswerValue.Coded value) =>
        question is { Repeats: false, HasRanges: false, IsRedFlag: false } && !MainOption.CannotChoose(told)
        && question.Options.First(option => option.Value == value) is { IsUnknown: false, IsDeclined: false }
        && !told.Words.Any(word => word is "maybe" or "possibly" or "probably" or "perhaps" or "could" or "might" or "possible") && YesNo.Read(told) is Consent.Unsure;
}
