using System.Collections.Frozen;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// What a typed message asks booking to do, where it consists of nothing but such words: "book it", but also "ok, book it please" or "no wait, forget it". Several are taken together:
/// whoever says that it shall not be done is heard first, and a yes beside a no is neither.
/// </summary>
internal static class BookingCommands
{
    private const int MostWords = 14;

    // Before the phrases, which are split with them.
    private static readonly string[] s_yes = ["👍", "👌", "✅", "✔", "🆗"], s_no = ["👎", "❌"];

    private static readonly (string Action, string[] Phrases)[] s_commands =
    [
        (BookingAction.Stop,
        [
            "stop", "quit", "exit", "never mind", "nevermind", "nvm", "forget it", "forget about it", "forget that", "not now", "maybe later", "later maybe", "i'll do it later", "do it later", "not today thanks",
            "leave it", "stop booking", "stop it", "cancel booking", "cancel the booking", "i changed my mind", "changed my mind", "i've changed my mind", "no thanks", "no thank you", "don't book", "do not book",
            "don't book it", "don't book that", "don't book this", "don't book me", "don't book anything", "do not book it", "do not book that", "don't do it", "i don't want it", "i don't want it anymore", "i don't need it anymore", "i don't need it", "i no longer need it", "i found what i need", "i don't want to", "i don't want that",
            "i don't want to book", "i don't want to book it", "i don't want an appointment", "don't schedule it", "don't confirm", "don't confirm it", "end",
        ]),
        (BookingAction.Back, ["back", "go back", "previous", "previous step", "one step back"]),
        (BookingAction.Restart, ["start over", "restart", "start again", "begin again", "from the beginning", "from the start", "over again"]),
        (Repeat,
        [
            "repeat", "repeat that", "say again", "say that again", "again", "what did you say", "what was the question", "come again", "pardon", "once more",
            "what time was that", "what time was it", "what time is it at", "what time is that", "what day was that", "what day was it", "when was that", "when was it", "which day was that", "is that right", "is this right", "is that correct", "is this correct", "is it right", "are you sure", "you sure",
        ]),
        (BookingAction.ChangeTime,
        [
            "change time", "change the time", "change my time", "change date", "change the date", "change day", "change the day", "pick another time", "choose another time",
            "another time", "a different time", "different time", "other time", "wrong time", "wrong day", "wrong date", "the time", "time", "the day", "the date", "date", "day", "the time is wrong", "the day is wrong", "the date is wrong", "that's the wrong time", "that's the wrong day",
        ]),
        (BookingAction.ChangeVisit, ["change visit", "change the visit", "change visit type", "visit type", "kind of visit", "the visit", "visit", "another visit", "wrong visit", "wrong kind of visit", "wrong type"]),
        (BookingAction.ChangeName, ["change name", "change my name", "change the name", "the name", "my name", "name", "wrong name", "my name is wrong", "the name is wrong", "that's not my name", "not my name", "you spelled my name wrong", "my name is spelled wrong", "name is wrong"]),
        (BookingAction.ChangePhone,
        [
            "change phone", "change my phone", "change the phone", "change number", "change my number", "change the number", "phone number", "the phone", "my phone", "phone", "number", "my number", "wrong number", "wrong phone", "the number is wrong", "my number is wrong",
            "number is wrong", "the phone is wrong", "that's not my number", "not my number", "that's the wrong number", "that's not my phone", "that number is wrong", "that's not my phone number",
        ]),
        (BookingAction.ChangeEmail, ["change email", "change my email", "change the email", "email", "e-mail", "the email", "my email", "email address", "wrong email", "add email", "add an email", "add my email", "the email is wrong", "my email is wrong", "that's not my email", "not my email", "that's the wrong email"]),
        (BookingAction.ChangeContact, ["change contact", "contact", "preferred contact", "how you reach me", "how to reach me", "change how you reach me", "how we reach you", "contact me another way"]),
        (BookingAction.ChangeReason, ["change reason", "change the reason", "the reason", "my reason", "reason", "add a reason", "add reason", "reason for the visit", "the reason is wrong"]),
        (BookingAction.ChooseClinician, ["choose a clinician", "choose clinician", "clinician", "the clinician", "change clinician", "another clinician", "a different clinician", "another doctor", "a different doctor", "choose a doctor", "who can i see"]),
        (BookingAction.Change, ["change", "change something", "change it", "edit", "edit it", "correct it", "fix it", "that's wrong", "it's wrong", "this is wrong", "wrong", "something is wrong", "not right", "not quite", "that's not right", "that's not correct", "not correct", "incorrect", "that's incorrect"]),
        (BookingAction.Confirm,
        [
            "confirm", "confirmed", "confirm it", "confirm that", "confirm this", "confirm booking", "confirm the booking", "confirm appointment", "confirm my appointment", "i confirm", "book it", "book", "book that", "book this", "book me", "book me in", "book it in", "do it", "do that", "go ahead",
            "go ahead and book", "go ahead and book it", "go for it", "let's do it", "let's do that", "let's go", "let's book it", "let's book", "lock it in", "schedule it", "set it up", "sign me up", "submit", "send it", "looks good", "looks right", "looks great", "looks fine", "looks correct",
            "looks good to me", "it looks good", "it all looks good", "that looks good", "that looks right", "all looks good", "everything looks good", "everything is correct", "everything is right", "all good", "it's all good", "all correct", "all right", "correct", "it's correct", "it is correct", "it's all correct", "it's right",
            "that's right", "that's correct", "that is correct", "that is right", "that's all correct", "that's all right", "that is all correct", "please book", "good to go", "we're good", "that's the one", "that's it", "no changes", "no changes needed", "no change", "nothing to change", "no corrections", "go ahead and confirm", "1 confirm", "that's me", "yeah that's me", "that is me", "let's get it booked",
        ]),
        (BookingAction.Skip, ["skip", "skip it", "no email", "i have no email", "i don't have email", "i don't have an email", "don't have one", "i don't have one", "without email", "none", "no e-mail"]),
        (BookingAction.Yes,
        [
            "yes", "y", "yea", "yeah", "yeh", "ya", "yah", "yep", "yup", "yess", "sure", "sure thing", "ok", "okay", "okey", "k", "kk", "alright", "right", "sounds good", "sounds great", "sounds fine", "sounds right", "sounds perfect", "fine", "perfect", "great", "that works", "works for me", "that works for me", "works",
            "please do", "of course", "absolutely", "definitely", "certainly", "exactly", "yes please", "yes it is", "yes i do", "i do", "si", "sí", "good", "cool", "awesome", "wonderful", "that's fine", "that is fine", "that's good", "that's great", "that's ok", "that's okay", "that's perfect", "it's fine", "it's ok", "it's good", "fine by me", "fine with me", "good with me", "ok with me", "that'll work", "that will work", "that'll do", "is good", "is fine", "is ok", "sounds good to me", "sounds fine to me", "fine with that", "you bet", "uh huh", "mhm", "mm hmm", "yessir", "yes sir", "affirmative", "alrighty", "yes indeed", "indeed", "for sure", "that works perfect", "that works perfectly", "that works great", "works great",
            "works perfect", "no problem", "no worries", "no problem at all", "no objections", "por favor", "sí por favor", "claro", "i guess so", "i suppose so", "i suppose", "i think so", "you got it", "yes that's me",
        ]),
        (BookingAction.No,
        [
            "no", "n", "nope", "nah", "no way", "not yet", "keep it", "keep", "keep my visit", "keep my appointment", "keep the visit", "keep the appointment", "keep that", "don't", "do not", "don't cancel", "don't cancel it", "don't cancel that", "do not cancel", "do not cancel it", "no keep it",
            "wait", "hold on", "hang on", "leave it as it is", "leave it as is",
        ]),
        (BookingAction.Cancel,
        [
            "cancel", "cancel it", "cancel this", "cancel that", "cancel that one", "cancel it all", "cancel all", "cancel all of it", "cancel all that", "cancel everything", "cancel the whole thing", "cancel this one", "call it off", "scrap it", "scrap that", "drop it", "i want to cancel", "i want to cancel it", "i need to cancel", "i have to cancel",
            "i'd like to cancel", "yes cancel", "yes cancel it",
        ]),
        (Whichever, ["any", "any of them", "any of those", "any of these", "either", "whichever", "you pick", "you choose", "you decide", "the earliest", "earliest", "the soonest", "the first", "first", "first one", "doesn't matter"]),
    ];

