using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.LanguageModel;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>The dialog that has the floor: it takes what is said, is left for an aside and comes back to its question, or is stopped.</summary>
internal static class Floor
{
    /// <summary>Courtesies outside a dialog that are tries to answer inside one: "not sure", "that's all", "fine", "ok".</summary>
    private static readonly string[] s_answersInDialogs = ["ask", "chat", "ok", "bye", "stop", "back", "confused", "sure", "in-short"];

    /// <summary>How statements about oneself begin.</summary>
    private static readonly string[] s_tellingStarts = ["no", "not", "i", "im", "i'm", "ive", "i've", "my", "its", "it's", "it", "yes", "yeah", "actually"];

    /// <summary>Who is upset in more words may answer the dialog in the same message.</summary>
    private const int LongestOutburst = 8;

    /// <summary>The dialog goes on; what is no answer to it is answered if it can be. Null where no dialog has the floor.</summary>
    public static Decision? TryContinue(Turn turn, string? intent)
    {
        if (intent == "fed-up" && turn.State.Active is ActiveDialog.Screening or ActiveDialog.Booking && Words.Split(turn.Text).Count <= LongestOutburst)
            return Aside(turn, Manners.Reply(turn, intent)!);
        var continued = turn.State.Active switch
        {
            ActiveDialog.Screening => ScreeningDialog.TryContinue(turn),
            ActiveDialog.Booking => BookingDialog.TryContinue(turn),
            ActiveDialog.HandOff => intent is "stop" or "back" or "no" ? Stop(turn) : HandOff.TryContinue(turn),
            _ => null,
        };
        if (continued is not null || turn.State.Active == ActiveDialog.None)
            return continued;

        // Not an answer to the dialog: answer it if it can be answered, then go on where the dialog stood.
        // Only outside a dialog does it begin another one, which may need something from outside first.
        var aside = (Decision.Done)QuestionReplies.Reply(turn, intent);
        return !turn.LooksLikeQuestion && turn.State.Active != ActiveDialog.HandOff && (s_answersInDialogs.Contains(intent ?? "") || !IsMeant(turn, aside))
            ? NotUnderstood(turn)
            : Aside(turn, aside);
    }

    /// <summary>Whether a statement in a dialog asks for the answer that was found: "annular tear" may, "no surgery" tells about the patient.</summary>
    private static bool IsMeant(Turn turn, Decision.Done aside) => aside.Turn.Outcome switch
    {
        Outcome.Abstain or Outcome.Clarify => false,
        Outcome.Answer when aside.Turn.Why.Considered is [var best, ..] => best.Confidence >= Answerer.Certain && !s_tellingStarts.Any(start => turn.Text.StartsWith(start + " ", StringComparison.OrdinalIgnoreCase)),
        _ => true,
    };

    /// <summary>An answer in the middle of a dialog is followed by the dialog's question.</summary>
    public static Decision Aside(Turn turn, Decision answer)
    {
        if (answer is not Decision.Done { Turn: var result } || turn.State.Active == ActiveDialog.None || result.State.Active != turn.State.Active)
            return answer;
        return new Decision.Done(result.Then(turn.State.Active switch
        {
            ActiveDialog.Screening => ScreeningDialog.Reprompt(turn),
            ActiveDialog.Booking => BookingDialog.Reprompt(turn),
            _ => HandOff.Reprompt(turn),
        }));
    }

    private static Decision NotUnderstood(Turn turn) => turn.State.Active switch
    {
        ActiveDialog.Screening => ReadAnswers.Of(turn) ?? ScreeningDialog.NotUnderstood(turn),
        ActiveDialog.Booking => BookingDialog.NotUnderstood(turn),
        _ => throw new InvalidOperationException("The hand-off understands every message that is no question."),
    };

    /// <summary>Leaves the dialog.</summary>
    public static Decision? Stop(Turn turn) => turn.State.Active switch
    {
        ActiveDialog.Screening => ScreeningDialog.TryContinue(turn),
        ActiveDialog.Booking => BookingDialog.TryContinue(turn),
        ActiveDialog.HandOff => HandOff.TryContinue(turn with { Action = ChoiceAction.Stop }),
        _ => Manners.Reply(turn, "stop"),
    };
}
