using System.Collections.Immutable;

namespace ValorSpine.Bot.Staff.Figures;

/// <summary>The questions of the guided checks, for the figures. The host implements it.</summary>
public interface ICheckQuestions
{
    /// <summary>Id and short label of each, in the order in which they are asked.</summary>
    ImmutableArray<(string Id, string Label)> InOrder { get; }
}
