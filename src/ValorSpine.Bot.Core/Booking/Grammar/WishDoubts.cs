namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>What speaks against offering the days of a wish without asking: a part of the message that the wish does not account for.</summary>
internal static class WishDoubts
{
    private const int FewPieces = 5;

    /// <summary>Whether a wish must be asked about.</summary>
    /// <param name="wish">As it was understood.</param>
    /// <param name="pieces">All of the message.</param>
    /// <param name="isVouched">Whether the grammar, which knows each word that counts, read it so.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static bool Has(WhenWanted wish, List<Piece> pieces, bool isVouched, DateOnly today) =>
        IsLeftOut(wish, pieces) || IsTakenBack(wish, pieces) || (!isVouched && IsOnlyTold(wish, Clauses(pieces).ToList(), today));

    /// <summary>Whether a message points back to a day that the wish has not left out or taken up: "I have court wednesday, any other day works", "the same day".</summary>
    /// <param name="wish">As it was understood.</param>
    /// <param name="pieces">All of the message, whichever part the wish was read from.</param>
    public static bool PointsElsewhere(WhenWanted wish, List<Piece> pieces) => (pieces.FindIndex(piece => piece is { Kind: PieceKind.Day, Text: "same day" }) is > 0 and var at && pieces[..at].Exists(ToldDays.IsAhead)) || IsOtherLeft(wish, pieces);

    /// <summary>Whether a day or a week is named that the wish does not speak of.</summary>
    private static bool IsLeftOut(WhenWanted wish, List<Piece> pieces)
    {
        if (Pairs(pieces).Any(pair => pair.Second is { Kind: PieceKind.Filler, Text: "week" } && pair.First.Text is "first" or "1st" or "second" or "2nd" or "third" or "3rd" or "fourth" or "4th" or "last" or "same"))
            return true;
        if (IsForeign(wish, pieces))
            return true;
        return !wish.HasDays && (pieces.Exists(ToldDays.IsAhead) || IsWeekLeft(pieces));
    }

    /// <summary>Whether what is wanted is said by another, was then, or is taken back: "she says wednesday, I say thursday", "the 12th was my last visit".</summary>
    private static bool IsTakenBack(WhenWanted wish, List<Piece> pieces)
    {
        var days = pieces.FindAll(ToldDays.IsAhead);
        if (days.Count == 0)
            return false;
        var isSaidByOthers = days.Select(day => day.Days).Distinct().Count() > 1
            && pieces.Exists(piece => piece.Text is "she" or "he" or "they" or "wife" or "husband" or "mom" or "daughter" or "son" or "doctor") && pieces.Exists(piece => piece.Text is "say" or "says" or "said" or "wants" or "thinks");
        var isName = pieces is [{ Text: "april" or "june" or "may" or "august" }, { Kind: PieceKind.Unknown }];
        return isSaidByOthers || isName || WasThen(pieces) || CannotAfterAll(pieces) || (SaysClosed(pieces) && (days.Count == 1 || !IsOneDay(wish)));
    }

    /// <summary>Whether the wish may have taken up a day that is merely told of.</summary>
    private static bool IsOnlyTold(WhenWanted wish, List<List<Piece>> clauses, DateOnly today)
    {
        var told = clauses.FindAll(clause => clause.Exists(ToldDays.IsAhead));
        var offered = told.FindAll(clause => !IsRuledOut(wish, clause));

        // A bound that a rule has read on purpose: "I shall be back from my cruise on the 24th".
        var isBound = wish.To is null && wish.From > today;
        return clauses.Exists(MisspeltWords.IsIn)
            || told.Exists(ToldDays.IsPredicated)
            || offered.Exists(clause => ToldDays.IsRefused(clause) && !isBound)
            || offered.Exists(clause => ToldDays.IsTakenUp(clause) && !(wish.After is not null && clause.Exists(piece => piece.Kind == PieceKind.Until)))
            || (!isBound && offered.Exists(clause => ToldDays.IsEngagement(clause) || ToldDays.IsEvent(clause) || (ToldDays.IsStatement(clause) && !(ToldDays.IsStory(clause) && clause != told[^1]))))
            || (told.Count > 0 && ToldDays.IsStory(told[^1]))
            || (clauses.Exists(IsOpen) && !clauses.Exists(PointsBack) && offered.Exists(clause => !IsOpen(clause) && ToldDays.IsStrange(clause)))
            || (told.Count > 1 && !IsOneDay(wish) && told.Exists(clause => ToldDays.IsStrange(clause) && clause.Exists(piece => piece.Text is "i" or "i'm" or "my" or "we" or "he" or "she" or "they" or "our")));
    }

