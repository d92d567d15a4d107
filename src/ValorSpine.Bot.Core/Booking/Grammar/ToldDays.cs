namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Tells whether a clause tells of its day rather than wants it: "my mri is on the 18th", "mondays my wife has the car".</summary>
internal static class ToldDays
{
    /// <summary>Whether a piece names a day that has not passed.</summary>
    public static bool IsAhead(Piece piece) => piece is { Kind: PieceKind.Day, Days.Kind: not NamedKind.Past };

    /// <summary>Whether a clause has a word whose part in it is not known, and none that says that a day suits.</summary>
    public static bool IsStrange(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Unknown) && !Suits(clause);

    /// <summary>"My mri is on the 18th", "we close on the house friday"</summary>
    public static bool IsStatement(List<Piece> clause) =>
        clause.FindIndex(IsAhead) is > 1 and var day && (IsSubject(clause[0]) || IsHappening(clause)) && IsStrange(clause[..day]) && !Suits(clause)
        && !clause.Exists(piece => piece.Text is "only" or "please" or "must" or "just" or "thinking" or "wondering" or "hoping" or "chance" or "preference" or "choice");

    /// <summary>"Mondays my wife has the car"</summary>
    public static bool IsEngagement(List<Piece> clause) =>
        clause.FindLastIndex(IsAhead) is >= 0 and var day && day + 2 < clause.Count && IsSubject(clause[day + 1]) && IsStrange(clause[day..]) && !Suits(clause);

    /// <summary>"Court on the 17th"</summary>
    public static bool IsEvent(List<Piece> clause) =>
        clause.Exists(piece => PieceWords.IsEvent(piece.Text)) && !Suits(clause) && !clause.Exists(piece => piece.Kind is PieceKind.After or PieceKind.Before or PieceKind.From);

    /// <summary>"I have class monday 9 to 12"</summary>
    public static bool IsTakenUp(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Busy) && !Suits(clause);

    /// <summary>"Thursday's bridge", "march is shot": what is said of a day may be that it does not suit.</summary>
    public static bool IsPredicated(List<Piece> clause) =>
        clause.FindIndex(IsAhead) is var day && day + 2 < clause.Count && clause[day + 1].Text is "is" or "are" or "'s" or "was" or "looks" or "gets" && (IsStrange(clause[day..]) || (clause.Exists(piece => piece.Text is "holiday") && !Suits(clause)));

    /// <summary>"Thursday and friday are shot"</summary>
    public static bool IsRefused(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Fails) && !Suits(clause) && !clause.Exists(piece => piece.Kind is PieceKind.Not or PieceKind.Except);

    /// <summary>"My last mri was on the 2nd and they told me 5 days".</summary>
    public static bool IsStory(List<Piece> clause) =>
        clause.FindIndex(IsAhead) is > 1 and var day && clause[1..day].Exists(piece => piece.Kind == PieceKind.Story) && !Suits(clause);

    private static bool Suits(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Suits);

    private static bool IsHappening(List<Piece> clause) =>
        clause[0].Kind == PieceKind.Unknown && (clause[0].Text.EndsWith("ing", StringComparison.Ordinal) || clause[1].Text is "is" or "are" or "was" || clause[1].Text is "have" or "has" or "had" or "get" or "gets" or "got" || (clause[1].Kind == PieceKind.Unknown && clause[1].Text.EndsWith('s')));

    private static bool IsSubject(Piece piece) => piece.Text is "it's" or "its" or "i" or "i'm" or "my" or "our" or "we" or "he" or "she" or "they" or "his" or "her" or "the" or "you";
}
