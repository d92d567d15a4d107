namespace ValorSpine.Bot.Core.Conversation;

/// <summary>How much is said of something long where there is little room: not all of it can be asked for piece by piece.</summary>
internal static class LittleRoom
{
    // About three text messages. What stands below, such as choices, takes another one or two.
    private const int Characters = 820;

    /// <summary>How many pieces are said, from the first on; so many at least, and at most.</summary>
    public static int Takes(IReadOnlyList<string> pieces, int least, int most = int.MaxValue)
    {
        var (count, taken) = (0, 0);
        while (count < Math.Min(pieces.Count, most) && (count < least || taken + pieces[count].Length <= Characters))
            taken += pieces[count++].Length;
        return count;
    }
}
