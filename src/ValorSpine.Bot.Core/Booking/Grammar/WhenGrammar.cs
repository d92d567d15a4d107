namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>
/// Reads a wish by the parts of speech of its words, clause by clause: what is named, how it is bounded, whether it is wanted or refused. It says nothing where a clause holds more than it can vouch for.
/// </summary>
internal static class WhenGrammar
{
    private const int FewPieces = 7;

    /// <summary>The wish, or null where these rules cannot vouch for the whole.</summary>
    /// <param name="all">The pieces of the message.</param>
    /// <param name="isQuestion">Whether it reads like a question.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static WhenWanted? Read(IEnumerable<Piece> all, bool isQuestion, DateOnly today)
    {
        var pieces = Resolved([.. all], today);
        if (pieces is null || pieces.TakeWhile(piece => piece.Kind != PieceKind.Because).Any(piece => piece.Kind == PieceKind.Unknown && PieceWords.TellsOfOther(piece.Text) && !(piece.Text is "insurance" && pieces.Exists(ToldDays.IsAhead))))
            return null;
        DescribedBounds.Shorten(pieces);
        BackReferences.Resolve(pieces);
        var conclusion = pieces.FindLastIndex(piece => piece.Kind == PieceKind.So);

        // "It has to be a weekend but I'm at church saturdays and sundays, so no"
        if (conclusion > 0 && pieces[(conclusion + 1)..] is [{ Kind: PieceKind.Not }])
            return new WhenWanted { Kind = WhenKind.Unclear };

        // "I'd say thursday but that's when the plumber comes, so friday"
        if (conclusion > 0 && pieces.FindIndex(0, conclusion, piece => piece.Kind == PieceKind.But) is > 0 and var but && pieces[..but].Exists(piece => piece.Kind == PieceKind.Day) && pieces[conclusion..].Exists(piece => piece.Kind == PieceKind.Day))
        {
            pieces.RemoveRange(0, but + 1);
            conclusion -= but + 1;
        }

        var clauses = Clauses(pieces, conclusion).Where(clause => !clause.IsStory).ToList();
        if (!pieces.Exists(piece => piece.NamesWhen))
            return pieces.Count <= FewPieces && !isQuestion && clauses.Exists(clause => clause.IsUnanchored) ? new WhenWanted { Kind = WhenKind.Unclear } : null;
        if (!clauses.Exists(clause => clause.Named.Count > 0 && !(clause.IsReason)))
            return null;
        if (clauses.Exists(clause => !clause.IsReason && clause.Named.Count > 0))
        {
            // "Tuesday 11/3 after I vote, so after 10": the day stands in the reason. "I work mondays, so after 3" may say anything.
            var isDayGiven = clauses.Exists(clause => !clause.IsReason && clause.NamesDay);
            if (!isDayGiven && clauses.Exists(clause => clause.IsReason && clause.NamesDay && !clause.LeadsWithDay))
                return null;
            clauses.RemoveAll(clause => clause.IsReason && (isDayGiven || !clause.NamesDay));
        }

        // "Thursday after 2, I drop the tanks off at 1": the wish is whole without it.
        var told = clauses.FindIndex(clause => clause.Named.Any(one => one.Piece.Kind != PieceKind.Day));
        if (told >= 0 && clauses[told].NamesDay && !clauses[told].IsOpen)
            clauses.RemoveAll(clause => clauses.IndexOf(clause) > told && clause.IsChatter);
        // "I have an appointment on friday, can I move it to monday"
        if (clauses.FindLastIndex(clause => clause.IsMove && clause.NamesDay) is > 0 and var move)
            clauses.RemoveRange(0, move);

        // "Tuesdays I teach, thursdays I don't"
        if (clauses.Count > 1 && clauses.Exists(clause => clause.IsElliptic))
            return new WhenWanted { Kind = WhenKind.Unclear };
        clauses.RemoveAll(clause => clause.IsAside && clauses[0].NamesDay && clause != clauses[0]);
        if (clauses.Exists(clause => clause.PointsBack))
            return new WhenWanted { Kind = WhenKind.Unclear };
        LeaveTold(clauses);
        if (clauses.Exists(clause => clause.IsOpen))
            return null;
        var named = clauses.SelectMany(clause => clause.Named).ToList();
        var isOpen = pieces.Where((piece, at) => piece.Text == "asap" || (piece.Kind == PieceKind.Any && !(at + 1 < pieces.Count && pieces[at + 1].Kind == PieceKind.Part))).Any();
        if (named.Count(one => one.Piece.Kind == PieceKind.Day) > 1 && named.Exists(one => one.Piece.Kind != PieceKind.Day) && pieces.Exists(piece => piece.Text == "all"))
            return null;
        var wish = new WhenWanted();

        // "Any time tuesday, or wednesday after 1"
        if (isOpen && clauses.Count(clause => clause.Named.Any(one => one.Piece.Kind == PieceKind.Day && !one.Refused)) > 1 && named.Exists(one => one.Piece.Kind != PieceKind.Day))
            return wish with { Kind = WhenKind.Unclear };
        var days = named.Where(one => one.Piece.Kind == PieceKind.Day).ToList();
        if (NamedHours.Apply(wish, named) is not { } timed)
            return null;
        if (timed.Kind != WhenKind.Within || named.Exists(one => one.Unit is "days " or "weeks "))
            return wish with { Kind = WhenKind.Unclear };
        if (NamedDates.Apply(timed, days, today) is not { } dated)
            return null;
        return dated.From is null && isOpen ? dated with { From = today } : dated;
    }

