namespace ValorSpine.Bot.Core.Booking;

/// <summary>How far two spellings are from each other.</summary>
internal static class EditDistance
{
    private const int MostLetters = 2;

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other; the highest number where their lengths alone are too different.</summary>
    public static int Of(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > MostLetters)
            return int.MaxValue;
        var cost = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                var replaced = cost[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[one.Length, other.Length];
    }
}
