using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Review;

/// <summary>Which conversations are looked for, and in which order. All that is named must hold.</summary>
public sealed record ReviewQuery
{
    /// <summary>What <see cref="SearchTerms"/> must stand in it.</summary>
    public ImmutableArray<string> Terms { get; init; } = [];

    /// <summary>Stems of the words looked for in what was written; each is among <see cref="Terms"/> too.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Channel id, or null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>First day of the last message, in the clinic's time, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the last message, or null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>What the figures counted in it, or null.</summary>
    public CountedMark? Counted { get; init; }

    /// <summary>All of these reasons to look at it.</summary>
    public ReviewReasons Reasons { get; init; }

    /// <summary>Where it stands, or null for anywhere.</summary>
    public ReviewState? State { get; init; }

    /// <summary>Whether only those are wanted that have a reason to be looked at and are not settled.</summary>
    public bool IsQueue { get; init; }

    /// <summary>Whom it is assigned to; the empty string for nobody, null for whoever.</summary>
    public string? Assignee { get; init; }

    /// <summary>Whether the riskiest come first; else the newest.</summary>
    public bool ByRisk { get; init; }
}

/// <summary>That something happened in a conversation on one of some days, as the figures count it.</summary>
/// <param name="Mark">One of <see cref="Figures.TurnMarks"/>.</param>
/// <param name="From">First day, in the clinic's time.</param>
/// <param name="To">Last day.</param>
public sealed record CountedMark(string Mark, DateOnly From, DateOnly To)
{
    /// <summary>What must have happened in it too, on any day, or null.</summary>
    public string? Ever { get; init; }

    /// <summary>What must not have happened on those days.</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(CountedMark? other) => other is not null && (Mark, From, To, Ever) == (other.Mark, other.From, other.To, other.Ever) && Without.SequenceEqual(other.Without);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mark, From, To, Ever);
}

/// <summary>Where a conversation stands in the staff's work.</summary>
public enum ReviewState
{
    /// <summary>Nobody has begun.</summary>
    New = 0,

    /// <summary>Somebody is at it.</summary>
    InReview = 1,

    /// <summary>Nothing is left to do; a new message of the patient opens it again.</summary>
    Resolved = 2,
}
