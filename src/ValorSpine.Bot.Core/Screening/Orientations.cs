using System.Collections.Immutable;
using Hl7.Fhir.Model;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>A paragraph as shown, with the source keys that stood in its brackets.</summary>
internal sealed record SourcedText(string Text, ImmutableArray<string> Sources)
{
    /// <summary>Takes the source keys out of a text as written: <c>"Wear is common. [EV-08, EV-53]"</c>.</summary>
    public static SourcedText Of(string written)
    {
        var (text, sources) = (written, ImmutableArray.CreateBuilder<string>());
        while (text.IndexOf('[', StringComparison.Ordinal) is var open and >= 0 && text.IndexOf(']', open) is var close and >= 0)
        {
            sources.AddRange(text[(open + 1)..close].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            text = text[..open].TrimEnd() + text[(close + 1)..];
        }

        return new(text.Trim(), sources.ToImmutable());
    }
}

/// <summary>What a set of answers points to: education, never a diagnosis.</summary>
internal sealed record Orientation
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>In plain words, when it applies: what the patient reads as the reason.</summary>
    public string Rule { get; init; } = "";

    /// <summary>What the answers point towards.</summary>
    public ImmutableArray<SourcedText> Text { get; init; } = [];

    /// <summary>What speaks against it, the evidence among it.</summary>
    public ImmutableArray<SourcedText> Against { get; init; } = [];

    /// <summary>What is still not known.</summary>
    public ImmutableArray<SourcedText> Unknown { get; init; } = [];

    /// <summary>What to talk about with a clinician.</summary>
    public ImmutableArray<SourcedText> Discuss { get; init; } = [];

    /// <summary>What to bring to a visit.</summary>
    public ImmutableArray<SourcedText> Bring { get; init; } = [];
}

/// <summary>A point added to an outcome where its condition holds.</summary>
internal sealed record OrientationNote(string Id, TableCondition When, SourcedText Text)
{
    /// <summary>Where it stands.</summary>
    public NoteSection Section { get; init; }

    /// <summary>Ids of the outcomes that it is added to; empty for any.</summary>
    public ImmutableArray<string> Only { get; init; } = [];
}

/// <summary>The part of a summary that a note stands in.</summary>
internal enum NoteSection
{
    /// <summary>Good to know.</summary>
    Know,

    /// <summary>What speaks against it.</summary>
    Against,

    /// <summary>What is still not known.</summary>
    Unknown,

    /// <summary>What to bring.</summary>
    Bring,
}

/// <summary>What the answers come to.</summary>
/// <param name="Row">The row that decided; null where there are no outcomes.</param>
/// <param name="Outcome">What it leads to; null where there are no outcomes.</param>
/// <param name="Notes">The notes that apply, in order.</param>
internal sealed record Verdict(TableRow? Row, Orientation? Outcome, ImmutableArray<OrientationNote> Notes)
{
    /// <summary>Of the outcome; empty where there are none.</summary>
    public string OutcomeId => Outcome?.Id ?? "";

    /// <summary>Why it came up, as this patient's own answers have it.</summary>
    public string Rule => Row is { Rule.Length: > 0 } row ? row.Rule : Outcome?.Rule ?? "";
}

/// <summary>The outcomes, and the decision table that leads to them.</summary>
internal sealed record Orientations
{
    public static Orientations None { get; } = new();

    public HitPolicy Policy { get; init; }

    public ImmutableArray<TableVariable> Variables { get; init; } = [];

    public ImmutableArray<TableRow> Rows { get; init; } = [];

    public ImmutableArray<Orientation> Outcomes { get; init; } = [];

    public ImmutableArray<OrientationNote> Notes { get; init; } = [];

    public ImmutableArray<SourcedText> Closing { get; init; } = [];

    /// <summary>Judges a response. The check has proved that one row fits, and with <see cref="HitPolicy.Unique"/> only one.</summary>
    public Verdict Judge(ScreeningDefinition definition, QuestionnaireResponse response)
    {
        if (Rows.IsEmpty)
            return new(null, null, []);
        var answers = AnswerVariables.Of(definition, response, Variables);
        var row = Rows.FirstOrDefault(row => row.When?.Holds(answers) == true) ?? Rows.Single(row => row.Otherwise);
        return new(row, Outcomes.First(outcome => outcome.Id == row.Then), [.. Notes.Where(note => (note.Only.IsEmpty || note.Only.Contains(row.Then)) && note.When.Holds(answers))]);
    }
}
