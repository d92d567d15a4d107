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
        var areApart = wanted.Count > 0 && wanted.TrueForAll(one => one.Relation == PieceKind.At && one.Unit.Length == 0 && one.Piece.Days!.Kind is not NamedKind.Recurring);
        foreach (var one in refused)
        {
            var day = one.Piece.Days!;

            // "Nothing in march, april is better": what is wanted leaves it out already.
            if (areApart && !wanted.Exists(other => Overlap(other.Piece.Days!, day)))
                continue;
            if (one.Relation != PieceKind.At || wanted.Exists(other => other.Piece.Days!.Kind is NamedKind.Weekday or NamedKind.Date or NamedKind.NextWeekday && other.Relation == PieceKind.At && other.Unit.Length == 0))
                return wish with { Kind = WhenKind.Unclear };
            if (day.Kind is NamedKind.Weekday or NamedKind.Recurring)
            {
                wish = wish with { Days = (wish.Days == DaysOfWeek.None ? DaysOfWeek.All : wish.Days) & ~day.Days };
                if (wish.Days == DaysOfWeek.None)
                    return wish with { Kind = WhenKind.Unclear };
            }
            else if (day.Kind is NamedKind.Date or NamedKind.Span && day.From <= (wish.From ?? today.AddDays(1)))
                wish = wish with { From = wish.From > day.To ? wish.From : day.To.AddDays(1) };
            else if (day.Kind == NamedKind.Span && refused.Count == 1 && wanted.Count == 0 && day.From <= today.AddDays(7) && day.To <= today.AddDays(14))
                wish = wish with { From = day.To.AddDays(1) };
            else
                return wish with { Kind = WhenKind.Unclear };
        }

        if (wanted is [{ Relation: PieceKind.From or PieceKind.After } first, { Relation: PieceKind.By or PieceKind.Before or PieceKind.Until } last])
            wanted = Bounded(first, last, today) is { } span ? [span] : wanted;
        if (wanted.Skip(1).Any(one => one.Relation is PieceKind.By or PieceKind.Between) || (wanted.Count > 1 && wanted[0].Relation is not (PieceKind.At or PieceKind.From or PieceKind.Between)))
            return null;
        return wanted.Count == 0 ? wish : DayCombining.Apply(Plainly(wanted), wish, [.. wanted.Select(one => one.Piece.Days!)], today);
    }

    /// <summary>"No earlier than the 23rd and no later than the 27th".</summary>
    private static Named? Bounded(Named first, Named last, DateOnly today)
    {
        var from = first.Relation == PieceKind.After ? first.Piece.Days!.To.AddDays(1) : first.Piece.Days!.From;
        var to = last.Relation == PieceKind.Before ? last.Piece.Days!.From.AddDays(-1) : last.Piece.Days!.To;
        return from >= today && to >= from ? first with { Piece = first.Piece with { Days = NamedDays.Span(from, to) }, Relation = PieceKind.At, Join = PieceKind.Break } : null;
    }

    private static bool Overlap(NamedDays one, NamedDays other) =>
        other.Kind is NamedKind.Weekday or NamedKind.Recurring ? one.To >= one.From.AddDays(6) || Enumerable.Range(0, one.To.DayNumber - one.From.DayNumber + 1).Any(day => other.Days.HasFlag(one.From.AddDays(day).DayOfWeek.AsFlag())) : one.From <= other.To && other.From <= one.To;

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