    /// <summary>"Mondays I have PT at 10, tuesdays are free all day": where a day is said to suit, others that are only told of are let be.</summary>
    private static void LeaveTold(List<Clause> clauses)
    {
        var told = clauses.FindAll(clause => clause.IsTold);
        var others = clauses.FindAll(clause => clause.NamesDay && !clause.IsOpen);
        if (told.Count == 0 || others.Count == 0 || !others.TrueForAll(clause => clause.SaysDay))
            return;
        var wanted = others.SelectMany(clause => clause.Named).Where(one => one.Piece.Kind == PieceKind.Day).ToList();
        if (wanted.TrueForAll(one => one.Relation == PieceKind.At && one.Unit.Length == 0 && !told.SelectMany(clause => clause.Named).Any(other => other.Piece.Days is { } day && RefusedDates.Overlap(one.Piece.Days!, day))))
            clauses.RemoveAll(told.Contains);
    }

    private static IEnumerable<Clause> Clauses(List<Piece> pieces, int conclusion)
    {
        var start = 0;
        var isReason = false;
        var isUniversal = false;
        for (var at = 0; at <= pieces.Count; at++)
        {
            var kind = at < pieces.Count ? pieces[at].Kind : PieceKind.Break;
            isUniversal |= kind == PieceKind.Any || (kind == PieceKind.Day && pieces[at].Days!.Kind is NamedKind.Span or NamedKind.Recurring && pieces[at].Text.Split(' ')[^1] is not ("mondays" or "tuesdays" or "wednesdays" or "thursdays" or "fridays"));
            if (kind == PieceKind.But && isUniversal && pieces.Skip(at + 1).FirstOrDefault(piece => piece.Text is not ("on" or "the" or "a" or "in" or "day" or "week" or "of" or "after" or "before")) is { NamesWhen: true })
            {
                pieces[at] = pieces[at] with { Kind = PieceKind.Except };
                continue;
            }

            // "Mondays, wednesdays, fridays" are one list; "not thursday, friday is ok" is none.
            if (kind == PieceKind.Break && at > 0 && at + 1 < pieces.Count && IsWeekday(pieces[at - 1]) && IsWeekday(pieces[at + 1]) && IsList(pieces, start, at) && !(pieces[start..at].Exists(piece => piece.Kind is PieceKind.Not or PieceKind.Except or PieceKind.Fails) && pieces[at..].Exists(piece => piece.Kind == PieceKind.Suits || piece.Text is "maybe" or "perhaps" or "instead")))
            {
                pieces[at] = pieces[at] with { Kind = PieceKind.Or };
                continue;
            }

            if (kind is not (PieceKind.Break or PieceKind.But or PieceKind.Because or PieceKind.So))
                continue;
            if (at > start)
                yield return new Clause(pieces[start..at], isReason || kind == PieceKind.So || (kind == PieceKind.Break && at + 1 < pieces.Count && pieces[at + 1].Kind == PieceKind.So), at <= conclusion).Read();
            isReason = kind == PieceKind.Because;
            if (kind != PieceKind.Break || at < pieces.Count && pieces[at].Text == "?")
                isUniversal = false;
            start = at + 1;
        }
    }

