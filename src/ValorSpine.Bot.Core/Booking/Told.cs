using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Takes one message apart that says visit, time and contact details at once.</summary>
internal static class Told
{
    private static readonly Regex s_breaks = new(@"[,;\n]|[.?!]\s|\bmy name is\b|\bthis is\b|\bi am\b|\bi'm\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // "Call me after 5" says when the phone may ring.
    private static readonly Regex s_callMe = new(@"\b(?:call|text|phone|ring|reach|contact) (?:me|us|him|her|my [a-z]+)\b[^;\n]*?\b(?:at|on|before|after|between|from|until|till|any ?time|by)\b[^;\n]*?(?=[,;.\n]\s*[a-z]{3}|$)|(?:[,;]|\bat\b)\s*(?:only )?(?:after|before) \d{1,2}(?::\d\d)?(?: ?[ap]m)?(?: (?:pls|please))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>What is left beside the contact details, and those; null where neither phone nor e-mail is given, nor a name or a need for staff is said as such.</summary>
    public static (string Left, ContactDetails? Details) Of(string text)
    {
        var said = text;
        var needs = StaffNeeds.Take(ref said);
        var named = SaidName.Take(ref said);
        var details = ContactDetails.Read(said, out var rest);
        if (details is { Phone: null, Email: null, Problem: null, IsThisNumber: false })
            return named is null && needs is null ? (text, null) : (said, new(named, null, null, null) { Besides = needs, Needs = needs });
        rest = s_callMe.Replace(rest, " ");
        details = details with { Name = named, Besides = ContactDetails.Together(details.Besides, needs), Needs = needs, Left = null };
        var parts = s_breaks.Split(rest).Where(part => part.Trim().Length > 0).ToList();
        var name = named is null ? parts.FindIndex(IsName) : -1;
        return name < 0 ? (rest, details) : (string.Join(", ", parts.Where((_, at) => at != name)), details with { Name = PersonName.Read(parts[name]) });
    }

    /// <summary>The same for a turn, with the number that the patient texts from where they name it. Gives what must be asked for first, or null.</summary>
    public static Decision? Of(Turn turn, out string left, out ContactDetails? details)
    {
        (left, details) = Of(turn.Text);
        if (details is null)
            return null;
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        if (details is { Name: null, Phone: null, Email: null, Problem: null, Needs: null })
            (left, details) = (turn.Text, null);
        return null;
    }

    private static bool IsName(string part) =>
        PersonName.Read(part) is not null && !BookingWords.NamesVisit(part) && (WhenWords.Read(part, new DateOnly(2026, 1, 1), asked: true) is null || SaidName.IsNoDay(part.Trim()));
}
