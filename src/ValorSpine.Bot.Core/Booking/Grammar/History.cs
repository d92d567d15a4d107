namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Tells what happened from when one would like to come: "I already had the MRI in January", "since tuesday I can't sit".</summary>
internal static class History
{
    /// <summary>Whether all of a message tells of a habit or of what did not happen: "I take it every morning", "somebody would call me by friday and nobody did".</summary>
    public static bool IsAll(List<Piece> pieces) => IsHabit(pieces) || pieces.FindLast(piece => piece.Kind != PieceKind.Break)?.Text is "did" or "didn't" && pieces.Exists(piece => piece.Text is "nobody" or "none" or "never" or "they" or "didn't" or "you");

    private static bool IsHabit(List<Piece> pieces)
    {
        if (pieces.Exists(piece => piece.Kind is PieceKind.So or PieceKind.But or PieceKind.Suits || piece.Text is "please" or "?"))
            return false;
        var first = pieces.FindIndex(piece => piece.NamesWhen);
        var isTaken = first > 2 && pieces[0].Text is "i" or "i'm" or "i've" && pieces[..first].Exists(piece => piece.Text is "take" or "takes" or "taking" or "took") && pieces[..first].Exists(piece => piece.Kind == PieceKind.Unknown);
        return isTaken || (first > 0 && !pieces.Exists(piece => piece.Kind == PieceKind.Day) && pieces[..first].Exists(piece => PieceWords.TellsOfOther(piece.Text)) && !pieces[..first].Exists(piece => piece.Kind == PieceKind.Break));
    }

    /// <summary>Whether a message tells of the past, or of the pain, and wants nothing.</summary>
    public static bool Is(List<Piece> pieces)
    {
        if (pieces.Exists(piece => piece.Kind is PieceKind.Suits or PieceKind.Any or PieceKind.So || piece.Text is "asap" or "please" or "soon" or "?"))
            return false;
        var day = pieces.FindIndex(piece => piece.Kind == PieceKind.Day);
        if (day < 0)
            return pieces.TakeWhile(piece => piece.Kind != PieceKind.Because).Any(piece => PieceWords.TellsOfOther(piece.Text)) && (!pieces.Exists(piece => piece.NamesWhen) || !pieces.Exists(piece => piece.Kind == PieceKind.Break));
        return day > 0 && (pieces[day - 1].Text == "since" || pieces[..day].Exists(piece => piece.Kind == PieceKind.Story || piece.Text is "already" or "was" or "were" or "been" or "seen")) && !pieces.Exists(piece => piece.Kind is PieceKind.Not && piece.Text is "not" or "no");
    }
}
