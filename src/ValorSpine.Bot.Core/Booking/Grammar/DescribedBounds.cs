namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Finds the day or the hour that a bound is told with: "before my cruise on the 24th" is before the 24th, "after I drop the kids off at 8" is after 8.</summary>
internal static class DescribedBounds
{
    private const int MostBetween = 8;

    /// <summary>Takes out what stands between such a bound and its day or hour.</summary>
    public static void Shorten(List<Piece> pieces)
    {
        for (var at = 0; at < pieces.Count; at++)
        {
            if (pieces[at].Kind is PieceKind.After or PieceKind.Before && Anchor(pieces, at) is > 0 and var anchor && anchor > at + 1)
                pieces.RemoveRange(at + 1, anchor - at - 1);
        }
    }

    private static int Anchor(List<Piece> pieces, int at)
    {
        var isDescribed = false;
        for (var next = at + 1; next < pieces.Count && next <= at + MostBetween; next++)
        {
            var piece = pieces[next];
            if (piece.NamesWhen && piece is not { Days.Kind: NamedKind.Unclear })
                return isDescribed && IsNamed(piece, pieces[next - 1]) ? next : 0;
            if (piece.Kind is not (PieceKind.Unknown or PieceKind.Filler or PieceKind.Busy or PieceKind.Ends or PieceKind.Story or PieceKind.At or PieceKind.Fails or PieceKind.Day) && piece.Text is not ("off" or "back" or "start" or "starts" or "beginning" or "to" or "that"))
                return 0;
            isDescribed |= piece.Kind is not (PieceKind.Filler or PieceKind.At);
        }

        return 0;
    }

    // "Before work monday" names no bound, "before the party on monday" and "before our anniversary 6/14" do.
    private static bool IsNamed(Piece piece, Piece before) =>
        piece.Kind == PieceKind.Clock ? before.Kind == PieceKind.At || before.Text is "is" or "by"
        : piece.Kind == PieceKind.Day && (before.Text is "on" or "is" or "are" or "the" || (piece.Days!.Kind == NamedKind.Date && before.Kind == PieceKind.Unknown));
}
