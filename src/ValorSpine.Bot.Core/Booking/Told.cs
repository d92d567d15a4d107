using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Takes one message apart that says visit, time and contact details at once.</summary>
internal static class Told
{
    private static readonly Regex s_breaks = new(@"[,;\n]|[.?!]\s|\bmy name is\b|\bthis is\b|\bi am\b|\bi'm\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // "Call me after 5" says when the phone may ring.
    private static readonly Regex s_callMe = new(@"\b(?:call|text|phone|ring|reach|contact) (?:me|us|him|her|my [a-z]+)\b[^;\n]*?\b(?:at|on|before|after|between|from|until|till|any ?time|by)\b[^;\n]*?(?=[,;.\n]\s*[a-z]{3}|$)|(?:[,;]|\bat\b)\s*(?:only )?(?:after|before) \d{1,2}(?::\d\d)?(?: ?[ap]m)?(?: (?:pls|please))?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Two or three words with capitals after an hour, a day or the visit.
    private static readonly Regex s_atEnd = new(
        @"(?i:\d|\d ?[ap]\.?m\.?|o'?clock|noon|morning|afternoon|evening|day|tomorrow|tues?|thu(?:rs?)?|mon|wed|fri|visit|appointment|appt|evaluation|eval|call|clinic|video|person|please|pls)[ .]+(?<name>\p{Lu}[\p{L}'\u2019-]+(?: \p{Lu}[\p{L}'\u2019.-]*){1,2})\s*$", RegexOptions.CultureInvariant);

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
        // "Clinic evaluation tuesday 9 Jo Ray 312 555 0101": no comma, but the name stands right before the contact.
        if (name < 0 && named is null && parts.FindIndex(part => BeforeContact(part) is not null) is var at && at >= 0)
        {
            var typed = BeforeContact(parts[at])!;
            parts[at] = parts[at].TrimEnd()[..^typed.Length];
            return (string.Join(", ", parts), details with { Name = PersonName.Read(typed) });
        }

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

    private static string? BeforeContact(string part) =>
        s_atEnd.Match(part) is { Success: true } match && match.Groups["name"].Value is var typed && IsName(typed) ? typed : null;

    private static bool IsName(string part) =>
        PersonName.Read(part) is not null && !BookingWords.NamesVisit(part) && (WhenWords.Read(part, new DateOnly(2026, 1, 1), asked: true) is null || SaidName.IsNoDay(part.Trim()));
}
