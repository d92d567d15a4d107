using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Reads a wish in plain words: first what is excluded, then times of day, then days.</summary>
internal static class WhenWords
{
    // Far beyond what can be booked, so that a wish for next year is understood and kindly refused.
    private const int OpenEnd = 60;
    private const int LongPassed = 300;

    private static readonly Regex s_any = Phrase.Pattern(
        "any ?time|any ?day|whenever|no preference|doesn't matter|does not matter|don't care|don't mind|flexible|i'm open|you (?:pick|choose|decide)|whatever|all day|every day");

    private static readonly Regex s_soon = Phrase.Pattern(
        "asap|as soon as (?:possible|you can|i can)|soonest|soon|earliest|first (?:available|opening|slot|thing available)|next (?:available|opening|slot|free)|right (?:away|now)|immediately|urgent|urgently|nearest|quickest|as early as possible|now");

    private static readonly Regex s_earlier = Phrase.Pattern("earlier|sooner|too late");
    private static readonly Regex s_otherDay = Phrase.Pattern("(?:another|a different|different|other) (?:day|days|date|dates)");

    private static readonly Regex s_later = Phrase.Pattern(
        "later|more|too (?:early|soon)|(?:those|these|they) (?:don't|do not|won't) work|(?:another|a different|different|other|more) (?:time|times|slot|slots|option|options)|something else|others|none(?: of (?:these|those|them))?");

    private static readonly Regex s_negation = Phrase.Pattern(@"not|no [a-z]+|don't|doesn't|wouldn't|can't|won't|isn't|except|without|never|neither");

    public static WhenWanted? Read(string text, DateOnly today)
    {
        var phrase = Phrase.Of(text);
        var wish = Understand(phrase, today);
        if (wish is null)
            return null;
        var allowed = phrase.IsQuestion || wish.Kind != WhenKind.Within ? 0 : 1;
        return phrase.UnknownWords <= allowed ? wish : null;
    }

    private static WhenWanted? Understand(Phrase phrase, DateOnly today)
    {
        var nothing = new WhenWanted();
        var any = phrase.Take(s_any) is not null;
        var wish = Excluded.Take(phrase, nothing, today);
        wish = TimesOfDay.Take(phrase, wish);
        var before = wish;
        wish = SecondDay.Take(phrase, Named(phrase, wish, today), today);

        // "not the 14th": what is refused in a way that no rule reads must never be offered as wanted.
        if (s_negation.IsMatch(phrase.Text) && !any && !wish.Equals(before))
            return null;
        if (wish.Kind != WhenKind.Within)
            return wish;
        if (wish.From is null && (any | phrase.Take(s_soon) is not null))
            wish = wish with { From = today };
        if (wish.From is null)
        {
            if (phrase.Take(s_earlier) is not null)
                return wish with { Kind = WhenKind.Earlier };
            if (phrase.Take(s_otherDay) is not null)
                return wish with { Kind = WhenKind.OtherDay };
            if (phrase.Take(s_later) is not null)
                return wish with { Kind = WhenKind.Later };
        }

        return wish == nothing ? null : wish with { To = wish.To ?? (wish.From is { } from ? from.AddDays(OpenEnd) : null) };
    }

    /// <summary>The wish with the days that the phrase names next, or as it is where it names none.</summary>
    internal static WhenWanted Named(Phrase phrase, WhenWanted wish, DateOnly today) =>
        Days.Take(phrase, wish, today) ?? SpokenDates.Take(phrase, wish, today) ?? wish;

    /// <summary>A day without a year means the next one; where that is nearly a year away, the one just passed was said by mistake.</summary>
    internal static WhenWanted On(WhenWanted wish, DateOnly from, DateOnly to, DateOnly today, bool yearSaid)
    {
        if (to >= today)
        {
            var lapsed = !yearSaid && from > today.AddDays(LongPassed);
            return wish with { Kind = lapsed ? WhenKind.Past : WhenKind.Within, From = from, To = to };
        }

        return wish with { Kind = WhenKind.Past, From = from, To = to };
    }
}
