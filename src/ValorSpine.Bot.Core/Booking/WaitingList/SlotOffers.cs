using System.Collections.Immutable;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Booking.WaitingList;

/// <summary>Tells a patient of a freed time that is held for them, and takes their answer. A visit that they have moves to it; without one it is booked.</summary>
internal static class SlotOffers
{
    private static readonly string[] s_takes = ["take it", "i'll take it", "ill take it", "i will take it", "i take it", "i want it", "yes i'll take it"];
    private static readonly string[] s_passes = ["pass", "i pass", "i'll pass", "no thanks", "no thank you", "skip", "skip it", "can't make it", "doesn't work", "does not work", "not that one"];

    /// <summary>Tells of a held time, together with what the patient was asked before. Says nothing while a warning sign stands or a person has the conversation, where it could not be taken: the time then goes to the next.</summary>
    public static Decision Tell(Turn turn, ListOffer offer)
    {
        var booking = BookingDialog.Current(turn);
        if (!turn.State.BotHasFloor)
            return LateAnswers.Silent(turn, booking);
        if (Existing(turn, booking, offer.Entry, out var existing) is { } needs)
            return needs;
        if (existing is not null && existing.Slot.Start <= offer.Slot.Start)
            return LateAnswers.Silent(turn, booking);

        var notice = Notice(turn, offer);
        var reply = new Reply { Text = Text(turn, offer, existing), Brief = turn.Content.Notices.Of(notice.Template, notice.Values).Sms, Choices = Choices(turn, offer) };
        var told = new TurnResult
        {
            State = turn.State with { Booking = booking.Listed(offer.Slot.Visit, offer.Entry.Wish.Ends) with { Offer = offer } },
            Replies = [reply],
            Outcome = Outcome.Booking,
            Why = new() { DecidedBy = "booking", Note = "offered a freed time" },
            Notices = [notice],
        };
        return new Decision.Done(LateAnswers.Interrupted(turn, booking) is { } prompt ? told.Then(prompt with { Choices = [.. prompt.Choices, .. reply.Choices] }) : told);
    }

    /// <summary>Books the held time, or moves the visit that stands to it.</summary>
    public static Decision Take(Turn turn, BookingState booking, string id)
    {
        if (booking.Offer is not { } offer || offer.Id != id)
            return Over(turn, booking);
        if (booking.HoldId != offer.HoldId && BookingSteps.Freed(turn, booking) is { } frees)
            return frees;
        if (Existing(turn, booking, offer.Entry, out var existing) is { } needs)
            return needs;
        var entry = offer.Entry;
        return GoingOn(turn, BookingSteps.Confirm(turn, BookingDialog.Fresh(booking) with
        {
            Purpose = existing is null ? BookingPurpose.Book : BookingPurpose.Move,
            Existing = existing,
            Visit = offer.Slot.Visit,
            Clinician = entry.Wish.Clinician,
            Slot = offer.Slot,
            HoldId = offer.HoldId,
            Until = offer.Until,
            Name = entry.Name,
            Phone = entry.Phone,
            Email = entry.Email,
            PreferredContact = entry.PreferredContact,
        }));
    }

    /// <summary>Gives the held time back; the patient stays on the list.</summary>
    public static Decision Pass(Turn turn, BookingState booking, string id)
    {
        if (booking.Offer is not { } offer || offer.Id != id)
            return Over(turn, booking);
        return Released(turn, booking) ?? LateAnswers.Told(turn, booking with { Offer = null }, "passed a freed time on", BookingReplies.Say(turn, "booking.offer-passed", [LeaveChoice(turn)]));
    }

    /// <summary>What typed words mean right after a time was offered, or null where they are something else.</summary>
    public static Decision? Heard(Turn turn)
    {
        if (turn.State.Booking is not { Offer: { } offer } booking || offer.Until <= turn.Facts.Now || !turn.State.Offered.Any(choice => choice.Action == ChoiceAction.Booking(BookingAction.TakeOffer(offer.Id))))
            return null;
        var plain = turn.Text.ToLowerInvariant().Replace('\u2019', '\'').Trim(' ', '.', '!', ',').Replace(",", "", StringComparison.Ordinal);

        // Where something else is asked too, "yes", "skip" and the like answer that.
        var alone = turn.State.Active == ActiveDialog.None;
        if (s_takes.Contains(plain) || (alone && BookingCommands.Of(turn.Text) is BookingAction.Yes or BookingAction.Confirm))
            return Take(turn, booking, offer.Id);
        return alone && (s_passes.Contains(plain) || BookingCommands.Of(turn.Text) == BookingAction.No) ? Pass(turn, booking, offer.Id) : null;
    }

