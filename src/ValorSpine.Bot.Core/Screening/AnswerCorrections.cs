using System.Collections.Immutable;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>What a message takes back.</summary>
/// <param name="Rest">What is said instead: "it's been two years".</param>
/// <param name="Topic">The words in it that may name a question.</param>
/// <param name="IsAdmitted">Whether it only says that something was wrong: "I said the wrong thing about the scan".</param>
internal sealed record ReadCorrection(string Rest, ImmutableArray<string> Topic, bool IsAdmitted)
{
    /// <summary>Whether it adds to what was said: "also shots", "I forgot, I had a fusion".</summary>
    public bool IsAdded { get; init; }

    /// <summary>Whether the patient says that it was left out: then it is no answer to what is asked now.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>Whether the last answer was not the patient's, or not of the back: "wait that's my mom, not me".</summary>
    public bool IsTakenBack { get; init; }

    /// <summary>Whether it is a number that does not say of what: "more like 4".</summary>
    public bool IsUncounted { get; init; }

    /// <summary>Whether a "no" is turned into a "yes": "no wait yes, 6".</summary>
    public bool IsYes { get; init; }

    /// <summary>Whether <see cref="Topic"/> says which answer is wrong, and the rest what is right: "you got my age wrong, I'm 52".</summary>
    public bool IsOfTopic { get; init; }

    /// <summary>Whether it only contrasts: "my MRI was actually 2021". While a question is open it may as well be its answer.</summary>
    public bool IsMild { get; init; }

    /// <summary>Whether it tells of something besides: "the report said tear, too".</summary>
    public bool IsBesides { get; init; }

    /// <summary>The rest, with its clauses.</summary>
    public SaidText Meant { get => field ?? SaidText.Of(Rest); init; }
}

/// <summary>Finds where a patient takes back an earlier answer: "actually …", "wait, I meant …", "I got my age wrong".</summary>
internal static class AnswerCorrections
{
    private const int LongestMessage = 25, LongestContrast = 12;

    private static readonly ImmutableArray<ImmutableArray<string>> s_openers = [.. new[]
    {
        "actually", "wait", "no wait", "wait no", "hold on", "hang on", "sorry", "oops", "whoops", "my bad", "my mistake", "correction", "i meant to say", "i meant", "meant", "meant to say", "more like", "i mean", "scratch that", "on second thought", "come to think of it",
        "i take that back", "i misspoke", "i was wrong", "thats wrong", "that was wrong", "that is wrong", "thats not right", "that should be", "it should be", "should be", "make that", "make it", "i should have said", "let me correct that", "i need to correct",
        "i need to fix", "no actually", "no sorry", "well actually", "uh", "um", "oh", "er", "hmm",
    }.Select(SaidText.WordsOf).OrderByDescending(words => words.Length)];

    private static readonly ImmutableArray<ImmutableArray<string>> s_additions = [.. new[]
    {
        "also", "add", "please add", "can you add", "could you add", "include", "please include", "and also", "and", "oh and", "oh yeah and", "oh yes and", "plus", "oh and also", "oh also", "as well as", "by the way", "btw", "one more thing", "i should add", "i should mention", "i should have mentioned", "i also", "oh i also", "and i also",
    }.Select(SaidText.WordsOf).OrderByDescending(words => words.Length)];

    private static readonly ImmutableArray<ImmutableArray<string>> s_forgotten = [.. new[]
    {
        "forgot to mention that", "forgot to mention", "forgot to say that", "forgot to say", "forgot to tell you that", "forgot to tell you about", "forgot to tell you", "forgot to add", "forgot to put", "forgot to list", "forgot about", "forgot that", "forgot", "forgotten", "didnt mention", "did not mention", "never mentioned", "should have mentioned", "should have said", "left out",
    }.Select(SaidText.WordsOf).OrderByDescending(words => words.Length)];

    private static readonly ImmutableHashSet<string> s_beforeForgotten = ImmutableHashSet.Create("i", "oh", "ok", "okay", "wait", "sorry", "sry", "oops", "and", "ah", "shoot", "totally", "almost", "just", "also", "ive", "well", "hey", "um", "uh", "actually", "hmm", "have", "completely", "forgot", "but", "yes", "no", "what");

    /// <summary>Words behind "I forgot" that say what the patient does not remember.</summary>
    private static readonly ImmutableHashSet<string> s_unknown = ImmutableHashSet.Create("what", "when", "which", "how", "where", "who", "whether", "if", "why", "exactly", "sorry", "name", "names", "date", "details");

    /// <summary>Said before an answer as often as before a correction: no opener by themselves.</summary>
    private static readonly ImmutableHashSet<string> s_sounds = ImmutableHashSet.Create("uh", "um", "oh", "er", "hmm", "sorry");

