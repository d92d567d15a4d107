using System.Text;

namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Puts the days that a message wants and those that it refuses into one wish.</summary>
internal static class NamedDates
{
    /// <summary>The wish with the days taken in, or null where they cannot be put into one.</summary>
    public static WhenWanted? Apply(WhenWanted wish, List<Named> days, DateOnly today)
    {
        var wanted = days.Where(one => !one.Refused).ToList();
        var refused = days.Where(one => one.Refused).ToList();
        wish = RefusedDates.Apply(wish, wanted, refused, today);
        if (wish.Kind != WhenKind.Within)
            return wish;
        if (Recurring(wanted) is var (weekdays, bounds))
        {
            if (Apply(wish, bounds, today) is not { Kind: WhenKind.Within, Days: DaysOfWeek.None or DaysOfWeek.All } within)
                return wish with { Kind = WhenKind.Unclear };
            return within with { Days = weekdays };
        }

        if (wanted is [{ Relation: PieceKind.From or PieceKind.After } first, { Relation: PieceKind.By or PieceKind.Before or PieceKind.Until } last])
            wanted = Bounded(first, last, today) is { } span ? [span] : wanted;
        if (wanted.Skip(1).Any(one => one.Relation is PieceKind.By or PieceKind.Between) || (wanted.Count > 1 && wanted[0].Relation is not (PieceKind.At or PieceKind.From or PieceKind.Between)))
            return null;
        return wanted.Count == 0 ? wish : DayCombining.Apply(Plainly(wanted), wish, [.. wanted.Select(one => one.Piece.Days!)], today);
    }

    /// <summary>"Any monday after the 20th": days of the week, and what bounds them.</summary>
    private static (DaysOfWeek Days, List<Named> Bounds)? Recurring(List<Named> wanted)
    {
        var first = wanted.FindIndex(one => one.Piece.Days!.Kind != NamedKind.Recurring);
        return first > 0 && wanted[..first].TrueForAll(one => one.Relation == PieceKind.At) && wanted[first..].TrueForAll(one => one.Piece.Days!.Kind is NamedKind.Date or NamedKind.Span && one.Relation is PieceKind.After or PieceKind.Before or PieceKind.From or PieceKind.By)
            ? (wanted[..first].Aggregate(DaysOfWeek.None, (all, one) => all | one.Piece.Days!.Days), wanted[first..])
            : null;
    }

    /// <summary>"No earlier than the 23rd and no later than the 27th".</summary>
    private static Named? Bounded(Named first, Named last, DateOnly today)
    {
        if (!IsOfCalendar(first) || !IsOfCalendar(last))
            return null;
        var from = first.Relation == PieceKind.After ? first.Piece.Days!.To.AddDays(1) : first.Piece.Days!.From;
        var to = last.Relation == PieceKind.Before ? last.Piece.Days!.From.AddDays(-1) : last.Piece.Days!.To;
        return from >= today && to >= from ? first with { Piece = first.Piece with { Days = NamedDays.Span(from, to) }, Relation = PieceKind.At, Join = PieceKind.Break } : null;
    }

    private static bool IsOfCalendar(Named one) => one.Piece.Days!.Kind is not (NamedKind.Past or NamedKind.NoSuchDay or NamedKind.Unclear);

    /// <summary>The days with nothing but the words that relate them.</summary>
    private static string Plainly(List<Named> wanted)
    {
        var text = new StringBuilder();
        for (var at = 0; at < wanted.Count; at++)
        {
            var one = wanted[at];
            var isRange = at + 1 < wanted.Count && wanted[at + 1].Join == PieceKind.Until;
            text.Append(' ').Append(one.Join switch { PieceKind.Or when at > 0 => "or ", PieceKind.Break when at > 0 => ", ", PieceKind.Until when at > 0 => "to ", _ => "" });
            text.Append(one.Unit).Append(one.Relation switch
            {
                PieceKind.From or PieceKind.Between when isRange => "",
                PieceKind.After => "after ",
                PieceKind.Before => "before ",
                PieceKind.From when one.Join == PieceKind.From => "starting ",
                PieceKind.By or PieceKind.Until when one.Join == one.Relation && at == 0 => "by ",
                _ => "",
            });
            text.Append('#').Append(one.Relation switch { PieceKind.From when one.Join != PieceKind.From => " onwards", PieceKind.By when one.Join != PieceKind.By => " latest", _ => "" });
        }

        return text.ToString().Trim();
    }
}
