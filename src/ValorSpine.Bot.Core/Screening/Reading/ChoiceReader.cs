using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Reads the answer to a choice: by number, by ordinal, by the words of an option, by the span of time that an option stands for.</summary>
internal static class ChoiceReader
{
    private const decimal HalfDay = 0.5m, NearlyAll = 0.9m, OneYear = 365, HighestRating = 10;

    private const int MostWordsOfTime = 6, FewestDenied = 3;

    /// <summary>What is certain without looking inside longer sentences; null otherwise.</summary>
    public static AnswerReading? Exact(Question question, SaidText said)
    {
        var corrected = question.Phrases.Corrected(said);
        var words = Trim(corrected.Words);
        if (words.Length == 0 && said.Words.Length == 0)
            return null;
        var whole = question.Options.Where(option => option.Phrases.Any(phrase => !phrase.IsDoubtful && (IsAll(phrase, corrected.Words) || IsAll(phrase, words)))).ToImmutableArray();
        if (whole.Length > 0)
            return Chosen.Of(question, whole);
        if (Picks.Read(question, said.Words) is { } picked)
            return picked;
        if (Picks.Opening(question, said) is { } opened)
            return opened;
        if (IsNone(said.Words) && !IsOfLate(question, said) && NoneOf(question) is { } none)
            return new AnswerReading.Understood([none.Value]);
        ImmutableArray<string> told = [.. said.Words.Where(word => word is not ("of" or "them" or "the" or "these" or "above" or "on" or "list" or "those" or "ones" or "lol" or "please" or "that" or "your" or "this" or "here"))];
        return question.Repeats && told is ["both"] ? Both(question)
            : question.Repeats && told is ["all"] or ["everything"] or ["yes", "all"] or ["all", "yes"] or ["whole", "lot"] or ["lot"] or ["every", "one"] or ["every", "single", "one"] or ["each", "one"] or ["all", "really"] or ["all", "tbh"] ? (question.IsRedFlag ? new AnswerReading.Agreed() : Chosen.Of(question, Chosen.Plain(question)))
            : null;
    }

    /// <summary>Options named anywhere in the message, spans of time, and what a yes, no or "not sure" means here; null where there is nothing of it.</summary>
    public static AnswerReading? Within(Question question, SaidText told, DateTimeOffset now) =>
        Told(question, told, now) switch
        {
            // "My neighbour had it two years": whose answer it is has to be asked.
            AnswerReading.Understood understood when !question.IsRedFlag && Another.IsSpokenOf(told) => new AnswerReading.Unclear([.. question.Options.Where(option => understood.Values.Contains(option.Value))]),
            // "That is between me and my husband": a refusal stands, whatever it names.
            AnswerReading.Understood when !question.IsRedFlag && YesNo.Read(told) is Consent.Declined && IsRefusedFirst(question, told) => Declined(question),
            // "The night or the boots, I couldn't say": in doubt, so it is asked which it is.
            AnswerReading.Understood understood when question is { Repeats: false, HasRanges: false, IsRedFlag: false } && !CannotChoose(told) && understood.Values is [AnswerValue.Coded value] && IsInDoubt(question, told, value) => new AnswerReading.Unclear([.. question.Options.Where(option => option.Value == value)]),
            AnswerReading.Understood understood when IsOfLate(question, told) && question.Options.Any(option => option.IsNone && understood.Values.Contains(option.Value)) => null,
            var reading => reading,
        };

    /// <summary>"Not recently", where it is asked for what was ever done, leaves open what was before.</summary>
    private static bool IsOfLate(Question question, SaidText said) => question.IsOfPast && said.Words.Length <= 5 && said.Words.Any(word => word is "recently" or "lately") && said.Words.Any(word => word is "not" or "havent");

    private static bool IsRefusedFirst(Question question, SaidText told)
    {
        var said = question.Phrases.Corrected(told);
        var mentions = question.Phrases.In(said);
        return mentions.IsEmpty || YesNo.Read(said.Until(Math.Min(said.Words.Length, mentions.Min(mention => mention.End) + 1))) is Consent.Declined || mentions.Length < 2;
    }

    private static bool IsInDoubt(Question question, SaidText told, AnswerValue.Coded value) =>
        question.Options.First(option => option.Value == value) is { IsUnknown: false, IsDeclined: false } && !told.Words.Any(word => word is "maybe" or "possibly" or "probably" or "perhaps" or "could" or "might" or "possible") && YesNo.Read(told) is Consent.Unsure;

