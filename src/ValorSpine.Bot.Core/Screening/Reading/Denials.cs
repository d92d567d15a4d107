using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>How an option that was named is meant.</summary>
internal enum Meant
{
    /// <summary>It is the answer.</summary>
    Said,

    /// <summary>It may be the answer: "no pills, chiropractor".</summary>
    Doubtful,

    /// <summary>It is told that it is not so, or not of the patient.</summary>
    Denied,
}

/// <summary>Tells from the words around an option whether it is said, denied, somebody else's or only talked about.</summary>
/// <param name="said">The message.</param>
/// <param name="mentions">All that it names.</param>
/// <param name="question">The question: where it asks what was done, what was only offered may not be it.</param>
internal sealed class Denials(SaidText said, ImmutableArray<Mention> mentions, Question question)
{
    private readonly bool _ofPast = question.IsOfPast;

    // "PT yes chiro no pills no": each word is the answer to what stands before it.
    private readonly bool _isAnsweredAfter = IsAnsweredAfter(said, mentions);

    // "Never had any" names the option "none" and denies what follows all the same.
    private readonly bool[] _named = Places(said, mentions.Where(mention => mention.Option is not { Exclusive: true }));

    public Meant Of(Mention mention)
    {
        var clause = said.Clauses[mention.At];
        if (_isAnsweredAfter && mention.End < said.Words.Length && said.Words[mention.End] is "yes" or "yeah" or "yep" or "no" or "nope" or "never" or "none")
            return said.Words[mention.End] is "yes" or "yeah" or "yep" ? Meant.Said : Meant.Denied;
        if (!_ofPast && IsOvercome(mention, clause))
            return Meant.Denied;
        if (!_ofPast && !question.IsRedFlag && mention.Option is { MeansNo: false, AlsoOfPast: false } && Lapsed.HasEnded(said, mention, _named))
            return Meant.Denied;
        if ((!_ofPast || question.AllRanges) && mention.Option is not { AlsoOfPast: true } && !(question.IsRedFlag && question.Required) && Lapsed.IsFormer(said, mention))
            return Meant.Denied;
        if (!question.IsRedFlag && (Supposed.IsTestedNegative(said, mention) || Supposed.IsAnythingBut(said, mention, _named)))
            return Meant.Denied;
        if (IsDeniedBefore(mention, clause) || IsDeniedAfter(mention, clause) || IsOfAnother(mention, clause) || IsLesser(mention, clause) || IsNotAfterAll(mention, clause))
            return Meant.Denied;
        // "Stopped the pill": what spoke for a no has ended.
        if (!_ofPast && mention.Option is { MeansNo: true } && !question.IsRedFlag && Lapsed.HasEnded(said, mention, _named))
            return Meant.Doubtful;
        if (question is { IsRedFlag: false, IsOfWishes: false } && (Supposed.IsFeared(said, mention, _named) || (!_ofPast && mention.Option is { MeansNo: false, Exclusive: false } && Supposed.IsWished(said, mention, _named)) || (!_ofPast && mention.Option is { AlsoOfPast: false } && Supposed.IsPast(said, mention, _named))))
            return Meant.Doubtful;
        if (IsNotDone(mention, clause) || IsGivenUp(clause) || IsTooShort(mention, clause) || IsWondered(mention, clause))
            return Meant.Doubtful;
        return InDeniedList(mention, clause);
    }

    /// <summary>"Not normal": what stands alone is turned round by the word before it.</summary>
    public static bool IsTurnedRound(SaidText said, Mention mention) =>
        mention.Places.Length == 1 && mention.Option is { IsNone: true } && !ReadingWords.None.Contains(said.Words[mention.At])
        && Enumerable.Range(1, 3).Any(back => mention.At >= back && said.Clauses[mention.At - back] == said.Clauses[mention.At] && (said.Words[mention.At - back] is "not" or "isnt" or "wasnt" or "hardly" or "arent" or "never" or "abnormal" || (said.Words[mention.At - back] is "far" or "anything")));

    /// <summary>"Not the same as before": words for a no, right behind a denial that is none of theirs.</summary>
    public static bool IsContradicted(SaidText said, Mention mention) =>
        !ReadingWords.Negators.Contains(said.Words[mention.At]) && Enumerable.Range(1, 2).Any(back => mention.At >= back && said.Clauses[mention.At - back] == said.Clauses[mention.At] && said.Words[mention.At - back] is "not" or "isnt" or "aint" or "wasnt" or "never" or "longer");

