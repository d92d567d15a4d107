using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Ownership;

namespace ValorSpine.Bot.Core.Conversation;

/// <summary>Asks for a person: says when one will be there, puts the patient on the list that staff see, and takes a name and a phone number or e-mail address where nobody is there.</summary>
internal static class HandOff
{
    private const int MostTries = 2;

    private static readonly Regex s_saysName = new(@"\b(?:name(?:'?s| is)|call me [A-Z])", RegexOptions.CultureInvariant);

    private static readonly Regex s_reachMe = new(@"\b(?:call|phone|ring|text|reach|contact) (?:me|her|him|us)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex s_otherWay = new(@"\b(?:text|e-?mail|voice ?mail)(?: me| us)?(?: message)? (?:instead|rather)\b|\b(?:text|e-?mail) (?:me|us)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Puts the patient on the list. Staff hear at once that a person was asked for, in case the patient leaves here. A contact in the same message is taken.</summary>
    public static Decision.Done Start(Turn turn)
    {
        var details = turn.Action is null ? ContactDetails.Read(turn.Text) : null;
        var said = details?.Phone ?? details?.Email;
        if (turn.State.Owner is Owner.Waiting { Contact: not null } listed)
            return (said is null && !s_otherWay.IsMatch(turn.Text)) || said == listed.Contact ? Waits(turn, "hand-off.still-waiting") : Added(turn, listed, details ?? ContactDetails.Read(""));
        var known = turn.State.Owner as Owner.Waiting;
        // A name and a number that were given before it was said what for.
        if (said is null && known is null && turn.State is { Active: ActiveDialog.None, HandOff: { Contact: { } noted, Name: var by } })
            return PassOn(turn, by, noted, null, by is null ? "hand-off.taken" : "hand-off.taken-by-name", ("name", by ?? ""));
        if (said is not null)
            return PassOn(turn, details!.Name ?? known?.Name, said, null, details.Name is null ? "hand-off.taken" : "hand-off.taken-by-name", ("name", details.Name ?? ""));
        var waiting = WaitingFor(turn, ReasonOf(turn)).WithTimer(turn.Content.Clinic, turn.Facts.Now);
        var asked = turn with { State = turn.State with { Owner = waiting } };
        return StaffPresence.At(turn.Content.Clinic, turn.Facts.Now) is StaffPresence.Here && known is null
            ? Waits(asked, "hand-off.asked-here", new Alert(AlertKind.Staff, "asked-for-a-person"))
            : Ask(asked, isNew: known is null);
    }

    /// <summary>The same where staff must do what the bot cannot: says so first, and keeps for them what it is about.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="lead">Key of what is said first.</param>
    /// <param name="note">For staff.</param>
    public static Decision.Done StartWith(Turn turn, string lead, string note)
    {
        var waiting = WaitingFor(turn, HandOffReason.Asked);
        var details = ContactDetails.Read(turn.Text);
        var noted = turn with { State = turn.State with { Owner = (waiting with { Note = ContactDetails.Together(waiting.Note, note), Name = waiting.Name ?? details.Name }).WithTimer(turn.Content.Clinic, turn.Facts.Now) } };
        var started = (details.Phone ?? details.Email ?? waiting.Contact) is { } contact
            ? PassOn(noted, details.Name ?? waiting.Name, contact, null, "hand-off.taken")
            : Ask(noted, isNew: turn.State.Owner is not Owner.Waiting, details.Name);
        return new(started.Turn.Opening(turn.Say(lead)));
    }

    /// <summary>Puts the patient on the list with a contact that is known, and says so.</summary>
    public static Decision.Done PassOn(Turn turn, string? name, string contact, string? note, string key, params (string Name, string Value)[] values)
    {
        var waiting = WaitingFor(turn, ReasonOf(turn));
        var listed = (waiting with { Name = name ?? waiting.Name, Contact = contact, Note = ContactDetails.Together(waiting.Note, note) }).WithTimer(turn.Content.Clinic, turn.Facts.Now);
        var done = Leave(turn with { State = turn.State with { Owner = listed } }, key, values);
        return new(done.Turn with { State = done.Turn.State with { HandOff = new(name, contact) }, Alerts = [new(AlertKind.Staff, turn.State.Owner is Owner.Waiting ? "contact-given" : "asked-for-a-person")] });
    }

    /// <summary>The wait as it is, or one that begins with this message.</summary>
    private static Owner.Waiting WaitingFor(Turn turn, HandOffReason why) => turn.State.Owner as Owner.Waiting ?? new(turn.Facts.Now, why) { BegunBy = turn.Facts.Message };

    /// <summary>Takes the patient off the list, or says that they were not on it.</summary>
    public static Decision.Done Withdraw(Turn turn)
    {
        if (turn.State.Owner is not Owner.Waiting)
            return Manners.Reply(turn, "stop")!;
        var done = Leave(turn, "hand-off.withdrawn");
        return new(done.Turn with { State = done.Turn.State with { Owner = new Owner.Bot() } });
    }

    /// <summary>A person is not wanted, or no longer: off the list; null where the message gives another way to be reached.</summary>
    public static Decision? TryDecline(Turn turn) => ContactDetails.Read(turn.Text) is { Phone: null, Email: null, Prefers: not (ContactBy.Text or ContactBy.Email) }
        ? turn.State.Owner is Owner.Waiting ? Withdraw(turn)
            : turn.State.Active == ActiveDialog.None ? turn.Says("hand-off.nobody-asked", Outcome.Staff, "hand-off", [turn.Choice(ChoiceAction.Staff), turn.Choice(ChoiceAction.Ask)])
            : null
        : null;

    /// <summary>Says which number or address staff have, or null where they have none.</summary>
    public static Decision? TellContact(Turn turn) => turn.State is { Owner: Owner.Waiting { Contact: { } contact } waiting }
        ? Floor.Aside(turn, turn.Says("hand-off.contact-is", Outcome.Staff, "hand-off", [turn.Choice(ChoiceAction.NoPerson)], ("given", ContactDetails.Together(waiting.Name, contact.Contains('@', StringComparison.Ordinal) ? contact : ContactDetails.Shown(contact), waiting.Note)!.Replace(";", ",", StringComparison.Ordinal))))
        : null;

    /// <summary>Keeps a name and a number that stand alone, and asks what they are for: whoever gives them wants something, and must not be lost. Null where a message is something else.</summary>
    public static Decision? TryNote(Turn turn)
    {
        if (turn.Action is not null || turn.LooksLikeQuestion || turn.State.Active != ActiveDialog.None)
            return null;
        // Asked for before, not given then, and given now.
        if (turn.State.Owner is Owner.Waiting { Contact: null } && ContactDetails.Read(turn.Text) is { Phone: not null } or { Email: not null })
            return Start(turn);
        if (turn.State.Owner is not Owner.Bot)
            return null;
        if (ContactDetails.Read(turn.Text) is not { Name: { } name, Left: null } details || (details.Phone ?? details.Email) is not { } contact)
            return null;
        var asked = turn.Says("hand-off.what-for", Outcome.Staff, "hand-off", [turn.Choice(ChoiceAction.Book), new Choice(turn.Say("hand-off.choice-reach-me"), ChoiceAction.Staff)], ("name", name));
        return new Decision.Done(asked.Turn with { State = asked.Turn.State with { HandOff = new(name, contact) } });
    }

    /// <summary>Adds what is said for staff after they have a contact: another number, a name, when to call; else null.</summary>
    public static Decision? TryAdd(Turn turn, string? intent)
    {
        if (turn.Action is not null || turn.State is not { Owner: Owner.Waiting { Contact: not null } waiting, Active: ActiveDialog.None })
            return null;
        // "Can they use 312 555 0101 instead?" asks for it, too: what they are reached by must not get lost.
        if (turn.LooksLikeQuestion && ContactDetails.Read(turn.Text) is { Phone: null, Email: null } && !s_otherWay.IsMatch(turn.Text))
            return null;
        // Who asks for a visit gets one.
        if (intent is not (null or "for-staff") || (BookingDialog.IsAskedFor(turn) && !s_reachMe.IsMatch(turn.Text)))
            return null;
        var details = ContactDetails.Read(turn.Text);
        var names = details.Name is { } name && (s_saysName.IsMatch(turn.Text) || (waiting.Name is null && details.Left is null && IsFullName(name, turn.Text)));
        var saysWhen = intent is null && WishInContext.Of(turn, BookingDialog.Current(turn)) is not null;
        return intent is not null || turn.LooksLikeQuestion || details.Phone is not null || details.Email is not null || names || saysWhen ? Added(turn, waiting, details) : null;
    }

    /// <summary>Takes the contact, or null where the message is something else.</summary>
    public static Decision? TryContinue(Turn turn)
    {
        if (turn.Action == ChoiceAction.Stop)
            return Leave(turn, "hand-off.stopped");
        if (turn.Action is not null)
            return null;
        if (BookingCommands.Of(turn.Text) == BookingAction.Stop)
            return Leave(turn, "hand-off.stopped");

        var before = turn.State.HandOff ?? new();
        var details = ThisNumber.AsAnswer(ContactDetails.Read(turn.Text), turn.Text, before.Contact is null);
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        if (details is { Phone: null, Email: null } && SaidName.IsNone(turn))
            details = details with { Name = null };
        var known = before with { Name = details.Name ?? before.Name ?? (turn.State.Owner as Owner.Waiting)?.Name, Contact = details.Phone ?? details.Email ?? before.Contact };
        if (known.Contact is not null)
        {
            var done = Leave(turn with { State = turn.State with { HandOff = known } }, known.Name is null ? "hand-off.taken" : "hand-off.taken-by-name", ("name", known.Name ?? ""));
            var taken = done.Turn with { State = done.Turn.State with { HandOff = known, Owner = WithContact(turn, known) }, Alerts = [new(AlertKind.Staff, "contact-given")] };
            return new Decision.Done(turn.State.Owner is Owner.Waiting || before.FromBooking ? taken : taken.Closing(turn.Say("hand-off.until-then")));
        }

        if (details.Problem is null && turn.LooksLikeQuestion)
            return null;
        if (known.Tries >= MostTries)
            return Leave(turn, "hand-off.gave-up");
        var key = details.Name is null ? "hand-off.again" : "hand-off.name-only";
        return new Decision.Done(new TurnResult
        {
            State = turn.State.Counting(key) with { HandOff = known with { Tries = known.Tries + 1 } },
            Replies = [new Reply { Text = turn.Say(key, ("name", known.Name ?? "")), Choices = [turn.Choice(ChoiceAction.Stop)] }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = key },
        });
    }

    /// <summary>Asks for the contact again after something else was answered.</summary>
    public static Reply Reprompt(Turn turn) => new() { Text = turn.Say("hand-off.reprompt"), Choices = [turn.Choice(ChoiceAction.Stop)] };

    private static bool IsFullName(string name, string typed) => name.Contains(' ', StringComparison.Ordinal) && typed.Any(char.IsUpper);

    private static Decision.Done Ask(Turn turn, bool isNew, string? name = null)
    {
        var key = name is null ? "hand-off.ask" : "hand-off.name-only";
        return new(new TurnResult
        {
            State = turn.State.Counting(key) with { Active = ActiveDialog.HandOff, HandOff = new(name) { FromBooking = IsBooking(turn) } },
            Replies = [new Reply { Text = $"{turn.WhenStaffAreThere()} {turn.Say(key, ("name", name ?? ""))}\n\n{turn.Say("hand-off.until-then")}", Choices = [turn.Choice(ChoiceAction.Stop)] }],
            Outcome = Outcome.Staff,
            Why = new() { DecidedBy = "hand-off", Note = key },
            Alerts = isNew ? [new(AlertKind.Staff, "asked-for-a-person")] : [],
        });
    }

    private static Decision.Done Added(Turn turn, Owner.Waiting waiting, ContactDetails details)
    {
        var listed = waiting with { Name = waiting.Name ?? details.Name, Note = ContactDetails.Together(waiting.Note, turn.Text) };
        var done = turn.Says("hand-off.added", Outcome.Staff, "hand-off", [turn.Choice(ChoiceAction.NoPerson), turn.Choice(ChoiceAction.Book)]);
        return new(done.Turn with { State = done.Turn.State with { Owner = listed }, Alerts = [new(AlertKind.Staff, "contact-given")] });
    }

    private static Decision.Done Waits(Turn turn, string key, params ReadOnlySpan<Alert> alerts) => Resuming(turn, IsBooking(turn), new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None },
        Replies = [new Reply { Text = turn.Say(key, ("when", turn.WhenStaffAreThere())), Choices = [turn.Choice(ChoiceAction.NoPerson)] }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = key },
        Alerts = [.. alerts],
    }));

    private static Owner.Waiting WithContact(Turn turn, HandOffState known) =>
        (WaitingFor(turn, HandOffReason.Asked) with { Name = known.Name, Contact = known.Contact }).WithTimer(turn.Content.Clinic, turn.Facts.Now);

    // Whoever asks in their own words was not led there.
    private static HandOffReason ReasonOf(Turn turn) => turn.Action == ChoiceAction.Staff ? turn.State.PersonOffered ?? HandOffReason.Asked : HandOffReason.Asked;

    private static Decision.Done Leave(Turn turn, string key, params (string Name, string Value)[] values) => Resuming(turn, turn.State.HandOff?.FromBooking == true || IsBooking(turn), new(new TurnResult
    {
        State = turn.State with { Active = ActiveDialog.None, HandOff = null },
        Replies = [new Reply { Text = turn.Say(key, values), Choices = turn.StandardChoices() }],
        Outcome = Outcome.Staff,
        Why = new() { DecidedBy = "hand-off", Note = key },
    }));

    private static bool IsBooking(Turn turn) => turn.State is { Active: ActiveDialog.Booking, Booking.Step: not BookingStep.None };

    /// <summary>A booking in which a person was asked for goes on where it stood: the time that is held is not lost without a word.</summary>
    private static Decision.Done Resuming(Turn turn, bool isBooking, Decision.Done done)
    {
        if (!isBooking || turn.State.Booking is not { Step: not BookingStep.None })
            return done;
        var reprompt = BookingReplies.After(turn.Say("booking.resume"), BookingDialog.Reprompt(turn));
        return new(done.Turn.Then(reprompt) with { State = done.Turn.State with { Active = ActiveDialog.Booking } });
    }
}
