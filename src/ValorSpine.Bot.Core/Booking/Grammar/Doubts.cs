using System.Collections.Frozen;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>What speaks against offering the days of a wish without asking: a part of the message that the wish does not account for.</summary>
internal static class Doubts
{
    private static readonly FrozenSet<string> s_words = CommonWords.All.Select(word => word.Word).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] s_decisive = ["never", "except", "excluding", "after", "before", "until", "without", "besides", "following", "through", "unless", "either", "weekend", "weekdays", "month", "working", "between", "not", "but", "till", "from"];

    /// <summary>Whether a wish must be asked about.</summary>
    /// <param name="wish">As it was understood.</param>
    /// <param name="pieces">All of the message.</param>
    /// <param name="isVouched">Whether the grammar, which knows each word that counts, read it so.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static bool Has(WhenWanted wish, List<Piece> pieces, bool isVouched, DateOnly today)
    {
        var days = pieces.FindAll(piece => piece is { Kind: PieceKind.Day, Days.Kind: not NamedKind.Past });
        if (pieces.Where((piece, at) => at > 0 && piece is { Kind: PieceKind.Filler, Text: "week" } && pieces[at - 1].Text is "first" or "1st" or "second" or "2nd" or "third" or "3rd" or "fourth" or "4th" or "last" or "same").Any())
            return true;
        if (wish.From is null && wish.Days == DaysOfWeek.None && (days.Count > 0 || IsWeekLeft(pieces)))
            return true;
        if (days.Select(day => day.Days).Distinct().Count() > 1 && pieces.Exists(piece => piece.Text is "she" or "he" or "they" or "wife" or "husband" or "mom" or "daughter" or "son" or "doctor") && pieces.Exists(piece => piece.Text is "say" or "says" or "said" or "wants" or "thinks"))
            return true;
        if (pieces.Where((_, at) => WasThen(pieces, at)).Any() || pieces is [{ Text: "april" or "june" or "may" or "august" }, { Kind: PieceKind.Unknown }])
            return true;
        if (isVouched)
            return false;
        var clauses = Clauses(pieces).ToList();
        var told = clauses.FindAll(clause => clause.Exists(IsAhead));
        return clauses.Exists(IsMisspelt)
            || told.Exists(clause => IsPredicated(clause) || (IsTakenUp(clause) && !IsRuledOut(wish, clause) && !(wish.After is not null && clause.Exists(piece => piece.Kind == PieceKind.Until))))
            || ((wish.To is not null || !(wish.From > today)) && told.Exists(clause => (IsEngagement(clause) && !IsRuledOut(wish, clause)) || (IsStatement(clause) && !IsRuledOut(wish, clause) && !(IsStory(clause) && clause != told[^1]))))
            || (told.Count > 0 && IsStory(told[^1]))
            || (IsOpen(pieces) && !clauses.Exists(PointsBack) && told.Exists(clause => !IsOpen(clause) && IsStrange(clause) && !IsRuledOut(wish, clause)))
            || (told.Count > 1 && told.Exists(clause => IsStrange(clause) && clause.Exists(piece => piece.Text is "i" or "i'm" or "my" or "we" or "he" or "she" or "they" or "our")) && !IsOneDay(wish));
    }

    /// <summary>"Insurance kicks in on the 1st, anything after"</summary>
    private static bool PointsBack(List<Piece> clause) => clause.Exists(piece => piece.Kind is PieceKind.After or PieceKind.Before) && !clause.Exists(piece => piece.NamesWhen);

    private static bool IsRuledOut(WhenWanted wish, List<Piece> clause) =>
        clause.TrueForAll(piece => !IsAhead(piece)
            || (wish.Days != DaysOfWeek.None && piece.Days!.Kind is NamedKind.Weekday or NamedKind.Recurring && (piece.Days!.Days & wish.Days) == DaysOfWeek.None)
            || (piece.Days!.Kind is NamedKind.Date or NamedKind.Span && (piece.Days.From > wish.To || piece.Days.To < wish.From)));

    private static bool IsSubject(Piece piece) => piece.Text is "i" or "i'm" or "my" or "our" or "we" or "he" or "she" or "they" or "his" or "her" or "the" or "you";

    private static bool IsOneDay(WhenWanted wish) => wish.From is { } from && wish.To is { } to && (from == to || (to < from.AddDays(7) && int.PopCount((int)wish.Days) == 1));

    private static bool IsAhead(Piece piece) => piece is { Kind: PieceKind.Day, Days.Kind: not NamedKind.Past };

    /// <summary>"The 12th was my last visit", "my last injection was in november"</summary>
    private static bool WasThen(List<Piece> pieces, int at) =>
        pieces[at].Text is "was" or "were" && ((at > 0 && IsAhead(pieces[at - 1])) || (at + 1 < pieces.Count && (IsAhead(pieces[at + 1]) || (at + 2 < pieces.Count && pieces[at + 1].Text is "in" or "on" or "the" && IsAhead(pieces[at + 2])))));

    /// <summary>"My last mri was on the 2nd and they told me 5 days".</summary>
    private static bool IsStory(List<Piece> clause) =>
        clause.FindIndex(IsAhead) is > 1 and var day && clause[1..day].Exists(piece => piece.Kind == PieceKind.Story) && !clause.Exists(piece => piece.Kind == PieceKind.Suits);

    /// <summary>"In that week, less the wednesday"</summary>
    private static bool IsWeekLeft(List<Piece> pieces) =>
        Enumerable.Range(1, Math.Max(0, pieces.Count - 1)).Any(at => pieces[at].Text is "week" or "month" && pieces[at - 1].Text is "the" or "that" or "in" or "this" && !(at > 1 && pieces[at - 2].Text is "of" or "during" or "all"));

    /// <summary>"My mri is on the 18th", "we close on the house friday": what is told of a day need not be wanted on it.</summary>
    private static bool IsStatement(List<Piece> clause) =>
        clause.FindIndex(IsAhead) is > 1 and var day && (IsSubject(clause[0]) || (clause[0].Kind == PieceKind.Unknown && (clause[0].Text.EndsWith("ing", StringComparison.Ordinal) || clause[1].Text is "is" or "are" or "was"))) && IsStrange(clause[..day]) && IsStrange(clause) && !clause.Exists(piece => piece.Text is "only" or "please" or "must" or "just" or "thinking" or "wondering" or "hoping" or "chance" or "preference" or "choice");

    /// <summary>"I have class monday 9 to 12"</summary>
    private static bool IsTakenUp(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Busy) && !clause.Exists(piece => piece.Kind == PieceKind.Suits);

    /// <summary>"Mondays my wife has the car"</summary>
    private static bool IsEngagement(List<Piece> clause) =>
        clause.FindLastIndex(IsAhead) is >= 0 and var day && day + 2 < clause.Count && IsSubject(clause[day + 1]) && IsStrange(clause[day..]) && IsStrange(clause);

    /// <summary>"Thursday's bridge", "march is shot": what is said of a day may be that it does not suit.</summary>
    private static bool IsPredicated(List<Piece> clause) => clause.FindIndex(IsAhead) is var day && day + 2 < clause.Count && clause[day + 1].Text is "is" or "are" or "'s" or "was" or "looks" or "gets" && IsStrange(clause[day..]);

    private static bool IsOpen(List<Piece> pieces) => pieces.Exists(piece => piece.Kind == PieceKind.Any || piece.Text is "asap" or "soon" or "earliest" or "soonest");

    private static bool IsStrange(List<Piece> clause) => clause.Exists(piece => piece.Kind == PieceKind.Unknown) && !clause.Exists(piece => piece.Kind == PieceKind.Suits);

    /// <summary>Whether a word that is none stands next to a day or an hour: it may be "not", "except" or "until".</summary>
    private static bool IsMisspelt(List<Piece> clause)
    {
        for (var at = 0; at < clause.Count; at++)
        {
            if (!clause[at].NamesWhen || clause[at].Days?.Kind == NamedKind.Past)
                continue;
            if ((IsNoWord(Next(clause, at, -1)) || IsNoWord(Next(clause, at, 1))) && !clause.Exists(piece => piece.Text is "dr" or "doctor" or "with" or "w/"))
                return true;
        }

        return false;
    }

    private static bool IsNoWord(Piece? piece) =>
        piece is { Kind: PieceKind.Unknown } && piece.Text.All(char.IsAsciiLetter) && !s_words.Contains(piece.Text) && ((piece.Text.Length <= 3 && piece.Text is not ("mri" or "emg")) || Array.Exists(s_decisive, word => EditDistance.Of(word, piece.Text) <= (word.Length > 5 ? 2 : 1)));

    private static Piece? Next(List<Piece> clause, int at, int step)
    {
        for (var next = at + step; next >= 0 && next < clause.Count; next += step)
        {
            if (clause[next].Text is not ("the" or "on" or "a" or "in" or "at"))
                return clause[next];
        }

        return null;
    }

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
