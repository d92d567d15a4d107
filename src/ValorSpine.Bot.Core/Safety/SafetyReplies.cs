using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety.Afterwards;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>
/// What is said where safety decides. The order for a message is:
/// <list type="number">
/// <item><description>It tells of a sign at <see cref="SafetyTier.SameDay"/> or above: <see cref="OnSign"/>, and nothing else, unless it only speaks of what guidance stands for.</description></item>
/// <item><description>Else, while <see cref="ConversationState.SafeMode"/> is set: <see cref="StillUrgent"/>; where it gives a turn, that is the turn.</description></item>
/// <item><description>Where it gives null, the chat goes on with <see cref="Cleared"/>: if <see cref="OnlyClears"/>, say <see cref="SaysCleared"/>. While safe mode lasts, a
/// question is answered with <see cref="Reminder"/> before the answer and without offers, and booking and screening get <see cref="NotUntilSafe"/>.</description></item>
/// <item><description>An answer gets <see cref="MentionLine"/> before it where not null, or <see cref="EmergencyLine"/> after it where <see cref="SafetyVerdict.General"/>.</description></item>
/// </list>
/// Guidance holds no offer: no booking, screening or treatment, until the patient says that they are safe or have been seen.
/// </summary>
public static class SafetyReplies
{
    /// <summary>The guidance for the rule that fired: what to do, why, what not to wait for. Dialogs end; what was answered in them is kept.</summary>
    public static Decision.Done Urgent(Turn turn)
    {
        var findings = turn.Safety.Findings;
        return Guidance.Give(turn, turn.Safety.Tier, turn.Safety.Rule ?? "", findings, alsoCrisis: findings.Any(finding => finding.Fired && IsCrisis(finding)));
    }

    /// <summary>The guidance for a rule whose question in the screening was answered with "yes" or "not sure".</summary>
    /// <param name="turn">The turn; its state is kept but for the active dialog.</param>
    /// <param name="ruleId">The rule behind the question: <c>RF-CES</c>. One that is not known is taken as an emergency.</param>
    public static Decision.Done UrgentFromScreening(Turn turn, string ruleId)
    {
        var tier = turn.Content.Safety.Find(ruleId)?.InScreening ?? SafetyTier.Emergency;
        var guided = Guidance.Give(turn, tier, ruleId, [new(ruleId, tier, true, "answered in the screening")], alsoCrisis: false).Turn;
        return new(guided with { State = guided.State with { Interrupted = new(ActiveDialog.Screening, ByAnswer: true) } });
    }

    /// <summary>The guidance for what was asked about and not plainly denied.</summary>
    internal static Decision.Done UrgentAsAnswered(Turn turn, SafetyQuestion asked) =>
        Guidance.Give(turn, asked.Tier, asked.Rule, [new(asked.Rule, asked.Tier, true, "asked whether it is happening, and not denied") { IsVague = asked.IsVague }], alsoCrisis: false, asked.Text);

    /// <summary>The guidance for a red flag that was told or spoken of earlier, and is told to be there now.</summary>
    internal static Decision.Done UrgentAsToldBefore(Turn turn, OpenSign sign, string note) =>
        Guidance.Give(turn, sign.Tier, sign.Rule, [new(sign.Rule, sign.Tier, true, note) { IsVague = sign.Rule == Rule.General }], alsoCrisis: turn.State.Released is { IsAlsoCrisis: true } before && before.Rule == sign.Rule);

    /// <summary>The words of the guidance for a rule at a tier.</summary>
    internal static Reply WordsFor(Turn turn, SafetyTier tier, string ruleId) => Guidance.Give(turn, tier, ruleId, [], alsoCrisis: false).Turn.Replies[0];

    /// <inheritdoc cref="NewSign.Reply"/>
    public static Decision.Done? OnSign(Turn turn) => NewSign.Reply(turn);

    /// <inheritdoc cref="Relapse.Reply"/>
    internal static Decision.Done? Relapsed(Turn turn) => Relapse.Reply(turn);

