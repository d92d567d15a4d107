using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Puts in its place what a message points back to: "any date after that", "the wednesday of that week", "the monday after", "any of those", "so not then".</summary>
internal static class BackReferences
{
    private static readonly Regex s_weekdayAfter = new("^(?:the )?(?:(?<day>[a-z]+day) (?:right )?(?:after|following)\\b.*|following (?<day>[a-z]+day))$", RegexOptions.CultureInvariant);

    /// <summary>Changes the pieces so that nothing points back any more that can be placed.</summary>
    public static void Resolve(List<Piece> pieces)
    {
        PlaceThen(pieces);
        PlaceLast(pieces);
        PlaceNextWeek(pieces);
        PlaceWeek(pieces);
        PlaceWeekday(pieces);
        PlaceBound(pieces);
        Answer(pieces);
        Conclude(pieces);
        LeaveOut(pieces);
    }

    /// <summary>"Wednesdays we have inventory so any other weekday works"</summary>
    private static void LeaveOut(List<Piece> pieces)
    {
        var at = pieces.FindIndex(piece => piece.Kind == PieceKind.Other);
        if (at < 1 || pieces[at - 1].Kind != PieceKind.Any || pieces.FindLastIndex(at, piece => piece.Kind == PieceKind.Day) is not (>= 0 and var day))
            return;
        var (start, end) = (StartOfClause(pieces, day), EndOfClause(pieces, day));
        var told = pieces[start..end];
        if (end >= at || pieces[..start].Exists(piece => piece.Kind == PieceKind.Day) || pieces[end..at].Exists(piece => piece.NamesWhen) || told.Exists(piece => piece.Kind is PieceKind.Suits or PieceKind.Clock or PieceKind.Part or PieceKind.After or PieceKind.Before or PieceKind.Until or PieceKind.From or PieceKind.By or PieceKind.Between))
            return;
        pieces.RemoveAt(at);
        foreach (var so in Enumerable.Range(end, at - end).Where(so => pieces[so].Kind == PieceKind.So))
            pieces[so] = new(PieceKind.Break, ",");
        pieces.RemoveAll(piece => piece.Kind == PieceKind.Unknown && told.Contains(piece));
        if (!told.Exists(piece => piece.Kind is PieceKind.Busy or PieceKind.Fails or PieceKind.Not))
            pieces.Insert(EndOfClause(pieces, pieces.IndexOf(told.Find(piece => piece.Kind == PieceKind.Day)!)), new(PieceKind.Fails, Clause.RuledOut));
    }

    /// <summary>"Before then", "not then": a day, where "monday, then tuesday" only goes on.</summary>
    private static void PlaceThen(List<Piece> pieces)
    {
        for (var at = 1; at < pieces.Count; at++)
        {
            if (pieces[at] is { Kind: PieceKind.Break, Text: "then" } then && (pieces[at - 1].Kind is PieceKind.After or PieceKind.Before or PieceKind.Until or PieceKind.By or PieceKind.Not or PieceKind.Any || pieces[at - 1].Text is "be" or "come" or "on" or "would") && (at + 1 == pieces.Count || pieces[at + 1].Kind is PieceKind.Break or PieceKind.Filler or PieceKind.Suits))
                pieces[at] = then with { Kind = PieceKind.Back };
        }
    }

    /// <summary>"My cast comes off the 19th, any day after"</summary>
    private static void PlaceLast(List<Piece> pieces)
    {
        if (pieces is [.., { Kind: PieceKind.After or PieceKind.Before }] && StartOfClause(pieces, pieces.Count - 1) is > 0 and var start && pieces[start..^1].TrueForAll(piece => piece.Kind is PieceKind.Any or PieceKind.Filler && piece.Text != "week" && (piece.Text != "day" || start + 1 < pieces.Count - 1)))
            pieces.Add(new(PieceKind.Back, "that"));
    }

