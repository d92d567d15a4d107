using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Booking.WaitingList;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// Books, moves and cancels appointments in a few turns: kind of visit, time, name and phone, confirm. What the schedule must say is asked
/// for as <see cref="Decision.Needs"/>; the same turn is then decided again with the result.
/// </summary>
public static class BookingDialog
{
    private static readonly Regex s_asksAbout = new(@"^\W*(?:(?:hi|hello|hey|so|and|ok)[\s,.!]+)*(?:what|how|why|who|where|do i|do you (?:take|accept|offer|treat)|does|should i|will)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_callMe = new(@"\b(?:call|ring|phone) (?:me|us|him|her)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Starts a new appointment with what the message already says about the visit and the time, or resumes one in progress.</summary>
    public static Decision Start(Turn turn)
    {
        var booking = Current(turn);
        if (UnansweredSchedule.StillWaiting(turn, booking) is { } waiting)
            return waiting;
        if (Told.Of(turn, out var told, out var details) is { } needsNumber)
            return needsNumber;
        var visit = BookingWords.Visit(told, turn.Content.Clinic);
        var when = Wished(turn, Fresh(booking), told);
        if (PatientZone.IsElsewhere(turn.Text, turn.Content.Clinic))
            when = PatientZone.WithoutHours(when);
        if (booking is { Purpose: BookingPurpose.Book, Step: not (BookingStep.None or BookingStep.Time) } && visit is null && when is null && details is null or { Name: null, Phone: null, Email: null, Problem: null })
            return BookingSteps.Ask(turn, booking with { Reason = ContactDetails.Together(booking.Reason, details?.Needs) }, details?.Needs is null ? "booking.resume" : "booking.noted-for-staff");
        if (BookingSteps.Freed(turn, booking) is { } needs)
            return needs;
        if (StandsBefore(turn, ref booking, out var stands) is { } asks)
            return asks;
        var begun = Fresh(booking) with
        {
            Visit = visit?.Id,
            When = when,
            Clinician = BookingWords.Clinician(told, turn.Content.Clinic),
            Name = details?.Name,
            Phone = details?.Phone,
            Email = details?.Email,
            EmailSuggestion = details?.Problem is { Kind: ContactProblemKind.EmailSpelling, Suggestion: var better } ? better : null,
            PreferredContact = details?.Prefers,
            Reason = ContactDetails.Together(details?.Reason, details?.Besides),
        };
        // Who gave name and number before it was said what for is not asked again; both are shown before anything is booked.
        if (begun is { Name: null, Phone: null, Email: null } && turn.State is { Active: ActiveDialog.None, HandOff: { Name: { } by, Contact: { } contact } } && !BookingWords.IsBesides(turn.Text))
            begun = contact.Contains('@', StringComparison.Ordinal) ? begun with { Name = by, Email = contact } : begun with { Name = by, Phone = contact };
        // Who names neither a kind of visit nor another one may mean the visit that stands.
        if (stands && visit is null && details is null or { Phone: null, Email: null, Name: null } && turn.Action is null && !SecondVisit.IsAskedFor(turn.Text) && !BookingWords.SaysBook(turn.Text))
            return SecondVisit.Ask(turn, begun);
        return BookingSteps.Begin(turn, begun, details?.Problem?.Kind == ContactProblemKind.PhoneNotValid ? "booking.phone-not-valid" : stands ? SecondVisit.Lead : details?.Needs is not null ? "booking.noted-for-staff" : "");
    }

    /// <summary>A whole booking in one message, whatever else stands in it: a person who is asked for beside it is not forgotten, but does not take its place.</summary>
    public static Decision StartWhole(Turn turn, string? intent) => Start(turn) is var begun && begun is Decision.Done { Turn: var result } && (intent == "staff" || BookingWords.AsksForPerson(turn.Text))
        ? new Decision.Done(result.Opening(turn.Say("booking.person-later")))
        : begun;

    /// <summary>Whether a message names all that a booking needs, or all but the kind of visit: a day, and how to reach the patient.</summary>
    public static bool IsWhole(Turn turn, string? intent)
    {
        if (turn.Action is not null || turn.State.Active != ActiveDialog.None || intent is "cancel-visit" or "move-visit" or "cant-come" or "cancel-shown" or "running-late" or "leave-list" or "list-place" or "wait-list" || !ContactDetails.MayHoldPhoneOrEmail(turn.Text) || BookingWords.SpeaksOfVisitThatStands(turn.Text))
            return false;
        var (told, details) = Told.Of(turn.Text);
        if (details is null or { Phone: null, Email: null } || (turn.LooksLikeQuestion && s_asksAbout.IsMatch(turn.Text)))
            return false;
        var today = DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime);
        return BookingWords.Visit(told, turn.Content.Clinic) is not null ? WhenWords.NamesDay(told, today)
            : !s_callMe.IsMatch(turn.Text) && WhenWanted.Parse(told, ClinicTime.At(turn.Content.Clinic, turn.Facts.Now)) is { } when && (when is { Kind: WhenKind.Within, HasDays: true, HasTime: true } || when.Or is not null);
    }

