using System.Text.RegularExpressions;
using PhoneNumbers;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Name, phone and e-mail as read out of one message, in any order; each is null where it was not given or not usable.</summary>
/// <param name="Name">As typed, with capitals where there were none.</param>
/// <param name="Phone">E.164; a number without a country is one of the United States.</param>
/// <param name="Email">As typed, without spaces; also where <see cref="Problem"/> suggests another spelling.</param>
/// <param name="Problem">What must be asked about, the first if there are several, or null.</param>
public sealed record ContactDetails(string? Name, string? Phone, string? Email, ContactProblem? Problem)
{
    private const int LongestReason = 200;
    private const int MostCharacters = 300;
    private const int FewestDigits = 5;
    private const int FarthestDenial = 40;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // "Dec 8 @ 2:30" is an hour.
    private static readonly Regex s_atHour = new(@"(?<=^|\s|\d)@\s*(?=(?:\d{1,4}(?::\d\d)?\s*(?:[ap]\.?m?\.?|o'?clock)?|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven)(?:[\s,.!?]|$))", Options);
    private static readonly Regex s_maybeEmail = new(@"[^\s,;<>()]*@[^\s,;<>()]*", Options);
    // Area codes that are not in use yet are new ones soon: ten digits are taken, and shown again at the review.
    private static readonly Regex s_tenDigits = new(@"^1?(?<number>[2-9]\d{9})$", Options);
    private static readonly Regex s_date = new(@"^(?:(?:19|20)\d{2}[-.]\d{1,2}[-.]\d{1,2}(?:$|\s)|(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.](?:\d{4}|\d{2}))$)", Options);
    private static readonly Regex s_maybePhone = new(@"[+(]?\d[\d\s().\-]*\d", Options);

    private static readonly Regex s_mayBeReached = new($@"[\d@]|\bat\b|\b(?:{SpokenDigits.Word})", Options);

    private static readonly Regex s_reason = new(@"\b(?:(?:the |my )?reason(?: for (?:my |the )?visit)?(?:'s| is| to| should be)?[ :,-]+|because(?: of)? |it(?:'s| is) about |regarding |re: ?)(?<reason>[^;\n]+)", Options);
    private static readonly Regex s_prefers = new(
        @"\b(?:(?:please |pls |just )*(?<by>text|txt|sms|call|e-?mail) me(?<follows> (?:at|on|back|please|instead|any ?time|first)\b|[.,;!]|$| \(?\d)|(?:prefer(?:red)?(?: contact)?(?: is|:)?|by|via|contact(?: me)? by|best by|preferably(?: by)?)(?: an?)? (?<by>text|txt|sms|phone|call|e-?mail)(?: messages?)?|(?<by>text|txt|sms|texting|calling|calls|e-?mail|phone) (?:messages? )?(?:is |are )?(?:best|better|preferred|only|ok only|is fine)|(?:want|like|prefer|rather)(?: to)? be (?<by>called|texted|e-?mailed)(?: (?:not|instead of|rather than) (?:called|texted|e-?mailed))?)\b", Options);

    // Right before a number or an address: it is not to be used.
    private static readonly Regex s_denied = new(
        @"(?:\b(?:do not|don'?t|never) (?:call|use|text|try|e-?mail)|\bnot|\b(?:is|was|are|do|does|did|ca|wo|has|have)n['’]?t|\bno longer|\bold (?:number|phone|cell|e-?mail)|\bwrong(?: number)?|\binstead of|\brather than|\bused to be|\bwas)(?: (?:me|at|on|my|it|is|was|number|phone|cell|to|the|be|anymore))*[ :]*$", Options);

    /// <summary>How the patient said that they like to be reached, or null.</summary>
    public ContactBy? Prefers { get; init; }

    /// <summary>Why they come, in their words, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the phone number is the one that the patient writes from: "this number".</summary>
    public bool IsThisNumber { get; init; }

    /// <summary>What belongs to the details and has no place of its own, for staff: an extension, a second number; or null.</summary>
    public string? Besides { get; init; }

    /// <summary>The part of it that staff must see to for the visit: an interpreter, a way in with a wheelchair; or null.</summary>
    public string? Needs { get; init; }

    /// <summary>What was said beside all of this, in the patient's words, or null.</summary>
    public string? Left { get; init; }

    /// <summary>Whether nothing was read.</summary>
    public bool IsEmpty => this is { Name: null, Phone: null, Email: null, Problem: null, Prefers: null, Reason: null, IsThisNumber: false };

    /// <summary>False where a text holds neither a phone number nor an address for certain, which is told at once: it has no digit, in words or not, and no "at".</summary>
    public static bool MayHoldPhoneOrEmail(string text) => s_mayBeReached.IsMatch(text);

    /// <summary>Reads what a message holds. Never throws; only its first 300 characters are read.</summary>
    public static ContactDetails Read(string text) => Read(text, out _);

    /// <summary>Reads what a message holds, and gives what is left of it without phone, e-mail, reason and the way to be reached.</summary>
    public static ContactDetails Read(string text, out string rest)
    {
        rest = text.Length <= MostCharacters ? text : text[..MostCharacters];
        rest = EmailSpelling.Written(SpokenDigits.Written(s_atHour.Replace(rest, " at ")));
        var (email, emailProblem) = TakeEmail(ref rest);
        var (phone, phoneProblem, besides) = TakePhone(ref rest);
        var isThisNumber = phone is null && phoneProblem is null && ThisNumber.TryTake(ref rest);
        var reason = Take(s_reason, ref rest)?.Groups["reason"].Value.Trim(' ', '.', ',', ';');
        var prefers = Take(s_prefers, ref rest) is { } said ? ByOf(said.Groups["by"].Value) : (ContactBy?)null;
        var name = PersonName.Take(rest, out var left);
        return new(name, phone, email, phoneProblem ?? emailProblem) { Prefers = prefers, Reason = ReasonOf(reason), IsThisNumber = isThisNumber, Besides = besides, Left = left };
    }

