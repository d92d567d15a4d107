using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Hears "none of these" in whatever words it is said: "nope", "but me, nothing", "no fever, no numbness, nothing".</summary>
internal static class NoneOfThese
{
    private const int FewestDenied = 3, MostWordsOfDenial = 25;

    /// <summary>The option that means it; null where there is none.</summary>
    public static AnswerOption? Of(Question question) => question.Options.Where(option => option.IsNone && option.Phrases.Any(phrase => phrase.Text is "none" or "None" or "no" or "none of the above" or "nothing yet" or "Nothing yet")).ToArray() is [var none] ? none : null;

    /// <summary>Whether a message says it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="said">The message.</param>
    /// <param name="last">What it comes to: the message, or its conclusion.</param>
    /// <param name="mentions">What it names.</param>
    /// <param name="denies">Whether that is an option, and so denied.</param>
    public static bool IsSaid(Question question, SaidText said, SaidText last, ImmutableArray<Mention> mentions, bool denies) =>
        SaysNone(question, said, mentions, denies) || EndsInNone(question, said) || DeniesMany(question, said, mentions) || (last != said && IsNone(last.Words)) || DeniesAll(said, mentions) || DeniesTheRest(said, mentions);

    /// <summary>Whether words are "none of these" and no more.</summary>
    public static bool IsNone(ImmutableArray<string> words)
    {
        var told = words.Length > 1 && ReadingWords.Vocatives.Contains(words[^1]) ? words[..^1] : words;
        // "But me, nothing", "otherwise no", "the rest no".
        if (told.Length > 1 && told[^1] is "now" or "today" or "lately" or "recently" or "new")
            told = told[..^1];
        while (told.Length > 1 && told[0] is "but" or "and" or "otherwise" or "so" or "though" or "however" or "rest" or "also" || (told.Length > 2 && told[0] is "the" && told[1] is "rest"))
            told = told[1..];
        if (told.Length > 1 && IsDoubt(told))
            return false;
        return told.All(word => ReadingWords.None.Contains(word) || (ReadingWords.Fillers.Contains(word) && word is not ("yes" or "yeah" or "yep" or "yup"))) && told.Any(ReadingWords.NoneHeads.Contains);
    }

    /// <summary>"None of these, but my legs feel odd": what follows was not understood and may matter.</summary>
    public static bool HasMore(SaidText said, ImmutableArray<Mention> mentions)
    {
        var but = Enumerable.Range(0, said.Words.Length).FirstOrDefault(at => IsBut(said.Words, at));
        return but > 0 && !mentions.Any(mention => mention.At > but && !(said.Words[but] is "except" && mention.Option is { IsNone: true })) && said.Words[(but + 1)..].Any(TellsMore);
    }

    /// <summary>"All no except the sugar"</summary>
    public static bool IsExcepted(SaidText said, Mention mention) => Enumerable.Range(0, mention.At).Any(at => said.Words[at] is not "but" && IsBut(said.Words, at));

    private static bool IsBut(ImmutableArray<string> words, int at) =>
        words[at] is "but" or "except" or "bar" or "besides" or "excluding" or "excepting" or "save" || (words[at] is "apart" or "aside" && at + 1 < words.Length && words[at + 1] is "from");

    private static bool TellsMore(string word) =>
        word is "one" || (!ReadingWords.Fillers.Contains(word) && !ReadingWords.None.Contains(word) && !ReadingWords.Well.Contains(word) && word is not ("hurt" or "hurts" or "pain" or "still" or "ache" or "aches" or "sore" or "back" or "spine" or "from"));

    /// <summary>
    /// Whether a clause is "none of these" and no other clause says something that was not understood: "no, my legs feel odd" is no plain no to a warning sign.
    /// </summary>
    private static bool SaysNone(Question question, SaidText said, ImmutableArray<Mention> mentions, bool denies)
    {
        var looksLike = mentions.Where(mention => mention.Option is null).SelectMany(mention => mention.Places).ToHashSet();
        var clauses = said.Words.Select((word, at) => (Word: looksLike.Contains(at) ? "it" : word, Clause: said.Clauses[at])).GroupBy(pair => pair.Clause, pair => pair.Word).Select(group => group.ToImmutableArray()).ToArray();
        if (!clauses.Any(IsNone))
            return false;
        // "None" leaves no doubt; a bare "no" before something that was not understood may.
        if (clauses[0].Any(word => word is "none" or "nothing" or "nada" or "zero" or "neither") && IsNone(clauses[0]) && !said.Words.Contains("but") && !said.Words.Contains("except"))
            return true;
        return !question.IsRedFlag || denies || clauses.All(clause => IsNone(clause) || (question.Required && !clause.Any(question.Phrases.Tells)) || clause.All(word => ReadingWords.Fillers.Contains(word) || ReadingWords.None.Contains(word) || ReadingWords.Well.Contains(word)));
    }

