using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What looks like days and hours and is none: an age, a day of birth, the number of a card, a name such as June. It is taken out before a wish is read.</summary>
internal static class NotWhen
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Relations = "(?:dad|father|mom|mum|mother|husband|wife|son|daughter|brother|sister|grandma|grandmother|grandpa|grandfather|uncle|aunt|patient)";
    private const string Labels = @"\b(?:zip(?: ?code)?|postal code|(?:member|policy|group|insurance|account|medicare|medicaid|claim)(?: id| card)?|mrn|ssn|apt|apartment|suite|p\.?o\.? box)(?:\s*(?:is|was|:|#|no\b\.?|number|code))*\s*";

    // "I'm 15 minutes away", "I am 9 to 5" and "she is 2:30" tell no age.
    private static readonly Regex s_age = new(
        $@"\b(?:i'?m|i am|(?:s?he|who|{Relations})(?:['’]?s| is)|aged?|age:) *(?:is |now |only |just |about |almost |turning )?\d{{1,3}}\b(?: *(?:years?|yrs?)(?:[- ]old)?| *y/?o\b)?(?! *(?:[:/–'’-] *\d|[ap]\.?m\b|o'?clock|min|hours?\b|hrs?\b|days?\b|weeks?\b|wks?\b|months?\b|miles?\b|blocks?\b|feet\b|ft\b|pounds?\b|lbs?\b|to\b|or\b|until\b|till\b|%))|\b\d{{1,3}}[- ]?(?:years?|yrs?)[- ]?old\b|\b\d{{1,3}} ?y/?o\b", Options);

    private static readonly Regex s_birth = new(
        @"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|birth ?day|born)(?: *(?:is|was|:|on|in))* *(?:\d{1,2}[/. -]\d{1,2}[/. -](?:19|20)?\d{2}\b|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? *(?:19|20)\d{2}|\d{1,2}(?:st|nd|rd|th)? (?:of )?[a-z]{3,9}\.?,? *(?:19|20)\d{2}|(?:19|20)\d{2}\b)", Options);

    private static readonly Regex s_labelled = new(Labels + @"[a-z]{0,3}\d[\d-]*\b", Options);
    private static readonly Regex s_label = new(Labels + "$", Options);

    /// <summary>The text without it.</summary>
    public static string Without(string text)
    {
        _ = SaidName.Take(ref text);
        return PatientZone.Without(s_age.Replace(s_birth.Replace(s_labelled.Replace(text, " "), " "), " "));
    }

    /// <summary>Whether what stands before a number says that it is that of a card, a house or the post.</summary>
    public static bool IsLabel(string before) => s_label.IsMatch(before);
}
