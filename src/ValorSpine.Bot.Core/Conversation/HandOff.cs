using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Hands over to a person: takes a name and a phone number or e-mail address, and raises an alert for staff.</summary>
internal static class HandOff
{
    private const int MostTries = 2;

    /// <summary>Asks for a contact. Staff hear at once that a person was asked for, in case the patient leaves here.</summary>
    public static Decision.Done Start(Turn turn)
    {
        var asked = turn.Says("hand-off.ask", Outcome.Staff, "hand-off", [turn.Choice("stop")]);
        return new(asked.Turn with
        {
            State = asked.Turn.State with { Active = ActiveDialog.HandOff, HandOff = new() },
            Alerts = [new("staff", "asked-for-a-person")],
        });
    }

    /// <summary>Takes the contact, or null where the message is something else.</summary>
    public static Decision.Done? TryContinue(Turn turn)
    {
        if (turn.Action == ChoiceAction.Stop)
            return Leave(turn, "hand-off.stopped");
        if (turn.Action is not null)
            return null;

        var before = turn.State.HandOff ?? new();
        var details = ContactDetails.Read(turn.Text);
        var known = before with { Name = details.Name ?? before.Name, Contact = details.Phone ?? details.Email ?? before.Contact };
        if (known.Contact is not null)
        {
            var done = Leave(turn, known.Name is null ? "hand-off.taken" : "hand-off.taken-by-name", ("name", known.Name ?? ""));
            return new(done.Turn with { State = done.Turn.State with { HandOff = known }, Alerts = [new("staff", "contact-given")] });
        }

        if (details.Problem is null && turn.LooksLikeQuestion)
            return null;
        if (known.Tries >= MostTries)
            return Leave(turn, "hand-off.gave-up");
        var key = details.Name is null ? "hand-off.again" : "hand-off.name-only";
        return new(new TurnResult
        {
            State = turn.State.Counting(key) with { HandOff = known with { Tries = known.Tries + 1 } },
            Replies = [new Reply { Text = turn.Say(key, ("name", known.Name ?? "")), Choices = [turn.Choice("stop")] }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = key },
        });
    }

    /// <summary>Asks for the contact again after something else was answered.</summary>
    public static Reply Reprompt(Turn turn) => new() { Text = turn.Say("hand-off.reprompt"), Choices = [turn.Choice("stop")] };

    private static Decision.Done Leave(Turn turn, string key, params (string Name, string Value)[] values) => new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None, HandOff = null },
        Replies = [new Reply { Text = turn.Say(key, values), Choices = turn.StandardChoices() }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = key },
    });
}