    /// <summary>Whether a visit that was made here stands beside the booking that begins, or what must be asked to know it.</summary>
    private static Decision.Needs? StandsBefore(Turn turn, ref BookingState booking, out bool stands)
    {
        stands = false;
        if (booking.Booked is not { } own || own.Slot.Start <= turn.Facts.Now)
            return null;
        if (RememberedVisit.Ask(turn, own.Reference, out var known) is { } asks)
            return asks;
        var isGone = turn.Facts.ResultOf(new ScheduleRequest.Find(own.Reference)) is ScheduleResult.NotFound or ScheduleResult.Cancelled;
        booking = isGone ? booking.Without(own.Reference) : booking.Knowing(known ?? own);
        stands = !isGone;
        return null;
    }

    /// <summary>When the patient would like to come: where the whole cannot be read, the one part that says it, beside parts that tell what happened.</summary>
    private static WhenWanted? Wished(Turn turn, BookingState booking, string told)
    {
        var whole = WishInContext.Of(turn, booking, told);
        if (whole is { Kind: not (WhenKind.Unclear or WhenKind.Past) } or { Or: not null })
            return whole;
        var parts = told.Split([',', '.', ';', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(part => (Text: part, Wish: WishInContext.Of(turn, booking, part))).ToList();
        var wishes = parts.FindAll(part => part.Wish is { Kind: WhenKind.Within, HasDays: true } && !BookingWords.TellsOfBefore(part.Text));
        return wishes is [{ Wish: { } only }] && parts.TrueForAll(part => part == wishes[0] || part.Wish is null || BookingWords.TellsOfBefore(part.Text)) ? only : whole;
    }

    /// <summary>Starts giving up an appointment: the one made in this conversation, or another by reference and a one-time code. Where it was just asked whether to, saying so again is a yes.</summary>
    public static Decision StartCancel(Turn turn)
    {
        var booking = Current(turn);
        var reference = BookingWords.Reference(turn.Text, asked: false);
        if (turn.State.Active == ActiveDialog.Booking && booking.Step == BookingStep.CancelReview && (reference is null || reference == booking.Existing?.Reference))
            return BookingWords.RefusesToCancel(turn.Text) ? BookingSteps.Stop(turn, booking) : BookingSteps.Cancel(turn, booking);
        var inProgress = turn.State.Active == ActiveDialog.Booking && booking is { Purpose: BookingPurpose.Book, Booked: null };
        return inProgress && reference is null ? BookingSteps.Stop(turn, booking) : StartWithExisting(turn, booking, BookingPurpose.Cancel, reference);
    }

    /// <summary>Starts moving an appointment: the one made in this conversation, or another by reference and a one-time code.</summary>
    public static Decision StartMove(Turn turn)
    {
        var reference = BookingWords.Reference(turn.Text, asked: false);
        // What is not booked yet has no reference: it is the time that is held that shall change.
        if (reference is null && turn.State.Active == ActiveDialog.Booking && Current(turn) is { Purpose: BookingPurpose.Book, Booked: null, Slot: not null } held)
            return BookingSteps.ChangeTime(turn, held, WishInContext.Of(turn, held));
        return StartWithExisting(turn, Current(turn), BookingPurpose.Move, reference);
    }

    /// <summary>Starts what a message asks to do with a visit that it names by its reference alone, or by "it" while one that was booked here stands; or by another time right after it was booked ("actually make it wednesday"); else null.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="intent">What the message asks the bot to do in general, or null.</param>
    public static Decision? TryChange(Turn turn, string? intent)
    {
        var stands = StandingVisit.Has(turn);
        return BookingWords.Change(turn.Text, stands) switch
        {
            BookingPurpose.Cancel => StartCancel(turn),
            _ when stands && BookingWords.RefusesToCancel(turn.Text) => StandingVisit.Show(turn),
            // With nothing here to cancel, it is a visit of another chat.
            _ when !stands && turn.State.Active == ActiveDialog.None && intent == "cancel-shown" && turn.Text.Contains("cancel", StringComparison.OrdinalIgnoreCase) && !turn.LooksLikeQuestion => StartCancel(turn),
            _ when stands && !turn.LooksLikeQuestion && (intent == "cancel-shown" || BookingCommands.Of(turn.Text) == BookingAction.Cancel) => StartCancel(turn),
            _ when stands && !turn.LooksLikeQuestion && BookingWords.WantsInstead(turn.Text) && IsOtherKind(turn) => StandingVisit.LeaveToStaff(turn),
            BookingPurpose.Move => StartMove(turn),
            _ when stands && intent is null or "visit-change" or "for-staff" && DetailCorrections.IsOfVisit(turn) => StandingVisit.LeaveToStaff(turn),
            _ when stands && intent is null or "move-visit" or "cancel-visit" && SecondVisit.NamesOneByKind(turn) && SecondVisit.ChangeOfKind(turn) is { } ofKind => ofKind,
            _ when BookingWords.CannotKeepVisit(turn.Text) && turn.State.Active == ActiveDialog.None && !turn.LooksLikeQuestion => StartCancel(turn),
            _ when IsJustBooked(turn) && (MeansBooked(turn) || BookingCommands.Of(turn.Text) == BookingAction.ChangeTime) => StartMove(turn),
            _ when intent is null or "book" or "for-staff" || (intent == "stop" && IsJustBooked(turn)) => SecondVisit.TryChange(turn),
            _ => null,
        };
    }

    /// <summary>Whether booking waits for the code or the reference of a visit.</summary>
    public static bool AsksForCode(Turn turn) => turn.State is { Active: ActiveDialog.Booking, Booking.Step: BookingStep.Code or BookingStep.Reference };

    /// <summary>Takes up what was given up last, where there is such: "book it after all"; else null.</summary>
    public static Decision? TakeUp(Turn turn)
    {
        if (turn.State is not { Active: ActiveDialog.None, Booking: { Dropped: { } dropped } booking })
            return null;
        return BookingSteps.Begin(turn, dropped with { Booked = booking.Booked, Others = booking.Others, Zone = booking.Zone, Tries = booking.Tries, Reminded = booking.Reminded, TakenBack = booking.TakenBack, Places = booking.Places, Offer = booking.Offer }, "booking.taken-up");
    }

    /// <summary>Whether a visit was booked here, is still to come, and nothing else is going on.</summary>
    public static bool HasVisit(Turn turn) => StandingVisit.Has(turn);

    /// <summary>What is asked or said of the visit that was booked here, or of the clock that it is on; or null.</summary>
    public static Decision? OnVisit(Turn turn, string? intent) => intent == "time-zone" && turn.Text.Any(char.IsAsciiDigit) ? null
        : turn.State.Active == ActiveDialog.Booking && intent == "time-zone" ? BookingSteps.Ask(turn, Current(turn), "booking.zone-is")
        : turn.State.Active != ActiveDialog.None ? null : intent switch
        {
            "time-zone" => BookingSteps.Done(turn, Current(turn), "told the zone", BookingReplies.Zone(turn)),
            "my-visit" => StandingVisit.Show(turn),
            "visit-shown" when StandingVisit.Has(turn) => StandingVisit.Show(turn),
            "visit-change" when StandingVisit.Has(turn) => StandingVisit.LeaveToStaff(turn),
            "running-late" => StandingVisit.Late(turn),
            _ => null,
        };

    /// <summary>Says whether the patient is on the waiting list, as far as is known here.</summary>
    public static Decision OnListPlace(Turn turn) => WaitingSteps.TellPlace(turn, Current(turn));

    /// <summary>
    /// Takes a message as part of booking, or gives null where it is none: a question is then answered and <see cref="Reprompt"/> appended.
    /// Call it while booking is the active dialog, and for any action with the verb <c>booking</c>.
    /// </summary>
    public static Decision? TryContinue(Turn turn)
    {
        var booking = Current(turn);
        if (turn.Action is { } action)
        {
            return ChoiceAction.Verb(action) switch
            {
                ChoiceAction.BookingVerb when IsOnlyNumber(turn, booking, action) => BookingSteps.Ask(turn, booking, "booking.number-stops"),
                ChoiceAction.BookingVerb => BookingPicks.Take(turn, booking, ChoiceAction.Target(action)),
                ChoiceAction.Stop when turn.State.Active == ActiveDialog.Booking => BookingSteps.Stop(turn, booking),
                _ => null,
            };
        }

        return turn.State.Active == ActiveDialog.Booking && turn.Text.Length > 0 ? BookingAnswers.Take(turn, booking) : null;
    }

    /// <summary>Whether a message says a kind of visit and nothing else, or also when, and little else: "in person visit", "telehealth next tuesday at 10, Ann Lee, 312 555 0142".</summary>
    public static bool IsAskedFor(Turn turn)
    {
        // "In-person evaluation. I'm in a wheelchair, is your building accessible" asks only for what staff will hear.
        if (turn.LooksLikeQuestion && !StaffNeeds.IsIn(turn.Text))
            return false;
        var (told, details) = Told.Of(turn.Text);
        if (BookingWords.TellsOfVisit(told))
            return false;
        if (BookingWords.IsVisitAlone(told) && BookingWords.Visit(told, turn.Content.Clinic) is not null)
            return true;
        // Who says who they are and for which visit wants it, whatever else they tell: "sore back since last week, Dana Lee, 312 555 0101, clinic evaluation friday".
        if (details is not null && details.Phone is not null && details.Name is not null && !s_callMe.IsMatch(turn.Text) && BookingWords.Visit(told, turn.Content.Clinic) is not null)
            return true;
        if (!BookingWords.NamesVisit(told))
            return false;
        var now = ClinicTime.At(turn.Content.Clinic, turn.Facts.Now);
        if (WhenWanted.Parse(told, now) is { Kind: WhenKind.Within } or { Or: not null })
            return true;
        // "Phone call with a staff member, thursday 11": a few words that no rule knows do not make it something else.
        return BookingWords.BeginsWithVisit(told, turn.Content.Clinic) && !BookingWords.SpeaksOfVisitThatStands(told) && WhenWanted.Parse(told, now, asked: true) is { Kind: WhenKind.Within, HasDays: true } or { Or: not null };
    }

    /// <summary>"Confirm" once more, right after it was confirmed, must not look like a failure: it says again what stands. Else null.</summary>
    public static Decision? ConfirmedAgain(Turn turn)
    {
        var again = BookingCommands.Of(turn.Text) == BookingAction.Confirm || (BookingCommands.Of(turn.Text) == BookingAction.Yes && turn.Text.StartsWith("y", StringComparison.OrdinalIgnoreCase));
        return IsJustBooked(turn) && again
            ? BookingPicks.Take(turn, turn.State.Booking!, BookingAction.Confirm)
            : null;
    }

    /// <summary>Joins the waiting list with what was looked for, or shows first what is free.</summary>
    public static Decision StartWaiting(Turn turn) => WaitingSteps.Start(turn, Current(turn));

    /// <summary>Leaves the waiting list.</summary>
    public static Decision LeaveList(Turn turn) => WaitingSteps.Leave(turn, Current(turn));

    /// <summary>The answer in words to a freed time that was just offered, or null where a message is none.</summary>
    public static Decision? OnOffer(Turn turn) => SlotOffers.Heard(turn);

    /// <summary>Tells of a freed time that is held for the patient.</summary>
    internal static Decision Tell(Turn turn, ListOffer offer) => SlotOffers.Tell(turn, offer);

    /// <summary>The question that booking waits for, to be said after something else was answered.</summary>
    public static Reply Reprompt(Turn turn) => BookingReplies.Prompt(turn, Current(turn));

    /// <summary>Says that the message was not understood and asks again; from the second time on with the way to a person.</summary>
    public static Decision.Done NotUnderstood(Turn turn)
    {
        var booking = Current(turn);
        var done = BookingSteps.Done(turn, booking, "not understood", BookingReplies.NotUnderstood(turn, booking), "booking.not-understood");
        return new(done.Turn with { State = done.Turn.State with { Misunderstood = turn.State.Misunderstood + 1 } });
    }

    /// <summary>Whether another time is meant for the visit that was just booked: "can we do 2pm instead", "i need to push it back an hour".</summary>
    private static bool MeansBooked(Turn turn)
    {
        var booking = OfBooked(turn);
        return !BookingWords.IsBesides(turn.Text) && (BookingWords.WantsInstead(turn.Text) || WishInContext.PointsBack(turn, booking)) && WishInContext.Of(turn, booking) is { Kind: WhenKind.Within };
    }

    /// <summary>The visit that was made here as one to be moved.</summary>
    internal static BookingState OfBooked(Turn turn) => Moving(Current(turn));

    private static BookingState Moving(BookingState booking) => Fresh(booking) with { Purpose = BookingPurpose.Move, Existing = booking.Booked };

    // "8" below "8:00 AM" may be the hour: what was given up by mistake is not known to the patient.
    private static bool IsOnlyNumber(Turn turn, BookingState booking, string action) =>
        booking.Step == BookingStep.Time && !booking.Offered.IsEmpty && ChoiceAction.Target(action) == BookingAction.Stop && turn.Text.Length > 0 && turn.Text.All(char.IsAsciiDigit);

    private static bool IsJustBooked(Turn turn) =>
        turn.State is { Active: ActiveDialog.None, Booking.Booked: not null } && turn.State.Offered.Any(choice => choice.Action == ChoiceAction.Booking(BookingAction.Move));

    private static bool IsOtherKind(Turn turn) => BookingWords.Visit(turn.Text, turn.Content.Clinic) is { } kind && kind.Id != turn.State.Booking?.Booked?.Slot.Visit;

    internal static BookingState Current(Turn turn) => turn.State.Booking ?? new BookingState();

    /// <summary>A dialog from its beginning: what was booked, what is waited for and how often an appointment was guessed at stays known.</summary>
    internal static BookingState Fresh(BookingState booking) => new()
    {
        Booked = booking.Booked,
        Others = booking.Others,
        Zone = booking.Zone,
        Tries = booking.Tries,
        Reminded = booking.Reminded,
        Waiting = booking.Waiting is { Slot: not null } ? booking.Waiting : null,
        TakenBack = booking.TakenBack,
        Places = booking.Places,
        Offer = booking.Offer,
    };

    /// <summary>Turns to the appointment made here, which needs no proof, or asks for the reference of another.</summary>
    internal static Decision StartWithExisting(Turn turn, BookingState booking, BookingPurpose purpose, string? reference = null)
    {
        if (UnansweredSchedule.StillWaiting(turn, booking) is { } waiting)
            return waiting;
        if (BookingSteps.Freed(turn, booking) is { } needs)
            return needs;
        booking = SecondVisit.Meant(turn, booking);
        var isOwn = booking.Booked is { Reference: var made } && (reference is null || reference == made);
        var when = purpose != BookingPurpose.Move ? null
            : WishInContext.Of(turn, isOwn ? Moving(booking) : Fresh(booking), isOwn && turn.Action is null ? turn.Text : null) ?? (booking.Step == BookingStep.MoveOrSecond ? booking.When : null) ?? SecondVisit.OtherThanThis(turn);
        var fresh = Fresh(booking) with { Purpose = purpose, When = when is { Kind: WhenKind.Within } or { Or: not null } ? when : null };
        if (booking.Booked is { Reference: var own } && isOwn)
        {
            if (RememberedVisit.Ask(turn, own, out var stands) is { } asks)
                return asks;
            if (stands is null)
                return RememberedVisit.Gone(turn, fresh, own);
            if (stands.Slot.Start > turn.Facts.Now)
            {
                // "A bit later", "another day" count from the time that stands; "not tuesday" means the days about it.
                if (when is { Kind: WhenKind.Later or WhenKind.Earlier or WhenKind.OtherDay })
                    fresh = fresh with { When = when, Offered = [stands.Slot] };
                else if (fresh.When is { Kind: WhenKind.Within, From: null, Days: not DaysOfWeek.None } any && Calendars.Monday(BookingSteps.Exactly(turn, stands.Slot).From!.Value) is var monday && monday > BookingSteps.Today(turn))
                    fresh = fresh with { When = any with { From = monday, To = monday.AddDays(6) } };
                return BookingSteps.WithExisting(turn, fresh.Knowing(stands) with { Existing = stands });
            }
        }

        if (booking.Tries >= OwnershipCheck.MostTries)
            return OwnershipCheck.ToStaff(turn, fresh);
        return OwnershipCheck.Take(turn, fresh, reference);
    }
}
