using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>What is said while safe mode lasts and nothing new fired.</summary>
internal static class WhileUrgent
{
    private const int FewWords = 2;

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

    /// <summary>
    /// What is said while safe mode lasts and nothing new fired: the guidance again, briefly and differently; a short answer to what is told or asked about getting help; or the one closed
    /// question where it is not plain that the patient is safe. Null where that is plain, or where they go on to something else. After a crisis the first change of subject is met with the guidance once more.
    /// </summary>
    public static Decision.Done? Reply(Turn turn)
    {
        if (turn.State.SafeMode is not { } mode)
            return null;
        var heard = Heard.In(turn);
        if (turn.Action is null && SlipInCheck.AskAgain(turn, mode, heard) is { } again)
            return again;
        switch (Clearing.Of(turn, mode, heard, out var question))
        {
            case Clears.Yes:
                return null;
            case Clears.Ask:
                return mode.WasAsked ? GuidanceAgain.Reply(turn, mode) : ClosedQuestion.Ask(turn, mode, question);
        }

        if (turn.Action is null && OnHelp(turn, mode, heard) is { } answered)
            return answered;
        return (heard.GoesOn && !turn.LooksLikeQuestion && turn.Action is null) || !MovesOn(turn) || mode is { Tier: SafetyTier.Crisis, Repeats: 0 } ? GuidanceAgain.Reply(turn, mode) : null;
    }

    /// <summary>The answer to what is told or asked about getting help, or null.</summary>
    private static Decision.Done? OnHelp(Turn turn, SafeMode mode, Heard heard)
    {
        if (mode is { Rule: Rule.Overdose, IsAlsoCrisis: false } && heard.Says(Afterward.OnPurpose))
            return NewSign.Beside(turn with { Safety = turn.Safety with { Tier = SafetyTier.Crisis, Rule = Rule.Suicide } }, mode);
        foreach (var (said, key, isAsked) in s_fixed)
        {
            if (heard.Says(said) && (isAsked || !turn.LooksLikeQuestion))
                return GuidanceAgain.Saying(turn, mode, Language.KeyOf(said), AtTier(key, mode.Tier));
        }

        return null;
    }

    private static string AtTier(string key, SafetyTier tier) => tier switch
    {
        SafetyTier.Crisis => key + "-crisis",
        SafetyTier.SameDay => key + "-same-day",
        _ => key,
    };

    /// <summary>A question, a pick, or a sentence that is more than "ok".</summary>
    private static bool MovesOn(Turn turn) =>
        turn.Action is not null and not ChoiceAction.Happening
        || (turn.Action is null && !turn.Content.Safety.IsOnly(turn.Text, Cue.Acknowledged)
            && (turn.LooksLikeQuestion || turn.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > FewWords));
}
