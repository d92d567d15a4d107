namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Words that are none beside a day or an hour: what was meant may be "not", "except" or "until".</summary>
internal static class MisspeltWords
{
    private const int ShortWord = 3;
    private const int LongWord = 6;

    private static readonly string[] s_decisive =
        ["never", "except", "excluding", "after", "before", "until", "without", "besides", "following", "through", "unless", "either", "weekend", "weekdays", "month", "working", "between", "not", "but", "till", "from"];

    /// <summary>Whether a clause has one. Names stand beside days, too: those of clinicians are let be.</summary>
    public static bool IsIn(List<Piece> clause)
    {
        if (clause.Exists(piece => piece.Text is "dr" or "doctor" or "with" or "w/"))
            return false;
        for (var at = 0; at < clause.Count; at++)
        {
            if (clause[at].NamesWhen && clause[at].Days?.Kind != NamedKind.Past && (IsOne(Next(clause, at, -1)) || IsOne(Next(clause, at, 1))))
                return true;
        }

        return false;
    }

    private static bool IsOne(Piece? piece) => piece is { Kind: PieceKind.Unknown, Text: var word } && word.All(char.IsAsciiLetter) && !DaySpelling.IsWord(word) && MayDecide(word);

    private static bool MayDecide(string word) => (word.Length <= ShortWord && word is not ("mri" or "emg")) || Array.Exists(s_decisive, right => EditDistance.Of(right, word) <= (right.Length >= LongWord ? 2 : 1));

    private static Piece? Next(List<Piece> clause, int at, int step)
    {
        for (var next = at + step; next >= 0 && next < clause.Count; next += step)
        {
            if (clause[next].Text is not ("the" or "on" or "a" or "in" or "at"))
                return clause[next];
        }

        return null;
    }
}
