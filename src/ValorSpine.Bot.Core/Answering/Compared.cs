using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Knowledge;

namespace ValorSpine.Bot.Core.Answering;

/// <summary>What a message compares.</summary>
/// <param name="First">Id of a subject of <c>knowledge/comparison.yml</c>.</param>
/// <param name="Second">Id of another.</param>
/// <param name="Aspect">Id of the aspect asked for, or null for all.</param>
public sealed record Compared(string First, string Second, string? Aspect = null);

/// <summary>
/// Reads which two treatments a message compares: it names just two, or means "the two", and holds a word of comparison. A treatment that was had or is to be avoided
/// is not one of them: "after a fusion", "without surgery".
/// </summary>
public sealed partial class ComparedReader
{
    // A longer one tells a story: the answerer looks for the question in it.
    private const int LongestMessage = 1_000;
    private static readonly string[] s_pointers = ["it", "that", "this", "those", "these", "them", "they"];
    private readonly MentionReader _mentions;
    private readonly AspectReader _aspects;
    private readonly ComparedWords _words;
    private readonly StemPhrases<bool> _cues, _not, _cost, _both, _light;
    private readonly ImmutableArray<string> _theTwo;

    /// <summary>Takes the words of the knowledge; done once a content version.</summary>
    public ComparedReader(KnowledgeBase knowledge)
    {
        var table = knowledge.SideBySide;
        _theTwo = table.TheTwo;
        _words = new(knowledge);
        _mentions = new(table, _words);
        _aspects = new(table, _words);
        _cues = _words.Phrases((table.Asking.NotCues, false), (table.Asking.Cues, true));
        _not = _words.Phrases((table.Asking.Not, true));
        _cost = _words.Phrases((knowledge.Concepts.Aspects.GetValueOrDefault("cost", []), true));
        _both = _words.Phrases((table.Asking.Both, true));
        _light = _words.Phrases((table.Asking.About, true), (table.Asking.Light, true), (table.Asking.Between, true), (knowledge.Concepts.Stop, true), (["which", "how", "no", "or"], true));
    }

    /// <summary>What a message compares, or null.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="last">What the last answer compared: "which is safer?" then means those.</param>
    /// <param name="about">What the last answer was about: "how is fibrin different from that?" compares the two.</param>
    public Compared? Read(string text, Compared? last = null, string? about = null)
    {
        if (text.Length > LongestMessage)
            return null;
        var said = _words.Read(Correction().Replace(text, ""));
        var mentions = _mentions.In(said);
        Mention[] live = [.. mentions.Where(mention => !mention.IsAside)];
        return live.Select(mention => mention.Subject).Distinct().ToArray() switch
        {
            [{ } one, { } other] when Compares(said, live) && !AsksSomethingElse(said) => new(one, other, _aspects.In(said)),
            [{ } one] when mentions.Length == live.Length && ComparesWithLast(said) && !AsksSomethingElse(said) && OnlyOneIn(about) is { } other && other != one => new(other, one, _aspects.In(said)),
            [] when mentions.Length == 0 && (Cues(said).Any() || (_both.In(said.Stems).Any() && _aspects.In(said) is not null)) && IsLight(said, live) && !AsksSomethingElse(said) => OfBoth(said, last),
            _ => null,
        };
    }

    // "No, steroid vs fibrin" puts right what was said before: nobody has "no steroid".
    [GeneratedRegex(@"^\s*(?:no|nope|nah|sorry|i mean|i meant|actually)\b[\s,.:;-]+(?=.*\b(?:vs|versus)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Correction();

    private bool AsksSomethingElse(SaidWords said) => _not.In(said.Stems).Any() || _cost.In(said.Stems).Any();

    private IEnumerable<int> Cues(SaidWords said) => _cues.In(said.Stems).Where(cue => cue.Meaning).Select(cue => cue.From);

    private bool Compares(SaidWords said, Mention[] live) =>
        IsLinked(said, live) || Cues(said).Any(cue => Array.Exists(live, mention => said.SameSentence(mention.From, cue))) || (Cues(said).Any() && IsLight(said, live));

    /// <summary>"How does that differ from the glue?", "versus the table?": a word of comparison that points back, or opens the message.</summary>
    private bool ComparesWithLast(SaidWords said) => Cues(said).Any(cue => cue == 0) || (Cues(said).Any() && said.Stems.Exists(stem => stem == "from" || s_pointers.Contains(stem)));

    /// <summary>The one treatment that a text names, or null.</summary>
    private string? OnlyOneIn(string? about) => about is not null && _mentions.In(_words.Read(about)).Select(mention => mention.Subject).Distinct().ToArray() is [{ } only] ? only : null;

    /// <summary>"Which of the two lasts longer": the two treatments, or those of the last answer.</summary>
    private Compared? OfBoth(SaidWords said, Compared? last)
    {
        if (last is not null)
            return last with { Aspect = _aspects.In(said) };
        return (_both.In(said.Stems).Any() || (said.Stems.Contains("which") && _aspects.In(said) is not null)) && _theTwo is [var one, var other] ? new(one, other, _aspects.In(said)) : null;
    }

    /// <summary>Whether a small word compares two treatments that stand around it.</summary>
    private bool IsLinked(SaidWords said, Mention[] live)
    {
        foreach (var (one, next) in live.Zip(live.Skip(1)).Where(pair => pair.First.Subject != pair.Second.Subject))
        {
            // "Or wait" is the name of a treatment that brings its "or" with it.
            var between = said.Stems[(one.From + one.Length)..(next.From + (said.Stems[next.From] is "or" or "than" ? 1 : 0))];
            var adjacent = between.TrueForAll(stem => stem is "or" or "over" || _mentions.MayStandBetween(stem));
            if (between.Contains("than") || between.Contains("against") || (adjacent && between.Contains("over")) || (adjacent && between.Contains("or") && IsLight(said, live)))
                return true;
        }

        return false;
    }

    /// <summary>Whether nothing in a message asks for something else: "fibrin or fusion for a torn disc" does not, "do i need an mri for fibrin or fusion" does.</summary>
    private bool IsLight(SaidWords said, Mention[] mentions)
    {
        var covered = new bool[said.Stems.Count];
        foreach (var mention in mentions)
            Cover(mention.From, mention.Length);
        foreach (var phrases in new[] { _light, _cues, _both })
        {
            foreach (var (_, from, length) in phrases.In(said.Stems))
                Cover(from, length);
        }

        foreach (var (from, length) in _aspects.Places(said))
            Cover(from, length);
        return !covered.Where((isCovered, at) => !isCovered && said.Stems[at] != SaidWords.Comma && !said.Stems[at].Any(char.IsAsciiDigit)).Any();

        void Cover(int from, int length) => covered.AsSpan(from, length).Fill(true);
    }
}
