using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>Reads messages that name what they are about and ask nothing of their own: "and for the needle?", "neither, I mean physical therapy", "of both".</summary>
internal sealed class NameReader
{
    private const int MostWords = 9, MostWordsLeftOpen = 7;
    private static readonly FrozenSet<string> s_articles = FrozenSet.Create("a", "an", "the"), s_pronouns = FrozenSet.Create("it", "that", "this"), s_medicines = FrozenSet.Create("y:medicine", "y:bloodthinner"), s_joints = FrozenSet.Create("for", "of", "with", "after", "before", "during", "on", "from");
    private readonly QuestionReader _reader;
    private readonly Func<string, Question> _read;
    private readonly FrozenSet<string> _leads;
    private readonly FrozenDictionary<string, string> _forShort;
    private readonly FrozenSet<string> _both;

    public NameReader(KnowledgeBase knowledge, QuestionReader reader, Func<string, Question> read)
    {
        (_reader, _read) = (reader, read);
        _leads = knowledge.Concepts.Leads.ToFrozenSet();
        _forShort = knowledge.Concepts.ForShort.SelectMany(group => group.Value, (group, term) => (Term: KeyOf(Left(Words.Split(term))), group.Key)).DistinctBy(pair => pair.Term).ToFrozenDictionary(pair => pair.Term, pair => pair.Key);
        _both = knowledge.SideBySide.Asking.Both.Select(phrase => KeyOf(Left(Words.Split(phrase)))).Where(key => key.Length > 0).ToFrozenSet();
    }

    /// <summary>The two treatments of this service, as a question can be asked of them.</summary>
    public static ImmutableArray<Named> TheTwo { get; } = [new("decompression", "decompression"), new("fibrin", "fibrin")];

    /// <summary>The one thing that is all a message names, or null.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="question">The question that was asked last: it is not asked again of what it was about.</param>
    /// <param name="choosing">Whether it was just asked which is meant, so that a bare name is enough.</param>
    /// <param name="talked">The treatment that was talked of, of which there is another; or null.</param>
    public Named? Only(string text, string question, bool choosing, string? talked = null)
    {
        var words = Words.Split(text);
        var left = Left(words);
        if (words.Count is 0 or > MostWords || (!choosing && !IsTheOther(left) && !words.Exists(_leads.Contains)) || words is ["what", not ("about" or "bout"), ..] or ["how", not ("about" or "bout"), ..])
            return null;
        var named = string.Join(' ', left);
        if (left.Count == 0)
            return null;
        var asked = _read(question);
        if (asked.Subjects.Length > 1)
            return null;
        if (IsTheOther(left) && TheTwo.Any(one => one.Subject == talked))
            return TheTwo.First(one => one.Subject != talked);
        var forShort = _forShort.GetValueOrDefault(KeyOf(left));
        // Where the two treatments were offered, "of the stretching" is one of them and not an exercise.
        if ((choosing ? forShort ?? SubjectOf(named) : SubjectOf(named) ?? forShort) is not { } subject)
            return null;
        return asked.Subjects is [var same] && same == subject ? null : new(subject, TheTwo.FirstOrDefault(one => one.Subject == subject)?.Name ?? named);
    }

    /// <summary>A question that says no more than "it" or "them" of a medicine that the question before it named, in full: "should I stop them" is "should I stop my medicine"; else null.</summary>
    public string? OfTheMedicine(string text, string before) =>
        LeavesOpenOfWhat(text) && _read(before).Terms.Any(s_medicines.Contains) && Words.Split(text) is var words && words.FindLastIndex(word => s_pronouns.Contains(word) || word is "them" or "those" or "these") is >= 0 and var at
            ? string.Join(' ', [.. words[..at], "my medicine", .. words[(at + 1)..]])
            : null;

    /// <summary>Whether a message says no more than "both".</summary>
    public bool Both(string text) => Words.Split(text) is { Count: <= 5 } words && _both.Contains(KeyOf(Left(words)));

    /// <summary>Whether a message is short and leaves open of what it asks: "how do I stop".</summary>
    public bool LeavesOpenOfWhat(string text) => _read(text) is { Subjects.IsEmpty: true, Words: <= MostWordsLeftOpen } asked && !asked.Terms.Any(term => term.StartsWith("y:", StringComparison.Ordinal));

    /// <summary>A question asked of something else: "can I fly after" of fibrin is "can I fly after fibrin", "is it safe" is "is fibrin safe".</summary>
    public string Asking(string question, Named of)
    {
        var words = _reader.Replacing(question, of.Name);
        if (!words.Contains(of.Name))
        {
            var at = words.FindIndex(s_pronouns.Contains);
            if (at >= 0)
                words[at] = of.Name;
            else
                words.AddRange(words is [.., var last] && s_joints.Contains(last) ? [of.Name] : ["with", of.Name]);
        }

        return string.Join(' ', words) + (question.EndsWith('?') ? "?" : "");
    }

    private string? SubjectOf(string named) =>
        _read(named) is { Subjects: [not "clinic" and var subject], Aspects.IsEmpty: true } asked && asked.Terms.All(term => term == $"s:{subject}" || (!term.Contains(':', StringComparison.Ordinal) && _reader.IsBroad(subject))) ? subject : null;

    private static bool IsTheOther(List<string> left) => left is ["other"] or ["other", "treatment" or "option"];

    private List<string> Left(List<string> words) => words.FindAll(word => !_leads.Contains(word) && !s_articles.Contains(word));

    private static string KeyOf(List<string> words) => string.Join(' ', words.ConvertAll(Words.Stem));
}
