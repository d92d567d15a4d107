using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Reading;

/// <summary>Tells from the words around an option whether it is said, denied, somebody else's or only talked about.</summary>
/// <param name="said">The message.</param>
/// <param name="mentions">All that it names.</param>
/// <param name="question">The question.</param>
internal sealed class Denials(SaidText said, ImmutableArray<Mention> mentions, Question question)
{
    private readonly Naming _naming = new(said, mentions, question);

    // "PT yes chiro no pills no": each word is the answer to what stands before it.
    private readonly bool _isAnsweredAfter = IsAnsweredAfter(said, mentions);

    // "Cancer? no. Thinner? no. Diabetes? yes, bad"
    private readonly bool _areAsked = mentions.Count(mention => AnswerAfter(said, mention) is not null) >= 2;

    public Meant Of(Mention mention)
    {
        if (_isAnsweredAfter && mention.End < said.Words.Length && said.Words[mention.End] is "yes" or "yeah" or "yep" or "no" or "nope" or "never" or "none")
            return said.Words[mention.End] is "yes" or "yeah" or "yep" ? Meant.Said : Meant.Denied;
        if (_areAsked && AnswerAfter(said, mention) is { } answer)
            return answer is "yes" or "yeah" or "yep" ? Meant.Said : Meant.Denied;
        if (IsOver(mention) || IsDenied(mention))
            return Meant.Denied;
        if (IsSupposed(mention) || NotDone.MayBe(_naming, mention) || IsWondered(mention))
            return Meant.Doubtful;
        return DeniedLists.Of(_naming, mention, other => Of(other) is Meant.Denied);
    }

    /// <summary>"Not normal": what stands alone is turned round by the word before it.</summary>
    public static bool IsTurnedRound(SaidText said, Mention mention) =>
        mention.Places.Length == 1 && mention.Option is { IsNone: true } && !ReadingWords.None.Contains(said.Words[mention.At])
        && Before(said, mention, 3).Any(word => word is "not" or "isnt" or "wasnt" or "hardly" or "arent" or "never" or "abnormal" or "far" or "anything");

    /// <summary>"All clear since", "none since 2010": before that there was something.</summary>
    public static bool IsOnlySince(SaidText said, Mention mention) => mention.Option is { IsNone: true } && mention.End < said.Words.Length && said.Words[mention.End] is "since";

    /// <summary>"Not the same as before": words for a no, right behind a denial that is none of theirs.</summary>
    public static bool IsContradicted(SaidText said, Mention mention) =>
        !ReadingWords.Negators.Contains(said.Words[mention.At]) && Before(said, mention, 2).Any(word => word is "not" or "isnt" or "aint" or "wasnt" or "never" or "longer" or "hasnt" or "havent" or "doesnt" or "didnt");

    private static IEnumerable<string> Before(SaidText said, Mention mention, int most) =>
        Enumerable.Range(1, most).Select(back => mention.At - back).Where(at => at >= 0 && said.Clauses[at] == said.Clauses[mention.At]).Select(at => said.Words[at]);

    /// <summary>The yes or no that is a sentence of its own right behind a word.</summary>
    private static string? AnswerAfter(SaidText said, Mention mention)
    {
        var end = mention.At + 1;
        while (end < said.Words.Length && mention.Places.Contains(end))
            end++;
        return end < said.Words.Length && said.Sentences[end] != said.Sentences[end - 1] && said.EndsClause(end) && said.Words[end] is "yes" or "yeah" or "yep" or "no" or "nope" or "nah" ? said.Words[end] : null;
    }

    private static bool IsAnsweredAfter(SaidText said, ImmutableArray<Mention> mentions) =>
        mentions.Length >= 2 && said.Words[^1] is "yes" or "no" or "nope" or "yep" && mentions.MinBy(mention => mention.At) is { } first && first.End < said.Words.Length - 1 && said.Words[first.End] is "yes" or "no" or "yep" or "nope";