    /// <summary>"Not next week, the week after", "the following week"</summary>
    private static void PlaceNextWeek(List<Piece> pieces)
    {
        for (var at = 1; at < pieces.Count; at++)
        {
            var (isAfter, isFollowing) = (pieces[at].Kind == PieceKind.After && pieces[at - 1].Text == "week", pieces[at] is { Kind: PieceKind.Filler, Text: "week" } && pieces[at - 1].Text == "following");
            if (!(isAfter || isFollowing) || (at + 1 < pieces.Count && pieces[at + 1].Kind is not (PieceKind.Break or PieceKind.Suits) && pieces[at + 1].Text is not ("is" or "would" or "instead" or "maybe" or "for" or "then")) || !pieces[..(at - 1)].Exists(piece => piece.Days?.Kind is NamedKind.Span or NamedKind.Date))
                continue;
            (pieces[at - 1], pieces[at]) = (new(PieceKind.Filler, "week"), new(PieceKind.After, "after"));
            pieces.Insert(at + 1, new(PieceKind.Back, "that"));
            return;
        }
    }

    /// <summary>"Labor day is monday, so the wednesday of that week"</summary>
    private static void PlaceWeek(List<Piece> pieces)
    {
        for (var at = 1; at + 1 < pieces.Count; at++)
        {
            if (pieces[at] is not { Kind: PieceKind.Back, Text: "that" } || pieces[at + 1].Text != "week" || pieces[at - 1].Kind is PieceKind.After or PieceKind.Before)
                continue;
            var anchor = pieces.FindLastIndex(at, at + 1, piece => piece.Days?.Kind is NamedKind.Date or NamedKind.Weekday or NamedKind.NextWeekday && EndOfClause(pieces, pieces.IndexOf(piece)) < at);
            if (anchor < 0)
                return;
            var monday = Calendars.Monday(pieces[anchor].Days!.From);
            pieces[at] = new(PieceKind.Day, "that week", NamedDays.Span(monday, monday.AddDays(6)));
            pieces.RemoveAt(at + 1);
            if (pieces[EndOfClause(pieces, anchor) + 1].Kind != PieceKind.Or)
                pieces.RemoveRange(0, EndOfClause(pieces, anchor) + 1);
            return;
        }
    }

    /// <summary>"I'm back sunday the 26th, so the following monday or tuesday"</summary>
    private static void PlaceWeekday(List<Piece> pieces)
    {
        var at = pieces.FindIndex(piece => piece.Kind == PieceKind.Day && s_weekdayAfter.IsMatch(piece.Text));
        if (at < 1 || pieces.FindLastIndex(at - 1, piece => piece.Days?.Kind is NamedKind.Date or NamedKind.Weekday or NamedKind.NextWeekday or NamedKind.Span) is not (>= 0 and var anchor))
            return;
        var weekday = Days.Named(s_weekdayAfter.Match(pieces[at].Text).Groups["day"].Value);
        if (weekday == DaysOfWeek.None)
            return;
        pieces[at] = pieces[at] with { Days = NamedDays.Date(Calendars.Next(pieces[anchor].Days!.To, weekday)) with { Kind = NamedKind.NextWeekday } };
        if (pieces.FindLastIndex(at, at - anchor, piece => piece.Kind == PieceKind.So) is >= 0 and var so)
            pieces.RemoveRange(0, so + 1);
    }

    /// <summary>"My hearing is on the 17th; any date after that", "tuesday, I drop the kids off at 8 so after that"</summary>
    private static void PlaceBound(List<Piece> pieces)
    {
        var at = Enumerable.Range(1, Math.Max(0, pieces.Count - 1)).FirstOrDefault(at => pieces[at].Kind == PieceKind.Back && IsBound(pieces, at - 1));
        if (at == 0 || pieces.FindLastIndex(at, piece => piece.NamesWhen) is not (>= 0 and var anchor))
            return;
        var named = pieces[..at].FindAll(piece => piece.NamesWhen);
        var isOnlyOne = named.TrueForAll(piece => piece == named[0] || (piece.Days is { } day && named[0].Days is { } first && (day.From, day.To) == (first.From, first.To)));
        var (start, end) = (StartOfClause(pieces, anchor), EndOfClause(pieces, anchor));
        if (!isOnlyOne && (end >= at || pieces[start..end].Count(piece => piece.NamesWhen) > 1))
            return;
        pieces[at] = pieces[anchor];

        // "My leave starts april 6 and they won't let me go before that"
        if (pieces[Math.Max(anchor, StartOfClause(pieces, at))..at].Exists(piece => piece.Kind == PieceKind.Not))
            pieces[at - 1] = pieces[at - 1] with { Kind = pieces[at - 1].Kind == PieceKind.Before ? PieceKind.From : PieceKind.By };
        // "The week after that"
        var keep = at > 1 && pieces[at - 2].Text is "week" or "day" && !(at > 2 && pieces[at - 3].Kind == PieceKind.Any && pieces[at - 2].Text == "day") ? at - 2 : at - 1;
        pieces.RemoveRange(isOnlyOne ? 0 : start, keep - (isOnlyOne ? 0 : start));
    }

