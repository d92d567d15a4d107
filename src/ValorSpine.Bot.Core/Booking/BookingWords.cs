using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a typed message says of a visit: its kind, who is to be seen, its reference, and what shall become of it.</summary>
internal static class BookingWords
{
    private const int LongestReference = 14;
    private const int MostWordsAlone = 7;

    private static readonly string[] s_places = ["remote", "call", "onsite"];
    private static readonly string[] s_titles = ["doctor", "the", "and", "nurse"];
    private static readonly Regex s_anyone = new(@"\b(?:any|whichever|whoever|no particular|doesn't matter which) ?(?:clinician|doctor|one|provider)?\b|\banyone\b|\bfirst available\b|\bwhoever\b", RegexOptions.CultureInvariant);

    // "2pm", "14th" and "30min" have letters and digits as references do.
    private static readonly Regex s_timeOrDay = new(@"^\d+(?:[ap]m|st|nd|rd|th|mins?|hrs?|hours?|days?|weeks?|mg|ml)$", RegexOptions.IgnoreCase);

    // Which of several visits: "my tuesday visit", "the first one".
    private const string Which = @"(?: (?:first|second|other|last|next|earlier|later|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|\d+(?:st|nd|rd|th)?|morning|afternoon|video|phone|telehealth|clinic|in[- ]person|online)){1,3}";

