using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Ownership;

/// <summary>
/// What moves a conversation between bot and staff, apart from the patient. A step that does not fit who has it changes nothing and says nothing:
/// it was taken twice, or somebody was quicker.
/// </summary>
internal static class OwnershipSteps
{
    /// <summary>A person takes it, from the bot or from a colleague. The patient is told.</summary>
    public static Decision.Done Took(Turn turn, StaffPerson by)
    {
        if (turn.State.Owner is Owner.Person { By: var has } && has.Account == by.Account)
            return Nothing(turn, "has it already");
        var now = turn.Facts.Now;
        var text = turn.State.Owner is Owner.Person { By: var before }
            ? turn.Say("hand-off.passed-on", ("person", by.Name), ("before", before.Name))
            : turn.Say("hand-off.joined", ("person", by.Name));
        var taken = turn.State with { Owner = new Owner.Person(by, now, now).WithTimer(turn.Content.Clinic), Active = ActiveDialog.None };
        return Told(turn, taken, text, "a person took it", []);
    }

    /// <summary>The person who has it says something.</summary>
    public static Decision.Done Said(Turn turn, string text, StaffPerson by)
    {
        if (turn.State.Owner is not Owner.Person { By: var has } person || has.Account != by.Account || text.Length == 0)
            return Nothing(turn, "has it not");
        var spoke = person with { LastSpoke = turn.Facts.Now, Asked = null };
        return new(new TurnResult
        {
            State = turn.State with { Owner = spoke.WithTimer(turn.Content.Clinic) },
            Replies = [new Reply { Text = text, Staff = has.Name, Choices = Standing(turn) }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "staff", Note = "a person said it" },
        });
    }

    /// <summary>Staff give it back to the bot, or say that nobody can join.</summary>
    public static Decision.Done Returned(Turn turn) => turn.State.Owner switch
    {
        Owner.Person { By: var by } => Told(turn, WithBot(turn), turn.Say("hand-off.returned", ("person", by.Name)), "returned to the bot", turn.StandardChoices()),
        Owner.Waiting { Contact: null } => Told(turn, IsFree(turn) ? WithBot(turn) with { Active = ActiveDialog.HandOff, HandOff = new() } : WithBot(turn), turn.Say("hand-off.cannot-join"), "nobody can join", [turn.Choice(ChoiceAction.Staff)], new Alert(AlertKind.Staff, "could-not-join")),
        Owner.Waiting => Told(turn, WithBot(turn), turn.Say("hand-off.cannot-join-contact"), "nobody can join", turn.StandardChoices(), new Alert(AlertKind.Staff, "could-not-join")),
        _ => Nothing(turn, "the bot has it already"),
    };

    /// <summary>Staff close it.</summary>
    public static Decision.Done Closed(Turn turn)
    {
        var closed = turn.State with { Owner = new Owner.Closed(turn.Facts.Now), Active = ActiveDialog.None, HandOff = null };
        return turn.State.Owner switch
        {
            Owner.Person { By: var by } => Told(turn, closed, turn.Say("hand-off.closed", ("person", by.Name)), "closed", []),
            Owner.Waiting => Told(turn, closed, turn.Say("hand-off.closed-waiting"), "closed while waiting", []),
            _ => Nothing(turn, "nobody has it"),
        };
    }

    /// <summary>A timer ran out. One that no longer counts does nothing.</summary>
    public static Decision.Done RanOut(Turn turn, OwnershipTimer timer)
    {
        if (turn.State.Owner.Next != timer || timer.DueAt > turn.Facts.Now)
            return Nothing(turn, "the timer no longer counts");
        return (timer.Kind, turn.State.Owner) switch
        {
            (OwnershipTimerKind.Silent, Owner.Person { By: var by }) => Told(
                turn, WithBot(turn), turn.Say("hand-off.silent", ("person", by.Name), ("when", turn.WhenStaffAreThere())), "the person was silent", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)], new Alert(AlertKind.Staff, "person-silent")),
            (OwnershipTimerKind.Unanswered, Owner.Waiting waiting) => StillWaiting(turn, waiting with { ToldUnanswered = true }, "hand-off.unanswered"),
            (OwnershipTimerKind.WentHome, Owner.Waiting waiting) => StillWaiting(turn, waiting with { ToldWentHome = waiting.ToldWentHome + 1 }, "hand-off.went-home"),
            _ => Nothing(turn, "the timer no longer counts"),
        };
    }

    /// <summary>Says who has it, where that is asked.</summary>
    public static Decision.Done? WhoHasIt(Turn turn) => turn.State.Owner switch
    {
        Owner.Person { By: var by } => Says(turn, turn.Say("hand-off.who-person", ("person", by.Name)), []),
        Owner.Waiting => Says(turn, turn.Say("hand-off.who-waiting", ("when", turn.WhenStaffAreThere())), [turn.Choice(ChoiceAction.NoPerson)]),
        _ => null,
    };

    // The contact is asked for where nothing else is being asked.
    private static Decision.Done StillWaiting(Turn turn, Owner.Waiting waiting, string key)
    {
        var state = turn.State with { Owner = waiting.WithTimer(turn.Content.Clinic, turn.Facts.Now) };
        var text = turn.Say(key, ("when", turn.WhenStaffAreThere()));
        if (waiting.Contact is not null)
            return Told(turn, state, $"{text} {turn.Say("hand-off.have-contact")}", key, [turn.Choice(ChoiceAction.NoPerson)]);
        return IsFree(turn)
            ? Told(turn, state with { Active = ActiveDialog.HandOff, HandOff = new() }, $"{text} {turn.Say("hand-off.leave-contact")}", key, [turn.Choice(ChoiceAction.Stop), turn.Choice(ChoiceAction.NoPerson)])
            : Told(turn, state, text, key, [turn.Choice(ChoiceAction.Staff)]);
    }

    /// <summary>Says it without taking away what the patient was asked before: their next message is still an answer to that.</summary>
    private static Decision.Done Told(Turn turn, ConversationState state, string text, string note, ImmutableArray<Choice> choices, params ReadOnlySpan<Alert> alerts) => new(new TurnResult
    {
        State = state,
        Replies = [new Reply { Text = text, Choices = IsFree(turn) ? choices : Standing(turn, state) }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = note },
        Alerts = [.. alerts],
    });

    private static Decision.Done Says(Turn turn, string text, ImmutableArray<Choice> choices) => Told(turn, turn.State, text, "asked who has it", choices);

    private static ConversationState WithBot(Turn turn) => turn.State with { Owner = new Owner.Bot(), HandOff = null, Active = turn.State.Active == ActiveDialog.HandOff ? ActiveDialog.None : turn.State.Active };

    private static bool IsFree(Turn turn) => turn.State is { Active: ActiveDialog.None or ActiveDialog.HandOff, SafeMode: null, SafetyQuestion: null };

    // Buttons of a dialog that has ended stand for nothing; those about safety always do.
    private static ImmutableArray<Choice> Standing(Turn turn, ConversationState? after = null) =>
        turn.State is not { SafeMode: null, SafetyQuestion: null } || (after?.Active ?? ActiveDialog.None) != ActiveDialog.None ? turn.State.Offered : [];

    private static Decision.Done Nothing(Turn turn, string note) => new(new TurnResult
    {
        State = turn.State,
        Replies = [],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = note },
    });
}