    /// <summary>What must be asked so that an offered time is no longer held, or null where none is.</summary>
    public static Decision? Released(Turn turn, BookingState booking) =>
        booking.Offer is { } offer && new ScheduleRequest.Release(offer.HoldId) is var release && turn.Facts.ResultOf(release) is null ? new Decision.Needs(release) : null;

    /// <summary>The way off the list.</summary>
    public static Choice LeaveChoice(Turn turn) => new(turn.Say("booking.choice-leave-list"), ChoiceAction.Booking(BookingAction.LeaveList));

    private static ImmutableArray<Choice> Choices(Turn turn, ListOffer offer) =>
    [
        new(turn.Say("booking.choice-take-offer"), ChoiceAction.Booking(BookingAction.TakeOffer(offer.Id))),
        new(turn.Say("booking.choice-pass-offer"), ChoiceAction.Booking(BookingAction.PassOffer(offer.Id))),
        LeaveChoice(turn),
    ];

    // Of the visit it says when, and nothing else.
    private static Notice Notice(Turn turn, ListOffer offer) => new()
    {
        Key = $"{NoticeTexts.Offer}:{offer.Id}",
        Template = NoticeTexts.Offer,
        To = NoticeAddress.Of(offer.Entry.PreferredContact, offer.Entry.Email, offer.Entry.Phone, turn.Content.Clinic.NoticeWays),
        DueAt = turn.Facts.Now,
        VoidAt = offer.Until,
        Values = ImmutableDictionary<string, string>.Empty
            .Add("when", ClinicTime.Long(turn.Content.Clinic, offer.Slot.Start))
            .Add("until", ClinicTime.Long(turn.Content.Clinic, offer.Until)),
    };

    private static string Text(Turn turn, ListOffer offer, BookedAppointment? existing)
    {
        var clinic = turn.Content.Clinic;
        var (now, until) = (ClinicTime.At(clinic, turn.Facts.Now), ClinicTime.At(clinic, offer.Until));
        var opened = turn.Say(
            "booking.offer", ("visit", BookingReplies.VisitName(turn, offer.Slot.Visit)), ("when", ClinicTime.Long(clinic, offer.Slot.Start)),
            ("until", until.Date == now.Date ? ClinicTime.Clock(clinic, until) : ClinicTime.Long(clinic, until)));
        var with = clinic.Clinicians.GetValueOrDefault(offer.Slot.Resource) is { } clinician ? " " + turn.Say("booking.offer-with", ("clinician", clinician)) : "";
        var then = existing is null
            ? turn.Say("booking.offer-books", ("name", offer.Entry.Name), ("number", ContactDetails.Shown(offer.Entry.Phone)))
            : turn.Say("booking.offer-moves", ("when", ClinicTime.Long(clinic, existing.Slot.Start)));
        return $"{opened}{with}\n\n{then} {turn.Say("booking.offer-else")}";
    }

    /// <summary>The visit that would move, or what must be asked first.</summary>
    private static Decision.Needs? Existing(Turn turn, BookingState booking, WaitingEntry entry, out BookedAppointment? existing)
    {
        existing = null;

        foreach (var reference in new[] { WaitingSteps.MadeHere(booking, entry.Wish.Visit)?.Reference, entry.Reference }.OfType<string>().Distinct())
        {
            if (RememberedVisit.Ask(turn, reference, out var stands) is { } needs)
                return needs;
            existing ??= stands?.Slot.Start > turn.Facts.Now ? stands : null;
        }

        return null;
    }

    private static Decision.Done Over(Turn turn, BookingState booking) =>
        LateAnswers.Told(turn, booking, "the offer is over", BookingReplies.Say(turn, booking.IsListed(turn.Facts.Now) ? "booking.offer-over-still-listed" : "booking.offer-over", [new Choice(turn.Say("booking.choice-book"), ChoiceAction.Book), BookingReplies.Staff(turn)]));

    /// <summary>Once it is booked, a check or a hand-off that was under way goes on.</summary>
    private static Decision GoingOn(Turn turn, Decision decision) =>
        decision is Decision.Done { Turn: { State.Active: ActiveDialog.None } result } && turn.State.Active is ActiveDialog.Screening or ActiveDialog.HandOff
            ? new Decision.Done((result with { State = result.State with { Active = turn.State.Active } }).Then(LateAnswers.Interrupted(turn, BookingDialog.Current(turn))!))
            : decision;
}
