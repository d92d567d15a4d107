using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>A paragraph as shown, with the source keys that stood in its brackets.</summary>
internal sealed record SourcedText(string Text, ImmutableArray<string> Sources);

/// <summary>What a set of answers points to: education, never a diagnosis.</summary>
internal sealed record Orientation
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>When it applies; null for one that is only the fallback.</summary>
    public Condition? When { get; init; }

    /// <summary>Used where no other applies.</summary>
    public bool Fallback { get; init; }

    public ImmutableArray<SourcedText> Text { get; init; } = [];

    public ImmutableArray<SourcedText> Discuss { get; init; } = [];
}

/// <summary>A point added to any outcome where its condition holds.</summary>
internal sealed record OrientationNote(string Id, Condition When, SourcedText Text);

/// <summary>The outcomes in their order; the first that applies wins.</summary>
internal sealed record Orientations(ImmutableArray<Orientation> Outcomes, ImmutableArray<OrientationNote> Notes, ImmutableArray<SourcedText> Closing)
{
    public static Orientations None { get; } = new([], [], []);

    public Orientation For(IAnswers answers) =>
        Outcomes.FirstOrDefault(outcome => outcome.When?.Evaluate(answers) == true) ?? Outcomes.Single(outcome => outcome.Fallback);

    public IEnumerable<OrientationNote> NotesFor(IAnswers answers) => Notes.Where(note => note.When.Evaluate(answers) == true);
}
