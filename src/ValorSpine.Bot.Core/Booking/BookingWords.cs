using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a typed message asks booking to do, where it is one of a few short commands.</summary>
internal static class BookingWords
{
    private const int LongestReference = 14;

    private static readonly (string Action, string[] Words)[] s_commands =
    [
        (BookingAction.Stop,
        [
            "stop", "quit", "exit", "never mind", "nevermind", "forget it", "not now", "maybe later", "later maybe", "i'll do it later", "do it later", "not today thanks",
            "leave it", "stop booking", "cancel booking", "cancel the booking", "i changed my mind", "changed my mind", "no thanks", "no thank you", "don't book", "do not book",
            "i don't want to book", "i don't want an appointment", "end",
        ]),
        (BookingAction.Back, ["back", "go back", "previous", "previous step", "one step back"]),
        (BookingAction.Restart, ["start over", "restart", "start again", "begin again", "from the beginning", "from the start", "over again"]),
        (Repeat,
        [
            "repeat", "repeat that", "say again", "say that again", "again", "what did you say", "what was the question", "come again", "pardon", "once more",
        ]),
        (BookingAction.ChangeTime,
        [
            "change time", "change the time", "change my time", "change date", "change the date", "change day", "change the day", "pick another time", "choose another time",
            "another time", "a different time", "different time", "other time", "wrong time", "wrong day", "wrong date", "the time", "time", "the day", "the date", "date", "day",
        ]),
        (BookingAction.ChangeVisit, ["change visit", "change the visit", "change visit type", "visit type", "the visit", "visit", "another visit", "wrong visit"]),
        (BookingAction.ChangeName, ["change name", "change my name", "the name", "my name", "name", "wrong name", "my name is wrong", "the name is wrong"]),
        (BookingAction.ChangePhone, ["change phone", "change my phone", "change number", "change my number", "phone number", "the phone", "my phone", "phone", "number", "my number", "wrong number", "wrong phone"]),
        (BookingAction.ChangeEmail, ["change email", "change my email", "email", "e-mail", "the email", "my email", "email address", "wrong email", "add email", "add an email", "add my email"]),
        (BookingAction.ChangeContact, ["change contact", "contact", "preferred contact", "how you reach me", "how to reach me", "change how you reach me", "how we reach you", "contact me another way"]),
        (BookingAction.ChangeReason, ["change reason", "change the reason", "the reason", "my reason", "reason", "add a reason", "add reason", "reason for the visit"]),
        (BookingAction.ChooseClinician, ["choose a clinician", "choose clinician", "clinician", "the clinician", "change clinician", "another clinician", "a different clinician", "another doctor", "a different doctor", "choose a doctor", "who can i see"]),
        (BookingAction.Change, ["change", "change something", "edit", "correct", "fix it", "that's wrong", "something is wrong", "not right", "not quite", "that's not right"]),
        (BookingAction.Confirm, ["confirm", "confirmed", "book it", "book", "do it", "go ahead", "looks good", "looks right", "all good", "all correct", "correct", "that's right", "that's correct", "that is correct", "please book"]),
        (BookingAction.Skip, ["skip", "skip it", "no email", "i have no email", "i don't have email", "i don't have an email", "don't have one", "i don't have one", "without email", "none", "no e-mail"]),
        (BookingAction.Yes, ["yes", "y", "yeah", "yep", "yup", "sure", "ok", "okay", "right", "sounds good", "fine", "perfect", "great", "that works", "works for me", "please do", "of course", "yes please", "si", "good"]),
        (BookingAction.No, ["no", "n", "nope", "nah", "keep it", "keep", "don't", "do not", "don't cancel", "no keep it", "wait", "leave it as it is"]),
        (BookingAction.Cancel, ["cancel", "cancel it", "cancel this", "cancel that", "yes cancel", "yes cancel it"]),
        (Whichever, ["any", "any of them", "any of those", "any of these", "either", "whichever", "you pick", "you choose", "you decide", "the earliest", "earliest", "the soonest", "the first", "first", "first one", "doesn't matter"]),
    ];

    private static readonly string[] s_places = ["remote", "call", "onsite"];
    private static readonly string[] s_titles = ["doctor", "the", "and", "nurse"];
    private static readonly Regex s_anyone = new(@"\b(?:any|whichever|whoever|no particular|doesn't matter which) ?(?:clinician|doctor|one|provider)?\b|\banyone\b|\bfirst available\b|\bwhoever\b", RegexOptions.CultureInvariant);

