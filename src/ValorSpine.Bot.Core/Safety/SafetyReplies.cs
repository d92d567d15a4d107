using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

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
public static partial class SafetyReplies
{
    /// <summary>The guidance for the rule that fired: what to do, why, what not to wait for. Dialogs end; what was answered in them is kept.</summary>
    public static Decision.Done Urgent(Turn turn)
    {
        var findings = turn.Safety.Findings;
        return Guide(turn, turn.Safety.Tier, turn.Safety.Rule ?? "", findings, CrisisIn(findings));
    }

    /// <summary>The guidance for a rule whose question in the screening was answered with "yes" or "not sure".</summary>
    /// <param name="turn">The turn; its state is kept but for the active dialog.</param>
    /// <param name="ruleId">The rule behind the question: <c>RF-CES</c>. One that is not known is taken as an emergency.</param>
    public static Decision.Done UrgentFromScreening(Turn turn, string ruleId)
    {
        var tier = turn.Content.Safety.Find(ruleId)?.InScreening ?? SafetyTier.Emergency;
        var guided = Guide(turn, tier, ruleId, [new(ruleId, tier, true, "answered in the screening")], alsoCrisis: false).Turn;
        return new(guided with { State = guided.State with { Interrupted = new(ActiveDialog.Screening, ByAnswer: true) } });
    }

    /// <summary>The guidance for what was asked about and not plainly denied.</summary>
    internal static Decision.Done UrgentAsAnswered(Turn turn, SafetyQuestion asked) =>
        Guide(turn, asked.Tier, asked.Rule, [new(asked.Rule, asked.Tier, true, "asked whether it is happening, and not denied") { IsVague = asked.IsVague }], alsoCrisis: false);

    /// <summary>The guidance for a red flag that was told or spoken of earlier, and is told to be there now.</summary>
    internal static Decision.Done UrgentAsToldBefore(Turn turn, OpenSign sign, string note) =>
        Guide(turn, sign.Tier, sign.Rule, [new(sign.Rule, sign.Tier, true, note) { IsVague = sign.Rule == Rule.General }], alsoCrisis: turn.State.Released is { IsAlsoCrisis: true } before && before.Rule == sign.Rule);

    /// <summary>The words of the guidance for a rule at a tier.</summary>
    internal static Reply Guidance(Turn turn, SafetyTier tier, string ruleId) => Guide(turn, tier, ruleId, [], alsoCrisis: false).Turn.Replies[0];

    /// <summary>Declines personal medical advice kindly and offers an evaluation or a person.</summary>
    public static Decision.Done Advice(Turn turn)
    {
        var limit = turn.Content.Safety.FindLimit(turn.Safety.Advice ?? "");
        var note = turn.Say("safety.advice-note");
        return new(new TurnResult
        {
            State = turn.State,
            Replies = [new Reply { Text = $"{(limit is null ? turn.Say("safety.advice-any") : turn.Content.Clinic.Fill(limit.Message))}\n\n{note}", Choices = [turn.Choice("book"), .. AsksWhatFits(turn) ? [turn.Choice("screen")] : Array.Empty<Choice>(), turn.Choice("staff")] }],
            Outcome = Outcome.Advice,
            Why = new() { DecidedBy = "safety", Note = $"limit of advice: {turn.Safety.Advice ?? "learned"}", Safety = turn.Safety.Findings },
        });
    }

    /// <summary>Whether the check may help with what was asked: "which one fits me?". It is no help with a dose, a scan or what a surgeon said.</summary>
    private static bool AsksWhatFits(Turn turn) => turn.State.Active != ActiveDialog.Screening && turn.Safety.Advice is null or "candidate" or "treatment-choice";

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