    private static readonly ImmutableArray<ImmutableArray<string>> s_admissions = [.. new[]
    {
        "wrong thing", "wrong answer", "wrong one", "answered wrong", "answer wrong", "answered it wrong", "got it wrong", "said it wrong", "mixed up", "messed up", "misspoke", "made a mistake", "was a mistake", "is a mistake", "typed it wrong", "put it wrong", "is wrong", "was wrong", "isnt right", "wasnt right", "is not right",
        "gave you the wrong", "said the wrong", "told you the wrong", "picked the wrong", "put the wrong", "tapped the wrong", "hit the wrong", "clicked the wrong", "wrong about", "wrong", "need to change", "want to change", "have to change", "like to change", "need to correct", "want to correct", "need to fix", "want to fix",
    }.Select(SaidText.WordsOf)];

    private static readonly ImmutableHashSet<string> s_empty = ImmutableHashSet.Create(
        "i", "im", "ive", "my", "the", "a", "an", "about", "for", "on", "of", "to", "with", "what", "was", "is", "it", "its", "that", "said", "say", "gave", "put", "wait", "no", "actually", "sorry", "oops", "think", "got", "you", "told", "wrong", "thing",
        "answer", "one", "question", "mistake", "made", "mixed", "messed", "up", "please", "need", "want", "have", "like", "change", "correct", "fix", "part", "bit", "stuff", "oh", "well", "there", "in", "before", "earlier", "as");

    private static readonly ImmutableHashSet<string> s_aroundNumbers = ImmutableHashSet.Create("i", "im", "am", "my", "age", "is", "its", "years", "year", "yrs", "yr", "yo", "old", "of", "turned", "turn", "just", "only", "to", "should", "be");

    /// <summary>What a message corrects, or null.</summary>
    public static ReadCorrection? Read(SaidText said)
    {
        if (said.Words.Length is 0 or > LongestMessage)
            return null;
        if (OfTopic(said) is { } ofTopic)
            return ofTopic;
        if (said.Words.Length <= 14 && s_admissions.Any(admission => said.IndexOf(admission.AsSpan()) >= 0) && !IsOfTheBack(said) && !HasNumber(said))
            return new("", TopicOf(said.Words), IsAdmitted: true);
        if (TakesBack(said))
            return new("", [], IsAdmitted: false) { IsTakenBack = true };
        var (rest, opened) = (said.Words, false);
        while (s_openers.FirstOrDefault(opener => rest.AsSpan().StartsWith(opener.AsSpan())) is { IsDefault: false } opener)
        {
            opened |= opener is not [var only] || !s_sounds.Contains(only);
            rest = rest[opener.Length..];
        }

        if (opened && rest.Length > 0 && Forgotten(rest) is null)
            return new(string.Join(' ', rest), TopicOf(rest), IsAdmitted: false) { Meant = said.From(said.Words.Length - rest.Length), IsBesides = rest.Any(word => word is "too" or "also") || rest.AsSpan().IndexOf(["as", "well"]) >= 0, IsYes = rest[0] is "yes" or "yeah" or "yep", IsUncounted = said.IndexOf(["more", "like"]) >= 0 && rest.Length == 1 && Numbers.In(rest).Length == 1 };
        return Added(said.Words) ?? Contrasted(said);
    }

    private static readonly ImmutableArray<ImmutableArray<string>> s_rebukes = [.. new[]
    {
        "not what i said", "not what i told you", "not what i meant", "not what i wrote", "didnt say that", "never said that", "not right", "not correct", "incorrect",
    }.Select(SaidText.WordsOf)];

    /// <summary>"You got my age wrong, I'm 52", "that's not what I said about the pain, it's in my leg": what is wrong, and in the next clause what is right.</summary>
    private static ReadCorrection? OfTopic(SaidText said)
    {
        var end = Enumerable.Range(1, Math.Max(0, said.Words.Length - 1)).FirstOrDefault(said.StartsClause);
        if (end == 0 || IsOfTheBack(said))
            return null;
        var (wrong, right) = (said.Until(end), said.From(end));
        // "I was wrong, it's two years" names nothing.
        if (!s_admissions.Concat(s_rebukes).Any(phrase => wrong.IndexOf(phrase.AsSpan()) >= 0) || TopicOf(wrong.Words) is not { IsEmpty: false } topic || TopicOf(right.Words).IsEmpty)
            return null;
        return new(string.Join(' ', right.Words), topic, IsAdmitted: false) { IsOfTopic = true, Meant = right };
    }