    /// <summary>"The approval runs from april 1 to april 21, so any day within that", "I work monday to thursday, so not then"</summary>
    private static void Answer(List<Piece> pieces)
    {
        var at = pieces.FindIndex(piece => piece.Kind == PieceKind.Back && piece.Text != "that's");
        if (at < 1 || pieces[at..].Exists(piece => piece.Kind == PieceKind.Day) || pieces.FindLastIndex(at, piece => piece.Kind == PieceKind.Day) is not (>= 0 and var day))
            return;
        var (start, end) = (StartOfClause(pieces, at), EndOfClause(pieces, at));
        var told = EndOfClause(pieces, day);
        var isSubject = at == start && pieces[at].Text is "those" or "these" && at + 1 < end && pieces[at + 1].Text is "are" or "work" or "is";
        if (told >= at || !(isSubject || pieces[at - 1].Text is "of" or "in" or "within" or "during" or "on" or "be" or "come" or "would" || pieces[at - 1].Kind is PieceKind.Not or PieceKind.Any))
            return;
        var isRefused = pieces[start..end].Exists(piece => piece.Kind is PieceKind.Not or PieceKind.Fails);
        var clause = pieces[StartOfClause(pieces, day)..told];
        if (pieces[start..end].Exists(piece => piece.NamesWhen || piece.Kind is PieceKind.Other or PieceKind.Except) || (!isRefused && clause.Exists(piece => piece.Kind is PieceKind.Busy or PieceKind.Fails or PieceKind.Not or PieceKind.Except)))
            return;
        pieces.RemoveRange(start, end - start);
        if (pieces[start - 1].Kind == PieceKind.So)
            pieces[start - 1] = new(PieceKind.Break, ",");
        if (!clause.Exists(piece => piece.Kind == PieceKind.Busy))
            pieces.Insert(told, isRefused ? new(PieceKind.Fails, Clause.RuledOut) : new(PieceKind.Suits, "works"));
    }

    /// <summary>"Good friday my office is shut so I'd be free"</summary>
    private static void Conclude(List<Piece> pieces)
    {
        var so = pieces.FindLastIndex(piece => piece.Kind == PieceKind.So);
        if (so < 1 || pieces[so..].Exists(piece => piece.NamesWhen || piece.Kind is PieceKind.Not or PieceKind.Fails or PieceKind.Busy or PieceKind.Any or PieceKind.Other) || !pieces[so..].Exists(piece => piece.Text is "free" or "off" or "available" or "works" or "home"))
            return;
        var end = so - 1 is var last && pieces[last].Kind == PieceKind.Break ? last : so;
        var told = pieces[StartOfClause(pieces, end - 1)..end];
        if (!told.Exists(piece => piece.Kind == PieceKind.Day) || told.Exists(piece => piece.Kind is PieceKind.Busy or PieceKind.Fails or PieceKind.Not))
            return;
        pieces.RemoveRange(end, pieces.Count - end);
        pieces.Add(new(PieceKind.Suits, "works"));
    }

    private static bool IsBound(List<Piece> pieces, int at) => pieces[at].Kind is PieceKind.After or PieceKind.Before || (pieces[at].Text == "to" && at > 0 && pieces[at - 1].Text == "up") || (pieces[at].Kind == PieceKind.By && !pieces[StartOfClause(pieces, at)..at].Exists(piece => piece.Kind == PieceKind.Unknown));

    private static bool Ends(Piece piece) => piece.Kind is PieceKind.Break or PieceKind.But or PieceKind.So or PieceKind.Because;

    private static int StartOfClause(List<Piece> pieces, int at) => at > 0 ? pieces.FindLastIndex(at - 1, Ends) + 1 : 0;

    private static int EndOfClause(List<Piece> pieces, int at) => pieces.FindIndex(at, Ends) is >= 0 and var end ? end : pieces.Count;
}
