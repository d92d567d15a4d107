using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What picking one of booking's choices does. A card may be days old, so each pick is held against the state.</summary>
internal static class BookingPicks
{
    public static Decision? Take(Turn turn, BookingState booking, string target)
    {
        if (target == BookingAction.Withdraw)
            return UnansweredSchedule.Withdraw(turn, booking);
        if (target == BookingAction.LeaveList)
            return WaitingSteps.Leave(turn, booking);
        if (BookingAction.PassedOf(target) is { } passed)
            return SlotOffers.Pass(turn, booking, passed);
        if (UnansweredSchedule.StillWaiting(turn, booking) is { } waiting)
            return waiting;
        if (Reminders.Take(turn, booking, target) is { } reminded)
            return reminded;
        if (BookingAction.TakenOf(target) is { } taken)
            return SlotOffers.Take(turn, booking, taken);
        if (target == BookingAction.Wait)
            return WaitingSteps.Start(turn, booking);
        if (BookingAction.IsSlot(target))
            return Slot(turn, booking, target);
        if (BookingAction.IsVisit(target))
            return Visit(turn, booking, target);
        if (BookingAction.ClinicianOf(target) is { } clinician)
            return Clinician(turn, booking, clinician);
        if (BookingAction.ContactOf(target) is { } by && booking.Step == BookingStep.Contact)
            return BookingSteps.Next(turn, booking with { PreferredContact = by });
        if (booking.Step == BookingStep.None)
            return WhenOver(turn, booking, target);
        return target switch
        {
            BookingAction.Other when booking.Step == BookingStep.Time => BookingSteps.OfferTimes(turn, booking with { When = new WhenWanted { Kind = WhenKind.OtherDay } }),
            BookingAction.Later when booking.Step == BookingStep.Time => BookingSteps.OfferTimes(turn, booking with { When = new WhenWanted { Kind = WhenKind.Later } }),
            BookingAction.Earlier when booking.Step == BookingStep.Time => BookingSteps.OfferTimes(turn, booking with { When = new WhenWanted { Kind = WhenKind.Earlier } }),
            BookingAction.ChooseClinician when booking.Step == BookingStep.Time => BookingSteps.Ask(turn, booking with { Step = BookingStep.Clinician }),
            BookingAction.Confirm when booking.Step == BookingStep.Review => BookingSteps.Confirm(turn, booking),
            BookingAction.Change when booking.Step == BookingStep.Review => BookingSteps.Ask(turn, booking with { Step = BookingStep.Change }),
            BookingAction.ChangeTime when booking.Visit is not null && booking.Step != BookingStep.CancelReview => BookingSteps.ChangeTime(turn, booking, null),
            BookingAction.ChangeVisit when IsChange(booking) => BookingSteps.Freed(turn, booking) ?? BookingSteps.Ask(turn, BookingDialog.Fresh(booking) with { Step = BookingStep.Visit, When = booking.Slot is { } held ? BookingSteps.Exactly(turn, held) : booking.When, Name = booking.Name, Phone = booking.Phone, Email = booking.Email, PreferredContact = booking.PreferredContact, Reason = booking.Reason }),
            BookingAction.ChangeName when IsChange(booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.Details, Name = null }),
            BookingAction.ChangePhone when IsChange(booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.Details, Phone = null }),
            BookingAction.ChangeEmail when IsChange(booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.Email }),
            BookingAction.ChangeContact when IsChange(booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.Contact }),
            BookingAction.ChangeReason when IsChange(booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.Reason }),
            BookingAction.Skip when booking.Step is BookingStep.Email or BookingStep.Contact or BookingStep.Reason => BookingAnswers.Skipped(turn, booking),
            BookingAction.NewCode when booking.Step == BookingStep.Code => OwnershipCheck.Take(turn, booking, null),
            BookingAction.Yes when booking.Step == BookingStep.EmailSpelling => BookingSteps.Next(turn, booking with { Email = booking.EmailSuggestion, EmailSuggestion = null }),
            BookingAction.No when booking.Step == BookingStep.EmailSpelling => BookingSteps.Next(turn, booking with { EmailSuggestion = null }),
            BookingAction.Yes when booking.Step == BookingStep.CancelReview => BookingSteps.Cancel(turn, booking),
            BookingAction.No when booking.Step == BookingStep.CancelReview => BookingSteps.Stop(turn, booking),
            BookingAction.Move when booking.Step == BookingStep.CancelReview => BookingSteps.WithExisting(turn, booking with { Purpose = BookingPurpose.Move }),
            BookingAction.Second when booking.Step == BookingStep.MoveOrSecond => SecondVisit.Begin(turn, booking),
            BookingAction.Move => BookingDialog.StartMove(turn),
            BookingAction.Cancel => BookingDialog.StartWithExisting(turn, booking, BookingPurpose.Cancel),
            BookingAction.Back => BookingSteps.Back(turn, booking),
            BookingAction.Restart => BookingSteps.Restart(turn, booking),
            BookingAction.Stop => BookingSteps.Stop(turn, booking),
            BookingAction.Other or BookingAction.Later or BookingAction.Earlier or BookingAction.ChooseClinician or BookingAction.ChangeContact or BookingAction.ChangeReason or BookingAction.Confirm or BookingAction.Change or BookingAction.ChangeTime or BookingAction.ChangeVisit
                or BookingAction.ChangeName or BookingAction.ChangePhone or BookingAction.ChangeEmail or BookingAction.Skip or BookingAction.Yes or BookingAction.No or BookingAction.NewCode or BookingAction.Second
                => BookingSteps.Ask(turn, booking, "booking.stale"),
            _ => null,
        };
    }

    private static bool IsChange(BookingState booking) =>
        booking.Purpose == BookingPurpose.Book && booking.Step is BookingStep.Change or BookingStep.Review or BookingStep.Details;

    private static Decision Slot(Turn turn, BookingState booking, string target)
    {
        if (booking.Offered.FirstOrDefault(slot => BookingAction.Slot(slot) == target) is { } slot && booking.Step is not (BookingStep.None or BookingStep.CancelReview))
            return BookingSteps.Hold(turn, booking, slot);
        return booking is { Step: not (BookingStep.None or BookingStep.CancelReview), Visit: not null }
            ? BookingSteps.OfferTimes(turn, booking with { When = null }, "booking.stale")
            : BookingSteps.Freed(turn, booking) ?? BookingSteps.Begin(turn, BookingDialog.Fresh(booking), "booking.stale");
    }

    private static Decision Clinician(Turn turn, BookingState booking, string picked)
    {
        if (booking is not { Step: BookingStep.Clinician or BookingStep.Time, Visit: not null })
            return BookingSteps.Ask(turn, booking, "booking.stale");
        var wanted = picked == BookingAction.AnyClinician ? null : picked;
        var isNamed = wanted is null || turn.Content.Clinic.Clinicians.ContainsKey(wanted);
        return BookingSteps.OfferTimes(turn, booking with { Clinician = isNamed ? wanted : null, When = booking.Wished }, isNamed ? "" : "booking.stale");
    }

    private static Decision Visit(Turn turn, BookingState booking, string target)
    {
        if (turn.Content.Clinic.Visits.FirstOrDefault(visit => BookingAction.Visit(visit) == target) is not { } picked)
            return BookingSteps.Freed(turn, booking) ?? BookingSteps.Begin(turn, BookingDialog.Fresh(booking), "booking.stale");
        var basis = booking.Purpose == BookingPurpose.Book ? booking : BookingDialog.Fresh(booking);
        return BookingSteps.Freed(turn, booking) ?? BookingSteps.Begin(turn, basis with { Visit = picked.Id, Offered = [], Slot = null, HoldId = null, Until = null });
    }

    // A second tap on "confirm" must not look like a failure: it says again what stands.
    private static Decision? WhenOver(Turn turn, BookingState booking, string target) => (target, booking.Booked) switch
    {
        (BookingAction.Confirm, { Reference: var own }) => RememberedVisit.Ask(turn, own, out var stands) is { } asks ? asks
            : stands is null ? RememberedVisit.Gone(turn, booking, own)
            : BookingSteps.Ended(turn, booking.Knowing(stands), "confirmed again", BookingReplies.Booked(turn, stands, "booking.booked-already")),
        (BookingAction.Move, _) => BookingDialog.StartMove(turn),
        (BookingAction.Cancel, _) => BookingDialog.StartWithExisting(turn, booking, BookingPurpose.Cancel),
        (BookingAction.Stop or BookingAction.No or BookingAction.Back, _) => BookingSteps.Ended(turn, booking, "nothing in progress", BookingReplies.Prompt(turn, booking)),
        (BookingAction.Restart or BookingAction.Other or BookingAction.Later or BookingAction.Earlier or BookingAction.ChooseClinician or BookingAction.ChangeContact or BookingAction.ChangeReason or BookingAction.Confirm or BookingAction.Change or BookingAction.ChangeTime
            or BookingAction.ChangeVisit or BookingAction.ChangeName or BookingAction.ChangePhone or BookingAction.ChangeEmail or BookingAction.Skip or BookingAction.Yes or BookingAction.NewCode or BookingAction.Second, _)
            => BookingSteps.Begin(turn, BookingDialog.Fresh(booking), "booking.stale"),
        _ => null,
    };
}
