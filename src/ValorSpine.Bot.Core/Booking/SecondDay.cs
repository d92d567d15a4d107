using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A second day beside the first: "tomorrow or thursday", "monday through wednesday", "friday the 4th".</summary>
internal static class SecondDay
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Joined = "(?:or|and|to|through|thru|until|till|,|/)";

    private static readonly Regex s_beside = new($"~ (?:{Joined} )+(?:on |the )*[a-z0-9]|[a-z0-9] (?:{Joined} )+(?:on |the )*~", Options);
    private static readonly Regex s_through = Phrase.Pattern("to|through|thru|until|till|between");
    private static readonly Regex s_weekday = Phrase.Pattern("(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)");

    /// <summary>The wish with the second day taken in; a weekday that is not that of the date makes it no day at all.</summary>
    public static WhenWanted Take(Phrase phrase, WhenWanted wish, DateOnly today)
    {
        if (wish is not { Kind: WhenKind.Within, From: { } one, To: { } to } || one != to)
            return wish;
        if (!s_beside.IsMatch(phrase.Text))
            return phrase.Take(s_weekday) is { } said && Days.Named(said.Value) != one.DayOfWeek.AsFlag() ? wish with { Kind = WhenKind.NoSuchDay } : wish;

        var isSpan = s_through.IsMatch(phrase.Text);
        var second = WhenWords.Named(phrase, wish with { From = null, To = null }, today);
        if (second is not { Kind: WhenKind.Within, From: { } other, To: { } last } || other != last)
            return wish;
        // "monday through wednesday", said on a Tuesday, means the Wednesday after that Monday.
        if (isSpan && other < one && other.AddDays(7) > one)
            other = other.AddDays(7);
        var span = wish with { From = one < other ? one : other, To = one < other ? other : one };
        if (isSpan)
            _ = phrase.Take(s_through);
        return isSpan ? span : span with { Days = one.DayOfWeek.AsFlag() | other.DayOfWeek.AsFlag() };
    }
}