    /// <summary>What is for staff beside name, phone and e-mail, put together with what they have already; or null.</summary>
    public static string? Together(params ReadOnlySpan<string?> parts)
    {
        string? all = null;
        foreach (var part in parts)
            all = string.IsNullOrWhiteSpace(part) || all?.Contains(part.Trim(), StringComparison.OrdinalIgnoreCase) == true ? all : all is null ? part.Trim() : $"{all}; {part.Trim()}";
        return ReasonOf(all);
    }

    /// <summary>A reason that can be kept, or null where nothing is said.</summary>
    public static string? ReasonOf(string? text)
    {
        var plain = text?.Trim();
        return string.IsNullOrEmpty(plain) ? null : plain.Length <= LongestReason ? plain : plain[..LongestReason];
    }

    /// <summary>The way to be reached that a word names.</summary>
    public static ContactBy ByOf(string word) => word.ToLowerInvariant() switch
    {
        ['t' or 's', ..] => ContactBy.Text,
        ['e', ..] => ContactBy.Email,
        _ => ContactBy.Call,
    };

    /// <summary>A phone number as people write it: "(312) 555-0137"; with its country outside the United States.</summary>
    /// <param name="phone">E.164.</param>
    public static string Shown(string phone)
    {
        try
        {
            var util = PhoneNumberUtil.GetInstance();
            var number = util.Parse(phone, "US");
            return util.Format(number, number.CountryCode == 1 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return phone;
        }
    }

    private static Match? Take(Regex pattern, ref string rest)
    {
        var match = pattern.Match(rest);
        if (!match.Success)
            return null;
        rest = Without(rest, match.Index, match.Length);
        return match;
    }

    // No comma: "Lamb, Trudy" has one of its own.
    private static string Without(string text, int start, int length) => text.Remove(start, length).Insert(start, " ; ");

    private static bool IsDenied(string text, int start) => s_denied.IsMatch(text[Math.Max(0, start - FarthestDenial)..start]);

    private static (string?, ContactProblem?) TakeEmail(ref string rest)
    {
        var all = s_maybeEmail.Matches(rest).Cast<Match>().ToList();
        var text = rest;
        if (all.Find(match => !IsDenied(text, match.Index)) is not { } found)
        {
            foreach (var denied in Enumerable.Reverse(all))
                rest = Without(rest, denied.Index, denied.Length);
            if (all.Count > 0 || EmailSpelling.WithoutAt(rest) is not var (meant, typedSo))
                return (null, null);
            rest = Without(rest, typedSo.Index, typedSo.Length);
            return (null, new(ContactProblemKind.EmailSpelling, meant));
        }

        foreach (var match in Enumerable.Reverse(all))
            rest = Without(rest, match.Index, match.Length);
        var typed = found.Value.Trim('.', ':', '!', '?', '"', '\'');
        if (!EmailSpelling.IsAddress(typed))
            return (null, new(ContactProblemKind.EmailNotValid, null));
        return (typed, (EmailSpelling.Suggest(typed) ?? EmailSpelling.Joined(text[..found.Index], typed)) is { } better ? new(ContactProblemKind.EmailSpelling, better) : null);
    }

    private static (string? Phone, ContactProblem? Problem, string? Besides) TakePhone(ref string rest)
    {
        var util = PhoneNumberUtil.GetInstance();
        var text = rest;
        var all = util.FindNumbers(text, "US").ToList();
        var wanted = all.Where(number => !IsDenied(text, number.Start)).Select(number => number.Number).ToList();
        foreach (var found in Enumerable.Reverse(all))
            rest = Without(rest, found.Start, found.Length);
        if (wanted.Count > 0)
        {
            var phone = util.Format(wanted[0], PhoneNumberFormat.E164);
            var others = wanted.Skip(1).Select(number => util.Format(number, PhoneNumberFormat.E164)).Where(other => other != phone).Select(other => "other number " + Shown(other));
            return (phone, null, Together([wanted[0].HasExtension ? "extension " + wanted[0].Extension : null, .. others]));
        }

        foreach (Match match in s_maybePhone.Matches(rest))
        {
            var digits = string.Concat(match.Value.Where(char.IsAsciiDigit));
            if (digits.Length < FewestDigits || IsDate(match.Value) || IsDenied(rest, match.Index) || NotWhen.IsLabel(rest[Math.Max(0, match.Index - FarthestDenial)..match.Index]))
                continue;
            rest = Without(rest, match.Index, match.Length);
            return s_tenDigits.Match(digits) is { Success: true } ten
                ? ("+1" + ten.Groups["number"].Value, null, null)
                : (null, new(ContactProblemKind.PhoneNotValid, digits), null);
        }

        return (null, null, null);
    }

    private static bool IsDate(string text) => s_date.IsMatch(text.Trim());
}

/// <summary>What must be asked about a contact detail.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Suggestion">The likely spelling, for <see cref="ContactProblemKind.EmailSpelling"/>; what there is of the number, for <see cref="ContactProblemKind.PhoneNotValid"/>.</param>
public sealed record ContactProblem(ContactProblemKind Kind, string? Suggestion);

/// <summary>What can be wrong with a contact detail.</summary>
public enum ContactProblemKind
{
    /// <summary>Digits that are no phone number, such as nine of them.</summary>
    PhoneNotValid,

    /// <summary>Something with an @ that is no e-mail address.</summary>
    EmailNotValid,

    /// <summary>An address at a well-known provider, likely misspelt.</summary>
    EmailSpelling,
}
