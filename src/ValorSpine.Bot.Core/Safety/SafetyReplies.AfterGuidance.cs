using System.Collections.Immutable;
using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>What is said while safe mode lasts, what ends it, and what begins it again.</summary>
public static partial class SafetyReplies
{
    private const int FewWords = 2;
    private const string VisitsTopic = "appointments";

    /// <summary>Said as they stand, at the tier of the guidance; the first that a message calls for counts.</summary>
    private static readonly ImmutableArray<(Afterward Said, string Key, bool IsAsked)> s_fixed =
    [
        (Afterward.NoAnswer, "safety.no-answer", false),
        (Afterward.HelpHere, "safety.help-here", false),
        (Afterward.HelpComing, "safety.help-coming", false),
        (Afterward.NoRide, "safety.no-ride", false),
        (Afterward.AsksWait, "safety.asks-wait", true),
        (Afterward.AsksDrive, "safety.asks-drive", true),
        (Afterward.AsksWhatToSay, "safety.asks-what-to-say", true),
        (Afterward.AsksCrisisLine, "safety.asks-crisis-line", true),
        (Afterward.AsksUrgentCare, "safety.asks-urgent-care", true),
        (Afterward.AsksWhom, "safety.asks-whom", true),
        (Afterward.AsksWhy, "safety.asks-why", true),
    ];

    private enum Clearing
    {
        No,
        Yes,
        Ask,
    }

    /// <summary>
    /// The turn for a message that tells of a sign, or null where it tells of none, or only speaks of what guidance stands for ("the ambulance is here", "the ER says no fracture").
    /// Of several signs the most urgent one stays first: what is less urgent is told beside it.
    /// </summary>
    public static Decision.Done? OnSign(Turn turn)
    {
        if (turn.Safety.Tier < SafetyTier.SameDay)
            return null;
        // "I think that's me" sounds like many things by its meaning, and is about what was just said.
        if (turn.State.SafeMode is not { } open)
            return turn.Safety.IsByMeaning && (Relapsed(turn) ?? Mentioned.Claimed(turn)) is { } told ? told : Urgent(turn);
        var heard = turn.Content.Safety.Afterwards.Of(turn.Text);
        var isOther = !turn.Safety.IsByMeaning && turn.Safety.Rule != open.Rule
            && !(turn.Safety.Rule == Rule.General && heard.Says(Afterward.HelpComing, Afterward.HelpHere, Afterward.NoAnswer));
        if (!isOther && !heard.Said.IsEmpty && !(turn.Safety.Tier > open.Tier && !turn.Safety.IsByMeaning))
            return null;
        if (turn.Safety.Tier < open.Tier)
            return turn.Safety.IsByMeaning && turn.Safety.Tier == SafetyTier.SameDay ? Again(turn, open) : Also(turn, open);
        // What only sounds like another sign is most often about the one that was told.
        return turn.Safety.IsByMeaning && turn.Safety.Tier == open.Tier && turn.Safety.Rule != open.Rule ? Again(turn, open) : Urgent(turn);
    }

    /// <summary>Whether a message, by what was said before it, tells of a sign that the rules do not hear in it alone: "it's back", "that's what I have".</summary>
    public static bool TellsOfEarlierSign(BotContent content, ConversationState state, string text)
    {
        var turn = new Turn(content, state, text, null, new Facts(default, []), SafetyVerdict.Nothing);
        return (Relapsed(turn) ?? Mentioned.Claimed(turn)) is not null;
    }

