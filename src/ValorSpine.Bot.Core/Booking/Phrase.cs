using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>A short text about when, in lower case and without its odd spellings, from which what was understood is taken out bit by bit.</summary>
internal sealed class Phrase
{
    private const int MostCharacters = 400;
    private const string Day = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)s?";
    private const string Month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";

    // Not NonBacktracking: the automata of 300 patterns fill 400 MB and take seconds to make. PatternTests holds that none of them tries for long.
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex s_isoDate = new(@"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b", Options);
    private static readonly Regex s_fullDate = new(@"\b(\d{1,2})[-.](\d{1,2})[-.](20\d{2}|\d{2})\b", Options);
    private static readonly Regex s_hourRange = new(@"\b(\d{1,2}(?::\d{2})?(?:am|pm)?)\s*-\s*(\d{1,2}(?::\d{2})?(?:am|pm))", Options);
    private static readonly Regex s_clockRange = new(@"\b(\d{1,2}(?::\d{2})?)\s*-\s*(\d{1,2}:\d{2})\b|\b(\d{1,2}:\d{2})\s*-\s*(\d{1,2})\b", Options);
    private static readonly Regex s_dayRange = new($@"\b({Day})\s*-\s*({Day})\b", Options);
    private static readonly Regex s_dateRange = new(@"\b(\d{1,2}/\d{1,2})\s*-\s*(\d{1,2}/\d{1,2})\b", Options);
    private static readonly Regex s_slashedWords = new($@"\b({Day}|tomorrow|today)/({Day}|tomorrow|today)\b", Options);
    private static readonly Regex s_ordinalRange = new(@"\b(\d{1,2})(?:st|nd|rd|th)?\s*-\s*(\d{1,2})(st|nd|rd|th)\b", Options);
    private static readonly Regex s_monthRange = new($@"\b(\d{{1,2}}(?:st|nd|rd|th)? {Month}|{Month} \d{{1,2}}(?:st|nd|rd|th)?) ?- ?(\d{{1,2}}(?:st|nd|rd|th)? {Month}|{Month} \d{{1,2}})\b", Options);
    private static readonly Regex s_spacedRange = new(@"\b(\d{1,2}) - (\d{1,2})\b(?! ?[ap]m|[:/-])", Options);
    private static readonly Regex s_spokenRange = new(@"\b(\d{1,2})(?:st|nd|rd|th)? (?:to|until|till|through|thru) (?:the (\d{1,2})(?:st|nd|rd|th)?|(\d{1,2})(?:st|nd|rd|th))\b(?! ?[ap]m|:)", Options);
    private static readonly Regex s_monthThenRange = new($@"\b({Month}) (\d{{1,2}})\s*-\s*(\d{{1,2}})\b", Options);
    private static readonly Regex s_rangeThenMonth = new($@"\b(\d{{1,2}})\s*-\s*(\d{{1,2}}) (?:of )?({Month})\b", Options);
    private static readonly Regex s_dayThenMonth = new($@"\b(\d{{1,2}})-({Month})\b", Options);
    private static readonly Regex s_betweenDays = new(@"\b(between|from) (\d{1,2}) (and|to) (\d{1,2})\b( ?(?:am|pm)|:\d)?", Options);
    private static readonly Regex s_dottedDate = new(@"\b(1[3-9]|2\d|3[01]|0[1-9])\.(0?[1-9]|1[0-2])\.(20\d{2})?( |,|$)", Options);
    private static readonly Regex s_spacedTime = new($@"(?<!/|{Month} )\b(1[0-2]|0?[1-9]) ([0-5]\d) ?(am|pm)\b", Options);
    // "After 5 dec 8" is an hour and a date, not the 5th of December.
    private static readonly Regex s_hourThenDate = new($@"\b(after|before|at|by|around|past) (\d{{1,2}}) ({Month} \d{{1,2}})\b(?!:| ?[ap]m)", Options);
    private static readonly Regex s_dottedTime = new(@"\b(\d{1,2})\.([0-5]\d)\b", Options);
    private static readonly Regex s_hyphenDate = new(@"\b(\d{1,2})-(\d{1,2})\b", Options);
    private static readonly Regex s_someDay = new($@"\b(?:{Day}|today|tomorrow|tmrw|tmw|week|{Month} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}}/\d{{1,2}})\b", Options);
    private static readonly Regex s_dayNumber = new(@"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday) (1[3-9]|2\d|3[01])(?![\da-z:/]| (?:am|pm|o'clock|to|days|weeks|minutes)\b)", Options);
    private static readonly Regex s_numberDay = new(@"(?<!\d |[:/\d])\b(?:the )?(1[3-9]|2\d|3[01])(?:th|st|nd|rd)? (monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", Options);
    private static readonly Regex s_halfDay = new(@"(\d) ?([ap])(?:\.?m)?\b\.?", Options);
    private static readonly Regex s_spelledHalf = new(@"\b([ap])\.m\b\.?", Options);
    private static readonly Regex s_sentenceEnd = new(@"(th|nd|rd|[a-z]{3}|(?<!\.\d?)\d(?!\. (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|am\b|pm\b|a\b|p\b))|\b(?:me|it|us|do|so|no|ok|go|up|in|is))[.?] ([a-z])", Options);
    private static readonly Regex s_painScale = new(@"\b(?:\d|10) ?out of ?(?:10|ten)\b|\bpain[a-z ]* (?:\d|10)/10\b|\b(?:\d|10)/10 pain", Options);
    private static readonly Regex s_countRange = new(@"\b(\d{1,2}) ?(?:-|to) ?(\d{1,2}) (days|weeks|wks|months)\b", Options);
    private static readonly Regex s_hoursWithH = new(@"(?<!\b(?:in|for|about|every|another) )\b(\d{1,2}) ?h(?:s|rs)?(\d{2})?\b(?! (?:from|away|drive|shifts?|of|later|ago|long|each|one|round|or|in advance|notice|before|after|a day))", Options);
    private static readonly Regex s_phone = new(@"(?:\+?1[ .-]?)?\(?\b\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}\b|\b\d{3}-\d{4}\b", Options);
    private static readonly Regex s_clock = new(@"\d ?[ap]\.?m\b|\d:\d|\bat \d|o'?clock|noon", Options);
    private static readonly Regex s_glued = new($@"\b(\d{{1,2}})({Month})(?:(?:20)?(\d{{2}}))?\b", Options);
    private static readonly Regex s_dictated = new(@" ?\b(?:(comma|semicolon)|(question mark)|(full stop|exclamation (?:mark|point)|period$))(?= |$)", Options);
    private static readonly Regex s_saint = new(@"\bst\.? ?(?:patrick'?s?|patty'?s|paddy'?s|pat'?s|paddys|pattys)( day)?\b", Options);

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
        sometime someday able us meeting else else's much very as than after before until till through between during past onward onwards forward one ones them these those other another hour hours oclock
        o'clock clock ish s seen guys u ur r plz ya y'all anyone someone somebody thx ty lol dear sir ma'am soon sooner all possible whichever
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ]);

    private static readonly string[] s_questionStarts =
        ["what", "why", "how", "who", "when", "where", "which", "is", "are", "does", "do", "can", "could", "will", "would", "should"];

    private static readonly string[] s_otherQuestions = ["what", "why", "how", "who", "where", "does", "is", "are"];

    private Phrase(string text)
    {
        Text = text;
        IsQuestion = text.EndsWith('?') || s_questionStarts.Contains(text.Split(' ', 2)[0]);
    }

    /// <summary>What has not been understood yet; what was taken out is marked: a time of day by <c>@</c>, a day by <c>#</c>, anything else by <c>~</c>.</summary>
    public string Text { get; private set; }

    /// <summary>Whether two numbers in it may be hours or a date: "3-17" is a date, "10-2" are hours, "4-6" in March may be either.</summary>
    public bool HasTwoMeanings { get; private init; }

    /// <summary>Whether it reads like a question, which then must be about when and nothing else.</summary>
    public bool IsQuestion { get; private init; }

    /// <summary>Whether it begins like a question that is not about when one can come: "how long is recovery".</summary>
    public bool AsksSomethingElse => IsQuestion && s_otherQuestions.Contains(Text.Split(' ', 2)[0]) && UnknownWords > 1;

    /// <summary>Words that neither were understood nor belong round a date.</summary>
    public int UnknownWords => Text.Split([' ', ',', '?', '!', '~', '#', '@', '/'], StringSplitOptions.RemoveEmptyEntries).Count(word => !s_filler.Contains(word));

    /// <summary>Brings a text into the form that the rules are written for.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    public static Phrase Of(string text, DateOnly today)
    {
        var capped = text.Length <= MostCharacters ? text : text[..MostCharacters];
        var plain = new StringBuilder(capped.Length);
        capped = s_dictated.Replace(capped.ToLowerInvariant(), match => match.Groups[1].Success ? "," : match.Groups[2].Success ? "?" : ".");
        foreach (var character in s_sentenceEnd.Replace(capped.Replace(';', ',').Replace("!", ". ", StringComparison.Ordinal), "$1 , $2").Replace("@", " at ", StringComparison.Ordinal).Replace("&", " and ", StringComparison.Ordinal).Replace(" + ", " and ", StringComparison.Ordinal).Replace(">", " after ", StringComparison.Ordinal).Replace("<", " before ", StringComparison.Ordinal))
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
        joined = s_spelledHalf.Replace(joined, "$1m").Replace("btwn ", "between ", StringComparison.Ordinal).Replace("btw ", "between ", StringComparison.Ordinal);
        joined = s_hoursWithH.Replace(s_painScale.Replace(s_phone.Replace(joined, " "), "pain"), match => $"{match.Groups[1].Value}:{(match.Groups[2].Success ? match.Groups[2].Value : "00")}");
        joined = s_glued.Replace(joined, match => $"{match.Groups[1].Value} {match.Groups[2].Value}{(match.Groups[3].Success ? " 20" + match.Groups[3].Value : "")}");
        joined = LetterDays.Apply(s_saint.Replace(joined, "patricks day"));
        joined = s_countRange.Replace(joined, "$1 or $2 $3");
        joined = s_isoDate.Replace(joined, "$2/$3/$1");
        joined = s_fullDate.Replace(joined, "$1/$2/$3");
        joined = s_dottedDate.Replace(s_spacedTime.Replace(joined, "$1:$2$3"), match => $"{match.Groups[2].Value}/{match.Groups[1].Value}{(match.Groups[3].Success ? "/" + match.Groups[3].Value : "")}{match.Groups[4].Value}");
        joined = s_dottedTime.Replace(joined, "$1:$2");
        joined = s_hourRange.Replace(joined, "$1 to $2");
        joined = s_clockRange.Replace(joined, match => match.Groups[1].Success ? $"{match.Groups[1].Value} to {match.Groups[2].Value}" : $"{match.Groups[3].Value} to {match.Groups[4].Value}");
        joined = s_dateRange.Replace(joined, "$1 to $2");
        joined = s_dayRange.Replace(joined, "$1 to $2");
        joined = s_slashedWords.Replace(s_slashedWords.Replace(joined, "$1 / $2"), "$1 / $2");
        joined = s_ordinalRange.Replace(joined, "$1th to $2$3");
        joined = s_monthRange.Replace(joined, "$1 to $2");
        joined = s_spacedRange.Replace(joined, "$1 to $2");
        joined = s_spokenRange.Replace(joined, "$1th to $2$3th");
        joined = s_monthThenRange.Replace(joined, "$1 $2 to $3");
        joined = s_rangeThenMonth.Replace(joined, "$3 $1 to $2");
        joined = s_dayThenMonth.Replace(joined, "$1 $2");
        joined = s_hourThenDate.Replace(joined, "$1 $2 on $3");
        joined = s_betweenDays.Replace(joined, match => AreDays(match) ? $"{match.Groups[1].Value} {match.Groups[2].Value}th {match.Groups[3].Value} {match.Groups[4].Value}th" : match.Value);

        var (named, timed, unclear) = (s_someDay.IsMatch(joined), s_clock.IsMatch(joined), false);
        joined = s_hyphenDate.Replace(joined, match =>
        {
            var (one, two) = (Number(match.Groups[1]), Number(match.Groups[2]));
            unclear |= !named && !timed && AreHours(one, two) && IsNear(one, two, today);
            return (named ? one <= 12 && two <= 12 : !timed && AreHours(one, two)) ? $"between {one} and {two}" : $"{one}/{two}";
        });
        joined = DaySpelling.Apply(joined.Replace("twenty-", "twenty ", StringComparison.Ordinal).Replace('-', ' ').Replace(".", " ", StringComparison.Ordinal).Replace(",", " , ", StringComparison.Ordinal).Replace("?", " ? ", StringComparison.Ordinal));
        joined = s_dayNumber.Replace(joined, match => IsThatDay(match, today) ? $"{match.Groups[1].Value} the {match.Groups[2].Value}th" : match.Value);
        joined = s_numberDay.Replace(joined, match => $"{match.Groups[2].Value} the {match.Groups[1].Value}th");
        return new Phrase(joined.Replace(" ?", "?", StringComparison.Ordinal)) { HasTwoMeanings = unclear };
    }

    /// <summary>A part of it that is read by itself.</summary>
    public Phrase Part(string text) => new(text.Trim()) { IsQuestion = IsQuestion };

    /// <summary>A rule's pattern: words between word boundaries.</summary>
    public static Regex Pattern(string words) => new($@"\b(?:{words})\b", Options);

    /// <summary>Takes out the first place that a pattern matches.</summary>
    public Match? Take(Regex pattern) => Take(pattern, (_, _) => true);

    /// <summary>Takes out the first place that a pattern matches and a test accepts; the test sees what follows.</summary>
    /// <param name="pattern">What is taken out.</param>
    /// <param name="accept">Sees the match and what follows it.</param>
    /// <param name="mark">What stands there from now on.</param>
    public Match? Take(Regex pattern, Func<Match, string, bool> accept, string mark = "~")
    {
        for (var match = pattern.Match(Text); match.Success; match = match.NextMatch())
        {
            if (!accept(match, Text[(match.Index + match.Length)..]))
                continue;
            Remove(match.Index, match.Length, mark);
            return match;
        }

        return null;
    }

    /// <summary>Takes out a time of day.</summary>
    public Match? TakeTime(Regex pattern, Func<Match, string, bool> accept) => Take(pattern, accept, "@");

    /// <summary>Takes out a span that something else understood.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="mark">What stands there from now on.</param>
    public void Remove(int start, int length, string mark = "~") => Text = $"{Text[..start].TrimEnd()} {mark} {Text[(start + length)..].TrimStart()}".Trim();

    /// <summary>Puts a word before the rest.</summary>
    public void Insert(string word) => Text = $"{word} {Text}";

    // "Mon 16 or tue 17"
    private static bool IsThatDay(Match match, DateOnly today) => Calendars.DayOfMonth(Number(match.Groups[2]), today) is { Kind: NamedKind.Date } date && Days.Named(match.Groups[1].Value).HasFlag(date.From.DayOfWeek.AsFlag());

    private static bool AreDays(Match match) => !match.Groups[5].Success && (Number(match.Groups[2]) > 12 || Number(match.Groups[4]) > 12) && Number(match.Groups[4]) <= 31;

    private static bool AreHours(int one, int two) => one <= 12 && two <= 12 && HourWords.Plain(one) < HourWords.Plain(two);

    private static bool IsNear(int month, int day, DateOnly today) => Calendars.On(null, month, day, today) is { Kind: NamedKind.Date } date && date.From <= today.AddDays(Offering.DaysAhead);

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
}