    private static Decision.Done Guide(Turn turn, SafetyTier tier, string ruleId, ImmutableArray<SafetyFinding> findings, bool alsoCrisis)
    {
        var rule = turn.Content.Safety.Find(ruleId);
        var (fallback, close, brief) = tier switch
        {
            SafetyTier.Crisis => ("safety.crisis", null, null),
            SafetyTier.SameDay => ("safety.same-day", "safety.same-day-close", "safety.same-day-close-brief"),
            _ => ("safety.emergency", "safety.emergency-close", "safety.emergency-close-brief"),
        };
        // Heard by its meaning, it may be one of several red flags: what is said then fits any of them.
        var isVague = findings.Any(finding => finding.Rule == ruleId && finding.IsVague);
        var message = !isVague && rule?.Messages.GetValueOrDefault(tier) is { } own ? turn.Content.Clinic.Fill(own) : turn.Say(fallback);
        alsoCrisis |= tier == SafetyTier.Emergency && turn.State.SafeMode is { } open && IsAboutSelfHarm(open);
        // Somebody who thinks of dying is not told to mind the wheel; the rule's own words say it all.
        string? Closing(string? key) => ruleId == Rule.Suicide || key is null ? null : turn.Say(key);
        var crisis = tier == SafetyTier.Emergency && alsoCrisis && !message.Contains(turn.Content.Clinic.CrisisLine, StringComparison.Ordinal) ? turn.Say("safety.also-crisis") : null;
        return new(new TurnResult
        {
            State = turn.State with
            {
                Active = ActiveDialog.None,
                SafeMode = new SafeMode(tier, ruleId) { IsAlsoCrisis = tier == SafetyTier.Emergency && alsoCrisis },
                Interrupted = turn.State.Active is ActiveDialog.Screening or ActiveDialog.Booking ? new(turn.State.Active) : turn.State.Interrupted is { } before ? before with { ByAnswer = false } : null,
                Mentioned = null,
            },
            Replies =
            [
                new Reply
                {
                    Text = string.Join(' ', new[] { message, crisis, Closing(close) }.OfType<string>()),
                    Brief = string.Join(' ', new[] { NumberFirst(message, turn.Content.Clinic), crisis, Closing(brief) }.OfType<string>()),
                    Choices = [SafeChoice(turn, tier)],
                    Calls = Calls(turn, tier, alsoCrisis || ruleId is Rule.Suicide or Rule.Overdose),
                },
            ],
            Outcome = OutcomeOf(tier),
            Why = new() { DecidedBy = "safety", Note = $"{ruleId}: {findings.FirstOrDefault(finding => finding.Rule == ruleId)?.Note}", Safety = findings },
            Alerts = [new Alert(tier == SafetyTier.Crisis ? "crisis" : "emergency", ruleId)],
        });
    }

    /// <summary>The same sentences, with the one that says whom to call right after the first: what is short may be read no further.</summary>
    private static string NumberFirst(string message, ClinicFacts clinic)
    {
        var sentences = Sentences().Split(message).ToList();
        var at = sentences.FindIndex(sentence => sentence.Contains(clinic.EmergencyNumber, StringComparison.Ordinal) || sentence.Contains(clinic.CrisisLine, StringComparison.Ordinal));
        if (at <= 1)
            return message;
        var calling = sentences[at];
        sentences.RemoveAt(at);
        sentences.Insert(1, calling);
        return string.Join(' ', sentences);
    }

    [GeneratedRegex(@"(?<=[.!?])\s+")]
    private static partial Regex Sentences();

    private static bool CrisisIn(ImmutableArray<SafetyFinding> findings) => findings.Any(finding => finding.Fired && IsCrisis(finding));

    private static bool IsCrisis(SafetyFinding finding) => finding.Rule == Rule.Suicide;

    private static Outcome OutcomeOf(SafetyTier tier) => tier == SafetyTier.Crisis ? Outcome.Crisis : Outcome.Emergency;

    private static Choice SafeChoice(Turn turn, SafetyTier tier) =>
        new(turn.Say(tier == SafetyTier.Crisis ? "safety.safe-choice-crisis" : "safety.safe-choice"), ChoiceAction.Safe);

    private static ImmutableArray<CallAction> Calls(Turn turn, SafetyTier tier, bool alsoCrisis)
    {
        var clinic = turn.Content.Clinic;
        CallAction Call(string number) => new(turn.Say("safety.call", ("number", number)), number);
        ImmutableArray<CallAction> crisis = [Call(clinic.CrisisLine), new(turn.Say("safety.text", ("number", clinic.CrisisLine)), clinic.CrisisLine, ByText: true)];
        return tier == SafetyTier.Crisis ? [.. crisis, Call(clinic.EmergencyNumber)]
            : alsoCrisis ? [Call(clinic.EmergencyNumber), .. crisis]
            : [Call(clinic.EmergencyNumber)];
    }
}