    /// <summary>The guidance anew where the patient says, after it had ended, that the sign is back or was never over; else null.</summary>
    internal static Decision.Done? Relapsed(Turn turn)
    {
        const int LongestRelapse = 12, PlainlyAboutIt = 6, MostTurns = 40;
        if (turn is not { Action: null, State: { SafeMode: null, Released: { } before } } || turn.LooksLikeQuestion || before.Repeats > MostTurns || Words.Split(turn.Text).Count > LongestRelapse)
            return null;
        var heard = turn.Content.Safety.Afterwards.Of(turn.Text);
        var isFree = turn.State.Active == ActiveDialog.None;
        if (!heard.Says(Afterward.Relapse) && !(isFree && before.Repeats == 0 && heard.GoesOn))
            return null;
        // In a dialog "getting worse" may be an answer, and "my back still hurts" may be about something else: that is asked about.
        return isFree && before.Repeats <= PlainlyAboutIt && heard.Says(Afterward.Relapse)
            ? UrgentAsToldBefore(turn, new(before.Tier, before.Rule), "told to be back, or not over")
            : SafetyQuestion.Ask(turn, new(before.Rule, before.Tier, false, "maybe back, or not over"));
    }

    /// <summary>
    /// What is said while safe mode lasts and nothing new fired: the guidance again, briefly and differently; a short answer to what is told or asked about getting help; or the one closed
    /// question where it is not plain that the patient is safe. Null where that is plain, or where they go on to something else. After a crisis the first change of subject is met with the guidance once more.
    /// </summary>
    public static Decision.Done? StillUrgent(Turn turn)
    {
        if (turn.State.SafeMode is not { } mode)
            return null;
        var heard = turn.Content.Safety.Afterwards.Of(turn.Text);
        if (turn.Action is null && AskedAgain(turn, mode, heard) is { } again)
            return again;
        switch (ClearingOf(turn, mode, heard, out var question))
        {
            case Clearing.Yes:
                return null;
            case Clearing.Ask when !mode.WasAsked:
                return AskToClear(turn, mode, question);
            case Clearing.Ask:
                return Again(turn, mode);
        }

        if (turn.Action is null)
        {
            if (mode is { Rule: Rule.Overdose, IsAlsoCrisis: false } && heard.Says(Afterward.OnPurpose))
                return Also(turn with { Safety = turn.Safety with { Tier = SafetyTier.Crisis, Rule = Rule.Suicide } }, mode);
            foreach (var (said, key, isAsked) in s_fixed)
            {
                if (heard.Says(said) && (isAsked || !turn.LooksLikeQuestion))
                    return Guided(turn, mode, Language.KeyOf(said), AtTier(key, mode.Tier));
            }
        }

        return (heard.GoesOn && !turn.LooksLikeQuestion && turn.Action is null) || !MovesOn(turn) || mode is { Tier: SafetyTier.Crisis, Repeats: 0 } ? Again(turn, mode) : null;
    }

    /// <summary>The guidance again, where the patient said something more that is no question and has no answer: it may be about the emergency.</summary>
    public static Decision.Done Again(Turn turn, SafeMode mode) => Guided(turn, mode, "guidance repeated", mode.Tier switch
    {
        SafetyTier.Crisis => "safety.still-crisis",
        SafetyTier.SameDay => "safety.still-same-day",
        _ => mode.IsAlsoCrisis ? "safety.still-both" : "safety.still-emergency",
    });

    /// <summary>The turn to go on with after <see cref="StillUrgent"/> gave null: without safe mode where the patient said that they are safe or have been seen.</summary>
    public static Turn Cleared(Turn turn) => turn with
    {
        State = turn.State.SafeMode is not { } mode ? turn.State
            : IsCleared(turn, mode) ? turn.State with { SafeMode = null, Released = mode with { Repeats = 0, Asked = ClearingQuestion.None, WasAsked = false } }
            : turn.State with { SafeMode = mode with { Repeats = mode.Repeats + 1, Asked = ClearingQuestion.None } },
    };

    /// <summary>What is said where guidance has ended, with the way back to what it interrupted. Takes the turn after <see cref="Cleared"/>.</summary>
    internal static Decision.Done SaysCleared(Turn cleared, SafeMode mode)
    {
        var isCrisis = IsAboutSelfHarm(mode);
        var said = cleared.Says(isCrisis ? "safety.cleared-crisis" : "safety.cleared", Outcome.Smalltalk, "safety", cleared.StandardChoices());
        if (!isCrisis && cleared.Content.Safety.Afterwards.Of(cleared.Text).Says(Afterward.Old, Afterward.Unchanged, Afterward.Known))
            said = new(said.Turn.Closing(cleared.Say("safety.cleared-old")));
        return Interrupted.Offer(cleared) is var (line, goOn)
            ? new(said.Turn.Closing(line) with { Replies = [said.Turn.Closing(line).Replies[0] with { Choices = [goOn, cleared.Choice("ask"), cleared.Choice("staff")] }] })
            : said;
    }