    private static AnswerReading? Told(Question question, SaidText told, DateTimeOffset now)
    {
        if (!question.Repeats && Conclusion(told) is { } conclusion && Clearly(question, conclusion, conclusion, now) is AnswerReading.Understood concluded)
            return concluded;
        if (question is { Repeats: false, HasRanges: false } && Lapsed.Nowadays(told) is var since and > 0 && Clearly(question, told.From(since), told.From(since), now) is AnswerReading.Understood nowadays)
            return nowadays;
        if (Corrections.Start(told) is not (var start and > 0))
            return Clearly(question, told, told, now);
        var instead = told.From(start);
        // "MRI in 2022, sorry, I mean 2025": the scan stands, its time does not.
        return Clearly(question, instead, instead, now) ?? Clearly(question, told, question.HasRanges && !TimeSpans(question, instead, now).IsEmpty ? instead : told, now);
    }

    /// <summary>"It was the back that began it, so put the leg", "I said a year before, so nine weeks".</summary>
    private static SaidText? Conclusion(SaidText said)
    {
        var so = said.Words.LastIndexOf("so");
        return so > 0 && said.StartsClause(so) && said.Words.Length - so is >= 2 and <= 5 && !said.Words[so..].Any(ReadingWords.Negators.Contains) ? said.From(so + 1) : null;
    }

    /// <summary>Reads a message of which the times that are told count.</summary>
    private static AnswerReading? Clearly(Question question, SaidText told, SaidText timed, DateTimeOffset now)
    {
        var said = question.Phrases.Corrected(told);
        var mentions = question.Phrases.In(said);
        var denials = new Denials(said, mentions, question);
        var meant = mentions.Where(mention => mention.Option is not null).Select(mention => (mention.Option, Mention: mention, Meant: mention.Option!.Exclusive ? (Denials.IsTurnedRound(said, mention) ? Meant.Doubtful : Meant.Said) : denials.Of(mention) switch { Meant.Said when mention.IsDoubtful => Meant.Doubtful, var how => how })).Select(one => one is { Meant: Meant.Said, Option.Exclusive: false } && question.IsRedFlag && question.Required && LongPast.In(said, one.Mention, now) ? one with { Meant = Meant.Doubtful } : one).ToImmutableArray();
        ImmutableArray<AnswerOption> Options(Meant how) => [.. meant.Where(one => one.Meant == how).Select(one => one.Option!).Distinct()];

        var named = Options(Meant.Said);
        ImmutableArray<AnswerOption> certain = [.. named.Where(option => !option.IsUnknown && !option.IsDeclined)];
        if (AllBut(question, said, mentions) is { } allBut)
            return allBut;
        var spans = question.HasRanges ? TimeSpans(question, timed, now) : [];
        // "The old one, five years back": the time settles what the words leave open.
        if (certain.Length == 0 && spans.Length > 0 && Options(Meant.Doubtful) is [{ Range: { } range } only] && spans.All(span => range.Touches(span.From, span.To)))
            certain = [only];
        // "It comes and goes, but only for the last 2 months": which of the two counts?
        if (question.AllRanges && certain is [{ Range: null, Exclusive: false } lasting] && !spans.IsEmpty && (spans.All(span => span.From == span.To) || said.Words.Any(word => word is "only" or "just" or "last" or "past" or "started")) && spans.All(span => span.To < OneYear) && Held(question, spans) is { Length: > 0 } lengths)
            return new AnswerReading.Unclear([lasting, .. lengths]);
        if (certain.All(option => option.IsNone) && certain.Length > 0 && (HasMore(said, mentions) || (question.IsRedFlag && ((Options(Meant.Doubtful).Length > 0 && Signs.AreNothingNew(said)) || Signs.StandBeside(question, said)))))
            return question.IsRedFlag && Options(Meant.Doubtful) is { Length: > 0 } signs ? new AnswerReading.Unclear(signs) : null;
        if (certain.Length > 0)
        {
            if (!question.Repeats && certain.Length > 1)
                certain = MainOf(question, said, meant.Where(one => one.Meant is Meant.Said).Select(one => one.Mention), certain);
            if (IsOnlySide(question, said, meant.Where(one => one.Meant is Meant.Said).Select(one => one.Mention), mentions))
                return null;
            if (IsOfUntoldTime(question, said, meant.Where(one => one.Meant is Meant.Said).Select(one => one.Mention), spans, certain))
                return new AnswerReading.Unclear([.. question.Options.Where(option => option.Range is not null)]);
            if (question.Repeats && !question.IsRedFlag && TakesBack(question, said, mentions, certain) is { } unclear)
                return unclear;
            var chosen = InTime(question, certain, question.AllRanges ? spans : TimesOfOptions.Of(spans, said, mentions, now)) ?? Chosen.Of(question, certain);
            return chosen is AnswerReading.Understood understood && question is { Repeats: true, Required: false } && certain.Any(option => !option.Exclusive) && (Unread.Within(said, mentions) || Unread.IsMuch(said, mentions)) ? understood with { MayBeMore = true } : chosen;
        }

        if (question.AllRanges && Held(question, spans) is { IsDefaultOrEmpty: false } inRange)
            return Chosen.Of(question, Mostly(inRange, spans));
        // "18 months ago", where it is asked for the last scan.
        if (question.HasRanges && mentions.IsEmpty && said.Words.Length <= MostWordsOfTime && Numbers.In(said.Words).Length <= 1 && Held(question, spans) is [var held])
            return Chosen.Of(question, [held]);
        var doubtful = Options(Meant.Doubtful);
        if (doubtful.Length > 0)
            return new AnswerReading.Unclear(doubtful);
        if (named.Length > 0)
            return Chosen.Of(question, named);
        return ByYesOrNo(question, said, mentions, meant.Length > 0);
    }