    // "2pm", "14th" and "30min" have letters and digits as references do.
    private static readonly Regex s_timeOrDay = new(@"^\d+(?:[ap]m|st|nd|rd|th|mins?|hrs?|hours?|days?|weeks?|mg|ml)$", RegexOptions.IgnoreCase);

    private static readonly Regex s_changes = new(
        @"^\W*(?:(?:please|pls|i (?:want|need|would like|have) to|i'd like to|can (?:you|i)|could (?:you|i)) )*(?:(?<cancel>cancel)|move|reschedule|change)\b(?:.{0,60}\bvs-?[a-z0-9]{5}\b|(?<it> (?:it|that|this))\b)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    private static readonly Regex s_instead = new(@"\b(?:actually|instead|rather|(?:make|do) (?:it|that)|(?:is|are|be|works?) better)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_besides = new(@"\b(?:another|also|second|too|as well|both|wife|husband|mom|mother|dad|father|son|daughter|friend)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_reference = new(@"\bvs-[a-z0-9]{5}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_labelled = new(@"\b(?:reference|ref|code|confirmation)(?: (?:number|code|no|is|it's))*[ .:#]+([a-z0-9][a-z0-9-]{3,13})\b", RegexOptions.IgnoreCase);

    /// <summary>The patient wants to hear it again.</summary>
    public const string Repeat = "repeat";

    /// <summary>Any of the offered times will do.</summary>
    public const string Whichever = "whichever";

    /// <summary>The command that a whole message amounts to, or null.</summary>
    public static string? Command(string text)
    {
        var plain = Plain(text);
        return s_commands.FirstOrDefault(command => command.Words.Contains(plain)).Action;
    }

    /// <summary>What a message asks to do with a visit that it names by nothing but its reference ("cancel VS-7K4M2"), or null.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="visitShown">True where a visit was just shown: then "it" is one ("move it to thursday").</param>
    public static BookingPurpose? Change(string text, bool visitShown) =>
        s_changes.Match(text) is not { Success: true } asked || (asked.Groups["it"].Success && !visitShown) ? null
        : asked.Groups["cancel"].Success ? BookingPurpose.Cancel
        : BookingPurpose.Move;

    /// <summary>Whether a time is meant in place of the one that was just booked, and not for another visit beside it.</summary>
    public static bool WantsInstead(string text) => s_instead.IsMatch(text) && !IsBesides(text);

    /// <summary>Whether a message speaks of another visit or another person beside: "also", "my wife".</summary>
    public static bool IsBesides(string text) => s_besides.IsMatch(text);

    /// <summary>Whether a message says any word of a kind of visit.</summary>
    public static bool NamesVisit(string text) => Meanings(Plain(text)).Count > 0;

    /// <summary>The visit type that a message names, or null where it names none or more than one. Where it takes place counts before what it is for.</summary>
    public static VisitType? Visit(string text, ClinicFacts clinic)
    {
        var said = Meanings(Plain(text));
        var best = clinic.Visits.Select(visit => (Visit: visit, Score: Meanings(Plain(visit.Name + " " + visit.Id)).Where(said.Contains).Sum(word => s_places.Contains(word) ? 2 : 1) + (Meanings(Plain(visit.Id)) is { Count: > 0 } own && own.IsSubsetOf(said) ? 1 : 0))).OrderByDescending(pair => pair.Score).ToList();
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

    private static string Plain(string text)
    {
        var kept = text.ToLowerInvariant().Replace('\u2019', '\'').Select(character => char.IsLetterOrDigit(character) || character is '\'' or '-' ? character : ' ').ToArray();
        var words = new string(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("please" or "pls" or "just"));
        return string.Join(' ', words);
    }

    private static HashSet<string> Meanings(string plain)
    {
        var meanings = new HashSet<string>();
        foreach (var word in plain.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            var meaning = word switch
            {
                "telehealth" or "video" or "telemed" or "facetime" or "virtual" or "online" or "zoom" or "remote" or "telemedicine" => "remote",
                "call" or "callback" or "phone" or "telephone" => "call",
                "person" or "clinic" or "office" or "onsite" => "onsite",
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
