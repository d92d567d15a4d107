using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening.Table;

/// <summary>How the rows of a decision table are meant, as DMN has it.</summary>
internal enum HitPolicy
{
    /// <summary>The first row that fits counts.</summary>
    First,

    /// <summary>Never do two rows fit.</summary>
    Unique,
}

/// <summary>A row of the decision table.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Says">What it means, in plain words for staff.</param>
/// <param name="When">When it fits; null for the one that stands for all other answers.</param>
/// <param name="Then">Id of the outcome.</param>
internal sealed record TableRow(string Id, string Says, TableCondition? When, string Then)
{
    /// <summary>The reason as this patient reads it; empty where the one of the outcome says it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Whether it stands for all other answers.</summary>
    public bool Otherwise => When is null;
}

/// <summary>Expressions that must all be true. What gives FHIRPath's empty, because an answer is missing, is not true.</summary>
internal sealed record TableCondition(ImmutableArray<FhirPathExpression> All)
{
    public bool Holds(AnswerVariables answers) => All.All(one => answers.Evaluate(one) == true);
}
