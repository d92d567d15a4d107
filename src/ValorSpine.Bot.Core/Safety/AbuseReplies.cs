using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>That the patient told of being hurt by somebody.</summary>
/// <param name="Rule">The rule that heard it: <c>RF-ABUSE</c>.</param>
/// <param name="Turns">How many turns ago.</param>
public sealed record ToldOfAbuse(string Rule, int Turns = 0);

/// <summary>
/// What is said where somebody is being hurt at home (<c>knowledge/safety/abuse.yml</c>): who helps, that others may see the chat, and no question of any kind. Nobody is asked for a number
/// here, as whoever hurts them may answer it. Unlike guidance it stands in nobody's way: what the patient says next is answered as ever.
/// </summary>
internal static class AbuseReplies
{
    private const string Decided = "abuse";
    private const int MostTurns = 2;

    /// <summary>The reply, or null where nobody is hurt, or where a warning sign stands: then <see cref="Beside"/> says it.</summary>
    public static Decision.Done? Reply(Turn turn)
    {
        if (turn is not { Action: null, State: { SafeMode: null, SafetyQuestion: null } } || (ToldNow(turn) ?? GoesOn(turn)) is not { } ruleId)
            return null;
        var isNew = turn.State.Abuse?.Rule != ruleId;
        var told = turn with
        {
            State = turn.State with
            {
                Active = ActiveDialog.None,
                Abuse = new(ruleId),
                Interrupted = turn.State.Active is ActiveDialog.Screening or ActiveDialog.Booking ? new(turn.State.Active) : turn.State.Interrupted,
            },
        };
        var goOn = Interrupted.Offer(told)?.GoOn;
        return new(new TurnResult
        {
            State = isNew ? told.State : told.State.Counting("safety.abuse-again"),
            Replies =
            [
                new Reply
                {
                    Text = isNew ? WordsFor(turn, ruleId) : turn.Say("safety.abuse-again"),
                    Choices = goOn is null ? [turn.Choice(ChoiceAction.Ask)] : [goOn, turn.Choice(ChoiceAction.Ask)],
                },
            ],
            Outcome = Outcome.Crisis,
            Why = new() { DecidedBy = Decided, Note = isNew ? ruleId : $"{ruleId}: said again", Safety = turn.Safety.Findings },
            Alerts = AlertsOf(turn),
        });
    }

    /// <summary>What is said the first time.</summary>
    public static string WordsFor(Turn turn, string ruleId) => $"{turn.Content.Clinic.Fill(turn.Content.Safety.Find(ruleId)!.Messages[SafetyTier.Abuse])} {turn.Say("safety.abuse-close")}";

    /// <summary>What was decided for another reason, with the line on who helps where the message told of being hurt as well.</summary>
    public static Decision Beside(Turn turn, Decision decision) =>
        ToldNow(turn) is { } ruleId && decision is Decision.Done { Turn: { Replies.IsEmpty: false, Why.DecidedBy: not Decided } result }
            ? new Decision.Done(result.Closing(turn.Say("safety.also-abuse")) with { State = result.State with { Abuse = new(ruleId) }, Alerts = result.Alerts.AddRange(AlertsOf(turn)) })
            : decision;

    /// <summary>What staff are alerted of.</summary>
    public static ImmutableArray<Alert> AlertsOf(Turn turn) => ToldNow(turn) is { } ruleId ? [new Alert(AlertKind.Abuse, ruleId)] : [];

    private static string? ToldNow(Turn turn) => turn.Safety.Findings.FirstOrDefault(finding => finding is { Fired: true, Tier: SafetyTier.Abuse })?.Rule;

    private static string? GoesOn(Turn turn) => turn.State.Abuse is { Turns: <= MostTurns } told && turn.Content.Safety.GoesOn(turn.Text, told.Rule) ? told.Rule : null;
}
