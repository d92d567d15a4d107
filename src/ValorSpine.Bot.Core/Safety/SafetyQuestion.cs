using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The one closed question about what may be a warning sign, until it is answered.</summary>
/// <param name="Tier">That it may be.</param>
/// <param name="Rule">The red flag that it may be.</param>
/// <param name="Text">What was asked about, to go on with should it not be happening.</param>
public sealed record SafetyQuestion(SafetyTier Tier, string Rule, string Text)
{
    private const int MostWordsOfNo = 8;
    private static readonly string[] s_noes = ["no", "nope", "nah", "naw", "not", "never", "negative"];
    private static readonly string[] s_doubts = ["but", "though", "sure", "know", "yes", "yeah", "maybe", "think", "only", "yet", "idea", "just", "really", "anymore", "longer", "feel", "feeling", "cant", "help"];

    /// <summary>Asks whether it is happening now. Staff are alerted, as no answer may follow.</summary>
    internal static Decision.Done Ask(Turn turn, SafetyFinding doubt) => new(new TurnResult
    {
        State = turn.State with { SafetyQuestion = new(doubt.Tier, doubt.Rule, turn.Text) },
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
        Alerts = [new Alert("sign", doubt.Rule)],
    });

    /// <summary>Whether a message is a plain no. Anything less than that is taken for a yes.</summary>
    internal static bool IsDenied(Turn turn)
    {
        if (turn.Action is not null)
            return turn.Action is ChoiceAction.NotHappening or ChoiceAction.Safe;
        var words = Words.Split(turn.Text);
        return words is [var first, ..] && words.Count <= MostWordsOfNo && !words.Exists(s_doubts.Contains)
            && (s_noes.Contains(first) || turn.Content.Safety.Holds(turn.Text, Cue.Safe));
    }
}