    private static bool IsAnsweredAfter(SaidText said, ImmutableArray<Mention> mentions) =>
        mentions.Length >= 2 && said.Words[^1] is "yes" or "no" or "nope" or "yep" && mentions.MinBy(mention => mention.At) is { } first && first.End < said.Words.Length - 1 && said.Words[first.End] is "yes" or "no" or "yep" or "nope";

    private static bool[] Places(SaidText said, IEnumerable<Mention> mentions)
    {
        var named = new bool[said.Words.Length];
        foreach (var place in mentions.SelectMany(mention => mention.Places))
            named[place] = true;
        return named;
    }

    private bool IsDeniedBefore(Mention mention, int clause)
    {
        if (ReadingWords.Resuming.Contains(said.Words[mention.At]))
            return false;
        for (var at = mention.At - 1; at >= 0 && said.Clauses[at] == clause; at--)
        {
            if (_named[at])
                continue;
            if (IsNegator(at))
                return !(mention.Option is { MeansNo: true } && said.Words[at] is "no" or "nope");
            if (ReadingWords.Resuming.Contains(said.Words[at]) || ResumesWithVerb(at, clause))
                return false;
        }

        return false;
    }

    /// <summary>"No pills and I had a shot": what follows the verb is said.</summary>
    private bool ResumesWithVerb(int at, int clause)
    {
        if (said.Words[at] is not ("had" or "have" or "did" or "do" or "got" or "took" or "take" or "tried" or "use" or "am" or "im" or "ive"))
            return false;
        var before = at - 1;
        while (before >= 0 && said.Clauses[before] == clause && said.Words[before] is "i" or "also" or "ive")
            before--;
        return before >= 0 && said.Clauses[before] == clause && said.Words[before] is "and";
    }

    /// <summary>"Not sure", "no idea" and an opening "no, it's" deny nothing that follows.</summary>
    private bool IsNegator(int at)
    {
        if (!ReadingWords.Negators.Contains(said.Words[at]))
            return false;
        var next = at + 1 < said.Words.Length && said.Clauses[at + 1] == said.Clauses[at] ? said.Words[at + 1] : "";
        return said.Words[at] switch
        {
            "not" => next is not ("sure" or "certain" or "only" or "just" or "kidding" or "gonna"),
            "no" => next is not ("idea" or "clue" or "doubt" or "its" or "it" or "im" or "i" or "ive" or "thats" or "we" or "mine" or "just" or "only" or "problem" or "lie" or "joke"),
            "cant" or "couldnt" => next is not ("tell" or "say" or "remember" or "stand" or "recall" or "believe"),
            "dont" or "didnt" or "doesnt" when _ofPast && Enumerable.Range(at + 1, 2).Any(place => place < said.Words.Length && said.Words[place] is "help" or "helped" or "work" or "worked" or "last" or "lasted" or "touch" or "touched" or "fix") => false,
            "dont" => next is not ("know" or "remember" or "think" or "recall"),
            "neither" => next is not ("did" or "does" or "has" or "do" or "has" or "have" or "is" or "was"),
            "never" => next is not ("mind"),
            _ => true,
        };
    }

    private bool IsDeniedAfter(Mention mention, int clause)
    {
        for (var at = mention.End; at < said.Words.Length && said.Clauses[at] == clause; at++)
        {
            if (_named[at])
            {
                // "Fusion no stimulator": the negator belongs to what follows.
                return false;
            }

            var word = said.Words[at];
            if (ReadingWords.TakenBack.Contains(word) || (word is "stopped" or "quit" && at + 1 < said.Words.Length && said.Words[at + 1] is "hurting" or "bothering" or "aching"))
                return true;
            if (word is "dont" or "doesnt" or "didnt" or "never" or "not" or "isnt" or "arent" && at + 1 < said.Words.Length && said.Clauses[at + 1] == clause
                && said.Words[at + 1] is "bother" or "bothers" or "hurt" or "hurts" or "matter" or "mind" or "care" or "trust" or "want" or "problem" or "issue" or "bad" or "yet" or "did" or "had" or "tried" or "done" or "anymore" or "me")
                return true;
            if (word is "no" or "not" && Follows(at + 1, clause, ReadingWords.Trouble))
                return true;
            // "An IUD, so no" denies the question, not the IUD.
            if (IsNegator(at) && said.EndsClause(at) && said.Words[at - 1] is not "so")
                return !(mention.Option is { MeansNo: true } && word is "no" or "nope");
            if (word is "is" or "are" or "was" or "were" or "feels" or "feel" or "been" or "itself" or "gone" && at - mention.End <= 2 && Follows(at + 1, clause, ReadingWords.Well))
                return true;
        }

        return mention.End < said.Words.Length && said.Clauses[mention.End] == clause && ReadingWords.Well.Contains(said.Words[mention.End]) && said.EndsClause(mention.End) && !_named[mention.End];
    }