    /// <summary>Says that booking and screening wait until the patient is safe, instead of what would have begun them.</summary>
    internal static Decision.Done NotUntilSafe(Turn turn, SafeMode mode) => Guided(turn, mode, "not before the patient is safe", mode.Tier switch
    {
        SafetyTier.Crisis => "safety.not-until-safe-crisis",
        SafetyTier.SameDay => "safety.not-until-seen",
        _ => "safety.not-until-safe",
    });

    /// <summary>An answer while safe mode lasts: the reminder first, no offer of a visit or a screening, and the button that ends it.</summary>
    internal static TurnResult WithoutOffers(Turn turn, TurnResult answer, SafeMode mode)
    {
        ImmutableArray<Reply> replies = [.. answer.Replies.Select(reply => reply with { Choices = [.. reply.Choices.Where(choice => !IsOffer(turn, choice))] })];
        var offered = answer with { Replies = [.. replies[..^1], replies[^1] with { Choices = [.. replies[^1].Choices, SafeChoice(turn, mode.Tier)] }] };
        return Reminder(turn) is { } reminder ? offered.Opening(reminder) : offered;
    }

    // What is asked about visits is answered, but nobody is led there who should be on their way to help. The button that ends safe mode is put below anew.
    private static bool IsOffer(Turn turn, Choice choice) =>
        ChoiceAction.Verb(choice.Action) is ChoiceAction.Book or ChoiceAction.Screen or ChoiceAction.Safe or "booking" or "screening"
        || (ChoiceAction.Verb(choice.Action) == "article" && turn.Content.Knowledge.Find(ChoiceAction.Target(choice.Action))?.Topic == VisitsTopic);

    /// <summary>One line to put before the answer where the patient went on without saying that they are safe; else null. Takes the turn before <see cref="Cleared"/>.</summary>
    public static string? Reminder(Turn turn) => turn.State.SafeMode is not { } mode || IsCleared(turn, mode)
        ? null
        : turn.Say(mode.Tier switch
        {
            SafetyTier.Crisis => "safety.reminder-crisis",
            SafetyTier.SameDay => "safety.reminder-same-day",
            _ => "safety.reminder-emergency",
        });

    /// <summary>Whether the message says that the patient is safe and asks nothing more. Takes the turn before <see cref="Cleared"/>.</summary>
    public static bool OnlyClears(Turn turn) => turn.State.SafeMode is { } mode && IsCleared(turn, mode) && !turn.Text.Contains('?', StringComparison.Ordinal);

    private static bool IsCleared(Turn turn, SafeMode mode) => ClearingOf(turn, mode, turn.Content.Safety.Afterwards.Of(turn.Text), out _) == Clearing.Yes;