    /// <summary>Whether it was so and is no more, where it is asked for what is so.</summary>
    private bool IsOver(Mention mention)
    {
        if (!question.IsOfPast && Lapsed.IsOvercome(said, mention))
            return true;
        if (question is { IsOfPast: false, IsRedFlag: false } && mention.Option is { MeansNo: false, AlsoOfPast: false } && Lapsed.HasEnded(said, mention, _naming.Has))
            return true;
        return (!question.IsOfPast || question.AllRanges) && mention.Option is not { AlsoOfPast: true } && !(question.IsRedFlag && question.Required) && Lapsed.IsFormer(said, mention);
    }

    private bool IsDenied(Mention mention) =>
        (!question.IsRedFlag && (Supposed.IsTestedNegative(said, mention) || Supposed.IsAnythingBut(said, mention, _naming.Has)))
        || IsDeniedBefore(mention) || IsDeniedAfter(mention) || Another.Has(_naming, mention) || IsLesser(mention) || NotDone.AfterAll(_naming, mention);

    private bool IsSupposed(Mention mention)
    {
        if (question.IsRedFlag)
            return false;
        // "Stopped the pill": what spoke for a no has ended.
        if (!question.IsOfPast && mention.Option is { MeansNo: true } && Lapsed.HasEnded(said, mention, _naming.Has))
            return true;
        if (question.IsOfWishes)
            return false;
        // "PT, but only 3 visits", where it is asked for what was done for weeks.
        if (question.AtLeast > 0 && IsOfFewTimes())
            return true;
        return Supposed.IsFeared(said, mention, _naming.Has)
            || (!question.IsOfPast && mention.Option is { MeansNo: false, Exclusive: false } && Supposed.IsWished(said, mention, _naming.Has))
            || (!question.IsOfPast && mention.Option is { AlsoOfPast: false } && Supposed.IsPast(said, mention, _naming.Has))
            || (question.Repeats && !question.IsOfPast && mention.Option is { AlsoOfPast: false, Exclusive: false } option && (Supposed.WasTaken(said, mention) || (option.OnlyNow && Supposed.IsNoLongerNow(said, mention))));
    }

    private bool IsOfFewTimes() => mentions.Count(other => other.Option is not null) == 1
        && Enumerable.Range(1, said.Words.Length - 1).Any(at => said.Words[at] is "visit" or "visits" or "session" or "sessions" or "appointment" or "appointments"
            && said.Words[Math.Max(0, at - 4)..at].Any(word => word is "only" or "just")
            && (said.Words[at - 1] is "couple" or "few" || (said.Words[at - 1] is "of" && at >= 2 && said.Words[at - 2] is "couple") || Numbers.At(said.Words, at - 1) is { Value: <= 5 }));

    private bool IsDeniedBefore(Mention mention)
    {
        // "No drugs and no surgery": a wish that has its own "no" is not turned round by the one before it.
        if (ReadingWords.Resuming.Contains(said.Words[mention.At]) || (question.IsOfWishes && mention.Places.Length > 1 && said.Words[mention.At] is "no" or "not" or "avoid" or "without"))
            return false;
        for (var at = mention.At - 1; _naming.IsBeside(at, mention); at--)
        {
            if (_naming.Has[at])
                continue;
            if (Negation.IsAt(_naming, at))
                return !(mention.Option is { MeansNo: true } && said.Words[at] is "no" or "nope");
            if (ReadingWords.Resuming.Contains(said.Words[at]) || ResumesWithVerb(at))
                return false;
        }

        return false;
    }

    /// <summary>"No pills and I had a shot": what follows the verb is said.</summary>
    private bool ResumesWithVerb(int at)
    {
        if (said.Words[at] is not ("had" or "have" or "did" or "do" or "got" or "took" or "take" or "tried" or "use" or "am" or "im" or "ive"))
            return false;
        var before = at - 1;
        while (before >= 0 && said.Clauses[before] == said.Clauses[at] && said.Words[before] is "i" or "also" or "ive")
            before--;
        return before >= 0 && said.Clauses[before] == said.Clauses[at] && said.Words[before] is "and";
    }