    private static AnswerReading? ByYesOrNo(Question question, SaidText said, ImmutableArray<Mention> mentions, bool denies)
    {
        var last = YesNo.Conclusion(said) is { } conclusion && !question.IsRedFlag ? conclusion : said;
        var consent = YesNo.Read(last);
        if (consent is Consent.Declined)
            return Declined(question);
        if (NoneOf(question) is { } none && !(question.IsRedFlag && Signs.StandBeside(question, said)) && (SaysNone(question, said, mentions, denies) || EndsInNone(question, said) || DeniesMany(question, said, mentions) || (last != said && IsNone(last.Words)) || DeniesAll(said, mentions)))
            return new AnswerReading.Understood([none.Value]);
        return consent switch
        {
            Consent.Yes when !denies && Meaning(question, "yes") is { } yes => new AnswerReading.Understood([yes.Value]),
            Consent.No when (denies || last.Words.Length <= 6) && Meaning(question, "no") is { } no => new AnswerReading.Understood([no.Value]),
            Consent.Unsure when !question.IsRedFlag && !question.Options.Any(option => option.IsUnknown) && said.IndexOf(["yes", "and", "no"]) >= 0 => null,
            // "I've had one but couldn't tell you which": what it tells besides has to be asked about.
            Consent.Unsure when !question.IsRedFlag && !question.Options.Any(option => option.IsUnknown) && Doubts.TellsMore(question, said) => null,
            Consent.Unsure when question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown => new AnswerReading.Understood([unknown.Value]),
            Consent.Unsure => new AnswerReading.Unsure(),
            Consent.Yes when question.SafetyRule is not null && said.Words.Length <= 6 && !OpensWithSpan(said.Words) && !YesNo.OnlyTakesNote(said) => new AnswerReading.Agreed(),
            _ => null,
        };
    }

    private static AnswerReading Declined(Question question) =>
        question.Options.FirstOrDefault(option => option.IsDeclined) is { } declined ? new AnswerReading.Understood([declined.Value])
        : question.Options.FirstOrDefault(option => option.IsUnknown) is { } unknown && !question.IsRedFlag ? new AnswerReading.Understood([unknown.Value])
        : new AnswerReading.Declined();

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

    private static bool IsNone(ImmutableArray<string> words)
    {
        var told = words.Length > 1 && ReadingWords.Vocatives.Contains(words[^1]) ? words[..^1] : words;
        // "But me, nothing", "otherwise no", "the rest no".
        if (told.Length > 1 && told[^1] is "now" or "today" or "lately" or "recently" or "new")
            told = told[..^1];
        while (told.Length > 1 && told[0] is "but" or "and" or "otherwise" or "so" or "though" or "however" or "rest" or "also" || (told.Length > 2 && told[0] is "the" && told[1] is "rest"))
            told = told[1..];
        if (told.Length > 1 && IsDoubt(told))
            return false;
        return told.All(word => ReadingWords.None.Contains(word) || (ReadingWords.Fillers.Contains(word) && word is not ("yes" or "yeah" or "yep" or "yup" or "definitely"))) && told.Any(ReadingWords.NoneHeads.Contains);
    }

