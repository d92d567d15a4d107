using System.Collections.Immutable;
using ValorSpine.Bot.Core.Figures;

namespace ValorSpine.Bot.Staff.Figures;

/// <summary>The questions of the guided checks, for the figures. The host implements it.</summary>
public interface ICheckQuestions
{
    /// <summary>Id and short label of each, in the order in which they are asked.</summary>
    ImmutableArray<(string Id, string Label)> InOrder { get; }

    /// <summary>What the steps of a check are counted as, from its beginning to its end: the third question is number 3.</summary>
    ImmutableArray<string> Steps => [TurnMarks.CheckBegun, .. InOrder.Select(question => TurnMarks.CheckAt + question.Id), TurnMarks.CheckDone];
}
