using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a patient needs at the visit and only staff can see to: an interpreter, a woman as clinician, a way in with a wheelchair. It goes into the note for staff.</summary>
internal static class StaffNeeds
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const string Language = "(?:spanish|cantonese|mandarin|chinese|vietnamese|korean|russian|arabic|tagalog|french|creole|polish|portuguese|hindi|urdu|farsi|persian|german|italian|japanese|ukrainian|somali|hmong|amharic|punjabi|bengali|gujarati|nepali|swahili|greek|hebrew|armenian|thai|lao|khmer|turkish|romanian|albanian|tamil|telugu)";
    private const string Clinician = "(?:doctor|dr|physician|clinician|provider|nurse|practitioner|specialist)";

    private static readonly Regex s_need = new(
        $@"(?<!\b(?:no|not|without|don'?t need|do not need)(?: an?)? )(?:\b(?:an? )?(?:{Language} |sign language |asl )?(?:interpreters?|translators?|interpreting|translation)\b"
        + $@"|\b(?:(?:i|we|s?he|they|my [a-z]+) )?(?:do(?:es)?n['’]?t|does not|do not|can['’]?t|cannot) (?:really )?(?:speak|understand)(?: any| much| good)? english\b"
        + $@"|\b(?:(?:i|we|s?he|they|my [a-z]+|someone|somebody|who|that) )*(?:only )?speak(?:s|ing)?(?: only)? {Language}\b|\b{Language}[- ]speaking\b"
        + $@"|\b(?:an? )?(?:woman|women|female|lady|male) {Clinician}s?\b|\b{Clinician} (?:who|that)(?:['’]s| is) (?:a )?(?:woman|female|lady)\b"
        + @"|\b(?:(?:in|on|with|uses?|using|needs?|have|has) )?(?:an? |my |his |her )?(?:wheelchairs?|walker|mobility scooter|oxygen tank|service (?:dog|animal)|guide dog)\b|\bwheelchair[- ]access(?:ible)?\b"
        + @"|\b(?:sign language|asl)\b|\b(?:(?:i['’]?m|i am|s?he['’]?s|s?he is|my [a-z]+ is) )?(?:deaf|hard of hearing|(?:legally )?blind)\b|\ballergic to latex\b|\blatex allergy\b)", Options);

    private static readonly char[] s_ends = [',', ';', '.', '!', '?', '\n'];
    private static readonly string[] s_joins = [" but ", " and "];
    private static readonly Regex s_lead = new(@"^(?:(?:but|and|also|so|please|pls|plz|oh|hi|hello|note that|note|add that|add)\b[ :,]*)+", Options);

    /// <summary>Whether a text says such a need.</summary>
    public static bool IsIn(string text) => s_need.IsMatch(text);

    /// <summary>The needs, in the patient's words, taken out of the text; or null.</summary>
    public static string? Take(ref string text)
    {
        string? needs = null;
        for (var match = s_need.Match(text); match.Success; match = s_need.Match(text))
        {
            var (start, end) = Clause(text, match);
            var clause = text[start..end];
            if (SaysMore(clause))
                (start, end) = (match.Index, match.Index + match.Length);
            needs = ContactDetails.Together(needs, s_lead.Replace(text[start..end].Trim(), ""));
            text = $"{text[..start]} , {text[end..]}";
        }

        return needs;
    }

    /// <summary>Where the clause begins and ends in which something stands.</summary>
    private static (int Start, int End) Clause(string text, Match match)
    {
        var start = text.LastIndexOfAny(s_ends, Math.Max(0, match.Index - 1)) + 1;
        var end = text.IndexOfAny(s_ends, match.Index + match.Length) is var next && next < 0 ? text.Length : next;
        foreach (var join in s_joins)
        {
            if (text.LastIndexOf(join, match.Index, StringComparison.OrdinalIgnoreCase) is var before && before >= start)
                start = before + join.Length;
            if (text.IndexOf(join, match.Index + match.Length, StringComparison.OrdinalIgnoreCase) is var after && after >= 0 && after < end)
                end = after;
        }

        return (Math.Min(start, match.Index), end);
    }

    // "Clinic evaluation tuesday 11 with a woman doctor": the rest of it is read as what it is.
    private static bool SaysMore(string clause) =>
        clause.Any(char.IsAsciiDigit) || BookingWords.NamesVisit(clause) || WhenWords.Read(clause, new DateOnly(2026, 1, 1), asked: true) is not null;
}
