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
    private const int MostCharacters = 300;
    private const int FewestDigits = 5;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_spacedAt = new(@"\s*@\s*", Options);
    private static readonly Regex s_spacedDot = new(@"(@[\w-]+)\s*[.,]\s*(com|org|net|edu|gov|us|me|io|co)\b", Options);
    private static readonly Regex s_spokenEmail = new(@"(\S+) at ([\w-]+) dot (com|org|net|edu|gov)\b", Options);
    private static readonly Regex s_maybeEmail = new(@"[^\s,;<>()]*@[^\s,;<>()]*", Options);
    private static readonly Regex s_maybePhone = new(@"[+(]?\d[\d\s().\-]*\d", Options);

    /// <summary>Reads what a message holds. Never throws; only its first 300 characters are read.</summary>
    public static ContactDetails Read(string text)
    {
        var rest = text.Length <= MostCharacters ? text : text[..MostCharacters];
        rest = s_spokenEmail.Replace(rest, "$1@$2.$3");
        rest = s_spacedDot.Replace(s_spacedAt.Replace(rest, "@"), "$1.$2");
        var (email, emailProblem) = TakeEmail(ref rest);
        var (phone, phoneProblem) = TakePhone(ref rest);
        return new(PersonName.Read(rest), phone, email, phoneProblem ?? emailProblem);
    }

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

    private static (string?, ContactProblem?) TakeEmail(ref string rest)
    {
        var match = s_maybeEmail.Match(rest);
        if (!match.Success)
            return (null, null);
        rest = rest.Remove(match.Index, match.Length).Insert(match.Index, ", ");
        var typed = match.Value.Trim('.', ':', '!', '?', '"', '\'');
        if (!EmailSpelling.IsAddress(typed))
            return (null, new(ContactProblemKind.EmailNotValid, null));
        return (typed, EmailSpelling.Suggest(typed) is { } better ? new(ContactProblemKind.EmailSpelling, better) : null);
    }

    private static (string?, ContactProblem?) TakePhone(ref string rest)
    {
        var util = PhoneNumberUtil.GetInstance();
        foreach (var found in util.FindNumbers(rest, "US"))
        {
            rest = rest.Remove(found.Start, found.Length).Insert(found.Start, ", ");
            return (util.Format(found.Number, PhoneNumberFormat.E164), null);
        }

        foreach (Match match in s_maybePhone.Matches(rest))
        {
            if (match.Value.Count(char.IsDigit) < FewestDigits)
                continue;
            rest = rest.Remove(match.Index, match.Length).Insert(match.Index, ", ");
            return (null, new(ContactProblemKind.PhoneNotValid, null));
        }

        return (null, null);
    }
}

/// <summary>What must be asked about a contact detail.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Suggestion">The likely spelling, for <see cref="ContactProblemKind.EmailSpelling"/>.</param>
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