    /// <summary>
    /// Whether a message ends guidance. The button's own words do, and that it was seen, never was, or has gone where going is enough. That all is "fine" is asked about,
    /// and nothing counts beside "still", "worse" or "not sure".
    /// </summary>
    private static Clearing ClearingOf(Turn turn, SafeMode mode, Heard heard, out ClearingQuestion question)
    {
        question = IsAboutSelfHarm(mode) ? ClearingQuestion.SelfHarm : MustBeSeen(turn, mode) ? ClearingQuestion.Seen : ClearingQuestion.SeenOrGone;
        if (turn.Action is not null)
            return turn.Action == ChoiceAction.Safe ? Clearing.Yes : Clearing.No;
        if (turn.LooksLikeQuestion || heard.GoesOn)
            return Clearing.No;
        if (IsAnswered(turn, mode.Asked, heard))
            return Clearing.Yes;

        var isAnything = heard.Says(Afterward.Seen, Afterward.Known, Afterward.NotReal, Afterward.Over, Afterward.Fine, Afterward.Safe, Afterward.SafeInCrisis, Afterward.LongAgo, Afterward.Old, Afterward.Unchanged);
        // Whoever says that they are safe, and tells of a sign, is asked.
        var isDoubtful = heard.Says(Afterward.But) || (turn.Safety.Tier >= SafetyTier.SameDay && !turn.Safety.IsByMeaning);
        var isSeen = heard.Says(Afterward.Seen) && !heard.Says(Afterward.LongAgo);
        if (IsAboutSelfHarm(mode))
        {
            // Joking about it is no all clear.
            return !isDoubtful && (heard.Says(Afterward.SafeInCrisis) || (mode.Tier == SafetyTier.Emergency && isSeen)) ? Clearing.Yes
                : heard.Says(Afterward.NotReal) && !heard.Says(Afterward.NotSuicidal) ? Clearing.No
                : heard.Says(Afterward.NotSuicidal, Afterward.Fine, Afterward.Safe, Afterward.Seen) || (heard.Says(Afterward.WrongAnswer) && turn.State.Interrupted is { ByAnswer: true }) ? Clearing.Ask : Clearing.No;
        }

        if (isDoubtful)
            return isAnything ? Clearing.Ask : Clearing.No;
        // Pills that were taken by mistake were taken.
        if (isSeen || heard.Says(Afterward.Safe) || (heard.Says(Afterward.NotReal) && !heard.Says(Afterward.Seen) && mode.Rule != Rule.Overdose) || (mode.Tier == SafetyTier.SameDay && heard.Says(Afterward.Known)))
            return Clearing.Yes;
        if (heard.Says(Afterward.Over))
            return MustBeSeen(turn, mode) ? Clearing.Ask : Clearing.Yes;
        if (heard.Says(Afterward.Old, Afterward.Unchanged))
        {
            question = ClearingQuestion.NewOrWorse;
            return heard.Says(Afterward.Old) && heard.Says(Afterward.Unchanged) ? Clearing.Yes : Clearing.Ask;
        }

        return isAnything ? Clearing.Ask : Clearing.No;
    }

    private static bool IsAnswered(Turn turn, ClearingQuestion asked, Heard heard) => asked switch
    {
        ClearingQuestion.Seen or ClearingQuestion.SeenOrGone => !heard.Says(Afterward.But, Afterward.LongAgo) && SafetyQuestion.IsPlainYes(turn.Text),
        ClearingQuestion.NewOrWorse or ClearingQuestion.SelfHarm => !heard.Says(Afterward.But) && SafetyQuestion.IsPlainNo(turn.Text),
        _ => false,
    };

    private static bool MustBeSeen(Turn turn, SafeMode mode) => turn.Content.Safety.Afterwards.MustBeSeen(mode.Rule);

    /// <summary>The one closed question. Safe mode stays until it is answered.</summary>
    private static Decision.Done AskToClear(Turn turn, SafeMode mode, ClearingQuestion question)
    {
        var key = question switch
        {
            ClearingQuestion.SelfHarm => "safety.ask-self-harm",
            ClearingQuestion.Seen => "safety.ask-seen",
            ClearingQuestion.NewOrWorse => "safety.ask-new",
            _ => "safety.ask-seen-or-gone",
        };
        var asked = Guided(turn, mode with { Asked = question, WasAsked = true }, "asked whether guidance has done its work", key).Turn;
        ImmutableArray<Choice> choices = question is ClearingQuestion.Seen or ClearingQuestion.SeenOrGone
            ? [new(turn.Say(key + "-yes"), ChoiceAction.Safe), new(turn.Say("safety.ask-seen-no"), ChoiceAction.Happening)]
            : [new(turn.Say("safety.ask-no"), ChoiceAction.Safe), new(turn.Say("safety.ask-yes"), ChoiceAction.Happening)];
        return new(asked with { State = asked.State with { SafeMode = asked.State.SafeMode! with { Asked = question } }, Replies = [asked.Replies[0] with { Choices = choices }] });
    }