    /// <summary>"My MRI was actually 2021", "I am 52 not 42".</summary>
    private static ReadCorrection? Contrasted(SaidText said)
    {
        var not = Enumerable.Range(1, Math.Max(0, said.Words.Length - 2)).FirstOrDefault(at => said.Words[at] is "not" && (Numbers.At(said.Words, at + 1) is not null || CalendarTimes.IsMonth(said.Words[at + 1])) && Numbers.In(said.Words[..at]).Length > 0);
        if (not > 0)
        {
            var start = said.Words.TakeWhile(word => s_sounds.Contains(word) || word is "no" or "but").Count();
            return start < not ? new(string.Join(' ', said.Words[start..not]), TopicOf(said.Words[start..not]), IsAdmitted: false) { Meant = said.Until(not).From(start) } : null;
        }

        var actually = said.Words.IndexOf("actually");
        if (actually <= 0 || said.Words.Length > LongestContrast)
            return null;
        var rest = said.Words.RemoveAt(actually);
        return new(string.Join(' ', rest), TopicOf(rest), IsAdmitted: false) { IsMild = true, IsBesides = true };
    }

    /// <summary>"Also shots", "I forgot to mention a fracture", "also injections I forgot".</summary>
    private static ReadCorrection? Added(ImmutableArray<string> words)
    {
        if (Forgotten(words) is { } forgotten)
            return new(string.Join(' ', forgotten), TopicOf(forgotten), IsAdmitted: false) { IsAdded = true, IsForgotten = true };
        if (s_additions.FirstOrDefault(opener => words.AsSpan().StartsWith(opener.AsSpan())) is not { IsDefault: false } opener || opener.Length == words.Length)
            return null;
        var rest = words[opener.Length..];
        return new(string.Join(' ', rest), TopicOf(rest), IsAdmitted: false) { IsAdded = true };
    }

    /// <summary>What somebody says that they forgot to tell; null where they do not, or do not remember.</summary>
    private static ImmutableArray<string>? Forgotten(ImmutableArray<string> words)
    {
        var at = 0;
        while (at < words.Length && s_beforeForgotten.Contains(words[at]) && words[at] is not "forgot")
            at++;
        if (s_forgotten.FirstOrDefault(phrase => words.AsSpan()[at..].StartsWith(phrase.AsSpan())) is { IsDefault: false } phrase)
        {
            var rest = words[(at + phrase.Length)..];
            return rest.Length > 0 && !rest.Take(2).Any(s_unknown.Contains) ? rest : null;
        }

        // "Also injections I forgot", "and a fusion, forgot that"
        var end = words.Length;
        while (end > 0 && words[end - 1] is "that" or "it" or "about" or "sorry" or "lol" or "to" or "mention" or "say" or "one")
            end--;
        if (end < 2 || words[end - 1] is not "forgot")
            return null;
        end--;
        while (end > 0 && words[end - 1] is "i" or "almost" or "totally" or "just")
            end--;
        var before = words[..end];
        while (before.Length > 0 && before[0] is "also" or "and" or "oh" or "plus" or "sorry" or "wait")
            before = before[1..];
        return before.Length > 0 && !before.Any(s_unknown.Contains) ? before : null;
    }

    /// <summary>Whether a message is a number and nothing that makes it a length of time or a place in a list.</summary>
    public static bool IsOnlyNumber(SaidText said) =>
        Numbers.In(said.Words).Length == 1 && said.Words.All(word => s_aroundNumbers.Contains(word) || Numbers.In([word]).Length == 1)
        && (!said.Words.Any(word => Durations.UnitOf(word) is not null) || said.Words.Any(word => word is "old" or "im" or "am" or "age" or "turned"));

    private static readonly ImmutableHashSet<string> s_elsewhere = ImmutableHashSet.Create("knee", "knees", "shoulder", "shoulders", "hip", "hips", "elbow", "wrist", "ankle", "foot", "neck", "hand");

    /// <summary>"No wait that's my mom, not me", "no that was for my knee".</summary>
    private static bool TakesBack(SaidText said)
    {
        var words = said.Words.SkipWhile(word => word is "no" or "wait" or "actually" or "sorry" or "oh" or "oops" or "hold" or "on" or "well").ToArray();
        return words.Length is >= 2 and <= 10 && words.Length < said.Words.Length && words[0] is "that" or "thats" or "those" or "it" or "its" or "they" or "this"
            && (words.Any(ReadingWords.Others.Contains) || words.AsSpan().IndexOf(["not", "me"]) >= 0 || words.AsSpan().IndexOf(["not", "mine"]) >= 0 || (words.Any(word => word is "for" or "on" or "in") && words.Any(s_elsewhere.Contains)));
    }

    /// <summary>"Know what's wrong", "something is wrong with my disc": no answer was.</summary>
    private static bool IsOfTheBack(SaidText said) =>
        said.Words.IndexOf("wrong") is var at and > 0 && said.Words[..at].Any(word => word is "whats" or "what" or "something" or "somethings" or "anything" or "nothing" or "wtf");

    private static bool HasNumber(SaidText said) => Numbers.In(said.Words).Length > 0;

    private static ImmutableArray<string> TopicOf(ImmutableArray<string> words) => [.. words.Where(word => !s_empty.Contains(word))];
}
