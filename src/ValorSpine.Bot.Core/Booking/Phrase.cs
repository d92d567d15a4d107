using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A short text about when, in lower case and without its odd spellings, from which what was understood is taken out bit by bit.</summary>
internal sealed class Phrase
{
    /// <summary>What a date recognizer may be given: longer runs of digits and hyphens make it hang.</summary>
    private const int MostCharacters = 120;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex s_isoDate = new(@"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", Options);
    private static readonly Regex s_hourRange = new(@"\b(\d{1,2}(?::\d{2})?(?:am|pm)?)\s*-\s*(\d{1,2}(?::\d{2})?(?:am|pm))", Options);
    private static readonly Regex s_dottedTime = new(@"\b(\d{1,2})\.([0-5]\d)\b", Options);
    private static readonly Regex s_hyphenDate = new(@"\b(\d{1,2})-(\d{1,2})\b", Options);
    private static readonly Regex s_halfDay = new(@"(\d) ?([ap])\.?m\b\.?", Options);

    private static readonly FrozenDictionary<string, string> s_spellings = new Dictionary<string, string>
    {
        ["mon"] = "monday",
        ["tue"] = "tuesday",
        ["tues"] = "tuesday",
        ["tusday"] = "tuesday",
        ["teusday"] = "tuesday",
        ["wed"] = "wednesday",
        ["weds"] = "wednesday",
        ["wensday"] = "wednesday",
        ["wendsday"] = "wednesday",
        ["wednsday"] = "wednesday",
        ["thu"] = "thursday",
        ["thur"] = "thursday",
        ["thurs"] = "thursday",
        ["thrusday"] = "thursday",
        ["thirsday"] = "thursday",
        ["fri"] = "friday",
        ["sat"] = "saturday",
        ["sun"] = "sunday",
        ["tmrw"] = "tomorrow",
        ["tmr"] = "tomorrow",
        ["tmw"] = "tomorrow",
        ["tomorow"] = "tomorrow",
        ["tommorow"] = "tomorrow",
        ["tommorrow"] = "tomorrow",
        ["tomorrrow"] = "tomorrow",
        ["2morrow"] = "tomorrow",
        ["2moro"] = "tomorrow",
        ["tonite"] = "tonight",
        ["wk"] = "week",
        ["wks"] = "weeks",
        ["nxt"] = "next",
        ["mornin"] = "morning",
        ["afernoon"] = "afternoon",
        ["aftrnoon"] = "afternoon",
        ["midday"] = "noon",
        ["sept"] = "september",
        ["decemeber"] = "december",
        ["febuary"] = "february",
        ["cant"] = "can't",
        ["cannot"] = "can't",
        ["dont"] = "don't",
        ["doesnt"] = "doesn't",
        ["isnt"] = "isn't",
        ["wont"] = "won't",
    }.ToFrozenDictionary();

    // Words that people put round a date. What is left beside them decides whether a text is about when at all.
    private static readonly FrozenSet<string> s_filler = FrozenSet.ToFrozenSet((IEnumerable<string>)
    [
        .. """
        a an the what's whats when's there's here's i i'd i'm i'll me my we us you your it it's its that that's this there is are be was am do does did have has got get
        can could would will should may might let let's want wanted need like love prefer hope hoping try trying think guess know see
        what when which about how in on at for of to by with from and or but if so then up out off around near maybe perhaps probably
        please pls thanks thank hi hello hey ok okay yes yeah yep sure no well um uh actually oh good great fine best better works
        work working suits suit ok'd possible possibly preferably ideally only just really even still also too instead rather again
        some something anything any time times day days date dates slot slots spot spots opening openings open free available
        availability appointment appointments appt appts visit visits come coming go make book booking booked schedule scheduled
        scheduling reschedule move moving change changing switch put set sign meet doctor dr clinic clinician evaluation consult
        consultation telehealth video phone call person late early job kids kid school husband wife because since week weeks month
        sometime someday able us meeting else else's much very as than one ones them these those other another hour hours oclock
        o'clock clock ish s
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ]);

    private static readonly string[] s_questionStarts =
        ["what", "why", "how", "who", "when", "where", "which", "is", "are", "does", "do", "can", "could", "will", "would", "should"];

    private Phrase(string text)
    {
        Text = text;
        IsQuestion = text.EndsWith('?') || s_questionStarts.Contains(text.Split(' ', 2)[0]);
    }

    /// <summary>What has not been understood yet; what was taken out is marked by <c>~</c>.</summary>
    public string Text { get; private set; }

    /// <summary>Whether it reads like a question, which then must be about when and nothing else.</summary>
    public bool IsQuestion { get; }

    /// <summary>Words that neither were understood nor belong round a date.</summary>
    public int UnknownWords => Text.Split([' ', ',', '?', '!', '~', '/'], StringSplitOptions.RemoveEmptyEntries).Count(word => !s_filler.Contains(word));

    /// <summary>Brings a text into the form that the rules are written for.</summary>
    public static Phrase Of(string text)
    {
        var capped = text.Length <= MostCharacters ? text : text[..MostCharacters];
        var plain = new StringBuilder(capped.Length);
        foreach (var character in capped.ToLowerInvariant().Replace("@", " at ", StringComparison.Ordinal))
        {
            plain.Append(character switch
            {
                '\u2019' or '\u2018' or '`' => '\'',
                '\u2013' or '\u2014' => '-',
                _ when char.IsLetterOrDigit(character) || character is '\'' or ':' or '/' or '-' or ',' or '?' or '.' => character,
                _ => ' ',
            });
        }

        var joined = s_halfDay.Replace(plain.ToString(), "$1$2m");
        joined = s_isoDate.Replace(joined, "$2/$3/$1");
        joined = s_dottedTime.Replace(joined, "$1:$2");
        joined = s_hourRange.Replace(joined, "$1 to $2");
        joined = s_hyphenDate.Replace(joined, "$1/$2").Replace('-', ' ').Replace(".", " ", StringComparison.Ordinal).Replace(",", " , ", StringComparison.Ordinal);
        var words = joined.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Spelled);
        return new Phrase(string.Join(' ', words));
    }

    /// <summary>A rule's pattern: words between word boundaries.</summary>
    public static Regex Pattern(string words) => new($@"\b(?:{words})\b", Options);

    /// <summary>Takes out the first place that a pattern matches.</summary>
    public Match? Take(Regex pattern)
    {
        var match = pattern.Match(Text);
        if (!match.Success)
            return null;
        Remove(match.Index, match.Length);
        return match;
    }

    /// <summary>Takes out the first place that a pattern matches and a test accepts; the test sees what follows.</summary>
    public Match? Take(Regex pattern, Func<Match, string, bool> accept)
    {
        for (var match = pattern.Match(Text); match.Success; match = match.NextMatch())
        {
            if (!accept(match, Text[(match.Index + match.Length)..]))
                continue;
            Remove(match.Index, match.Length);
            return match;
        }

        return null;
    }

    /// <summary>Takes out a span that something else understood.</summary>
    public void Remove(int start, int length) => Text = $"{Text[..start].TrimEnd()} ~ {Text[(start + length)..].TrimStart()}";

    private static string Spelled(string word)
    {
        var end = word.EndsWith('?') ? "?" : "";
        return s_spellings.GetValueOrDefault(word.TrimEnd('?'), word.TrimEnd('?')) + end;
    }
}
