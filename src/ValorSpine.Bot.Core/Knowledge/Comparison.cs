using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Knowledge;

/// <summary>What is known of each treatment, aspect by aspect, and the topic that a pair of them rests on: <c>knowledge/comparison.yml</c>.</summary>
/// <param name="Subjects">The treatments, in the order of the columns.</param>
/// <param name="Aspects">The rows, in the order shown.</param>
/// <param name="Pairs">Rules for pairs; the first that fits counts.</param>
/// <param name="TheTwo">The ids that "the two" and "both" mean.</param>
/// <param name="Asking">How patients ask for a comparison.</param>
public sealed record Comparison(
    ImmutableArray<ComparedSubject> Subjects, ImmutableArray<ComparedAspect> Aspects, ImmutableArray<ComparedPair> Pairs, ImmutableArray<string> TheTwo, ComparisonAsking Asking)
{
    /// <summary>The aspect that rides along with every other, so that no claim stands without its evidence.</summary>
    public const string Evidence = "evidence";

    /// <summary>The aspect that is told next where not all can be.</summary>
    public const string Safety = "safety";

    /// <summary>All that is said in it: cells, then the notes of pairs.</summary>
    internal IEnumerable<Sourced> Statements => Subjects.SelectMany(subject => subject.Cells.Values).Concat(Pairs.Select(pair => pair.Note));

    internal static Comparison Empty { get; } = new([], [], [], [], ComparisonAsking.Nothing);

    /// <summary>The table for a pair, in the order of the columns: the row of an aspect with its evidence, or every row that one of the two has a cell for.</summary>
    /// <returns>Null where an id is not known, both are the same, or no rule is for the pair.</returns>
    public ComparisonTable? Between(string one, string other, string? aspect = null)
    {
        if (Subjects.Where(subject => subject.Id == one || subject.Id == other).ToArray() is not [var first, var second] || RuleOf(first.Id, second.Id) is not { } rule)
            return null;
        var asked = Aspects.FirstOrDefault(known => known.Id == aspect);
        if (aspect is not null && asked is null)
            return null;

        var rows = Aspects.Select(row => new ComparedRow(row, first.Cells.GetValueOrDefault(row.Id), second.Cells.GetValueOrDefault(row.Id)))
            .Where(row => asked is null ? row.First is not null || row.Second is not null : row.Aspect.Id == aspect || row.Aspect.Id == Evidence);
        return new(first, second, rule, asked, [.. rows]);
    }

    /// <summary>The table of the two treatments that this service is about.</summary>
    public ComparisonTable? OfTheTwo(string? aspect = null) => TheTwo is [var one, var other] ? Between(one, other, aspect) : null;

    /// <summary>The rule for a pair, or null.</summary>
    public ComparedPair? RuleOf(string one, string other) => Pairs.FirstOrDefault(pair => pair.Fits(one, other));
}

/// <summary>A treatment that can be compared.</summary>
/// <param name="Id">Stable id; that of <c>subject</c> in <c>topics.yml</c> where it has topics of its own.</param>
/// <param name="Name">As the heading of a column.</param>
/// <param name="Topic">Topic that says more about it alone.</param>
/// <param name="Terms">What patients call it.</param>
/// <param name="Cells">What is known, by id of the aspect.</param>
/// <param name="Line">1-based, in its file.</param>
public sealed record ComparedSubject(string Id, string Name, string Topic, ImmutableArray<string> Terms, FrozenDictionary<string, Sourced> Cells, int Line);

/// <summary>One row of the table.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">As shown.</param>
/// <param name="Frame">Its name as <c>aspect</c> in <c>topics.yml</c>.</param>
/// <param name="Topic">Topic that says more about the two treatments.</param>
/// <param name="Terms">Words that ask for it.</param>
/// <param name="Conditions">Names of what a patient has that ask for it where nothing else does.</param>
/// <param name="Note">Said where just this row is asked for, or null.</param>
/// <param name="Line">1-based, in its file.</param>
public sealed record ComparedAspect(string Id, string Name, string Frame, string Topic, ImmutableArray<string> Terms, ImmutableArray<string> Conditions, Sourced? Note, int Line);

