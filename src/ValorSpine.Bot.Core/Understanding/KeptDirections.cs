using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ValorSpine.Bot.Core.Understanding;

/// <summary>Directions that one piece of work keeps, because it asks for the same texts again and again: the team's questions are put to every draft. 1.6 KB a text, and no words.</summary>
public sealed class KeptDirections
{
    private readonly ConcurrentDictionary<UInt128, float[]> _directions = new();

    /// <summary>How many texts are kept.</summary>
    public int Count => _directions.Count;

    internal bool TryGet(UInt128 mark, [NotNullWhen(true)] out float[]? direction) => _directions.TryGetValue(mark, out direction);

    internal void Keep(UInt128 mark, float[] direction) => _directions.TryAdd(mark, direction);
}
