using ValorSpine.Bot.Core.Answering;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Ownership;
using ValorSpine.Bot.Core.Safety;
using ValorSpine.Bot.Core.Screening;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>
/// Decides what to say. Pure: the same content, state, input and facts give the same decision.
/// The order is the rule of the house: safety, then what the patient picked or asks to do, then the dialog that has the floor, then the knowledge base.
/// </summary>
public static class Decider
{
    /// <summary>Decides one turn, or says what is needed from outside first.</summary>
    public static Decision Decide(BotContent content, ConversationState state, Input input, Facts facts)
    {
        if (input is not Input.Said said)
            return Remembering.Finish(new Turn(content, state, "", null, facts, SafetyVerdict.Nothing), turn => FromElsewhere(turn, input), greets: input is not Input.ReminderDue);
        if (state.Owner is Owner.Closed)
            return ReopenedConversation.Told(content, state, Decide(content, state with { Owner = new Owner.Bot() }, input, facts), facts);

        var text = said.Text.Trim();
        // What was edited may have named a choice of an older reply.
        var action = said.IsEdit ? null : Picked.ActionOf(state, text, said.Action);
        var safety = UnderstoodInFull.Hear(new Turn(content, state, text, action, facts, content.Safety.Evaluate(text, state.SoftSigns, state.ShortMessages, facts.Now)) { IsEdit = said.IsEdit });
        var volunteered = action is null ? Volunteered.After(content, state, text, facts.Now) : state.Volunteered;
        var turn = new Turn(content, state with { SoftSigns = RecentMessages.SoftSigns(state, text, safety), ShortMessages = RecentMessages.ShortMessages(state, text, action, safety), Volunteered = volunteered }, text, action, facts, safety) { Files = said.Files, IsEdit = said.IsEdit };
        return Remembering.Finish(
            turn, said.Reach != Reach.Open ? heard => Reached.Hear(heard, said.Reach) : state.Owner is Owner.Person person ? heard => WithPerson.Hear(heard, person) : heard => AbuseReplies.Beside(heard, Considered(heard)),
            greets: said.Reach == Reach.Open, introduces: said is { Introduce: true, Reach: Reach.Open });
    }

    /// <summary>The order in which a message is considered: the first that has something to say decides.</summary>
    private static Decision Considered(Turn turn) =>
        SafetyFirst.OnSign(turn) // A warning sign is told: guidance.
        ?? SafetyFirst.OnEdit(turn) // An older message in other words answers nothing that was asked since.
        ?? SafetyFirst.OnSafetyAnswer(turn, Routed) // It was asked whether a sign is happening.
        ?? Rest.TryShow(turn) // "More" of a reply that a channel with little room shows in parts.
        ?? SafetyFirst.InSafeMode(turn, Routed) // Guidance was given, and the patient is not safe yet.
        ?? AbuseReplies.Reply(turn) // Somebody hurts them at home.
        ?? SafetyReplies.Relapsed(turn) // "It's back."
        ?? Mentioned.Claimed(turn) // "That's what I have."
        ?? SafetyFirst.OnDoubt(turn) // What may be a sign is asked about.
        ?? SafetyFirst.WithSafetyLines(turn, Routed(turn));

    /// <summary>What is no matter of safety, in order too.</summary>
    private static Decision Routed(Turn turn) =>
        Unreadable(turn)
        ?? PickedActions.TryTake(turn) // A button, or its label or number.
        ?? Interrupted.TryGoOn(turn) // What guidance broke off.
        ?? Reminders.TryReply(turn) // "C" to a reminder.
        ?? (BookingDialog.AsksForCode(turn) ? null : ScreeningPause.TryResume(turn)) // A code to go on with a check from elsewhere; the code of a visit is not one.
        ?? ScreeningDialog.TryAfterwards(turn) // A change, right after the check's summary.
        ?? StartedScreening(turn)
        ?? ByIntent(turn, turn.Content.Intents.Of(turn.Text));

    /// <summary>The rest depends on what the words are meant for.</summary>
    private static Decision ByIntent(Turn turn, string? intent)
    {
        if (intent == "who")
        {
            // While only the bot has the conversation, the article about it answers.
            if (OwnershipSteps.WhoHasIt(turn) is { } who)
                return who;
            intent = null;
        }

        return Requests.TryTake(turn, intent) // A visit, a person, a copy of the chat: at any time.
            ?? Floor.TryContinue(turn, intent) // The dialog that has the floor.
            ?? QuestionReplies.Reply(turn, intent); // The knowledge base.
    }

    /// <summary>What cannot be read is said so, unless booking has a use for it.</summary>
    private static Decision? Unreadable(Turn turn) =>
        Manners.Unreadable(turn) is not { } unreadable ? null
        : turn.State.Active == ActiveDialog.Booking && turn.Text.Length > 0 ? BookingDialog.TryContinue(turn) ?? Floor.Aside(turn, unreadable)
        : unreadable;

    /// <summary>A questionnaire that the message names, unless it is the one under way.</summary>
    private static Decision.Done? StartedScreening(Turn turn) =>
        turn.Content.Screenings.StartedBy(turn.Text) is { } screening && (turn.State.Active != ActiveDialog.Screening || screening.Name != turn.Content.Screenings.Of(turn.State.Screening).Name)
            ? ScreeningDialog.Start(turn, screening)
            : null;

    /// <summary>What came from elsewhere than the patient.</summary>
    private static Decision FromElsewhere(Turn turn, Input input) => input switch
    {
        Input.ScheduleAnswered late => LateAnswers.Tell(turn, late.Request, late.Result),
        Input.ReminderDue due => Reminders.Tell(turn, due.Appointment),
        Input.SlotOffered freed => BookingDialog.Tell(turn, freed.Offer),
        Input.StaffTook took => OwnershipSteps.Took(turn, took.By),
        Input.StaffSaid said => OwnershipSteps.Said(turn, said.Text.Trim(), said.By),
        Input.StaffReturned => OwnershipSteps.Returned(turn),
        Input.StaffClosed => OwnershipSteps.Closed(turn),
        Input.TimerRanOut timer => OwnershipSteps.RanOut(turn, timer.Timer),
        Input.CalledInGroup called => InGroups.Reply(turn, called),
        _ => Manners.Greet(turn),
    };
}
