using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Figures;

/// <summary>Counts what happened in conversations. Each look is on the audit trail.</summary>
public interface IFigures
{
    /// <summary>The counts of a period.</summary>
    ValueTask<Counts> CountAsync(FigurePeriod period, string reader, CancellationToken cancel);

    /// <summary>How many conversations of a period came to each of some steps of the guided check, and to none after it.</summary>
    /// <param name="period">The period.</param>
    /// <param name="steps">What the steps are counted as, in their order.</param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<ImmutableArray<long>> LeftAsync(FigurePeriod period, ImmutableArray<string> steps, CancellationToken cancel);
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
/// <param name="Daily">By day, channel and mark.</param>
/// <param name="Conversations">How many different conversations have a mark in the period, by mark.</param>
/// <param name="WithPerson">How many of those in which a patient said something went to a person, then or at another time.</param>
public sealed record Counts(ImmutableArray<DailyCount> Daily, ImmutableDictionary<string, long> Conversations, long WithPerson)
{
    /// <summary>How many different conversations have a mark.</summary>
    public long Of(string mark) => Conversations.GetValueOrDefault(mark);

    /// <summary>How often a mark was made.</summary>
    public long TimesOf(string mark) => Daily.Where(count => count.Mark == mark).Sum(count => count.Times);
}

/// <summary>One count of one day.</summary>
/// <param name="Day">In clinic time.</param>
/// <param name="Channel">Channel id.</param>
/// <param name="Mark">One of <see cref="TurnMarks"/>.</param>
/// <param name="Conversations">In how many conversations of the day.</param>
/// <param name="Times">How often.</param>
public sealed record DailyCount(DateOnly Day, string Channel, string Mark, long Conversations, long Times);