    /// <summary>"I don't know", "not sure" are made of the same words as "none".</summary>
    private static bool IsDoubt(ImmutableArray<string> words) =>
        Enumerable.Range(1, words.Length - 1).Any(at => words[at] is "know" or "sure" && words[Math.Max(0, at - 2)..at].Any(word => word is "dont" or "not")) && !words.Any(word => word is "that" or "far" or "as" or "none" or "nothing" or "nope");

    /// <summary>"No fever no numbness nothing": all that is named is denied, and so is the rest.</summary>
    private static bool DeniesAll(SaidText said, ImmutableArray<Mention> mentions)
    {
        var named = mentions.SelectMany(mention => mention.Places).ToHashSet();
        // "No numbness" denies something, whatever it is.
        var rest = Enumerable.Range(0, said.Words.Length).Where(at => !named.Contains(at) && !(at > 0 && said.Words[at - 1] is "no")).Select(at => said.Words[at]).ToArray();
        return mentions.Length > 0 && rest.Any(word => word is "nothing" or "none" or "nada" or "zip" or "zilch") && rest.All(word => ReadingWords.None.Contains(word) || ReadingWords.Fillers.Contains(word) || word is "or" or "problems" or "issues" or "trouble" or "no");
    }

    private static AnswerOption? NoneOf(Question question) => question.Options.Where(option => option.IsNone && option.Phrases.Any(phrase => phrase.Text is "none" or "None" or "no" or "none of the above" or "nothing yet" or "Nothing yet")).ToArray() is [var none] ? none : null;

    /// <summary>"All but the injections".</summary>
    private static AnswerReading? AllBut(Question question, SaidText said, ImmutableArray<Mention> mentions)
    {
        if (!question.Repeats || question.IsRedFlag || said.Words.Length > 9 || !said.Words.Any(word => word is "all" or "everything" or "every" or "lot") || said.Words.Any(word => word is "what" or "no" or "none" or "not"))
            return null;
        var but = Enumerable.Range(0, said.Words.Length).LastOrDefault(at => said.Words[at] is "but" or "except" or "besides" or "minus" or "excluding" or "bar" or "save" or "without" || (said.Words[at] is "from" && at > 0 && said.Words[at - 1] is "apart" or "aside"));
        var left = mentions.Where(mention => mention.At > but).Select(mention => mention.Option).OfType<AnswerOption>().ToArray();
        // "All of them except 2"
        if (left.Length == 0 && but > 0 && but < said.Words.Length - 1 && Picks.Read(question, said.Words[(but + 1)..]) is AnswerReading.Understood places)
            left = [.. question.Options.Where(option => places.Values.Contains(option.Value))];
        return but > 0 && left.Length > 0 && Chosen.Plain(question).Except(left).ToImmutableArray() is { IsEmpty: false } rest ? Chosen.Of(question, rest) : null;
    }

    /// <summary>"None of these, but my legs feel odd": what follows was not understood and may matter.</summary>
    private static bool HasMore(SaidText said, ImmutableArray<Mention> mentions)
    {
        var but = Enumerable.Range(0, said.Words.Length).FirstOrDefault(at => said.Words[at] is "but" or "except" or "bar" or "besides" or "excluding" or "excepting" or "save" || (said.Words[at] is "apart" or "aside" && at + 1 < said.Words.Length && said.Words[at + 1] is "from"));
        return but > 0 && !mentions.Any(mention => mention.At > but) && said.Words[(but + 1)..].Any(word => word is "one" || !ReadingWords.Fillers.Contains(word) && !ReadingWords.None.Contains(word) && !ReadingWords.Well.Contains(word) && word is not ("hurt" or "hurts" or "pain" or "still" or "ache" or "aches" or "sore" or "back" or "spine" or "from"));
    }

    /// <summary>"About three years I guess" answers how long, not whether.</summary>
    private static bool OpensWithSpan(ImmutableArray<string> words)
    {
        var at = 0;
        while (at < words.Length && words[at] is "about" or "around" or "roughly" or "almost" or "over" or "like" or "for" or "its" or "been" or "maybe")
            at++;
        return at < words.Length && Numbers.At(words, at) is { } number && at + number.Length < words.Length && Durations.UnitOf(words[at + number.Length]) is not null;
    }

