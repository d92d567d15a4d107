using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Safety;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>What the bot does with a patient's message while a person has the conversation: it is silent, but the safety rules hear every word.</summary>
internal static class WithPerson
{
    /// <summary>The turn: guidance for a warning sign, who has the conversation where that is asked, else nothing.</summary>
    public static Decision.Done Hear(Turn turn, Owner.Person person)
    {
        var asked = person with { Asked = person.Asked ?? turn.Facts.Now };
        var heard = turn with { State = turn.State with { Owner = asked.WithTimer(turn.Content.Clinic), SafetyQuestion = null } };
        if (SafetyReplies.OnSign(heard) is { } sign)
            return sign;
        if (turn.State.SafetyQuestion is { } question)
            return SafetyQuestion.IsHappening(turn, question) == false
                ? heard.Says(question.Tier == SafetyTier.Crisis ? "safety.not-happening-crisis" : "safety.not-happening", Outcome.Staff, "safety")
                : SafetyReplies.UrgentAsAnswered(heard, question);
        if ((SafetyReplies.Relapsed(heard) ?? Mentioned.Claimed(heard)) is { } told)
            return told;
        if (turn.State.SafeMode is null && turn.Safety.Doubt is { } doubt)
            return SafetyQuestion.Ask(heard, doubt);

        // Whoever says that they are safe says it to the person; the bot only stops to remind them once it has the conversation again.
        var cleared = SafetyReplies.Cleared(heard).State.SafeMode is null;
        var after = heard with { State = heard.State with { SafeMode = cleared ? null : turn.State.SafeMode, Released = cleared ? turn.State.SafeMode : turn.State.Released } };
        if (turn.Content.Intents.Of(turn.Text) == "who" && OwnershipSteps.WhoHasIt(after) is { } who)
            return who;
        return new(new TurnResult
        {
            State = after.State,
            Replies = [],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = "a person has it" },
            Alerts = AbuseReplies.AlertsOf(turn),
        });
    }
}
