using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads the answer to a yes/no question: a yes or a no, or what the questionnaire says that they mean here.</summary>
internal static class BooleanReader
{
    private const string YesCode = "yes", NoCode = "no";

    /// <summary>Stands for "yes" among the phrases of a question.</summary>
    public static AnswerOption Yes(ImmutableArray<OptionPhrase> phrases) => new() { Value = new(YesCode, null, YesCode), Phrases = phrases };

    /// <summary>Stands for "no" among the phrases of a question.</summary>
    public static AnswerOption No(ImmutableArray<OptionPhrase> phrases) => new() { Value = new(NoCode, null, NoCode), Phrases = phrases };

    /// <summary>Null where it is no answer, or both.</summary>
    public static AnswerReading? Read(Question question, SaidText told)
    {
        if (Corrections.Start(told) is var start and > 0 && Clearly(question, told.From(start)) is { } corrected)
            return corrected;
        return Clearly(question, told);
    }

    private static AnswerReading? Clearly(Question question, SaidText told)
    {
        var said = question.Phrases.Corrected(told);
        var mentions = question.Phrases.In(said);
        var denials = new Denials(said, mentions, question);
        var (yes, no, denied) = (false, false, 0);
        foreach (var mention in mentions)
        {
            var meant = denials.Of(mention);
            yes |= meant is not Meant.Denied && mention.Option?.Value.Code == YesCode;
            no |= mention.Option?.Value.Code == NoCode;
            denied += meant is Meant.Denied && mention.Option?.Value.Code == YesCode ? 1 : 0;
        }

        // A yes or no before the first telling words is one; what stands among them is part of them.
        var consent = mentions.Length == 0 ? YesNo.Read(YesNo.Conclusion(said) ?? said) : YesNo.Read(said.Until(mentions.Min(mention => mention.At)));
        if (consent is Consent.Declined)
            return new AnswerReading.Declined();
        if (yes && no)
            return null;
        if (yes)
            return consent is Consent.No && denied == 0 ? null : Flag(true);
        if (no || (denied > 1 && consent is not Consent.Yes))
            return consent is Consent.Yes ? null : Flag(false);
        return consent switch
        {
            Consent.Yes when denied == 0 => Flag(true),
            Consent.No => Flag(false),
            Consent.Unsure => new AnswerReading.Unsure(),
            _ => said.Words switch
            {
                ["1"] or ["one"] or ["first"] or ["the", "first", "one"] or ["option", "1"] or ["a"] => Flag(true),
                ["2"] or ["two"] or ["second"] or ["the", "second", "one"] or ["option", "2"] or ["b"] => Flag(false),
                ["3"] or ["three"] or ["third"] or ["the", "third", "one"] or ["option", "3"] or ["c"] => new AnswerReading.Unsure(),
                _ => null,
            },
        };
    }

    private static AnswerReading.Understood Flag(bool value) => new([new AnswerValue.Flag(value)]);
}
