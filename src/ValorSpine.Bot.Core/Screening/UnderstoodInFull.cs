using System.Collections.Frozen;
using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>
/// Hears a message in the check that is understood from its first word to its last: a command, an answer without a word of a sign, a "none of these". The meaning of a message is learned from what
/// people tell unasked, and finds a plain "both butt cheeks" or "late" alarming; of such an answer it has nothing more to tell. The rules hear it as any other message.
/// </summary>
internal static class UnderstoodInFull
{
    /// <summary>Small words that join places, times and names of conditions: where it goes, how it began, how much of each.</summary>
    private static readonly FrozenSet<string> s_joining = FrozenSet.Create(
        "and", "or", "but", "with", "of", "by", "to", "from", "into", "in", "on", "at", "down", "up", "under", "above", "below", "past", "through", "across", "around", "along", "behind", "near", "between", "than", "then", "as", "if", "when", "while", "since", "for", "ago", "after", "before", "until",
        "goes", "go", "going", "went", "come", "comes", "came", "start", "started", "starts", "begins", "began", "moves", "moved", "runs", "running", "ran", "shoots", "shoot", "shooting", "radiates", "radiating", "travels", "traveling", "stays", "hurts", "hurt", "hurting", "pain", "pains", "painful", "aches", "ache", "aching", "sore",
        "low", "lower", "back", "side", "sides", "right", "left", "both", "either", "line", "area", "spot", "half", "equal", "equally", "same", "all", "other", "others", "one", "also", "most", "more", "less", "bit", "part", "way", "sometimes", "often", "usually", "always", "still", "though", "too", "about", "around", "like",
        "his", "her", "hers", "he", "shes", "she", "hes", "their", "they", "you", "your", "we", "our", "mine", "are", "am", "be", "being", "get", "gets", "take", "takes", "taking", "took", "use", "using", "tried", "did", "do", "does", "said", "says", "showed", "shows", "found", "told", "called", "forgot", "mention", "add", "say", "lol", "hi", "hello",
        "pretty", "quite", "very", "little", "much", "few", "couple", "several", "some", "only", "last", "this", "first", "every", "day", "days", "week", "weekend", "month", "year", "years", "today", "yesterday", "now", "old", "turned", "birthday", "typo", "late", "early");

    /// <summary>Parts of the body that a place of pain is told by. Of groin, chest and belly the meaning keeps its say.</summary>
    private static readonly FrozenSet<string> s_parts = FrozenSet.Create("leg", "legs", "foot", "feet", "arm", "arms", "hand", "hands", "toe", "toes", "knee", "knees", "ankle", "thigh", "thighs", "calf", "calves", "butt", "bottom", "neck", "worse");

    /// <summary>Words that may stand for an answer of the check and of which the meaning keeps its say all the same.</summary>
    private static readonly FrozenSet<string> s_grave = FrozenSet.Create(
        "pins", "needles", "dead", "infection", "infected", "abscess", "sepsis", "septic", "antibiotics", "pus", "clot", "clots", "aneurysm", "stroke", "overdose", "pills", "bottle", "gun", "end", "ending", "electric", "shocks", "jelly", "floppy", "limp", "bleeding", "bleeds", "fracture", "fractured", "broke", "broken", "tumor", "tumour", "cancer");

    /// <summary>The verdict on what is said, without what only its meaning told where it is understood in full.</summary>
    /// <param name="turn">The turn as it was heard.</param>
    public static SafetyVerdict Hear(Turn turn)
    {
        // Asked what matters most, patients speak of peace and of the end of pain: what sounds like despair and is not said to be is asked about, once.
        if (turn.Safety is { IsByMeaning: true, Tier: SafetyTier.Crisis, Findings: [var heardAs, ..] } && Asked(turn) is { IsOfWishes: true })
            return turn.Safety with { Tier = SafetyTier.None, Rule = null, IsByMeaning = false, IsSoftSign = true, Findings = turn.Safety.Findings.RemoveAt(0), Doubt = heardAs with { Fired = false } };
        if (turn.IsEdit || turn.Text.Length == 0 || !(IsCommand(turn) || IsAnswer(turn) || DeniesSigns(turn)))
            return turn.Safety;
        var ruled = turn.Content.Safety.ByRules(turn.Text, turn.State.SoftSigns, turn.State.ShortMessages, turn.Facts.Now);
        var heard = turn.Safety.IsByMeaning || turn.Safety.Doubt is { IsByMeaning: true } || ruled.Tier < turn.Safety.Tier ? ruled : turn.Safety;
        // What is denied is no part of a sign that is told in several messages.
        return heard with { IsSoftSign = heard.Tier >= SafetyTier.SameDay ? heard.IsSoftSign : !DeniesSigns(turn) && turn.Content.Safety.ByRules(turn.Text, turn.Facts.Now).IsSoftSign };
    }