    // "Tuesday or wednesday, thursday I work" and "we close on the house friday, monday is better" are no lists.
    private static bool IsList(List<Piece> pieces, int start, int at) => !pieces[start..at].Exists(piece => piece.Kind == PieceKind.Unknown)
        && !(pieces[start..at].Exists(piece => piece.Kind == PieceKind.Or && piece.Text != ",") && pieces[at..].TakeWhile(piece => piece.Kind != PieceKind.Break || piece == pieces[at]).Any(piece => piece.Kind is PieceKind.Busy or PieceKind.Fails or PieceKind.Not));

    private static bool IsWeekday(Piece piece) => piece.Days?.Kind is NamedKind.Weekday or NamedKind.Recurring;

    /// <summary>The pieces with each bare number told for what it is, or null where one may be an hour or something else.</summary>
    private static List<Piece>? Resolved(List<Piece> pieces, DateOnly today)
    {
        for (var at = 0; at < pieces.Count; at++)
        {
            if (pieces[at] is not { Kind: PieceKind.Clock, Hours: { IsBare: true } hours } number)
            {
                if (pieces[at].Kind == PieceKind.Unknown && pieces[at].Text.Any(char.IsDigit))
                    return null;
                continue;
            }

            var before = at > 0 ? pieces[at - 1] : null;
            var after = at + 1 < pieces.Count ? pieces[at + 1] : null;
            // "From 3 different schools" counts.
            if (after is { Kind: PieceKind.Unknown, Text: [.., 's'] or "different" } && before?.Kind != PieceKind.At)
            {
                pieces[at] = number with { Kind = PieceKind.Filler, Hours = null };
                continue;
            }

            if (before?.Kind is PieceKind.At or PieceKind.After or PieceKind.Before or PieceKind.From or PieceKind.By or PieceKind.Between or PieceKind.Ends or PieceKind.Part || (before?.Kind is PieceKind.Or or PieceKind.Until && at > 1 && pieces[at - 2].Kind == PieceKind.Clock)
                || (before?.Kind == PieceKind.Until && before.Text != "to" && !(at > 1 && pieces[at - 2].Kind == PieceKind.Day)) || (after?.Kind is PieceKind.Or or PieceKind.Until && at + 2 < pieces.Count && pieces[at + 2].Kind == PieceKind.Clock) || after?.Kind is PieceKind.Onward or PieceKind.Latest
                || (before?.Text is "would" or "is" or "does" or "make" && after?.Kind is PieceKind.Filler or PieceKind.Suits or PieceKind.Day) || (before is null && after is { Kind: PieceKind.Day, Days.Kind: not NamedKind.Recurring }))
                continue;
            if (before is { Kind: PieceKind.Day, Days: { } day })
            {
                if (day.Kind is NamedKind.Date or NamedKind.Weekday or NamedKind.NextWeekday && int.TryParse(number.Text, out var told) && Calendars.DayOfMonth(told, today) is { Kind: NamedKind.Date } date && date.From.DayOfWeek != day.From.DayOfWeek && told <= 12)
                    continue;
                return null;
            }

            if (after?.Kind is not PieceKind.Unknown)
                return null;
            pieces[at] = number with { Kind = PieceKind.Filler, Hours = null };
        }

        return pieces;
    }
}