    /// <summary>"I'm 17 lol no": its last word says it, and nothing else in it tells of an option.</summary>
    private static bool EndsInNone(Question question, SaidText said) => said.Words is [.. { Length: >= 1 and <= 7 } before, "no" or "nope" or "none" or "nothing" or "nah"]
        && !before.Any(word => question.Phrases.Tells(word) || ReadingWords.Negators.Contains(word) || word is "yes" or "but" or "or" or "if" or "except" or "maybe" or "sure" or "know" or "before" or "last" or "first" or "two");

    /// <summary>"No cancer, no thinners, no allergies, the heart is fine": who denies so many, and names none, has none.</summary>
    private static bool DeniesMany(Question question, SaidText said, ImmutableArray<Mention> mentions) => !question.IsRedFlag && question.Repeats && !question.IsOfPast
        && mentions.Where(mention => mention.Option is { Exclusive: false }).Select(mention => mention.Option).Distinct().Count() >= FewestDenied && !Unread.IsMuch(said, mentions) && said.Words.Any(word => word is "no" or "not" or "never");

    /// <summary>"No fever no numbness nothing": all that is named is denied, and so is the rest.</summary>
    private static bool DeniesAll(SaidText said, ImmutableArray<Mention> mentions)
    {
        var named = mentions.SelectMany(mention => mention.Places).ToHashSet();
        // "No numbness" denies something, whatever it is.
        var rest = Enumerable.Range(0, said.Words.Length).Where(at => !named.Contains(at) && !(at > 0 && said.Words[at - 1] is "no")).Select(at => said.Words[at]).ToArray();
        return mentions.Length > 0 && rest.Any(word => word is "nothing" or "none" or "nada" or "zip" or "zilch") && rest.All(word => ReadingWords.None.Contains(word) || ReadingWords.Fillers.Contains(word) || word is "or" or "problems" or "issues" or "trouble" or "no");
    }

    /// <summary>The option for none, where all that a message names is denied, or only looks like an answer ("hip replacement"): it is asked about. Null where it may mean something else.</summary>
    public static AnswerOption? MayBeMeant(Question question, SaidText said, ImmutableArray<Mention> mentions, bool denies, bool isPlain)
    {
        if (!question.Repeats && !question.IsOfPast || said.Words.Length > MostWordsOfDenial || Of(question) is not { } none)
            return null;
        var onlyLooksLike = question is { IsRedFlag: false, IsOfWishes: false } && mentions.Length > 0 && mentions.All(mention => mention.Option is null) && !said.Words.Any(word => word is "if" or "will" or "want" or "wants" or "need" or "needs");
        return (denies && (isPlain || !question.IsRedFlag)) || onlyLooksLike ? none : null;
    }

    /// <summary>"No numbness or anything else on that list"</summary>
    private static bool DeniesTheRest(SaidText said, ImmutableArray<Mention> mentions) => Enumerable.Range(1, Math.Max(0, said.Words.Length - 2)).Any(at =>
        said.Words[at] is "or" or "nor" && (said.Words[at + 1] is "any" or "others" || (said.Words[at + 1] is "anything" && at + 2 < said.Words.Length && said.Words[at + 2] is "else" or "on" or "from")) && said.Words[..at].Any(word => word is "no" or "not" or "dont" or "never" or "havent" or "without")
        && mentions.All(mention => mention.At < at || mention.Option is null or { IsNone: true }) && said.Words.Skip(at + 1).All(word => ReadingWords.None.Contains(word) || ReadingWords.Fillers.Contains(word) || word is "other" or "others" or "these" or "sign"));

    /// <summary>"I don't know", "not sure" are made of the same words as "none".</summary>
    private static bool IsDoubt(ImmutableArray<string> words) =>
        Enumerable.Range(1, words.Length - 1).Any(at => words[at] is "know" or "sure" && words[Math.Max(0, at - 2)..at].Any(word => word is "dont" or "not")) && !words.Any(word => word is "that" or "far" or "as" or "none" or "nothing" or "nope");
}