    private static readonly FrozenDictionary<string, string> s_actions =
        s_commands.SelectMany(command => command.Phrases.Select(phrase => (Phrase: string.Join(' ', Split(phrase)), command.Action))).DistinctBy(pair => pair.Phrase).ToFrozenDictionary(pair => pair.Phrase, pair => pair.Action);

    private static readonly int s_longest = s_actions.Keys.Max(phrase => phrase.Count(character => character == ' ') + 1);

    /// <summary>Words beside a command that change nothing of it.</summary>
    private static readonly FrozenSet<string> s_fillers = FrozenSet.Create(
        "please", "pls", "plz", "just", "actually", "well", "so", "um", "uh", "oh", "hey", "then", "now", "thanks", "thank", "thx", "much", "see", "you", "maam", "ma", "am", "sir", "dear", "and", "but", "sorry", "i", "guess", "think", "mean");

    /// <summary>The patient wants to hear it again.</summary>
    public const string Repeat = "repeat";

    /// <summary>Any of the offered times will do.</summary>
    public const string Whichever = "whichever";

    /// <summary>The command that a whole message amounts to, or null. A yes with a question mark is none.</summary>
    public static string? Of(string text)
    {
        var words = Split(text);
        var action = words.Length is 0 or > MostWords ? null : s_actions.TryGetValue(string.Join(' ', words), out var whole) ? whole : Together(words);
        return action is BookingAction.Yes or BookingAction.Confirm && text.Contains('?', StringComparison.Ordinal) ? null : action;
    }

