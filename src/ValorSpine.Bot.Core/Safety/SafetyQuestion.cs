using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Afterwards;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The one closed question about what may be a warning sign, until it is answered.</summary>
/// <param name="Tier">That it may be.</param>
/// <param name="Rule">The red flag that it may be.</param>
/// <param name="Text">What was asked about, to go on with should it not be happening.</param>
/// <param name="IsVague">Whether it sounds like a sign, and not plainly like this one.</param>
/// <param name="WasExplained">Whether it was said why it is asked.</param>
public sealed record SafetyQuestion(SafetyTier Tier, string Rule, string Text, bool IsVague = false, bool WasExplained = false)
{
    /// <summary>Asks whether it is happening now. Staff are alerted, as no answer may follow.</summary>
    internal static Decision.Done Ask(Turn turn, SafetyFinding doubt) => new(new TurnResult
    {
        State = turn.State with { SafetyQuestion = new(doubt.Tier, doubt.Rule, turn.Text, doubt.IsVague) },
        Replies =
        [
            new Reply
            {
                Text = turn.Say(doubt.Tier == SafetyTier.Crisis ? "safety.ask-crisis" : "safety.ask"),
                Choices = [new(turn.Say("safety.ask-yes"), ChoiceAction.Happening), new(turn.Say("safety.ask-no"), ChoiceAction.NotHappening)],
            },
        ],
        Outcome = Outcome.Clarify,
        Why = new() { DecidedBy = "safety", Note = $"{doubt.Rule}: asked whether it is happening now", Safety = [doubt, .. turn.Safety.Findings] },
        Alerts = [new Alert(AlertKind.Sign, doubt.Rule)],
    });

    /// <summary>
    /// What to do with the answer: <c>false</c> where it is plainly not happening, <c>null</c> where the question itself was not understood or hardly answered, which is put once more, else <c>true</c>.
    /// </summary>
    internal static bool? IsHappening(Turn turn, SafetyQuestion asked)
    {
        if (turn.Action is not null)
            return turn.Action is not (ChoiceAction.NotHappening or ChoiceAction.Safe);
        var heard = Heard.In(turn);
        if (PlainAnswers.Of(turn).IsNo(turn.Text) && !WhileUrgent.IsAboutHelp(heard))
            return false;
        var isTakenBack = false;
        // "But" and "still" leave it open, whatever else is said.
        if (!heard.Says(Afterward.But, Afterward.GoesOn, Afterward.Relapse) && heard.Denied.IsEmpty)
        {
            if (asked.Tier == SafetyTier.Crisis ? heard.Says(Afterward.NotSuicidal, Afterward.SafeInCrisis) : heard.Says(Afterward.NotReal, Afterward.Safe, Afterward.Unchanged, Afterward.Old))
                return false;
            // "It's just asleep": hardly an answer.
            isTakenBack = heard.Says(Afterward.Fine, Afterward.Retracted, Afterward.Over, Afterward.LongAgo);
        }

        return !asked.WasExplained && (isTakenBack || heard.Says(Afterward.AsksWhy) || PlainAnswers.Of(turn).IsHalfNo(turn.Text)) ? null : true;
    }

    /// <summary>Says why it is asked, and asks once more.</summary>
    internal static Decision.Done Explain(Turn turn, SafetyQuestion asked)
    {
        var again = Ask(turn, new(asked.Rule, asked.Tier, false, "asked once more")).Turn;
        return new(again with
        {
            State = again.State with { SafetyQuestion = asked with { WasExplained = true } },
            Replies = [again.Replies[0] with { Text = turn.Say(asked.Tier == SafetyTier.Crisis ? "safety.ask-crisis-why" : "safety.ask-why") }],
            Alerts = [],
        });
    }

    /// <summary>What is said to a no: whom to call should it happen, and whom to tell of what has long been so.</summary>
    internal static string NotHappening(Turn turn, SafetyQuestion asked)
    {
        var said = turn.Say(asked.Tier == SafetyTier.Crisis ? "safety.not-happening-crisis" : "safety.not-happening");
        return Heard.In(turn).Says(Afterward.Old, Afterward.Unchanged) ? $"{said} {turn.Say("safety.cleared-old")}" : said;
    }
}
