using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Asks for a person: says when one will be there, puts the patient on the list that staff see, and takes a name and a phone number or e-mail address where nobody is there.</summary>
internal static class HandOff
{
    private const int MostTries = 2;

    /// <summary>Puts the patient on the list. Staff hear at once that a person was asked for, in case the patient leaves here.</summary>
    public static Decision.Done Start(Turn turn)
    {
        if (turn.State.Owner is Owner.Waiting { Contact: not null })
            return Waits(turn, "hand-off.still-waiting");
        var known = turn.State.Owner as Owner.Waiting;
        var waiting = (known ?? new Owner.Waiting(turn.Facts.Now, ReasonOf(turn))).WithTimer(turn.Content.Clinic, turn.Facts.Now);
        var listed = turn with { State = turn.State with { Owner = waiting } };
        return StaffPresence.At(turn.Content.Clinic, turn.Facts.Now) is StaffPresence.Here && known is null
            ? Waits(listed, "hand-off.asked-here", new Alert("staff", "asked-for-a-person"))
            : Ask(listed, isNew: known is null);
    }

    /// <summary>Takes the patient off the list, or says that they were not on it.</summary>
    public static Decision.Done Withdraw(Turn turn)
    {
        if (turn.State.Owner is not Owner.Waiting)
            return Manners.Reply(turn, "stop")!;
        var done = Leave(turn, "hand-off.withdrawn");
        return new(done.Turn with { State = done.Turn.State with { Owner = new Owner.Bot() } });
    }

    /// <summary>Takes the contact, or null where the message is something else.</summary>
    public static Decision? TryContinue(Turn turn)
    {
        if (turn.Action == ChoiceAction.Stop)
            return Leave(turn, "hand-off.stopped");
        if (turn.Action is not null)
            return null;

        var before = turn.State.HandOff ?? new();
        var details = ThisNumber.AsAnswer(ContactDetails.Read(turn.Text), turn.Text, before.Contact is null);
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        var known = before with { Name = details.Name ?? before.Name, Contact = details.Phone ?? details.Email ?? before.Contact };
        if (known.Contact is not null)
        {
            var done = Leave(turn, known.Name is null ? "hand-off.taken" : "hand-off.taken-by-name", ("name", known.Name ?? ""));
            var taken = done.Turn with { State = done.Turn.State with { HandOff = known, Owner = WithContact(turn, known) }, Alerts = [new("staff", "contact-given")] };
            return new Decision.Done(turn.State.Owner is Owner.Waiting ? taken : taken.Closing(turn.Say("hand-off.until-then")));
        }

        if (details.Problem is null && turn.LooksLikeQuestion)
            return null;
        if (known.Tries >= MostTries)
            return Leave(turn, "hand-off.gave-up");
        var key = details.Name is null ? "hand-off.again" : "hand-off.name-only";
        return new Decision.Done(new TurnResult
        {
            State = turn.State.Counting(key) with { HandOff = known with { Tries = known.Tries + 1 } },
            Replies = [new Reply { Text = turn.Say(key, ("name", known.Name ?? "")), Choices = [turn.Choice("stop")] }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = key },
        });
    }

    /// <summary>Asks for the contact again after something else was answered.</summary>
    public static Reply Reprompt(Turn turn) => new() { Text = turn.Say("hand-off.reprompt"), Choices = [turn.Choice("stop")] };

    private static Decision.Done Ask(Turn turn, bool isNew)
    {
        const string Key = "hand-off.ask";
        return new(new TurnResult
        {
            State = turn.State.Counting(Key) with { Active = ActiveDialog.HandOff, HandOff = new() },
            Replies = [new Reply { Text = $"{turn.WhenStaffAreThere()} {turn.Say(Key)}\n\n{turn.Say("hand-off.until-then")}", Choices = [turn.Choice("stop")] }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = Key },
            Alerts = isNew ? [new("staff", "asked-for-a-person")] : [],
        });
    }

    private static Decision.Done Waits(Turn turn, string key, params ReadOnlySpan<Alert> alerts) => new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None },
        Replies = [new Reply { Text = turn.Say(key, ("when", turn.WhenStaffAreThere())), Choices = [turn.Choice("no-person")] }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = key },
        Alerts = [.. alerts],
    });

    private static Owner.Waiting WithContact(Turn turn, HandOffState known) =>
        ((turn.State.Owner as Owner.Waiting ?? new(turn.Facts.Now, HandOffReason.Asked)) with { Name = known.Name, Contact = known.Contact }).WithTimer(turn.Content.Clinic, turn.Facts.Now);

    // Whoever asks in their own words was not led there.
    private static HandOffReason ReasonOf(Turn turn) => turn.Action == ChoiceAction.Staff ? turn.State.PersonOffered ?? HandOffReason.Asked : HandOffReason.Asked;

    private static Decision.Done Leave(Turn turn, string key, params (string Name, string Value)[] values) => new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None, HandOff = null },
        Replies = [new Reply { Text = turn.Say(key, values), Choices = turn.StandardChoices() }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = key },
    });
}