/// <summary>What a pair rests on.</summary>
/// <param name="Of">Just these two; empty where <paramref name="With"/> says.</param>
/// <param name="With">Any pair that holds one of these.</param>
/// <param name="Topic">Topic of the whole table.</param>
/// <param name="ByAspect">Whether a single row rests on the topic of its aspect.</param>
/// <param name="Note">The evidence line at the foot.</param>
/// <param name="Line">1-based, in its file.</param>
public sealed record ComparedPair(ImmutableArray<string> Of, ImmutableArray<string> With, string Topic, bool ByAspect, Sourced Note, int Line)
{
    /// <summary>Whether the rule is for a pair.</summary>
    public bool Fits(string one, string other) => Of.IsEmpty ? With.Contains(one) || With.Contains(other) : Of.Contains(one) && Of.Contains(other);
}

/// <summary>Two treatments side by side.</summary>
/// <param name="First">Left.</param>
/// <param name="Second">Right.</param>
/// <param name="Pair">The rule for the two.</param>
/// <param name="Asked">The aspect that was asked for, or null for all.</param>
/// <param name="Rows">One an aspect.</param>
public sealed record ComparisonTable(ComparedSubject First, ComparedSubject Second, ComparedPair Pair, ComparedAspect? Asked, ImmutableArray<ComparedRow> Rows)
{
    /// <summary>The topic that the table rests on.</summary>
    public string Topic => Asked is not null && Pair.ByAspect ? Asked.Topic : Pair.Topic;

    /// <summary>What stands at the foot: the evidence line, and the line of the aspect that was asked for.</summary>
    public ImmutableArray<Sourced> Notes => Asked?.Note is { } note ? [Pair.Note, note] : [Pair.Note];

    /// <summary>Every key that the table rests on, in the order in which they occur.</summary>
    public ImmutableArray<string> Sources => [.. Rows.SelectMany(row => row.Cells).OfType<Sourced>().Concat(Notes).SelectMany(text => text.Sources).Distinct()];

    /// <summary>Whether a cell of the aspect that was asked for is missing.</summary>
    public bool IsSilent => Asked is not null && Rows.Any(row => row.Aspect == Asked && row.Cells.Contains(null));
}

/// <summary>One aspect of both.</summary>
/// <param name="Aspect">Which.</param>
/// <param name="First">What is known of the left one, or null.</param>
/// <param name="Second">What is known of the right one, or null.</param>
public sealed record ComparedRow(ComparedAspect Aspect, Sourced? First, Sourced? Second)
{
    /// <summary>Left and right.</summary>
    public ImmutableArray<Sourced?> Cells => [First, Second];
}

/// <summary>How patients ask for a comparison; see the file for what each list is for.</summary>
/// <param name="Cues">Words by which a message compares.</param>
/// <param name="NotCues">Longer phrases in which such a word does not compare.</param>
/// <param name="AsideBefore">Words before a treatment that is not one of those compared.</param>
/// <param name="AsideAfter">Words after such a treatment.</param>
/// <param name="Between">Words that may stand in between.</param>
/// <param name="Not">Phrases of a message that asks something else.</param>
/// <param name="About">Words for what the treatments may be for.</param>
/// <param name="Light">Further words that change nothing.</param>
/// <param name="Both">Words for both treatments.</param>
/// <param name="Others">Names of treatments that have no column.</param>
public sealed record ComparisonAsking(
    ImmutableArray<string> Cues, ImmutableArray<string> NotCues, ImmutableArray<string> AsideBefore, ImmutableArray<string> AsideAfter, ImmutableArray<string> Between,
    ImmutableArray<string> Not, ImmutableArray<string> About, ImmutableArray<string> Light, ImmutableArray<string> Both, ImmutableArray<string> Others)
{
    internal static ComparisonAsking Nothing { get; } = new([], [], [], [], [], [], [], [], [], []);
}

/// <summary>A short text and the keys behind it.</summary>
/// <param name="Text">Without keys.</param>
/// <param name="Sources">Keys of the sources.</param>
/// <param name="Line">1-based, in its file.</param>
public sealed record Sourced(string Text, ImmutableArray<string> Sources, int Line)
{
    /// <summary>Reads <c>text [KEY, KEY]</c>.</summary>
    internal static Sourced Read(string text, int line)
    {
        var open = text.LastIndexOf('[');
        return open < 0 || !text.EndsWith(']')
            ? new(text, [], line)
            : new(text[..open].TrimEnd(), [.. text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], line);
    }
}
