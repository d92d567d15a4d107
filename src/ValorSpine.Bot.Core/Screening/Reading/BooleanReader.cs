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
        if (Another.IsSpokenOf(told))
            return null;
        if (Lapsed.Nowadays(told) is var since and > 0 && Clearly(question, told.From(since)) is AnswerReading.Understood nowadays)
            return nowadays;
        if (SelfRepair.Start(told) is var start and > 0 && Clearly(question, told.From(start)) is { } corrected)
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
            // "Not new, not growing": a denial right before it is its own, even where a longer phrase holds it.
            // "It used to wake me", "it will get worse".
            if (mention.Option?.Value.Code == YesCode && Supposed.IsOfOtherTime(said, mention))
                return null;
            var meant = mention.At > 0 && said.Words[mention.At - 1] is "not" or "isnt" or "aint" && said.Clauses[mention.At - 1] == said.Clauses[mention.At] ? Meant.Denied : denials.Of(mention);
            yes |= meant is not Meant.Denied && mention.Option?.Value.Code == YesCode;
            // "Not the same as before" is neither.
            if (mention.Option?.Value.Code == NoCode && Denials.IsContradicted(said, mention))
                return null;
            no |= mention.Option?.Value.Code == NoCode;
            denied += meant is Meant.Denied && mention.Option?.Value.Code == YesCode ? 1 : 0;
        }

        // A yes or no before the first telling words is one; what stands among them is part of them.
        var consent = mentions.Length == 0 ? YesNo.Read(YesNo.Conclusion(said) ?? said) : YesNo.Read(said.Until(mentions.Min(mention => mention.At)));
        if (consent is Consent.Declined)
            return new AnswerReading.Declined();
        if (yes && no)
            return null;
        // "Worse at night? Everything is, but the back no": both a yes and a no, or neither.
        if (yes && (Enumerable.Range(1, said.Words.Length - 1).Any(at => said.Words[at] is "no" or "nope" or "not" && said.EndsClause(at) && at > 1 && said.Words[at - 1] is not "or" and not "if" and not "why") || said.IndexOf(["yes", "and", "no"]) >= 0))
            return null;
        // "It was worse at night before the radiation"
        if (yes && said.Words.IndexOf("was") is var was and >= 0 && said.Words[(was + 1)..].Any(word => word is "before" or "until" or "till" or "til" or "but") && !said.Words[(was + 1)..].Any(word => word is "now" or "new" or "growing"))
            return null;
        if (yes && IsUnsure(said))
            return consent is Consent.Yes ? Flag(true) : null;
        if (yes)
            return consent is Consent.No && denied == 0 ? null : Flag(true);
        if (no || (denied > 1 && consent is not Consent.Yes))
            return consent is Consent.Yes || said.Words[^1] is "yes" or "yeah" or "yep" ? null : Flag(false);
        return consent switch
        {
            Consent.Yes when denied == 0 => Flag(true),
            Consent.No => Flag(false),
            Consent.Unsure when !PartlyKnown.Tells(question, said) => new AnswerReading.Unsure(),
            Consent.Unsure => null,
            _ => said.Words switch
            {
                ["1"] or ["one"] or ["first"] or ["the", "first", "one"] or ["option", "1"] or ["a"] => Flag(true),
                ["2"] or ["two"] or ["second"] or ["the", "second", "one"] or ["option", "2"] or ["b"] => Flag(false),
                ["3"] or ["three"] or ["third"] or ["the", "third", "one"] or ["option", "3"] or ["c"] => new AnswerReading.Unsure(),
                _ => null,
            },
        };
    }

    /// <summary>"I can't tell if it is the night or the boots".</summary>
    private static bool IsUnsure(SaidText said) => YesNo.Read(said) is Consent.Unsure && !said.Words.Any(word => word is "maybe" or "probably" or "possibly");

    private static AnswerReading.Understood Flag(bool value) => new([new AnswerValue.Flag(value)]);
}
