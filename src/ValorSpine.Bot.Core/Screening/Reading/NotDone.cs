using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells, where it is asked what was done, that something was only offered or planned, given up, or done for less than the question asks: "they want to fuse me", "went twice, then quit".</summary>
internal static class NotDone
{
    private const int Near = 5, Far = 9, MostWordsAfterAll = 6;

    private const decimal FewVisits = 3;

    private static readonly FrozenSet<string> s_elsewhere = FrozenSet.Create("knee", "knees", "shoulder", "shoulders", "elbow", "wrist", "ankle", "eye", "eyes", "tooth", "teeth", "jaw", "heart", "breast", "brain", "blood", "anxiety", "depression", "thyroid");

    /// <summary>"They offered the shots but I chickened out".</summary>
    public static bool AfterAll(Naming naming, Mention mention)
    {
        var at = mention.End;
        while (naming.IsBeside(at, mention))
            at++;
        if (at >= naming.Words.Length || naming.Words[at] is not ("but" or "though" or "however") || !IsOnlyPlanned(naming, mention))
            return false;
        var clause = naming.RestOfClause(at).ToArray();
        return clause.Length <= MostWordsAfterAll && Array.TrueForAll(clause, place => !naming.Has[place]) && Array.Exists(clause, place => ReadingWords.NotAfterAll.Contains(naming.Words[place]));
    }

    /// <summary>Whether it may not have been done, or not long enough.</summary>
    public static bool MayBe(Naming naming, Mention mention) => IsElsewhere(naming, mention) || IsUnused(naming, mention) || IsOnlyPlanned(naming, mention) || IsGivenUp(naming, mention) || IsTooShort(naming, mention);

    /// <summary>"They gave me pills but I don't take them".</summary>
    private static bool IsUnused(Naming naming, Mention mention)
    {
        var at = naming.RestOfClause(mention.At).Last() + 1;
        return naming.Question.IsOfPast && at + 2 < naming.Words.Length && naming.Words[at] is "but" && naming.Words[at + 1] is "i" or "ive" or "never" or "didnt" or "dont" or "havent" && naming.RestOfClause(at).Any(place => place + 1 < naming.Words.Length
            && naming.Words[place] is "dont" or "didnt" or "never" or "havent" && naming.Words[place + 1] is "take" or "took" or "taken" or "use" or "used" or "go" or "went" or "start" or "started");
    }

    /// <summary>"Physio for my knee", "injections in my shoulder".</summary>
    private static bool IsElsewhere(Naming naming, Mention mention) => naming.Question.IsOfPast && naming.RestOfClause(mention.End - 1).Skip(1).TakeWhile(at => !naming.Has[at]).Any(at =>
        naming.Words[at] is "for" or "in" or "on" && Enumerable.Range(at + 1, 3).Any(place => naming.IsBeside(place, mention) && !naming.Has[place] && s_elsewhere.Contains(naming.Words[place])));

    private static bool IsOnlyPlanned(Naming naming, Mention mention) => naming.Question.IsOfPast && (IsPlannedBefore(naming, mention) || IsPlannedAfter(naming, mention));

    private static bool IsPlannedBefore(Naming naming, Mention mention)
    {
        var words = naming.Words;
        for (var at = mention.At - 1; mention.At - at <= Far && naming.IsBeside(at, mention); at--)
        {
            if (words[at] is "i" or "ive" or "had" or "did" && mention.At - at > 1 && !words[at..mention.At].Any(ReadingWords.NotDone.Contains))
                return false;
            var isPlan = ReadingWords.NotDone.Contains(words[at]) || (words[at] is "down" or "due" or "line" && words[at + 1] is "for") || (words[at] is "thought" or "think" or "read" or "heard" or "looked" && words[at + 1] is "about" or "of" or "into");
            if (isPlan && !naming.Has[at] && (mention.At - at <= Near || words[at] is "wants" or "ordered" or "offered" or "recommended" or "suggested" or "referred"))
                return true;
        }

        return false;
    }

    /// <summary>"My injection is booked for next month", "the MRI is any day now". An option of what is planned is said by such words.</summary>
    private static bool IsPlannedAfter(Naming naming, Mention mention)
    {
        if (mention.Places.Any(place => IsPlan(naming.Words[place])))
            return false;
        return Enumerable.Range(mention.End, Near - 1).Any(at => naming.IsBeside(at, mention) && IsPlan(naming.Words[at])) || naming.Said.From(mention.End).IndexOf(["any", "day", "now"]) == 0;
    }

    private static bool IsPlan(string word) => word is "offered" or "suggested" or "recommended" or "booked" or "scheduled" or "upcoming" or "planned" or "pending" or "next" or "tomorrow" or "soon";

    /// <summary>"Went twice, then quit" is hardly six weeks.</summary>
    private static bool IsGivenUp(Naming naming, Mention mention)
    {
        if (!naming.Question.IsOfPast)
            return false;
        var clause = naming.Said.Clauses[mention.At];
        var words = naming.Words.Where((_, at) => naming.Said.Clauses[at] == clause || naming.Said.Clauses[at] == clause + 1).ToArray();
        return words.Any(word => word is "quit" or "stopped" or "gave") && words.Any(word => word is "once" or "twice" or "times" or "visits" or "sessions" or "session");
    }

    /// <summary>"Only 2 weeks of physio so far" is less than the question asks for.</summary>
    private static bool IsTooShort(Naming naming, Mention mention)
    {
        var (said, clause, least) = (naming.Said, naming.Said.Clauses[mention.At], naming.Question.AtLeast);
        if (least == 0 || naming.Mentions.Any(other => other.Option is not null && other.Option != mention.Option && said.Clauses[other.At] == clause))
            return false;
        var from = said.Clauses.IndexOf(clause);
        var told = said.From(from).Until(said.Clauses.LastIndexOf(clause) + 1 - from);
        if (IsOneVisit(told) || IsFewVisits(told))
            return true;
        if (told.Words.Any(word => word is "helped" or "helps" or "relief" or "lasted" or "worked" or "ago" or "every" or "each" or "apart"))
            return false;
        if (told.Words.IndexOf("started") is var start and > 0 && told.Words[start - 1] is "just" or "only" or "barely")
            return true;
        var longest = Longest(told);
        return longest >= 1 && longest < least;
    }

    /// <summary>"Saw a chiro once"</summary>
    private static bool IsOneVisit(SaidText told) =>
        told.Words.Any(word => word is "saw" or "went" or "visit" or "session" or "try" or "tried") && told.Words.Any(word => word is "once" || (word is "one" && told.Words.Any(other => other is "visit" or "session" or "time")));

    /// <summary>"Two visits to a chiropractor"</summary>
    private static bool IsFewVisits(SaidText told) => Enumerable.Range(1, Math.Max(0, told.Words.Length - 1)).Any(at =>
        told.Words[at] is "visits" or "sessions" or "appointments" && Numbers.At([told.Words[at - 1]], 0) is { Value: <= FewVisits } && !(at + 1 < told.Words.Length && told.Words[at + 1] is "a" or "per" or "each" or "every" or "weekly"));

    private static decimal Longest(SaidText told)
    {
        var (longest, at) = (0m, 0);
        while (at < told.Words.Length)
        {
            var found = Durations.At(told, at);
            longest = Math.Max(longest, found is { Counts: true } ? found.Value.Span.To : 0);
            at = found?.End ?? at + 1;
        }

        return longest;
    }
}