    /// <summary>"Wednesdays we have inventory, any other weekday works", where the wish has the wednesdays.</summary>
    private static bool IsOtherLeft(WhenWanted wish, List<Piece> pieces) =>
        Pairs(pieces).Any(pair => pair is { First.Kind: PieceKind.Any, Second.Kind: PieceKind.Other }) && !IsOneDay(wish)
        && pieces.Exists(piece => ToldDays.IsAhead(piece) && piece.Days is { Kind: NamedKind.Weekday or NamedKind.Recurring, Days: not (DaysOfWeek.Weekdays or DaysOfWeek.Weekend) } day && (wish.Days == DaysOfWeek.None || (wish.Days & day.Days) != DaysOfWeek.None));

    /// <summary>"14:00, lundi": a short message whose only strange word is no word of the language may name a day in another.</summary>
    private static bool IsForeign(WhenWanted wish, List<Piece> pieces) =>
        wish is { HasDays: false, HasTime: true } && pieces.Count <= FewPieces && pieces.FindAll(piece => piece.Kind == PieceKind.Unknown) is [{ Text: var word }] && word.All(char.IsLetter) && !DaySpelling.IsWord(word) && !pieces.Exists(piece => piece.Text is "dr" or "doctor" or "with");

    /// <summary>"In that week, less the wednesday"</summary>
    private static bool IsWeekLeft(List<Piece> pieces) =>
        Enumerable.Range(1, Math.Max(0, pieces.Count - 1)).Any(at => pieces[at].Text is "week" or "month" && pieces[at - 1].Text is "the" or "that" or "in" or "this" && !(at > 1 && pieces[at - 2].Text is "of" or "during" or "all"));

    /// <summary>"The 12th was my last visit", "my last injection was in november"</summary>
    private static bool WasThen(List<Piece> pieces) =>
        Pairs(pieces.FindAll(piece => piece.Text is not ("in" or "on" or "the"))).Any(pair => (pair.First.Text is "was" or "were" && ToldDays.IsAhead(pair.Second)) || (pair.Second.Text is "was" or "were" && ToldDays.IsAhead(pair.First)));

    /// <summary>"I was going to come friday but now I can't"</summary>
    private static bool CannotAfterAll(List<Piece> pieces) =>
        pieces.FindLast(piece => piece.Kind is not (PieceKind.Filler or PieceKind.Break)) is { Text: "can't" or "couldn't" or "won't" } && pieces.FindLastIndex(piece => piece.Kind == PieceKind.But) > pieces.FindIndex(ToldDays.IsAhead);

    /// <summary>"It says you're closed fridays"</summary>
    private static bool SaysClosed(List<Piece> pieces) => Pairs(pieces).Any(pair => pair.First.Text is "you" or "you're" or "u" or "yall" or "are" && pair.Second.Text is "closed" or "close");

    /// <summary>"Insurance kicks in on the 1st, anything after"</summary>
    private static bool PointsBack(List<Piece> clause) => clause.Exists(piece => piece.Kind is PieceKind.After or PieceKind.Before) && !clause.Exists(piece => piece.NamesWhen);

    private static bool IsRuledOut(WhenWanted wish, List<Piece> clause) =>
        clause.TrueForAll(piece => !ToldDays.IsAhead(piece)
            || (wish.Days != DaysOfWeek.None && piece.Days!.Kind is NamedKind.Weekday or NamedKind.Recurring && (piece.Days!.Days & wish.Days) == DaysOfWeek.None)
            || (piece.Days!.Kind is NamedKind.Date or NamedKind.Span && (piece.Days.From > wish.To || piece.Days.To < wish.From)));

    private static bool IsOneDay(WhenWanted wish) => wish.From is { } from && wish.To is { } to && (from == to || (to < from.AddDays(7) && int.PopCount((int)wish.Days) == 1));

    private static bool IsOpen(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Any || piece.Text is "asap" or "soon" or "earliest" or "soonest");

    private static IEnumerable<(Piece First, Piece Second)> Pairs(List<Piece> pieces) => pieces.Zip(pieces.Skip(1));

    private static IEnumerable<List<Piece>> Clauses(List<Piece> pieces)
    {
        var start = 0;
        for (var at = 0; at <= pieces.Count; at++)
        {
            if (at < pieces.Count && pieces[at].Kind is not (PieceKind.Break or PieceKind.But or PieceKind.So or PieceKind.Because))
                continue;
            if (at > start)
                yield return pieces[start..at];
            start = at + 1;
        }
    }
}
