using System.Collections.Immutable;
using Hl7.Fhir.Model;
using ValorSpine.Bot.Core.Screening.Table;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>A paragraph as shown, with the source keys that stood in its brackets.</summary>
internal sealed record SourcedText(string Text, ImmutableArray<string> Sources);

/// <summary>What a set of answers points to: education, never a diagnosis.</summary>
internal sealed record Orientation
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public ImmutableArray<SourcedText> Text { get; init; } = [];

    public ImmutableArray<SourcedText> Discuss { get; init; } = [];
}

/// <summary>A point added to any outcome where its condition holds.</summary>
internal sealed record OrientationNote(string Id, TableCondition When, SourcedText Text);

/// <summary>What the answers come to.</summary>
/// <param name="Row">The row that decided; null where there are no outcomes.</param>
/// <param name="Outcome">What it leads to; null where there are no outcomes.</param>
/// <param name="Notes">The notes that apply, in order.</param>
internal sealed record Verdict(TableRow? Row, Orientation? Outcome, ImmutableArray<OrientationNote> Notes)
{
    /// <summary>Of the outcome; empty where there are none.</summary>
    public string OutcomeId => Outcome?.Id ?? "";
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
        return new(row, Outcomes.First(outcome => outcome.Id == row.Then), [.. Notes.Where(note => note.When.Holds(answers))]);
    }
}