    /// <summary>Whether a message, by what was said before it, tells of a sign that the rules do not hear in it alone: "it's back", "that's what I have".</summary>
    public static bool TellsOfEarlierSign(BotContent content, ConversationState state, string text, DateTimeOffset now)
    {
        var turn = new Turn(content, state, text, null, new Facts(now, []), SafetyVerdict.Nothing);
        return (Relapse.Reply(turn) ?? Mentioned.Claimed(turn)) is not null;
    }

    /// <inheritdoc cref="WhileUrgent.Reply"/>
    public static Decision.Done? StillUrgent(Turn turn) => WhileUrgent.Reply(turn);

    /// <inheritdoc cref="GuidanceAgain.Reply"/>
    public static Decision.Done Again(Turn turn, SafeMode mode) => GuidanceAgain.Reply(turn, mode);

    /// <inheritdoc cref="Clearing.Cleared"/>
    public static Turn Cleared(Turn turn) => Clearing.Cleared(turn);

    /// <inheritdoc cref="Clearing.OnlyClears"/>
    public static bool OnlyClears(Turn turn) => Clearing.OnlyClears(turn);

    /// <inheritdoc cref="Clearing.Reply"/>
    internal static Decision.Done SaysCleared(Turn cleared, SafeMode mode) => Clearing.Reply(cleared, mode);

    /// <inheritdoc cref="UntilSafe.Refuse"/>
    internal static Decision.Done NotUntilSafe(Turn turn, SafeMode mode) => UntilSafe.Refuse(turn, mode);

    /// <inheritdoc cref="UntilSafe.WithoutOffers"/>
    internal static TurnResult WithoutOffers(Turn turn, TurnResult answer, SafeMode mode) => UntilSafe.WithoutOffers(turn, answer, mode);

    /// <inheritdoc cref="UntilSafe.Reminder"/>
    public static string? Reminder(Turn turn) => UntilSafe.Reminder(turn);

    /// <summary>Declines personal medical advice kindly and offers an evaluation or a person.</summary>
    public static Decision.Done Advice(Turn turn)
    {
        var limit = turn.Content.Safety.FindLimit(turn.Safety.Advice ?? "");
        var note = turn.Say("safety.advice-note");
        return new(new TurnResult
        {
            State = turn.State,
            Replies = [new Reply { Text = $"{(limit is null ? turn.Say("safety.advice-any") : turn.Content.Clinic.Fill(limit.Message))}\n\n{note}", Choices = [.. AsksWhatFits(turn) ? [turn.Choice(ChoiceAction.Screen)] : Array.Empty<Choice>(), turn.Choice(ChoiceAction.Book), turn.Choice(ChoiceAction.Staff)] }],
            Outcome = Outcome.Advice,
            Why = new() { DecidedBy = "safety", Note = $"limit of advice: {turn.Safety.Advice ?? "learned"}", Safety = turn.Safety.Findings },
        });
    }

    /// <summary>The line for a general, supposed or past mention of a warning sign: about the crisis line where it was about suicide.</summary>
    public static string EmergencyLine(Turn turn) =>
        turn.Say(turn.Safety.Findings.Any(finding => !finding.Fired && IsCrisis(finding)) ? "safety.crisis-line" : "safety.emergency-line");

    /// <summary>The line that asks to tell the clinician, or null where nothing calls for it.</summary>
    public static string? MentionLine(Turn turn)
    {
        var what = turn.Safety.Findings
            .Where(finding => finding is { Fired: true, Tier: SafetyTier.TellClinic })
            .Select(finding => turn.Content.Safety.Find(finding.Rule)?.Mention)
            .OfType<string>()
            .ToList();
        return what.Count == 0 ? null : turn.Say("safety.mention", ("what", string.Join("; ", what)));
    }

    /// <summary>Whether the check may help with what was asked: "which one fits me?". It is no help with a dose, a scan or what a surgeon said.</summary>
    private static bool AsksWhatFits(Turn turn) => turn.State.Active != ActiveDialog.Screening && turn.Safety.Advice is null or "candidate" or "treatment-choice";

    private static bool IsCrisis(SafetyFinding finding) => Rule.IsOnSuicide(finding.Rule);
}
