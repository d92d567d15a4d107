using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Figures;

/// <summary>Counts what happened in conversations. Each look is on the audit trail.</summary>
public interface IFigures
{
    /// <summary>The counts of a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="steps">What the steps of the guided check are counted as, in their order.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<Counts> CountAsync(FigurePeriod period, ImmutableArray<string> steps, string reader, CancellationToken cancel);
}

/// <summary>What is counted.</summary>
/// <param name="From">First day, in clinic time.</param>
/// <param name="To">Last day.</param>
/// <param name="Channel">One channel alone, or null for all.</param>
public sealed record FigurePeriod(DateOnly From, DateOnly To, string? Channel)
{
    /// <summary>How many days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>The counts of a period.</summary>
/// <param name="Daily">In how many conversations patients said something, by day and channel.</param>
/// <param name="Marks">By <see cref="TurnMarks">mark</see>.</param>
/// <param name="WithPerson">How many of the conversations in which a patient said something went to a person, then or at another time.</param>
/// <param name="Left">How many conversations came to each step of the guided check, and to none after it.</param>
public sealed record Counts(ImmutableArray<DailyCount> Daily, ImmutableDictionary<string, MarkCount> Marks, long WithPerson, ImmutableArray<long> Left)
{
    /// <summary>How many different conversations have a mark.</summary>
    public long Of(string mark) => Marks.GetValueOrDefault(mark).Conversations;

    /// <summary>How often a mark was made.</summary>
    public long TimesOf(string mark) => Marks.GetValueOrDefault(mark).Times;
}

/// <summary>The conversations of one day.</summary>
/// <param name="Day">In clinic time.</param>
/// <param name="Channel">Channel id.</param>
/// <param name="Conversations">How many.</param>
public sealed record DailyCount(DateOnly Day, string Channel, long Conversations);

/// <summary>What a mark comes to in a period.</summary>
/// <param name="Conversations">How many different conversations have it.</param>
/// <param name="Times">How often it was made.</param>
public readonly record struct MarkCount(long Conversations, long Times);
