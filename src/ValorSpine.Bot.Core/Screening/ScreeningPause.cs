using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Screening.Dialog;
using ValorSpine.Bot.Core.Screening.Reading;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Stops and pauses with a code to go on elsewhere, and takes such a code.</summary>
internal static class ScreeningPause
{
    private const int MostWrongTries = 5;

    private static readonly ImmutableArray<ImmutableArray<string>> s_havingCode = [.. new[]
    {
        "resume code", "my code", "the code", "a code", "have code", "got code", "enter code", "use code", "resume with code", "code to resume", "code to go on", "code to continue",
    }.Select(SaidText.WordsOf)];

    private static readonly ImmutableHashSet<string> s_otherCodes = ImmutableHashSet.Create("zip", "area", "billing", "insurance", "cpt", "icd", "promo", "discount", "coupon", "dress", "procedure", "diagnosis", "post", "postal", "gate", "door");

    private static readonly ImmutableHashSet<string> s_goingOn = ImmutableHashSet.Create("resume", "continue", "finish", "where");

    /// <summary>"Back" alone is where it hurts.</summary>
    private static readonly ImmutableArray<string> s_backTo = ["back", "to"];

    /// <summary>Leaves the check.</summary>
    public static Decision Stop(Turn turn, ScreeningState state) => Leave(turn, state, "stopped", "screening.stopped");

    /// <summary>Leaves it for later.</summary>
    public static Decision Pause(Turn turn, ScreeningState state) => Leave(turn, state, "paused", "screening.paused");

    /// <summary>Whether a message that starts the check means one that was begun elsewhere: "resume the check" in a new conversation.</summary>
    public static bool AsksToGoOn(Turn turn) => SaidText.WordsOf(turn.Text) is { Length: > 0 and <= 8 } words && (words.Any(s_goingOn.Contains) || words.AsSpan().IndexOf(s_backTo.AsSpan()) >= 0);

    /// <summary>Asks for the code, with the way to begin without one.</summary>
    public static Decision.Done AskForCode(Turn turn) => Say(turn, turn.State with { ResumeTries = Tries(turn) with { Asked = true } }, "asked for the code", turn.Say("screening.code-ask"));

    /// <summary>Takes a resume code, or asks for it. Null where the message is about none.</summary>
    public static Decision? TryResume(Turn turn)
    {
        if (turn.Action is not null)
            return null;
        var tries = Tries(turn);
        if (ResumeCode.In(turn.Text, tries.Asked) is not { } code)
            return SpeaksOfCode(turn) ? AskForCode(turn) : null;
        if (tries.WrongTries >= MostWrongTries)
            return Say(turn, turn.State, "too many wrong codes", turn.Say("screening.code-blocked"));
        if (!ResumeCode.IsWellFormed(code))
            return Wrong(turn, tries);
        var request = new ResumeRequest.Redeem(code);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.NeedsCode(request),
            ResumeResult.Found { Screening: var found } => GoOn(turn with { State = turn.State with { ResumeTries = null } }, found),
            _ => Wrong(turn, tries),
        };
    }

    private static Decision Leave(Turn turn, ScreeningState state, string how, string says)
    {
        ImmutableArray<Choice> ways = [ScreeningReplies.Command(turn, "continue", ScreeningActions.Continue), .. ScreeningReplies.Leaving(turn)];
        var left = ScreeningTurn.Touched(turn, state) with { Collecting = false };
        if (state.Answers.IsEmpty)
            return ScreeningTurn.Done(turn, left, how, [ScreeningReplies.Plain(turn.Say("screening.stopped-empty")) with { Choices = ways }], ActiveDialog.None);
        var request = new ResumeRequest.Give();
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.NeedsCode(request),
            ResumeResult.Given given => Left(Code("screening.code", given), Code("screening.code-brief", given)),
            _ => Left("", ""),
        };

        string Code(string key, ResumeResult.Given given) => turn.Say(key, ("code", ResumeCode.Shown(given.Code)), ("days", ScreeningReplies.Number(given.Days)));

        Decision.Done Left(string code, string brief)
        {
            var reply = ScreeningReplies.Plain(turn.Say(says), code) with { Brief = ScreeningReplies.Plain(turn.Say(says), brief).Text, Choices = ways };
            return ScreeningTurn.Done(turn, left, how, [reply], ActiveDialog.None);
        }
    }

    /// <summary>Takes over a screening as its conversation left it. The safety questions come first, however little time has passed: it may be another day for the patient.</summary>
    private static Decision.Done GoOn(Turn turn, ScreeningState found)
    {
        if (found.Finished)
            return ScreeningDialog.Start(turn with { State = turn.State with { Screening = found with { PendingSummaryShare = false } } });
        return Resuming.GoOnLater(turn, found with { Collecting = false, Checking = null, Claim = null, Tries = 0, Taken = null });
    }

    private static Decision.Done Wrong(Turn turn, ResumeTries tries)
    {
        var after = tries with { Asked = true, WrongTries = tries.WrongTries + 1 };
        return Say(turn, turn.State with { ResumeTries = after }, "wrong code", turn.Say(after.WrongTries < MostWrongTries ? "screening.code-wrong" : "screening.code-blocked"));
    }

    private static Decision.Done Say(Turn turn, ConversationState state, string note, string text) => new(new TurnResult
    {
        State = state,
        Replies = [ScreeningReplies.Plain(text) with { Choices = [ScreeningReplies.Command(turn, "begin", ScreeningActions.Restart), new(turn.Say("screening.staff-label"), ChoiceAction.Staff)] }],
        Outcome = Outcome.Screening,
        Why = new Reasons { DecidedBy = "screening", Note = note },
    });

    private static bool SpeaksOfCode(Turn turn)
    {
        var said = SaidText.Of(turn.Text);
        return said.Words.Length <= 12 && (!turn.LooksLikeQuestion || said.Words.Contains("resume")) && said.Words.Contains("code") && !said.Words.Any(s_otherCodes.Contains) && s_havingCode.Any(phrase => said.IndexOf(phrase.AsSpan()) >= 0);
    }

    private static ResumeTries Tries(Turn turn) => turn.State.ResumeTries ?? new();
}