    private bool Follows(int at, int clause, System.Collections.Frozen.FrozenSet<string> words) =>
        Enumerable.Range(at, 2).Any(place => place < said.Words.Length && said.Clauses[place] == clause && !_named[place] && words.Contains(said.Words[place]));

    /// <summary>"Just got over the flu".</summary>
    private bool IsOvercome(Mention mention, int clause) => Enumerable.Range(Math.Max(1, mention.At - 3), mention.End - Math.Max(1, mention.At - 3)).Any(at => said.Clauses[at] == clause
        && (said.Words[at] is "over" && said.Words[at - 1] is "got" or "get" or "getting" or "gotten" || said.Words[at] is "from" && said.Words[at - 1] is "recovered" or "recovering"));

    /// <summary>"Went twice, then quit" is hardly six weeks.</summary>
    private bool IsGivenUp(int clause)
    {
        if (!_ofPast)
            return false;
        var words = said.Words.Where((_, at) => said.Clauses[at] == clause || said.Clauses[at] == clause + 1).ToArray();
        return words.Any(word => word is "quit" or "stopped" or "gave") && words.Any(word => word is "once" or "twice" or "times" or "visits" or "sessions" or "session");
    }

    /// <summary>"Only 2 weeks of physio so far" is less than the question asks for.</summary>
    private bool IsTooShort(Mention mention, int clause)
    {
        if (question.AtLeast == 0 || mentions.Any(other => other.Option is not null && other.Option != mention.Option && said.Clauses[other.At] == clause))
            return false;
        var from = said.Clauses.IndexOf(clause);
        var told = said.From(from).Until(said.Clauses.LastIndexOf(clause) + 1 - from);
        if (told.Words.Any(word => word is "saw" or "went" or "visit" or "session" or "try" or "tried") && told.Words.Any(word => word is "once" || (word is "one" && told.Words.Any(other => other is "visit" or "session" or "time"))))
            return true;
        // "Two visits to a chiropractor"
        if (Enumerable.Range(1, Math.Max(0, told.Words.Length - 1)).Any(at => told.Words[at] is "visits" or "sessions" or "appointments" && Numbers.At([told.Words[at - 1]], 0) is { Value: <= 3 } && !(at + 1 < told.Words.Length && told.Words[at + 1] is "a" or "per" or "each" or "every" or "weekly")))
            return true;
        if (told.Words.Any(word => word is "helped" or "helps" or "relief" or "lasted" or "worked" or "ago" or "every" or "each" or "apart"))
            return false;
        if (told.Words.IndexOf("started") is var start and > 0 && told.Words[start - 1] is "just" or "only" or "barely")
            return true;
        var (longest, at) = (0m, 0);
        while (at < told.Words.Length)
        {
            var found = Durations.At(told, at);
            longest = Math.Max(longest, found is { Counts: true } ? found.Value.Span.To : 0);
            at = found?.End ?? at + 1;
        }

        return longest >= 1 && longest < question.AtLeast;
    }

    /// <summary>"My mother had cancer", "my hubby had a fusion".</summary>
    private bool IsOfAnother(Mention mention, int clause)
    {
        // "My neighbor is a massage therapist and works on me"
        if (Enumerable.Range(mention.End, said.Words.Length - mention.End).Any(at => said.Clauses[at] == clause && said.Words[at] is "me"))
            return false;
        for (var at = mention.At - 1; at >= 0 && said.Clauses[at] == clause; at--)
        {
            if (said.Words[at] is "i" or "me" or "im" or "ive" or "says" or "said" or "thinks" or "made" or "gave" or "told")
                return false;
            // "My wife is, I'm not. She's due in april."
            if (said.Words[at] is "she" or "shes" or "he" or "hes" && said.StartsClause(at) && said.Words[..at].Any(ReadingWords.Others.Contains) && !question.IsRedFlag && !_ofPast)
                return true;
            if (ReadingWords.Others.Contains(said.Words[at]) && !_named[at] && Enumerable.Range(at + 1, 2).Any(place => place < mention.End && said.Words[place] is "has" or "had" or "have" or "got" or "is" or "was" or "did" or "does" or "takes" or "took" or "tried" or "died" or "on" or "whos" or "who" or "with" or "gets"))
                return true;
        }

        return false;
    }