    /// <summary>Of several options to a question that takes one, the one that is called the main one, if just one is.</summary>
    private static ImmutableArray<AnswerOption> MainOf(Question question, SaidText said, IEnumerable<Mention> mentions, ImmutableArray<AnswerOption> options)
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
        if (Meaning(question, "both") is { } both && options.All(option => option == both || IsPartOf(option, both)) && (AreAlike(said) || AreRatedAlike(said, mentions, options)))
            return [both];
        var scored = options.Select(option => (Option: option, Score: mentions.Where(mention => mention.Option == option).Max(mention => Weight(said, mention, mentions)))).OrderByDescending(one => one.Score).ToArray();
        return scored[0].Score > scored[1].Score ? [scored[0].Option] : options;
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
    private static bool AreAlike(SaidText said) => CannotChoose(said) || (!said.Words.Any(word => word is "worse" or "worst" or "more" or "not" or "mostly" or "mainly")
        && Enumerable.Range(0, said.Words.Length).Any(at => said.Words[at] is "equal" or "equally" or "same" or "evenly" or "alike" or "tie" or "tied" or "equaly"
            || (said.Words[at] is "even" && at > 0 && said.Words[at - 1] is "are" or "about" or "is" or "its" or "pretty" or "dead" or "theyre") || (said.Words[at] is "as" && at + 1 < said.Words.Length && said.Words[at + 1] is "bad" or "much")
            || said.Words[at] is "draw" or "50/50" or "fifty" or "evens" or "tossup" || (said.Words[at] is "50" && at + 1 < said.Words.Length && said.Words[at + 1] is "50") || (said.Words[at] is "turns" && at > 0 && said.Words[at - 1] is "take" or "takes" or "taking")));

    /// <summary>"Can't tell which is worse", "they fight over who's worse".</summary>
    private static bool CannotChoose(SaidText said)
    {
        var at = Enumerable.Range(0, said.Words.Length).FirstOrDefault(at => said.Words[at] is "which" or "who" or "whichever" or "whats" or "what" or "one" or "either" && said.Words.Skip(at + 1).Take(4).Any(word => word is "worse" or "worst" or "more" or "one"));
        return at > 0 && said.Words[Math.Max(0, at - 5)..at].Any(word => word is "cant" or "cannot" or "couldnt" or "hard" or "fight" or "fighting" or "decide" or "know" or "compete" or "competing");
    }

    /// <summary>Whether an option is one of the two that "both" stands for: its words stand there, too.</summary>
    private static bool IsPartOf(AnswerOption option, AnswerOption both)
    {
        var words = SaidText.WordsOf(both.Label);
        return option.Phrases.Any(phrase => !phrase.IsDoubtful && phrase.Words.All(words.Contains));
    }

    /// <summary>"L4/5 area, the leg twinges once in a blue moon": what is named is a side matter, and the main one was not understood.</summary>
    private static bool IsOnlySide(Question question, SaidText said, IEnumerable<Mention> told, ImmutableArray<Mention> mentions)
    {
        if (question.Repeats || question.HasRanges || question.SafetyRule is not null || told.Any(mention => mention.Option is { Exclusive: true } or { Yields: true }) || told.Any(mention => Weight(said, mention, mentions) >= 0))
            return false;
        var named = told.Select(mention => said.Clauses[mention.At]).ToHashSet();
        return Enumerable.Range(0, said.Words.Length).Any(at => !named.Contains(said.Clauses[at]) && !ReadingWords.Fillers.Contains(said.Words[at]));
    }

    /// <summary>"The cat scan was when Bush was president": when that was is not understood.</summary>
    private static bool IsOfUntoldTime(Question question, SaidText said, IEnumerable<Mention> told, ImmutableArray<Span> spans, ImmutableArray<AnswerOption> certain) =>
        spans.IsEmpty && !question.AllRanges && certain is [{ Range.IsTime: true }] && told.Any(mention => Enumerable.Range(mention.End, said.Words.Length - mention.End)
            .Any(at => said.Sentences[at] == said.Sentences[mention.At] && said.Words[at] is "when" or "before" && at + 1 < said.Words.Length));