    private bool IsDeniedAfter(Mention mention)
    {
        for (var at = mention.End; _naming.IsBeside(at, mention); at++)
        {
            // "Fusion no stimulator": the negator belongs to what follows.
            if (_naming.Has[at])
                return false;
            if (IsTakenBack(at) || IsNoMatter(at) || IsRefused(at) || (said.Words[at] is "no" or "not" && Follows(at + 1, ReadingWords.Trouble, mention)))
                return true;
            // "An IUD, so no" denies the question, not the IUD.
            if (Negation.IsAt(_naming, at) && said.EndsClause(at) && said.Words[at - 1] is not "so")
                return !(mention.Option is { MeansNo: true } && said.Words[at] is "no" or "nope");
            if (said.Words[at] is "is" or "are" or "was" or "were" or "feels" or "feel" or "been" or "itself" or "gone" && at - mention.End <= 2 && Follows(at + 1, ReadingWords.Well, mention))
                return true;
        }

        return _naming.IsBeside(mention.End, mention) && ReadingWords.Well.Contains(said.Words[mention.End]) && said.EndsClause(mention.End) && !_naming.Has[mention.End];
    }

    /// <summary>"The injections I refused", "the leg stopped hurting".</summary>
    private bool IsTakenBack(int at) =>
        ReadingWords.TakenBack.Contains(said.Words[at]) || (said.Words[at] is "stopped" or "quit" && at + 1 < said.Words.Length && said.Words[at + 1] is "hurting" or "bothering" or "aching");

    /// <summary>"Chiro no way", "trying not to be".</summary>
    private bool IsRefused(int at) => (said.Words[at] is "not" && !said.EndsClause(at) && said.Words[at + 1] is "to" && said.Words[at - 1] is "trying" or "try" or "planning" or "prefer" or "rather")
        || (at + 1 < said.Words.Length && said.EndsClause(at + 1) && said.Words[at] is "no" && said.Words[at + 1] is "way" or "thanks" or "chance");

    /// <summary>"The back doesn't bother me", "the back is not so bad".</summary>
    private bool IsNoMatter(int at)
    {
        if (said.Words[at] is not ("dont" or "doesnt" or "didnt" or "never" or "not" or "isnt" or "arent"))
            return false;
        var next = at + 1 < said.Words.Length && said.Words[at + 1] is "so" or "that" or "really" or "too" or "as" ? at + 2 : at + 1;
        return next < said.Words.Length && said.Clauses[next] == said.Clauses[at]
            && said.Words[next] is "bother" or "bothers" or "hurt" or "hurts" or "matter" or "mind" or "care" or "trust" or "want" or "problem" or "issue" or "bad" or "yet" or "did" or "had" or "tried" or "done" or "anymore" or "me";
    }

    private bool Follows(int at, FrozenSet<string> words, Mention mention) =>
        Enumerable.Range(at, 2).Any(place => _naming.IsBeside(place, mention) && !_naming.Has[place] && words.Contains(said.Words[place]));

    /// <summary>"No clue if my leg counts as weak", "I don't know about the weak bones".</summary>
    private bool IsWondered(Mention mention) => IsUnknown(mention) || Enumerable.Range(1, 6).Select(back => mention.At - back).Any(at => at >= 1 && _naming.IsBeside(at, mention) && said.Words[at] is "if" or "whether"
            && said.Words[at - 1] is "sure" or "clue" or "idea" or "know" or "tell" or "wonder" or "wondering" or "certain" or "say" or "unsure" or "dunno" or "idk" or "remember" or "recall" or "forget");

    // A warning sign that is in doubt beside "none" must stay one.
    private bool IsUnknown(Mention mention) => !question.IsRedFlag &&
        Enumerable.Range(1, 4).Select(back => mention.At - back).Any(at => at >= 1 && _naming.IsBeside(at, mention) && said.Words[at] is "about"
            && (said.Words[at - 1] is "unsure" or "idk" or "dunno" || (at >= 2 && said.Words[at - 1] is "know" or "sure" or "certain" && said.Words[at - 2] is "dont" or "not" or "no" or "didnt")));

    /// <summary>"More leg than back", "less at night": the back is the lesser.</summary>
    private bool IsLesser(Mention mention) =>
        (!question.IsOfWishes && !question.IsRedFlag && Before(said, mention, 2).Contains("less")) || Enumerable.Range(1, 3).Select(back => mention.At - back).Any(at => _naming.IsBeside(at, mention) && !_naming.Has[at] && said.Words[at] is "than");
}
