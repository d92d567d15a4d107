using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a patient corrects once all is shown to them: "name should be Ann Lee", "no wait, 0104", "remove my email", "that's not my number".</summary>
internal static class DetailCorrections
{
    private const int LastDigits = 4, MostSlips = 2;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_disagrees = new(
        @"\b(?:no|not|nope|wrong|wait|actually|should|instead|meant|mean|change|fix|correct|correction|isn'?t|don'?t|didn'?t|doesn'?t|typo|mistake|mixed up|oops|i said|but|rather|different|other|another|remove|delete|take out)\b", Options);

    private static readonly Regex s_removesEmail = new(@"\b(?:remove|delete|drop|erase|without|leave (?:off|out)|take (?:off|out)|don'?t (?:use|need|want)) (?:my |the |that |any )?e-?mail\b|\b(?:take|leave) (?:my |the |that )?e-?mail(?: address)? (?:off|out)\b", Options);
    private static readonly Regex s_denied = new(@"\b(?:not|isn'?t|wrong|change|fix|correct|misspelled|mistake in|typo in) (?:my |the |in )*(?:(?<name>name)|(?<phone>(?:phone|cell|number)(?: number)?)|(?<email>e-?mail)|(?<reason>reason))\b|\b(?:my |the )(?:(?<name>name)|(?<phone>(?:phone|cell|number)(?: number)?)|(?<email>e-?mail)) (?:is|was|looks) (?:wrong|incorrect|misspelled|not right|spelled wrong)\b", Options);
    private static readonly Regex s_lastDigits = new(@"(?<![\d-])\d{4}(?![\d-])", Options);
    private static readonly Regex s_saysNumber = new(@"\b(?:number|phone|cell|digits|ends?|ending|last (?:four|4))\b", Options);
    private static readonly Regex s_saysName = new(@"\b(?:name|spell(?:ed|ing|t)?)\b", Options);
    private static readonly Regex s_lastName = new(@"\b(?:last|family|sur) ?name\b", Options), s_firstName = new(@"\b(?:first|given) ?name\b", Options);
    private static readonly Regex s_insteadIs = new(@"\b(?:actually|it'?s|should be|sorry|i meant|make it|correction)\b", Options);

    private static readonly Regex s_wrongDetail = new(@"\b(?:wrong|bad|old|incorrect) (?:e-?mail|phone|cell|number|name|address)\b|\b(?:first|last|family|my|her|his) name (?:is|was|should be|needs to be)\b|\b(?:mis)?spel(?:led|t|ling)\b|\b(?:text|e-?mail) (?:me|us|him|her) (?:instead|rather)\b|\b(?:my|the) (?:name|e-?mail|number|phone) (?:is|was|has|should)\b", Options);

    /// <summary>Whether a message corrects a detail of the visit that was booked here: another number or address, how a name is spelled.</summary>
    public static bool IsOfVisit(Turn turn)
    {
        if (turn.Action is not null || BookingWords.SaysBook(turn.Text) || BookingWords.IsBesides(turn.Text) || BookingDialog.IsAskedFor(turn))
            return false;
        return ContactDetails.Read(turn.Text) is not { Phone: null, Email: null } || (!turn.LooksLikeQuestion && s_wrongDetail.IsMatch(turn.Text));
    }

    /// <summary>Whether a message disagrees with what is shown.</summary>
    public static bool Disagrees(Turn turn) => !turn.LooksLikeQuestion && s_disagrees.IsMatch(turn.Text);

    /// <summary>Whether the e-mail shall be left out.</summary>
    public static bool RemovesEmail(string text) => s_removesEmail.IsMatch(text);

    /// <summary>The detail that is said to be wrong, as a choice of the booking, or null.</summary>
    public static string? Denied(Turn turn) => turn.LooksLikeQuestion || s_denied.Match(turn.Text) is not { Success: true } match ? null
        : match.Groups["name"].Success ? BookingAction.ChangeName
        : match.Groups["phone"].Success ? BookingAction.ChangePhone
        : match.Groups["email"].Success ? BookingAction.ChangeEmail
        : BookingAction.ChangeReason;

    /// <summary>The details that a message corrects: a name only where it is meant as one, a number also by its last four digits.</summary>
    public static ContactDetails Of(Turn turn, BookingState booking, ContactDetails details) => details with
    {
        Name = details.Name is { } name && IsMeant(turn, booking, name) ? InPlace(turn.Text, name, booking.Name) : null,
        Phone = details.Phone ?? WithLastDigits(turn, booking),
    };

    private static bool IsMeant(Turn turn, BookingState booking, string name) => !turn.LooksLikeQuestion
        && (s_saysName.IsMatch(turn.Text) || (booking.Name is { } known && (PersonName.Extends(name, known) || (PersonName.IsLike(name, known) && name != known))) || (s_insteadIs.IsMatch(turn.Text) && name.Contains(' ', StringComparison.Ordinal)));

    // "My last name is Ashton" leaves the first as it is, "its spelled Luthor" means the one that it is close to.
    private static string InPlace(string text, string name, string? known)
    {
        if (known?.Split(' ') is not { Length: > 1 } parts)
            return name;
        if (s_lastName.IsMatch(text) && !s_firstName.IsMatch(text))
            return $"{string.Join(' ', parts[..^1])} {name}";
        if (s_firstName.IsMatch(text) && !s_lastName.IsMatch(text))
            return $"{name} {string.Join(' ', parts[1..])}";
        if (name.Contains(' ', StringComparison.Ordinal))
            return name;
        return parts.Where(part => EditDistance.Of(part.ToUpperInvariant(), name.ToUpperInvariant()) <= MostSlips).ToList() is [var meant] ? string.Join(' ', parts.Select(part => part == meant ? name : part)) : name;
    }

    private static string? WithLastDigits(Turn turn, BookingState booking)
    {
        if (booking.Phone is not { Length: > LastDigits } phone || s_lastDigits.Matches(turn.Text) is not [var only] || turn.Text.Count(char.IsAsciiDigit) != LastDigits)
            return null;
        return s_saysNumber.IsMatch(turn.Text) || (s_disagrees.IsMatch(turn.Text) && !IsClock(only.Value)) ? phone[..^LastDigits] + only.Value : null;
    }

    // "1430" is a time of day; "0104" and "0167" are none at which visits begin.
    private static bool IsClock(string digits) => int.Parse(digits[..2], System.Globalization.CultureInfo.InvariantCulture) is >= 6 and <= 20 && digits[2] < '6' && digits[3] is '0' or '5';
}
