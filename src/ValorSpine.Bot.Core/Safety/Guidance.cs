using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Languages;
using ValorSpine.Bot.Core.Safety.Rules;

namespace ValorSpine.Bot.Core.Safety;

/// <summary>The guidance for a red flag: what to do, why, what not to wait for. It holds no offer.</summary>
internal static partial class Guidance
{
    /// <summary>The turn that gives it. Dialogs end; what was answered in them is kept.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="tier">How urgent it is.</param>
    /// <param name="ruleId">The red flag.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="alsoCrisis">Whether thoughts of self-harm were told as well.</param>
    /// <param name="about">What the patient wrote of it, where that is not this message.</param>
    public static Decision.Done Give(Turn turn, SafetyTier tier, string ruleId, ImmutableArray<SafetyFinding> findings, bool alsoCrisis, string? about = null)
    {
        var (close, brief) = tier switch
        {
            SafetyTier.Crisis => (null, null),
            SafetyTier.SameDay => ("safety.same-day-close", "safety.same-day-close-brief"),
            _ => ("safety.emergency-close", "safety.emergency-close-brief"),
        };
        // Heard by its meaning, it may be one of several red flags: what is said then fits any of them.
        var message = findings.Any(finding => finding.Rule == ruleId && finding.IsVague) ? OfAny(turn, tier) : Of(turn, tier, ruleId);
        alsoCrisis |= tier == SafetyTier.Emergency && turn.State.SafeMode is { } open && open.IsAboutSelfHarm;
        // Somebody who thinks of dying is not told to mind the wheel; the rule's own words say it all.
        string? Closing(string? key) => Rule.IsOnSuicide(ruleId) || key is null ? null : turn.Say(key);
        var crisis = tier == SafetyTier.Emergency && alsoCrisis && !message.Contains(turn.Content.Clinic.CrisisLine, StringComparison.Ordinal) ? turn.Say("safety.also-crisis") : null;
        var inSpanish = turn.State.Language == SpanishText.Language || turn.State.SafeMode is { InSpanish: true } || turn.Content.Safety.Afterwards.IsInSpanish(about ?? turn.Text);
        return new(new TurnResult
        {
            State = turn.State with
            {
                Active = ActiveDialog.None,
                SafeMode = new SafeMode(tier, ruleId) { IsAlsoCrisis = tier == SafetyTier.Emergency && alsoCrisis, IsForOther = turn.State.SafeMode is { IsForOther: true }, InSpanish = inSpanish },
                Interrupted = turn.State.Active is ActiveDialog.Screening or ActiveDialog.Booking ? new(turn.State.Active) : turn.State.Interrupted is { } before ? before with { ByAnswer = false } : null,
                Mentioned = null,
            },
            Replies =
            [
                new Reply
                {
                    Text = WithSpanish(turn, inSpanish ? SpanishKey(tier, alsoCrisis) : null, string.Join(' ', new[] { message, crisis, Closing(close) }.OfType<string>())),
                    Brief = string.Join(' ', new[] { NumberFirst(message, turn.Content.Clinic), crisis, Closing(brief) }.OfType<string>()),
                    Choices = [SafeChoice(turn, tier)],
                    Calls = Calls(turn, tier, alsoCrisis || ruleId == Rule.Overdose || Rule.IsOnSuicide(ruleId)),
                },
            ],
            Outcome = OutcomeOf(tier),
            Why = new() { DecidedBy = "safety", Note = $"{ruleId}: {findings.FirstOrDefault(finding => finding.Rule == ruleId)?.Note}", Safety = findings },
            Alerts = [new Alert(tier == SafetyTier.Crisis ? AlertKind.Crisis : AlertKind.Emergency, ruleId)],
        });
    }

    /// <summary>What a red flag calls for at a tier, in the rule's own words where it has some.</summary>
    public static string Of(Turn turn, SafetyTier tier, string ruleId) =>
        turn.Content.Safety.Find(ruleId)?.Messages.GetValueOrDefault(tier) is { } own ? turn.Content.Clinic.Fill(own) : OfAny(turn, tier);

    private static string OfAny(Turn turn, SafetyTier tier) => turn.Say(tier switch
    {
        SafetyTier.Crisis => "safety.crisis",
        SafetyTier.SameDay => "safety.same-day",
        _ => "safety.emergency",
    });

    /// <summary>What a turn with guidance comes to.</summary>
    public static Outcome OutcomeOf(SafetyTier tier) => tier == SafetyTier.Crisis ? Outcome.Crisis : Outcome.Emergency;

    /// <summary>The button that ends it.</summary>
    public static Choice SafeChoice(Turn turn, SafetyTier tier) =>
        new(turn.Say(tier == SafetyTier.Crisis ? "safety.safe-choice-crisis" : "safety.safe-choice"), ChoiceAction.Safe);

    /// <summary>Whom to call or text, first whom to call first.</summary>
    public static ImmutableArray<CallAction> Calls(Turn turn, SafetyTier tier, bool alsoCrisis)
    {
        var clinic = turn.Content.Clinic;
        CallAction Call(string number) => new(turn.Say("safety.call", ("number", number)), number);
        ImmutableArray<CallAction> crisis = [Call(clinic.CrisisLine), new(turn.Say("safety.text", ("number", clinic.CrisisLine)), clinic.CrisisLine, ByText: true)];
        return tier == SafetyTier.Crisis ? [.. crisis, Call(clinic.EmergencyNumber)]
            : alsoCrisis ? [Call(clinic.EmergencyNumber), .. crisis]
            : [Call(clinic.EmergencyNumber)];
    }

    /// <summary>
    /// What is said, and below it in two plain lines of Spanish what to do, where there is a key for them. The lines are there for whoever reads no English; they stand beside the English, never
    /// instead of it.
    /// </summary>
    public static string WithSpanish(Turn turn, string? key, string said) => key is not null && turn.Words.Spanish is { } spanish && spanish.Has(key) ? $"{said}\n\n{spanish.Say(key, 0)}" : said;

    /// <summary>The key of the lines in Spanish.</summary>
    public static string SpanishKey(SafetyTier tier, bool alsoCrisis) => tier switch
    {
        SafetyTier.Crisis => "safety.crisis",
        SafetyTier.SameDay => "safety.same-day",
        _ => alsoCrisis ? "safety.still-both" : "safety.emergency",
    };

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
}
