using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>Whether a message ends guidance.</summary>
internal enum Clears
{
    /// <summary>It does not.</summary>
    No,

    /// <summary>It does.</summary>
    Yes,

    /// <summary>It may: the one closed question is asked.</summary>
    Ask,
}

/// <summary>What ends guidance.</summary>
internal static class Clearing
{
    /// <summary>
    /// Whether a message ends guidance. The button's own words do, and that it was seen, never was, or has gone where going is enough. That all is "fine" is asked about,
    /// and nothing counts beside "still", "worse" or "not sure".
    /// </summary>
    public static Clears Of(Turn turn, SafeMode mode, Heard heard, out ClearingQuestion question)
    {
        question = mode.IsAboutSelfHarm ? ClearingQuestion.SelfHarm : MustBeSeen(turn, mode) ? ClearingQuestion.Seen : ClearingQuestion.SeenOrGone;
        if (turn.Action is not null)
            return turn.Action == ChoiceAction.Safe ? Clears.Yes : Clears.No;
        if (turn.LooksLikeQuestion || heard.GoesOn)
            return Clears.No;
        if (ClosedQuestion.IsAnswered(turn, mode.Asked, heard))
            return Clears.Yes;

        // Whoever says that they are safe, and tells of a sign, is asked.
        var isDoubtful = heard.Says(Afterward.But, Afterward.Unclear) || (turn.Safety.Tier >= SafetyTier.SameDay && !turn.Safety.IsByMeaning);
        return mode.IsAboutSelfHarm ? OfSelfHarm(turn, mode, heard, isDoubtful) : OfSign(turn, mode, heard, isDoubtful, ref question);
    }

    /// <summary>The turn to go on with after <see cref="WhileUrgent"/> gave null: without safe mode where the patient said that they are safe or have been seen.</summary>
    public static Turn Cleared(Turn turn) => turn with
    {
        State = turn.State.SafeMode is not { } mode ? turn.State
            : IsCleared(turn, mode) ? turn.State with { SafeMode = null, Released = mode with { Repeats = 0, Asked = ClearingQuestion.None, WasAsked = false } }
            : turn.State with { SafeMode = mode with { Repeats = mode.Repeats + 1, Asked = ClearingQuestion.None } },
    };

    /// <summary>Whether a message ends guidance beyond doubt.</summary>
    public static bool IsCleared(Turn turn, SafeMode mode) => Of(turn, mode, Heard.In(turn), out _) == Clears.Yes;

    /// <summary>Whether the message says that the patient is safe and asks nothing more. Takes the turn before <see cref="Cleared"/>.</summary>
    public static bool OnlyClears(Turn turn) => turn.State.SafeMode is { } mode && IsCleared(turn, mode) && !turn.Text.Contains('?', StringComparison.Ordinal);

    /// <summary>What is said where guidance has ended, with the way back to what it interrupted. Takes the turn after <see cref="Cleared"/>.</summary>
    public static Decision.Done Reply(Turn cleared, SafeMode mode)
    {
        var said = cleared.Says(mode.IsAboutSelfHarm ? "safety.cleared-crisis" : "safety.cleared", Outcome.Smalltalk, "safety", cleared.StandardChoices());
        if (!mode.IsAboutSelfHarm && Heard.In(cleared).Says(Afterward.Old, Afterward.Unchanged, Afterward.Known))
            said = new(said.Turn.Closing(cleared.Say("safety.cleared-old")));
        return Interrupted.Offer(cleared) is var (line, goOn)
            ? new(said.Turn.Closing(line) with { Replies = [said.Turn.Closing(line).Replies[0] with { Choices = [goOn, cleared.Choice(ChoiceAction.Ask), cleared.Choice(ChoiceAction.Staff)] }] })
            : said;
    }

    /// <summary>Joking about thoughts of self-harm is no all clear: it is asked about.</summary>
    private static Clears OfSelfHarm(Turn turn, SafeMode mode, Heard heard, bool isDoubtful)
    {
        if (!isDoubtful && (heard.Says(Afterward.SafeInCrisis) || (mode.Tier == SafetyTier.Emergency && IsSeen(heard))))
            return Clears.Yes;
        return heard.Says(Afterward.NotSuicidal, Afterward.NotReal, Afterward.Fine, Afterward.Safe, Afterward.SafeInCrisis, Afterward.Seen, Afterward.SeenBriefly, Afterward.Known) || TakesBack(turn, mode, heard)
            || (heard.Says(Afterward.WrongAnswer) && turn.State.Interrupted is { ByAnswer: true }) ? Clears.Ask : Clears.No;
    }

    private static Clears OfSign(Turn turn, SafeMode mode, Heard heard, bool isDoubtful, ref ClearingQuestion question)
    {
        var isAllClear = heard.Says(Afterward.Seen, Afterward.SeenBriefly, Afterward.Known, Afterward.NotReal, Afterward.Over, Afterward.Fine, Afterward.Safe, Afterward.SafeInCrisis, Afterward.LongAgo, Afterward.Old, Afterward.Unchanged, Afterward.Unclear);
        if (isDoubtful)
            return isAllClear ? Clears.Ask : Clears.No;
        if (IsSeen(heard) || heard.Says(Afterward.Safe) || NeverWas(mode, heard) || (mode.Tier == SafetyTier.SameDay && heard.Says(Afterward.Known)))
            return Clears.Yes;
        if (heard.Says(Afterward.Over))
            return MustBeSeen(turn, mode) ? Clears.Ask : Clears.Yes;
        if (heard.Says(Afterward.Old, Afterward.Unchanged, Afterward.LongAgo) && !heard.Says(Afterward.Seen))
        {
            question = ClearingQuestion.NewOrWorse;
            // What was told as new a moment ago is not plainly old.
            return mode.Tier == SafetyTier.SameDay && heard.Says(Afterward.Old) && heard.Says(Afterward.Unchanged) ? Clears.Yes : Clears.Ask;
        }

        if (isAllClear)
            return Clears.Ask;
        question = ClearingQuestion.Happening;
        return TakesBack(turn, mode, heard) ? Clears.Ask : Clears.No;
    }

    /// <summary>Whether what was told is taken back in words that may mean something else: "lol", "wrong chat", or a "no, not now" that nothing was asked for. A bare "no" is rather said to the call.</summary>
    private static bool TakesBack(Turn turn, SafeMode mode, Heard heard) =>
        !WhileUrgent.IsAboutHelp(heard) && (heard.Says(Afterward.Retracted) || (mode.Asked == ClearingQuestion.None && PlainAnswers.Of(turn).IsNo(turn.Text) && turn.Text.Contains(' ', StringComparison.Ordinal)));

    private static bool IsSeen(Heard heard) => heard.Says(Afterward.Seen, Afterward.SeenBriefly) && !heard.Says(Afterward.LongAgo);

    // Pills that were taken by mistake were taken.
    private static bool NeverWas(SafeMode mode, Heard heard) => heard.Says(Afterward.NotReal) && !heard.Says(Afterward.Seen) && mode.Rule != Rule.Overdose;

    private static bool MustBeSeen(Turn turn, SafeMode mode) => turn.Content.Safety.Afterwards.MustBeSeen(mode.Rule);
}
