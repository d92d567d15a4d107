using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Says a wish back with weekday and date, so that what was misunderstood shows: "Tuesday, March 17, from 1:00 PM on".</summary>
internal static class WishWords
{
    private const int MostNamed = 3;
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    /// <summary>The wish in words.</summary>
    public static string Say(Turn turn, WhenWanted when)
    {
        if (when.Or is { } or)
            return turn.Say("booking.when-or", ("one", Say(turn, when with { Or = null })), ("other", Say(turn, or)));
        var today = DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime);
        var dates = FewDates(turn, when, today);
        var parts = new[] { dates ?? Span(turn, when, today), dates is null ? Days(turn, when) : "", dates is null ? Without(turn, when) : "", Time(turn, when), when.Latest ? turn.Say("booking.when-latest") : "" }.Where(part => part.Length > 0).ToList();
        if (parts.Count == 0 || (parts.Count == 1 && when.HasTime) || (when.From is null && when.Days == DaysOfWeek.None && !when.Without.IsEmpty))
            parts.Insert(0, turn.Say("booking.when-any"));
        return string.Join(", ", parts);
    }

    /// <summary>"Monday, December 7 or Wednesday, December 16", where no more of the dates between are left; else null.</summary>
    private static string? FewDates(Turn turn, WhenWanted when, DateOnly today)
    {
        if (when is not { From: { } from, To: { } to } || from == to || (when.Days is DaysOfWeek.None && when.Without.IsEmpty) || to > from.AddDays(Offering.DaysAhead))
            return null;
        var left = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(day => day >= today && when.Allows(day)).Take(MostNamed + 1).Select(Day).ToList();
        return left.Count is 0 or > MostNamed ? null : left.Aggregate((one, other) => turn.Say("booking.when-or", ("one", one), ("other", other)));
    }

    /// <summary>Its dates in words.</summary>
    public static string SayDays(Turn turn, WhenWanted when) => Span(turn, when, DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime));

    private static string Span(Turn turn, WhenWanted when, DateOnly today) => when switch
    {
        { From: null } => "",
        { From: { } from, To: { } to } when from == to => Day(from),
        { From: { } from, To: { } to } => turn.Say("booking.when-span", ("from", Day(from)), ("to", Day(to))),
        { From: { } from } => from <= today ? "" : turn.Say("booking.when-from", ("from", Day(from))),
    };

    private static string Days(Turn turn, WhenWanted when)
    {
        var days = when.From == when.To && when.From is not null ? DaysOfWeek.None : when.Days;
        if (days is DaysOfWeek.None or DaysOfWeek.All)
            return "";
        var named = Names(days);
        return named.Count <= MostNamed ? turn.Say("booking.when-only", ("days", Listed(turn, named))) : turn.Say("booking.when-but", ("days", Listed(turn, Names(DaysOfWeek.All & ~days))));
    }

    private static string Without(Turn turn, WhenWanted when) =>
        when.Without.Where(span => !(span.To < when.From) && !(span.From > when.To)).ToList() is not { Count: > 0 } left ? "" : turn.Say("booking.when-not", ("days", Listed(turn, [.. left.Select(span => span.From == span.To ? Day(span.From) : turn.Say("booking.when-span", ("from", Day(span.From)), ("to", Day(span.To))))])));

    /// <summary>"Mondays, Wednesdays or Fridays"</summary>
    private static string Listed(Turn turn, List<string> all) => all.Count < 2 ? string.Concat(all) : turn.Say("booking.when-or", ("one", string.Join(", ", all[..^1])), ("other", all[^1]));

    private static List<string> Names(DaysOfWeek days) =>
        [.. Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Where(day => days.HasFlag(day.AsFlag())).Select(day => s_english.DateTimeFormat.GetDayName(day) + "s")];

    private static string Time(Turn turn, WhenWanted when) => when switch
    {
        { At: { } at } => turn.Say("booking.when-at", ("time", Clock(at))),
        { After: { } after, Before: { } before } => turn.Say("booking.when-between", ("from", Clock(after)), ("to", Clock(before))),
        { After: { } after } => turn.Say("booking.when-after", ("time", Clock(after))),
        { Before: { } before } => turn.Say("booking.when-before", ("time", Clock(before))),
        _ => "",
    };

    private static string Day(DateOnly day) => day.ToString("dddd, MMMM d", s_english);

    private static string Clock(TimeOnly time) => time.ToString("h:mm tt", s_english);
}