    /// <summary>"Not now", "back", a button of the check that is no sign.</summary>
    private static bool IsCommand(Turn turn)
    {
        if (turn.Action is { } action)
            return ChoiceAction.Verb(action) == ChoiceAction.ScreeningVerb && (ScreeningActions.Parse(ChoiceAction.Target(action)).Verb is not (ScreeningActions.AnswerVerb or ScreeningActions.AddVerb) || ScreeningDialog.IsHarmlessAnswer(turn, action));
        return Asked(turn) is not null && ScreeningCommands.Read(SaidText.Of(turn.Text)) is { IsMisspelt: false, Command: not (ScreeningCommand.None or ScreeningCommand.Change or ScreeningCommand.Stop or ScreeningCommand.Help) };
    }

    /// <summary>An answer to the question that is asked, or to others of the check, with no other word than those of answers and small ones.</summary>
    private static bool IsAnswer(Turn turn)
    {
        if (turn.Action is not null || Asked(turn) is not { SafetyRule: null } || turn.LooksLikeQuestion)
            return false;
        var said = SaidText.Of(turn.Text);
        var named = Named(turn, said);
        var isGettingWorse = said.Words.Any(word => word is "getting" or "gets" or "got" or "suddenly" or "lately");
        return said.Words.Length > 0
            && Enumerable.Range(0, said.Words.Length).All(at => !IsGrave(said.Words[at], isGettingWorse) && (named[at] || IsSmall(said.Words[at])))
            && (named.Contains(true) || Numbers.In(said.Words).Length > 0 || said.Words.Any(IsOfTime));
    }

    /// <summary>"No numbness, no fever, didn't fall", where the signs are asked about: nothing is there, so far as they are named.</summary>
    private static bool DeniesSigns(Turn turn)
    {
        if (turn.Action is not null || Asked(turn) is not { IsRedFlag: true, Required: true, IsChoice: true } question)
            return false;
        var said = SaidText.Of(turn.Text);
        return (AnswerReader.Exact(question, said, turn.Facts.Now) ?? (Asking.Asks(said) ? null : AnswerReader.Within(question, said, turn.Facts.Now))) switch
        {
            AnswerReading.Understood understood => understood.Values.All(value => question.Options.Any(option => option.IsNone && option.Value.Equals(value))),
            AnswerReading.Unclear unclear => unclear.Which.All(option => option.IsNone),
            _ => false,
        };
    }

    private static Question? Asked(Turn turn) =>
        turn.State is { Active: ActiveDialog.Screening, Screening: { Finished: false, OfferedResume: false, Confirming: false } state, SafeMode: null, SafetyQuestion: null } ? Contradictions.Asked(turn, Progress.Located(turn, state)) : null;

    /// <summary>Whether each word names an answer of the check that is no sign.</summary>
    private static bool[] Named(Turn turn, SaidText said)
    {
        var named = new bool[said.Words.Length];
        var mentions = turn.Content.Screenings.Of(turn.State.Screening).Questions.Where(question => !question.Required && question.IsChoice)
            .SelectMany(question => question.Phrases.In(question.Phrases.Corrected(said))).Where(mention => mention is { IsDoubtful: false, Option.SafetyRule: null });
        foreach (var place in mentions.SelectMany(mention => mention.Places))
            named[place] = true;
        return named;
    }

    private static bool IsGrave(string word, bool isGettingWorse) => s_grave.Contains(word) || Signs.Names(word) || (ReadingWords.Body.Contains(word) && !(s_parts.Contains(word) && !(isGettingWorse && word is "worse")));

    private static bool IsSmall(string word) =>
        s_joining.Contains(word) || s_parts.Contains(word) || ReadingWords.Fillers.Contains(word) || ReadingWords.Main.Contains(word) || ReadingWords.Minor.Contains(word) || ReadingWords.None.Contains(word) || ReadingWords.Resuming.Contains(word) || ReadingWords.Others.Contains(word) || Numbers.At(ImmutableArray.Create(word), 0) is not null || IsOfTime(word);

    private static bool IsOfTime(string word) => Durations.UnitOf(word) is not null || CalendarTimes.Names(word);
}