    private static string? Together(string[] words)
    {
        var said = new HashSet<string>();
        for (var at = 0; at < words.Length;)
        {
            var taken = Enumerable.Range(1, Math.Min(s_longest, words.Length - at)).LastOrDefault(length => s_actions.ContainsKey(string.Join(' ', words, at, length)));
            if (taken > 0)
                said.Add(s_actions[string.Join(' ', words, at, taken)]);
            else if (!s_fillers.Contains(words[at]))
                return null;
            at += Math.Max(1, taken);
        }

        if (said.Contains(BookingAction.Stop))
            return BookingAction.Stop;
        if (said.Contains(BookingAction.Cancel))
            return BookingAction.Cancel;
        var (yes, no, confirms) = (said.Remove(BookingAction.Yes), said.Remove(BookingAction.No), said.Remove(BookingAction.Confirm));
        return said.Count switch
        {
            0 when no => yes || confirms ? null : BookingAction.No,
            0 => confirms ? BookingAction.Confirm : yes ? BookingAction.Yes : null,
            1 => said.First(),
            _ => null,
        };
    }

    private static string[] Split(string text)
    {
        foreach (var sign in s_yes)
            text = text.Replace(sign, " yes ", StringComparison.Ordinal);
        foreach (var sign in s_no)
            text = text.Replace(sign, " no ", StringComparison.Ordinal);
        var kept = text.ToLowerInvariant().Where(character => character is not ('\'' or '\u2019')).Select(character => char.IsLetterOrDigit(character) ? character : ' ').ToArray();
        return new string(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