    /// <summary>
    /// The question of the check once more, where its answer brought the guidance and may have been a slip of the finger: "wrong button", "no", the number of "none of these".
    /// It asks for the sign in so many words, so nothing is taken back unread. Null for anything else, and after thoughts of self-harm.
    /// </summary>
    private static Decision.Done? AskedAgain(Turn turn, SafeMode mode, Heard heard)
    {
        if (turn.State is not { Interrupted: { ByAnswer: true, Dialog: ActiveDialog.Screening }, Screening: { Finished: false } } || IsAboutSelfHarm(mode) || turn.LooksLikeQuestion || mode.Asked != ClearingQuestion.None
            || turn.Safety.Tier >= SafetyTier.SameDay)
            return null;
        var asked = ScreeningDialog.Reprompt(turn);
        var picked = Picked.ActionOf(turn.State with { Offered = asked.Choices }, turn.Text, null);
        if (!(heard.Says(Afterward.WrongAnswer) && !heard.Says(Afterward.GoesOn)) && !(picked is not null && ScreeningDialog.IsHarmlessAnswer(turn, picked)) && !SafetyQuestion.IsPlainNo(turn.Text))
            return null;
        return new(new TurnResult
        {
            State = turn.State with { Active = ActiveDialog.Screening, SafeMode = null, Interrupted = null, Released = mode with { Repeats = 0 } },
            Replies = [asked with { Text = $"{turn.Say("safety.ask-again")}\n\n{ScreeningReplies.Ask(turn, ScreeningDialog.Located(turn, turn.State.Screening)).Text}" }],
            Outcome = Outcome.Screening,
            Why = new() { DecidedBy = "safety", Note = $"{mode.Rule}: asked again, maybe a slip" },
        });
    }

    /// <summary>A sign that is less urgent than the one that stands: the call stays first, and staff hear of this one too.</summary>
    private static Decision.Done Also(Turn turn, SafeMode open)
    {
        var isCrisis = turn.Safety.Tier == SafetyTier.Crisis;
        var mode = open with { IsAlsoCrisis = open.IsAlsoCrisis || isCrisis };
        var key = open.Tier == SafetyTier.Crisis ? "safety.also-same-day" : isCrisis ? "safety.also-crisis-told" : "safety.also-told";
        var said = Guided(turn, mode, $"also {turn.Safety.Rule}", key).Turn;
        return new(said with { Alerts = [new Alert(isCrisis ? "crisis" : "emergency", turn.Safety.Rule ?? "")] });
    }

    /// <summary>Guidance once more, while safe mode lasts: no dialog goes on, and staff know of it already.</summary>
    private static Decision.Done Guided(Turn turn, SafeMode mode, string note, string key) => new(new TurnResult
    {
        State = turn.State.Counting(key) with { Active = ActiveDialog.None, SafeMode = mode with { Repeats = mode.Repeats + 1, Asked = ClearingQuestion.None } },
        Replies = [new Reply { Text = turn.Say(key), Choices = [SafeChoice(turn, mode.Tier)], Calls = Calls(turn, mode.Tier, mode.IsAlsoCrisis) }],
        Outcome = OutcomeOf(mode.Tier),
        Why = new() { DecidedBy = "safety", Note = $"{mode.Rule}: {note}", Safety = turn.Safety.Findings },
    });

    private static string AtTier(string key, SafetyTier tier) => tier switch
    {
        SafetyTier.Crisis => key + "-crisis",
        SafetyTier.SameDay => key + "-same-day",
        _ => key,
    };

    private static bool IsAboutSelfHarm(SafeMode mode) => mode.Tier == SafetyTier.Crisis || mode.Rule == Rule.Suicide || mode.IsAlsoCrisis;

    /// <summary>A question, a pick, or a sentence that is more than "ok".</summary>
    private static bool MovesOn(Turn turn) =>
        turn.Action is not null and not ChoiceAction.Happening
        || (turn.Action is null && !turn.Content.Safety.IsOnly(turn.Text, Cue.Acknowledged)
            && (turn.LooksLikeQuestion || turn.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > FewWords));
}
