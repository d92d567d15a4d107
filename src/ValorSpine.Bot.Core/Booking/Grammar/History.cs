namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Tells what happened from when one would like to come: "I already had the MRI in January", "since tuesday I can't sit".</summary>
internal static class History
{
    /// <summary>Whether a message tells of the past, or of the pain, and wants nothing.</summary>
    public static bool Is(List<Piece> pieces)
    {
        if (pieces.Exists(piece => piece.Kind is PieceKind.Suits or PieceKind.Any or PieceKind.So || piece.Text is "asap" or "please" or "soon" or "?"))
            return false;
        var day = pieces.FindIndex(piece => piece.Kind == PieceKind.Day);
        if (day < 0)
            return pieces.Exists(piece => PieceWords.TellsOfOther(piece.Text)) && (!pieces.Exists(piece => piece.NamesWhen) || !pieces.Exists(piece => piece.Kind == PieceKind.Break));
        return day > 0 && (pieces[day - 1].Text == "since" || pieces[..day].Exists(piece => piece.Kind == PieceKind.Story || piece.Text is "already" or "was" or "were" or "been" or "seen")) && !pieces.Exists(piece => piece.Kind is PieceKind.Not && piece.Text is "not" or "no");
    }
}
