namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Puts the times of day that a message names into one.</summary>
internal static class NamedHours
{
    /// <summary>The wish with the times taken in, or null where they cannot be put into one.</summary>
    public static WhenWanted? Apply(WhenWanted wish, List<Named> named)
    {
        // "Evenings or saturday", "any day but thursday afternoon": for which of them?
        var times = named.FindAll(one => one.Piece.Kind != PieceKind.Day);
        var isOneTime = times.Count > 1 && times.TrueForAll(one => one.Piece.Hours == times[0].Piece.Hours);
        for (var at = 1; at < named.Count; at++)
        {
            var (one, other) = (named[at - 1], named[at]);
            if (one.Piece.Kind == PieceKind.Day != (other.Piece.Kind == PieceKind.Day) && ((other.Join == PieceKind.Or && !(one.Refused && other.Refused)) || (one.Refused && other.Refused && other.Join == PieceKind.Filler)) && !isOneTime)
                return wish with { Kind = WhenKind.Unclear };
        }

        // "First thing thursday, or friday morning", "monday at 10, tuesday at 3": a time of its own for each.
        if (times.Count > 1 && !isOneTime && named.Count(one => one.Piece.Kind == PieceKind.Day && !one.Refused) > 1 && named.FindLastIndex(one => one.Piece.Kind == PieceKind.Day) > named.IndexOf(times[0]) && named.FindIndex(one => one.Piece.Kind == PieceKind.Day) < named.IndexOf(times[^1]))
            return wish with { Kind = WhenKind.Unclear };
        for (var at = 0; at < named.Count; at++)
        {
            var one = named[at];
            if (one.Piece.Kind == PieceKind.Day)
                continue;
            var until = at + 1 < named.Count && named[at + 1] is { Piece.Kind: PieceKind.Clock, Join: PieceKind.Until } ? named[at + 1] : null;
            if ((one.Refused ? Without(wish, one) : until is not null ? Between(wish, one, until) : With(wish, one)) is not { } next)
                return null;
            wish = next;
            at += until is null ? 0 : 1;
        }

        return wish;
    }

    private static WhenWanted? With(WhenWanted wish, Named one)
    {
        var hours = one.Piece.Hours!;
        if (one.Piece.Kind == PieceKind.Part)
            return one.Relation is not PieceKind.At ? null : wish.At is { } told ? (hours.After is null || told >= hours.After) && (hours.Before is null || told < hours.Before) ? wish : null : Narrowed(wish, hours.After, hours.Before);
        var at = hours.At!.Value;
        return one.Relation switch
        {
            PieceKind.After or PieceKind.From => Narrowed(wish, at, null),
            PieceKind.Before or PieceKind.By or PieceKind.Until => Narrowed(wish, null, at),
            PieceKind.At when wish.At is null && !(wish.After > at) && !(wish.Before <= at) => wish with { At = at, After = null, Before = null },
            _ => null,
        };
    }

    private static WhenWanted? Narrowed(WhenWanted wish, TimeOnly? after, TimeOnly? before)
    {
        if (wish.At is not null)
            return null;
        var from = after > wish.After || wish.After is null ? after ?? wish.After : wish.After;
        var to = before < wish.Before || wish.Before is null ? before ?? wish.Before : wish.Before;
        return from >= to ? null : wish with { After = from, Before = to };
    }

    private static WhenWanted? Between(WhenWanted wish, Named one, Named until)
    {
        if (one.Piece.Hours!.At is not { } from || until.Piece.Hours!.At is not { } to || until.Refused)
            return null;
        return to > from ? Narrowed(wish, from, to) : null;
    }

    private static WhenWanted? Without(WhenWanted wish, Named one) => one.Piece.Hours switch
    {
        { At: not null } => null,
        { After: null, Before: { } before } => Narrowed(wish, before, null),
        { After: { } after, Before: null } => Narrowed(wish, null, after),
        _ => null,
    };
}
