using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>What is said while safe mode lasts and nothing new fired.</summary>
internal static class WhileUrgent
{
    private const int FewWords = 2;

    /// <summary>Said as they stand, at the tier of the guidance where it has words for it; the first that a message calls for counts.</summary>
    private static readonly ImmutableArray<(Afterward Said, string Key, bool IsAsked)> s_fixed =
    [
        (Afterward.NoAnswer, "safety.no-answer", false),
        (Afterward.HelpHere, "safety.help-here", false),
        (Afterward.Later, "safety.asks-wait", false),
        (Afterward.Kept, "safety.kept", true),
        (Afterward.Refuses, "safety.refuses", true),
        (Afterward.CantCall, "safety.cant-call", true),
        (Afterward.HelpFailed, "safety.help-failed-crisis", false),
        (Afterward.HelpComing, "safety.help-coming", false),
        (Afterward.HelpComingBriefly, "safety.help-coming", false),
        (Afterward.MadeSafe, "safety.made-safe-crisis", false),
        (Afterward.CalledOther, "safety.called-other", false),
        (Afterward.Cost, "safety.cost", true),
        (Afterward.Children, "safety.children", true),
        (Afterward.NoRide, "safety.no-ride", false),
        (Afterward.AsksSleep, "safety.asks-sleep", true),
        (Afterward.AsksWait, "safety.asks-wait", true),
        (Afterward.AsksDrive, "safety.asks-drive", true),
        (Afterward.AsksWhatToSay, "safety.asks-what-to-say", true),
        (Afterward.AsksCrisisLine, "safety.asks-crisis-line", true),
        (Afterward.AsksPolice, "safety.asks-police-crisis", true),
        (Afterward.AsksUrgentCare, "safety.asks-urgent-care", true),
        (Afterward.AsksWhom, "safety.asks-whom", true),
        (Afterward.AsksHarm, "safety.asks-harm", true),
        (Afterward.AsksMeanwhile, "safety.asks-meanwhile", true),
        (Afterward.AsksWhy, "safety.asks-why", true),
        (Afterward.AsksToTalk, "safety.asks-to-talk-crisis", true),
        (Afterward.Unwilling, "safety.unwilling", false),
        (Afterward.Company, "safety.company-crisis", false),
        (Afterward.Veteran, "safety.veteran-crisis", true),
        (Afterward.Abroad, "safety.abroad", true),
        (Afterward.AboutOther, "safety.about-other", true),
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
        if (Attempt.Reply(turn, mode, heard) is { } attempt)
            return attempt;
        if (turn.Action is null && SlipInCheck.AskAgain(turn, mode, heard) is { } again)
            return again;
        switch (Clearing.Of(turn, mode, heard, out var question))
        {
            case Clears.Yes:
                return null;
            case Clears.Ask:
                return mode.WasAsked ? GuidanceAgain.Reply(turn, mode) : ClosedQuestion.Ask(turn, mode, question);
        }

        if (ToPerson.IsAskedFor(turn, mode))
            return ToPerson.Reply(turn, mode);
        if (turn.Action is null && OnHelp(turn, mode, heard) is { } answered)
            return answered;
        if (turn.Action is null && heard.Says(Afterward.GoOn) && mode.Tier != SafetyTier.Crisis)
            return UntilSafe.Refuse(turn, mode);
        if (heard.GoesOn && !turn.LooksLikeQuestion && turn.Action is null)
            return GuidanceAgain.Reply(turn, mode with { IsHelped = false });
        return !MovesOn(turn) || mode is { Tier: SafetyTier.Crisis, Repeats: 0 } ? GuidanceAgain.Reply(turn, mode) : null;
    }

    /// <summary>Whether a message tells or asks something about getting help.</summary>
    public static bool IsAboutHelp(Heard heard) => heard.Says(Afterward.NeedsSpanish) || s_fixed.Any(one => heard.Says(one.Said));

    /// <summary>The answer to what is told or asked about getting help, or null.</summary>
    private static Decision.Done? OnHelp(Turn turn, SafeMode mode, Heard heard)
    {
        if (mode is { Rule: Rule.Overdose, IsAlsoCrisis: false } && heard.Says(Afterward.OnPurpose))
            return NewSign.Beside(turn with { Safety = turn.Safety with { Tier = SafetyTier.Crisis, Rule = Rule.Suicide } }, mode);
        if (heard.Says(Afterward.NeedsSpanish) && turn.Words.Spanish is not null)
            return GuidanceAgain.Saying(turn, mode with { InSpanish = true }, Language.KeyOf(Afterward.NeedsSpanish), GuidanceAgain.AtTier("safety.in-spanish", mode.Tier));
        mode = mode with { IsForOther = mode.IsForOther || heard.Says(Afterward.AboutOther, Afterward.Refuses) };
        foreach (var (said, key, isAsked) in s_fixed)
        {
            if (!heard.Says(said) || (turn.LooksLikeQuestion && !isAsked))
                continue;
            // Who helps somebody needs other words than who is in need.
            var worded = WordedAt(mode is { Tier: SafetyTier.Crisis, IsForOther: true } && said is Afterward.AsksWhatToSay or Afterward.AsksWhom ? "safety.about-other" : key, mode.Tier);
            if (worded is not null && turn.Words.Has(worded))
                return GuidanceAgain.Saying(turn, mode with { IsHelped = IsHelpedAfter(mode, said) }, Language.KeyOf(said), worded, said == Afterward.AsksMeanwhile ? Guidance.Of(turn, mode.Tier, mode.Rule) : null);
        }

        return null;
    }

    // What is said in a crisis alone has no words at any other tier.
    private static string? WordedAt(string key, SafetyTier tier) => !key.EndsWith("-crisis", StringComparison.Ordinal) ? GuidanceAgain.AtTier(key, tier) : tier == SafetyTier.Crisis ? key : null;

    private static bool IsHelpedAfter(SafeMode mode, Afterward said) => said switch
    {
        Afterward.HelpHere or Afterward.HelpComing or Afterward.HelpComingBriefly or Afterward.Company => true,
        Afterward.NoAnswer or Afterward.Later or Afterward.Kept or Afterward.Refuses or Afterward.HelpFailed or Afterward.Unwilling => false,
        _ => mode.IsHelped,
    };

    /// <summary>A question, a pick, or a sentence that is more than "ok".</summary>
    private static bool MovesOn(Turn turn) =>
        turn.Action is not null and not ChoiceAction.Happening
        || (turn.Action is null && !turn.Content.Safety.IsOnly(turn.Text, Cue.Acknowledged)
            && (turn.LooksLikeQuestion || turn.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > FewWords || turn.Content.Intents.Of(turn.Text) is "book" or "screen"));
}