    /// <summary>"No clue if my leg counts as weak".</summary>
    private bool IsWondered(Mention mention, int clause) =>
        Enumerable.Range(1, 6).Any(back => mention.At - back >= 1 && said.Clauses[mention.At - back] == clause && said.Words[mention.At - back] is "if" or "whether"
            && said.Words[mention.At - back - 1] is "sure" or "clue" or "idea" or "know" or "tell" or "wonder" or "wondering" or "certain" or "say" or "unsure" or "dunno" or "idk" or "remember" or "recall" or "forget");

    /// <summary>"More leg than back": the back is the lesser.</summary>
    private bool IsLesser(Mention mention, int clause) =>
        Enumerable.Range(1, 3).Any(back => mention.At - back >= 0 && said.Clauses[mention.At - back] == clause && !_named[mention.At - back] && said.Words[mention.At - back] is "than");

    /// <summary>"They offered the shots but I chickened out".</summary>
    private bool IsNotAfterAll(Mention mention, int clause)
    {
        var at = mention.End;
        while (at < said.Words.Length && said.Clauses[at] == clause)
            at++;
        if (at >= said.Words.Length || said.Words[at] is not ("but" or "though" or "however") || !IsNotDone(mention, clause))
            return false;
        var next = said.Clauses[at];
        var words = Enumerable.Range(at, said.Words.Length - at).TakeWhile(place => said.Clauses[place] == next).ToArray();
        return words.Length <= 6 && words.All(place => !_named[place]) && words.Any(place => ReadingWords.NotAfterAll.Contains(said.Words[place]));
    }

    private bool IsNotDone(Mention mention, int clause)
    {
        if (!_ofPast)
            return false;
        for (var at = mention.At - 1; at >= 0 && mention.At - at <= 9 && said.Clauses[at] == clause; at--)
        {
            if (said.Words[at] is "i" or "ive" or "had" or "did" && mention.At - at > 1 && !said.Words[at..mention.At].Any(ReadingWords.NotDone.Contains))
                break;
            if ((ReadingWords.NotDone.Contains(said.Words[at]) || (said.Words[at] is "thought" or "think" or "read" or "heard" or "looked" && said.Words[at + 1] is "about" or "of" or "into")) && !_named[at] && (mention.At - at <= 5 || said.Words[at] is "wants" or "ordered" or "offered" or "recommended" or "suggested" or "referred"))
                return true;
        }

        // "My injection is booked for next month"
        return Enumerable.Range(mention.End, Math.Max(0, Math.Min(4, said.Words.Length - mention.End))).Any(at => said.Clauses[at] == clause && said.Words[at] is "booked" or "scheduled" or "upcoming" or "planned" or "pending");
    }

    /// <summary>"No cancer, diabetes or heart trouble" denies all three; "no pills, chiropractor" may not.</summary>
    private Meant InDeniedList(Mention mention, int clause)
    {
        var start = mention.At;
        while (start > 0 && said.Clauses[start - 1] == clause)
            start--;
        if (start == 0 || said.Sentences[start - 1] != said.Sentences[start] || !IsBareList(start, clause) || said.Words[start] is "but" or "though" or "although" or "however" or "except" or "otherwise")
            return Meant.Said;
        var before = said.Clauses[start - 1];
        var first = start - 1;
        while (first > 0 && said.Clauses[first - 1] == before)
            first--;
        var denies = Enumerable.Range(first, start - first).Any(at => !_named[at] && IsNegator(at));
        var named = Enumerable.Range(first, start - first).Any(at => _named[at]);
        if (!named)
            return Meant.Said;
        var continues = denies || mentions.Any(other => said.Clauses[other.At] == before && Of(other) is Meant.Denied);
        if (!continues || said.Words[first..start].Any(ReadingWords.Resuming.Contains))
            return Meant.Said;
        return HasOr(start) ? Meant.Denied : Meant.Doubtful;
    }

    /// <summary>Whether a clause is made of options and small words alone.</summary>
    private bool IsBareList(int start, int clause)
    {
        for (var at = start; at < said.Words.Length && said.Clauses[at] == clause; at++)
        {
            if (!_named[at] && said.Words[at] is not ("or" or "nor" or "any" or "the" or "a" or "an" or "and" or "of" or "problems" or "trouble" or "issues" or "pain" or "kind"))
                return false;
        }

        return true;
    }

    private bool HasOr(int start)
    {
        for (var at = start; at < said.Words.Length && said.Sentences[at] == said.Sentences[start]; at++)
        {
            if (said.Words[at] is "or" or "nor")
                return true;
        }

        return false;
    }
}