    /// <summary>"I thought I had cancer, but it was benign. So none": both cannot be.</summary>
    private static AnswerReading.Unclear? TakesBack(Question question, SaidText said, ImmutableArray<Mention> mentions, ImmutableArray<AnswerOption> certain)
    {
        if (NoneOf(question) is not { } none || certain.All(option => option.Exclusive) || said.Words.Any(word => word is "but" or "except" or "besides" or "otherwise" or "other" or "else" or "rest" or "just" or "only" or "apart" or "aside" or "bar" or "that"))
            return null;
        var last = mentions.Where(mention => mention.Option is { Exclusive: false }).Max(mention => mention.End);
        return mentions.Any(mention => mention.Option == none && mention.At >= last && mention.Places.Any(place => ReadingWords.NoneHeads.Contains(said.Words[place]))) ? new AnswerReading.Unclear([.. certain.Where(option => !option.Exclusive), none]) : null;
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

    /// <summary>An option that stands for a span of time holds only where the time that is told falls into it: "MRI in 2019". Null where no time is told.</summary>
    private static AnswerReading? InTime(Question question, ImmutableArray<AnswerOption> certain, ImmutableArray<Span> spans)
    {
        if (spans.IsEmpty || question.Repeats || certain.Length != 1 || certain[0].Range is null)
            return null;
        return Chosen.Of(question, Held(question, spans) is { IsDefaultOrEmpty: false } held ? Mostly(held, spans) : certain);
    }

    private static ImmutableArray<Span> TimeSpans(Question question, SaidText said, DateTimeOffset now) =>
        question.AllRanges && TimesOfDay.In(said, now) ? [] : question.Options.Any(option => option.Range is { IsTime: true }) ? Longer(TimeReader.Spans(said, now))
        : Numbers.In(said.Words) is [var one] ? [new(one.Value, one.Value)] : [];

    // "A month ago, waited six hours": hours are no date. "Two years this month": nor is a time that is not over.
    private static ImmutableArray<Span> Longer(ImmutableArray<Span> spans)
    {
        if (spans.Length > 1 && spans.Where(span => span.To >= 1).ToImmutableArray() is { IsEmpty: false } days)
            spans = days;
        return spans.Length > 1 && spans.Where(span => span.From > 0).ToImmutableArray() is { IsEmpty: false } over ? over : spans;
    }

    private static ImmutableArray<AnswerOption> Held(Question question, ImmutableArray<Span> spans) =>
        [.. question.Options.Where(option => option.Range is { } range && spans.Any(span => range.Touches(span.From, span.To) || (question.AllRanges && EndsAt(option, span))))];

    /// <summary>"6 months" is the end of "3 to 6 months", too; it is none of "less than 6 weeks".</summary>
    private static bool EndsAt(AnswerOption option, Span span) =>
        span.From == span.To && option.Range is { Low: not null, High: { } high } && Math.Abs(high - span.From) < HalfDay;

    /// <summary>"2 to 3 months" ends where the next span of time begins: the option that holds nearly all of it is meant.</summary>
    private static ImmutableArray<AnswerOption> Mostly(ImmutableArray<AnswerOption> held, ImmutableArray<Span> spans) =>
        spans is [var span] && span.To > span.From && held.Where(option => Share(option.Range!, span) >= NearlyAll).ToImmutableArray() is [var most] ? [most] : held;

    private static decimal Share(AnswerRange range, Span span) =>
        Math.Max(0, Math.Min(range.High ?? span.To, span.To) - Math.Max(range.Low ?? span.From, span.From)) / (span.To - span.From);

    /// <summary>The one option that "yes" or "no" is a synonym of.</summary>
    private static AnswerOption? Meaning(Question question, string word) =>
        question.Options.Where(option => option.Phrases.Any(phrase => phrase.Text == word)).ToArray() is [var one] ? one : null;

    private static AnswerReading? Both(Question question) => Chosen.Plain(question) is { Length: 2 } two ? Chosen.Of(question, two) : null;

    private static ImmutableArray<string> Trim(ImmutableArray<string> words)
    {
        var (start, end) = (0, words.Length);
        while (start < end && ReadingWords.Fillers.Contains(words[start]))
            start++;
        while (end > start && ReadingWords.Fillers.Contains(words[end - 1]))
            end--;
        return words[start..end];
    }

    private static bool IsAll(OptionPhrase phrase, ImmutableArray<string> words) =>
        words.Length > 0 && phrase.Slots.Length == words.Length && phrase.Slots.Zip(words).All(pair => pair.First.Takes(pair.Second, OptionPhrase.StemOf(pair.Second)));
}