    private static readonly Regex s_changes = new(
        $@"^\W*(?:(?:please|pls|i (?:want|need|would like|have) to|i'd like to|can (?:you|i)|could (?:you|i)) )*(?:(?<cancel>cancel)|move|reschedule|change)\b(?:.{{0,60}}\bvs-?[a-z0-9]{{5}}\b|(?<it> (?:it|that|this))\b|(?<it> (?:my|the|our){Which} one\b)| (?:my|the|our){Which} (?:visit|appointment|appt|booking|evaluation|consultation)\b|(?<it> (?:my|the|our) (?:phone|video) call\b))",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    // "I booked yesterday as VS-7K4M2 and need to move it to thursday"
    private static readonly Regex s_changesNamed = new(@"\bvs-[a-z0-9]{5}\b.*\b(?:(?<cancel>cancel)|move|reschedule|change|postpone)\b|\b(?:(?<cancel>cancel)|move|reschedule|change|postpone)\b.*\bvs-[a-z0-9]{5}\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private static readonly Regex s_instead = new(@"\b(?:actually|instead|rather|(?:make|do) (?:it|that)|(?:change|switch) (?:it|that|this|to)|(?:is|are|be|works?) better)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_besides = new(@"\b(?:another|also|second|too|as well|both|wife|husband|mom|mother|dad|father|son|daughter|friend)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // "No phone calls", "not the video one", "rather than online": up to where something else is said.
    private static readonly Regex s_refused = new(
        @"(?:\b(?:not|no|without|instead of|rather than|anything but)\b|n't\b|\b(?:dont|cant|wont|isnt)\b)(?<what>(?: (?!(?:i|i'd|id|i'm|im|but|so|because|let's|lets|rather|prefer|face|would)\b)[a-z'-]+){1,5})", RegexOptions.CultureInvariant);

    private static readonly Regex s_comesIn = new(@"\b(?:com(?:e|ing) (?:in|there|over|by)|go there|be there|see (?:me|you|someone|somebody) there|at your place)\b", RegexOptions.CultureInvariant);

    private static readonly Regex s_keeps = new(@"\b(?:do not|don['\u2019]?t|not|never)(?: (?:want|need|have|going|to))* cancel\b|\bkeep (?:it|that|my|the)\b|\bstill (?:come|coming|want)\b|\bi(?:['\u2019]ll| will| am|['\u2019]?m) (?:be there|coming|come)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    // "Have your staff call to confirm", "who will call me", "my phone changed": the telephone, but no kind of visit.
    private static readonly Regex s_callsOrNumber = new(
        @"\b(?:call|calls|phone|ring)(?: me| us| him| her| them| to | only| back| first| ahead| before| after| if | when )|\b(?:will|to|please|staff|someone|somebody|they|you|don't|doctor|nurse|can|should) (?:call|phone)\b(?! (?:visit|appointment|appt|with|evaluation|consult))|\b(?:my|our|his|her|new|the|this|cell|mobile|same|wrong|a different) (?:cell )?(?:phone|telephone)(?: number)?\b(?! (?:call|visit|appointment|appt|evaluation|consult))|\b(?:phone|telephone) (?:number|is|changed|no)\b", RegexOptions.CultureInvariant);

    private static readonly Regex s_saysBook = new(@"\b(?:book|schedule|appointment|appt|visit|evaluation|consultation|reserve)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_standing = new(@"\b(?:cancel\w*|reschedul\w*|postpone|(?:move|change|switch) (?:it|my|the|that|this|our|his|her|me)|already (?:have|booked|scheduled)|about (?:the|my|an?|our|your) (?:\w+ )?(?:appointment|appt|visit|evaluation|consultation)|(?:my|his|her|our) (?:existing |next |upcoming )?(?:appointment|appt|visit|booking|evaluation|consultation) (?:is|was)|i have an? (?:appointment|appt|visit))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_tellsOfVisit = new(@"\bmy (?:next |upcoming )?(?:appointment|appt|visit|evaluation|consultation|booking) (?:is|was)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_cannotKeep = new(@"\bmy (?:appointment|appt|visit|evaluation|consultation) (?:is|was)\b.{0,60}\bbut (?:now )?(?:i(?:'?m| am|'?ve| have)?(?: got| caught| came down with)?(?: the| a)? (?:flu|cold|covid|fever|sick|ill|stomach bug|virus|stuck|out of town)|something came up)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_person = new(@"(?<!\bin[ -])\b(?:real |a |actual )?(?:human|person|nurse|receptionist|someone|somebody)\b(?!'?s? (?:visit|evaluation))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_before = new(@"\b(?:had|was|were|since|ago|last|started|began|born|dob|birth(?:day|date)?|mri|x-?ray|scan|surgery|surgeries|injury|accident|fell|operation|fusion)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly HashSet<string> s_besideVisit = ["a", "an", "the", "in", "by", "visit", "appointment", "at", "on", "to", "with", "your", "staff", "hi", "hello", "ok", "face", "over", "via", "free", "one", "option", "i'd", "like", "id", "would", "i", "want", "for", "me", "thanks", "plz", "then", "ill", "i'll", "take"];

    private static readonly Regex s_reference = new(@"\bvs-[a-z0-9]{5}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_labelled = new(@"\b(?:reference|ref|code|confirmation)(?: (?:number|code|no|is|it's))*[ .:#]+([a-z0-9][a-z0-9-]{3,13})\b", RegexOptions.IgnoreCase);

    /// <summary>What a message asks to do with a visit that it names by nothing but its reference ("cancel VS-7K4M2"), or null.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="visitShown">True where a visit was just shown: then "it" is one ("move it to thursday").</param>
    public static BookingPurpose? Change(string text, bool visitShown) =>
        s_changesNamed.Match(text) is { Success: true } named ? named.Groups["cancel"].Success ? BookingPurpose.Cancel : BookingPurpose.Move
        : s_changes.Match(text) is not { Success: true } asked || (asked.Groups["it"].Success && !visitShown) ? null
        : asked.Groups["cancel"].Success ? BookingPurpose.Cancel
        : BookingPurpose.Move;

    /// <summary>Whether a time is meant in place of the one that was just booked, and not for another visit beside it.</summary>
    public static bool WantsInstead(string text) => s_instead.IsMatch(text) && !IsBesides(text);

    /// <summary>Whether a message speaks of another visit or another person beside: "also", "my wife".</summary>
    public static bool IsBesides(string text) => s_besides.IsMatch(text);

    /// <summary>Whether a message says that a visit shall stay: "no, don't cancel my appointment".</summary>
    public static bool RefusesToCancel(string text) => s_keeps.IsMatch(text);

    /// <summary>Whether a message is a kind of visit and nothing else: "evaluation in person", "video visit please".</summary>
    public static bool IsVisitAlone(string text) =>
        Plain(text).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 and <= MostWordsAlone } words && words.All(word => s_besideVisit.Contains(word) || Meanings(word).Count > 0) && NamesVisit(text);

    /// <summary>Whether a message says any word of a kind of visit.</summary>
    public static bool NamesVisit(string text) => Meanings(Plain(text)).Count > 0;

    /// <summary>Whether a message asks in so many words for something to be booked.</summary>
    public static bool SaysBook(string text) => s_saysBook.IsMatch(text);

    /// <summary>Whether a message speaks of a visit that was made before, to change it or to tell of it.</summary>
    public static bool SpeaksOfVisitThatStands(string text) => s_standing.IsMatch(text);

    /// <summary>Whether a message tells of a visit that was made before: "my evaluation is on tuesday".</summary>
    public static bool TellsOfVisit(string text) => s_tellsOfVisit.IsMatch(text);

    /// <summary>Whether a message says of a visit that something came between: "my appointment is tomorrow but I have the flu".</summary>
    public static bool CannotKeepVisit(string text) => s_cannotKeep.IsMatch(text);

    /// <summary>Whether a message speaks of a person of the clinic.</summary>
    public static bool AsksForPerson(string text) => s_person.IsMatch(text);

    /// <summary>Whether a part of a message tells what happened: "I had surgery in june".</summary>
    public static bool TellsOfBefore(string text) => s_before.IsMatch(text);

    /// <summary>Whether a message begins with a kind of visit, or with a word or two before it.</summary>
    public static bool BeginsWithVisit(string text, ClinicFacts clinic) =>
        Visit(text, clinic) is not null && Plain(text).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Take(4).Any(word => Meanings(word).Count > 0);

    /// <summary>The visit type that a message names, or null where it names none or more than one. Where it takes place counts before what it is for; what is ruled out ("no phone calls, face to face") is not meant.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="clinic">Whose visits they are.</param>
    /// <param name="asked">True where the kind of visit was asked for: then "I come in" says it, too.</param>
    public static VisitType? Visit(string text, ClinicFacts clinic, bool asked = false)
    {
        var whole = Plain(text, keepsBreaks: true);
        var refused = string.Join(' ', s_refused.Matches(whole).Select(match => match.Groups["what"].Value));
        var wanted = s_callsOrNumber.Replace(s_refused.Replace(whole, " "), " ");
        var ruledOut = Meanings(refused);
        var said = Meanings(wanted);
        said.ExceptWith(ruledOut);
        if ((asked || ruledOut.Count > 0) && s_comesIn.IsMatch(wanted))
            said.Add("onsite");
        var best = clinic.Visits.Where(visit => !Meanings(Plain(visit.Name + " " + visit.Id)).Overlaps(ruledOut.Where(s_places.Contains)))
            .Select(visit => (Visit: visit, Score: Meanings(Plain(visit.Name + " " + visit.Id)).Where(said.Contains).Sum(word => s_places.Contains(word) ? 2 : 1) + (Meanings(Plain(visit.Id)) is { Count: > 0 } own && own.IsSubsetOf(said) ? 1 : 0)))
            .OrderByDescending(pair => pair.Score).ToList();
        return best.Count > 0 && best[0].Score > 0 && (best.Count == 1 || best[0].Score > best[1].Score) ? best[0].Visit : null;
    }

    /// <summary>The clinician whose name a message holds, by resource id, or null.</summary>
    public static string? Clinician(string text, ClinicFacts clinic)
    {
        var words = Plain(text).Split(' ', '-').ToHashSet();
        var named = clinic.Clinicians.Where(pair => Plain(pair.Value).Split(' ').Where(word => word.Length > 2 && !s_titles.Contains(word)) is var names && names.Any() && words.Contains(names.Last())).Select(pair => pair.Key).ToList();
        return named is [var only] ? only : null;
    }

    /// <summary>Whether a message says that any clinician will do.</summary>
    public static bool AnyClinician(string text) => s_anyone.IsMatch(Plain(text));

    /// <summary>The reference of an appointment in a message, in capitals, or null.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="asked">True where a reference was asked for: then a single word can be one without having a digit.</param>
    public static string? Reference(string text, bool asked)
    {
        if (s_reference.Match(text) is { Success: true } own)
            return own.Value.ToUpperInvariant();
        if (s_labelled.Match(text) is { Success: true } labelled && (labelled.Groups[1].Value.Any(char.IsDigit) || labelled.Groups[1].Value.All(character => !char.IsLower(character))))
            return labelled.Groups[1].Value.ToUpperInvariant();
        var words = text.Split([' ', ',', ';', '.', ':', '!', '?', '#', '"', '\'', '(', ')', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var code = words.FirstOrDefault(word => IsCode(word) && word.Any(char.IsDigit) && word.Any(char.IsLetter) && !s_timeOrDay.IsMatch(word))
            ?? (asked ? words.FirstOrDefault(word => IsCode(word) && (words.Length == 1 || word.All(character => char.IsUpper(character) || character == '-')) && word.Any(char.IsLetter)) : null)
            ?? (asked ? words.FirstOrDefault(word => IsCode(word) && word.All(char.IsDigit) && word.Length is >= 4 and <= 8 && words.Length == 1) : null);
        return code?.ToUpperInvariant();
    }

    private static bool IsCode(string word) =>
        word.Length is >= 4 and <= LongestReference && word.All(character => char.IsAsciiLetterOrDigit(character) || character == '-') && !word.StartsWith('-') && !word.EndsWith('-');

    private static string Plain(string text, bool keepsBreaks = false)
    {
        var kept = text.ToLowerInvariant().Replace('\u2019', '\'').Select(character => char.IsLetterOrDigit(character) || character is '\'' or '-' ? character : keepsBreaks && character is ',' or '.' or ';' or '!' or '\n' ? ',' : ' ').ToArray();
        var words = new string(kept).Replace(",", " , ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => keepsBreaks && word == "just" ? "," : word).Where(word => word is not ("please" or "pls" or "just"));
        // A person is no place: "I want a person to call me".
        return $" {string.Join(' ', words)} ".Replace(" in-person ", " onsite ", StringComparison.Ordinal).Replace(" in person ", " onsite ", StringComparison.Ordinal).Trim();
    }

    private static HashSet<string> Meanings(string plain)
    {
        var meanings = new HashSet<string>();
        foreach (var word in plain.Replace("face to face", "onsite", StringComparison.Ordinal).Replace("face-to-face", "onsite", StringComparison.Ordinal).Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            var meaning = word switch
            {
                "telehealth" or "telehelth" or "video" or "vid" or "webcam" or "telemed" or "facetime" or "virtual" or "online" or "zoom" or "computer" or "remote" or "telemedicine" => "remote",
                "call" or "calls" or "callback" or "phone" or "telephone" => "call",
                "clinic" or "office" or "onsite" or "inperson" or "physically" => "onsite",
                "evaluation" or "eval" or "evaluate" or "exam" or "assessment" => "evaluation",
                "consult" or "consultation" => "consultation",
                "follow" or "followup" => "follow",
                "first" or "new" or "treatment" or "review" or "imaging" or "scan" => word,
                _ => null,
            };
            if (meaning is not null)
                meanings.Add(meaning);
        }

        return meanings;
    }
}
