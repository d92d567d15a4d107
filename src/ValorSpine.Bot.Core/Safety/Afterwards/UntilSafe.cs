using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Safety.Afterwards;

/// <summary>How the chat goes on while safe mode lasts: questions are answered, and nothing is offered that could wait.</summary>
internal static class UntilSafe
{
    private const string VisitsTopic = "appointments";

    /// <summary>Says that booking and screening wait until the patient is safe, instead of what would have begun them.</summary>
    public static Decision.Done Refuse(Turn turn, SafeMode mode) => GuidanceAgain.Saying(turn, mode, "not before the patient is safe", mode.Tier switch
    {
        SafetyTier.Crisis => "safety.not-until-safe-crisis",
        SafetyTier.SameDay => "safety.not-until-seen",
        _ => "safety.not-until-safe",
    });

    /// <summary>An answer while safe mode lasts: the reminder first, no offer of a visit or a screening, and the button that ends it.</summary>
    public static TurnResult WithoutOffers(Turn turn, TurnResult answer, SafeMode mode)
    {
        ImmutableArray<Reply> replies = [.. answer.Replies.Select(reply => reply with { Choices = [.. reply.Choices.Where(choice => !IsOffer(turn, choice))] })];
        var offered = answer with { Replies = [.. replies[..^1], replies[^1] with { Choices = [.. replies[^1].Choices, Guidance.SafeChoice(turn, mode.Tier)] }] };
        return Reminder(turn) is { } reminder ? offered.Opening(reminder) : offered;
    }

    /// <summary>One line to put before the answer where the patient went on without saying that they are safe; else null. Takes the turn before <see cref="Clearing.Cleared"/>.</summary>
    public static string? Reminder(Turn turn) => turn.State.SafeMode is not { } mode || Clearing.IsCleared(turn, mode)
        ? null
        : turn.Say(mode.Tier switch
        {
            SafetyTier.Crisis => "safety.reminder-crisis",
            SafetyTier.SameDay => "safety.reminder-same-day",
            _ => "safety.reminder-emergency",
        });

    // What is asked about visits is answered, but nobody is led there who should be on their way to help. The button that ends safe mode is put below anew.
    private static bool IsOffer(Turn turn, Choice choice) =>
        ChoiceAction.Verb(choice.Action) is ChoiceAction.Book or ChoiceAction.Screen or ChoiceAction.Safe or "booking" or "screening"
        || (ChoiceAction.Verb(choice.Action) == "article" && turn.Content.Knowledge.Find(ChoiceAction.Target(choice.Action))?.Topic == VisitsTopic);
}
