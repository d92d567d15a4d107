namespace ValorSpine.Bot.Core.Booking.Grammar;

/// <summary>Takes the days out of a wish that a message refuses: "not the 3rd or the 4th", "next two weeks but not the week of the 20th", "mondays in may but not the 25th".</summary>
internal static class RefusedDates
{
    /// <summary>The wish without them; it must be asked about where what is refused is what is wanted, or cannot be placed.</summary>
    public static WhenWanted Apply(WhenWanted wish, List<Named> wanted, List<Named> refused, DateOnly today)
    {
        var areApart = wanted.Count > 0 && wanted.TrueForAll(one => one.Relation == PieceKind.At && one.Unit.Length == 0 && one.Piece.Days!.Kind is not NamedKind.Recurring);
        foreach (var one in Together(refused, wanted))
        {
            // "Nothing in march, april is better": what is wanted leaves it out already.
            if (one is not null && areApart && !wanted.Exists(other => Overlap(other.Piece.Days!, one)))
                continue;
            if (one is null || wanted.Exists(other => other.Piece.Days!.Kind is NamedKind.Weekday or NamedKind.Date or NamedKind.NextWeekday && other.Relation == PieceKind.At && other.Unit.Length == 0 && !IsOfSeveral(other, wanted, one)))
                return wish with { Kind = WhenKind.Unclear };
            wish = Without(wish, one, isOnly: wanted.Count == 0 && refused.Count == 1, wanted.Count == 0, today);
        }

        return wish;
    }

    // "Monday or tuesday but not this coming week": either of any week.
    private static bool IsOfSeveral(Named one, List<Named> wanted, NamedDays refused) =>
        one.Piece.Days!.Kind == NamedKind.Weekday && refused.Kind == NamedKind.Span && wanted.Count > 1 && wanted.TrueForAll(other => other.Piece.Days!.Kind == NamedKind.Weekday && other.Relation == PieceKind.At);

    private static WhenWanted Without(WhenWanted wish, NamedDays day, bool isOnly, bool isOpen, DateOnly today)
    {
        switch (day.Kind)
        {
            case NamedKind.Weekday or NamedKind.Recurring:
                var days = (wish.Days == DaysOfWeek.None ? DaysOfWeek.All : wish.Days) & ~day.Days;
                return days == DaysOfWeek.None ? wish with { Kind = WhenKind.Unclear } : wish with { Days = days };
            case NamedKind.Date or NamedKind.NextWeekday or NamedKind.Span when day.From <= (isOpen ? wish.From ?? today.AddDays(1) : today) || (day.Kind == NamedKind.Span && isOnly && day.From <= today.AddDays(7) && day.To <= today.AddDays(14)):
                return wish with { From = wish.From > day.To ? wish.From : day.To.AddDays(1) };
            case NamedKind.Date or NamedKind.NextWeekday or NamedKind.Span:
                return wish with { Without = wish.Without.Add(new(day.From, day.To)) };
            default:
                return wish with { Kind = WhenKind.Unclear };
        }
    }

    /// <summary>What is refused, with "thursday the 12th" and "the 16th to the 18th" each as one; null where one cannot be placed.</summary>
    private static IEnumerable<NamedDays?> Together(List<Named> refused, List<Named> wanted)
    {
        for (var at = 0; at < refused.Count; at++)
        {
            var one = Placed(refused[at], wanted);
            while (at + 1 < refused.Count && one is not null && refused[at + 1].Join is PieceKind.Filler or PieceKind.Until)
                one = Joined(one, Placed(refused[++at], wanted), isRange: refused[at].Join == PieceKind.Until);
            yield return one;
        }
    }

    private static NamedDays? Joined(NamedDays one, NamedDays? other, bool isRange) => (one, other) switch
    {
        (_, null) => null,
        ({ Kind: NamedKind.Weekday or NamedKind.Recurring }, { Kind: NamedKind.Weekday or NamedKind.Recurring }) when isRange => one with { Kind = NamedKind.Recurring, Days = DayCombining.Between(one.Days, other.Days) },
        ({ Kind: NamedKind.Date }, { Kind: NamedKind.Date }) when isRange && other.To >= one.From => NamedDays.Span(one.From, other.To),
        ({ Kind: NamedKind.Weekday }, { Kind: NamedKind.Date }) when !isRange && one.Days.HasFlag(other.From.DayOfWeek.AsFlag()) => other,
        ({ Kind: NamedKind.Date }, { Kind: NamedKind.Weekday }) when !isRange && other.Days.HasFlag(one.From.DayOfWeek.AsFlag()) => one,
        ({ Kind: NamedKind.Date }, { Kind: NamedKind.Date }) when !isRange && other.From > one.From => NamedDays.Span(one.From, other.To) is var span && other.From == one.From.AddDays(1) ? span : null,
        _ => null,
    };

    /// <summary>The days that are meant by one, in the span of those that are wanted: the 25th of "mondays in may but not the 25th" is in May.</summary>
    private static NamedDays? Placed(Named one, List<Named> wanted)
    {
        var day = one.Piece.Days!;
        if (wanted.Find(other => other.Piece.Days!.Kind == NamedKind.Span)?.Piece.Days is { } span)
            day = DayCombining.InMonthOf(span, day);
        return day.Kind is NamedKind.Past or NamedKind.NoSuchDay or NamedKind.Unclear || one.Relation is not (PieceKind.At or PieceKind.Between or PieceKind.Until) ? null
            : one.Unit == "week of " ? NamedDays.Span(Calendars.Monday(day.From), Calendars.Monday(day.From).AddDays(6))
            : one.Unit.Length > 0 || (one.Relation == PieceKind.Until && one.Join != PieceKind.Until) ? null
            : day;
    }

    /// <summary>Whether days may be the same.</summary>
    public static bool Overlap(NamedDays one, NamedDays other) =>
        other.Kind is NamedKind.Weekday or NamedKind.Recurring ? one.To >= one.From.AddDays(6) || Enumerable.Range(0, one.To.DayNumber - one.From.DayNumber + 1).Any(day => other.Days.HasFlag(one.From.AddDays(day).DayOfWeek.AsFlag())) : one.From <= other.To && other.From <= one.To;
}
