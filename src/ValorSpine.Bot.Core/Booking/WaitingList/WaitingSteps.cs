using System.Collections.Immutable;
using System.Globalization;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking.WaitingList;

/// <summary>Joining and leaving the waiting list. Times that are free are shown first, so that nobody waits for what they could have.</summary>
internal static class WaitingSteps
{
    /// <summary>Key of what is said before free times to whoever wants to wait.</summary>
    public const string LookFirstLead = "booking.list-look-first";

    private const int Shown = 3;

    /// <summary>Joins for the times that were just looked for, or for an earlier one than the visit that stands.</summary>
    public static Decision Start(Turn turn, BookingState booking)
    {
        if (UnansweredSchedule.StillWaiting(turn, booking) is { } waiting)
            return waiting;
        if (booking is { Slot: not null, Step: not BookingStep.None })
            return BookingSteps.Ask(turn, booking, "booking.list-after-this");
        var known = booking.Purpose == BookingPurpose.Move ? booking.Existing : MadeHere(booking, booking.Visit);
        BookedAppointment? existing = null;
        if (known is not null && RememberedVisit.Ask(turn, known.Reference, out existing) is { } asks)
            return asks;
        existing = existing?.Slot.Start > turn.Facts.Now ? existing : null;
        var wanted = WishInContext.Of(turn, booking, asked: true) is { Kind: WhenKind.Within } said ? booking with { When = said } : booking;
        if (booking is not { Step: BookingStep.Time, Visit: not null } && existing is null)
            return BookingSteps.Freed(turn, booking) ?? BookingSteps.Begin(turn, LookFirst(turn, wanted), LookFirstLead);
        var asked = wanted with { Visit = wanted.Visit ?? existing!.Slot.Visit, Existing = existing };
        return Join(turn, asked, Wish(turn, asked));
    }

    /// <summary>Whether there is anything to wait for before the times on offer.</summary>
    public static bool CanWait(Turn turn, BookingState booking) => booking.Visit is not null && Wish(turn, booking).IsPossible(turn.Content.Clinic, turn.Facts.Now);

    /// <summary>Says whether the patient is on the list, as far as is known here.</summary>
    public static Decision TellPlace(Turn turn, BookingState booking)
    {
        var places = booking.Places.Where(place => place.Ends > turn.Facts.Now).Select(place => BookingReplies.VisitName(turn, place.Visit)).ToList();
        var reply = places.Count > 0
            ? new Reply { Text = turn.Say("booking.list-on-it", ("visit", string.Join(", ", places))), Choices = [SlotOffers.LeaveChoice(turn)] }
            : BookingReplies.Say(turn, "booking.list-not-on-it-here", [Book(turn), BookingReplies.Staff(turn)]);
        return LateAnswers.Told(turn, booking, "asked for the place on the waiting list", reply);
    }

    /// <summary>The next thing that must be known before the patient can be put on the list.</summary>
    public static Decision Next(Turn turn, BookingState booking)
    {
        var step = booking.EmailSuggestion is not null ? BookingStep.EmailSpelling
            : booking.Name is null || booking.Phone is null ? BookingStep.Details
            : booking is { PreferredContact: ContactBy.Email, Email: null } ? BookingStep.Email
            : BookingStep.None;
        return step == BookingStep.None ? Put(turn, booking) : BookingSteps.Ask(turn, booking with { Step = step });
    }

    /// <summary>Leaves the list; what was offered goes to the next.</summary>
    public static Decision Leave(Turn turn, BookingState booking)
    {
        if (booking.Purpose == BookingPurpose.Wait)
            return BookingSteps.Stop(turn, booking);
        if (SlotOffers.Released(turn, booking) is { } needs)
            return needs;
        var request = new ScheduleRequest.LeaveList(null);
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Unlisted(0) => LateAnswers.Told(turn, booking with { Places = [], Offer = null }, "was not on the waiting list", BookingReplies.Say(turn, "booking.list-not-on-it", [Book(turn)])),
            _ => LateAnswers.Told(turn, booking with { Places = [], Offer = null }, "left the waiting list", BookingReplies.Say(turn, "booking.list-left", [Book(turn)])),
        };
    }

    /// <summary>Takes the patient off the list once a freed time became their visit, or says what must be asked for that.</summary>
    public static Decision? Settled(Turn turn, ref BookingState booking, Slot slot)
    {
        if (booking.Offer is not { } offer || offer.Slot.Start != slot.Start || offer.Slot.Visit != slot.Visit)
            return null;
        var request = new ScheduleRequest.LeaveList(slot.Visit);
        if (turn.Facts.ResultOf(request) is null)
            return new Decision.Needs(request);
        booking = booking.Unlisted(slot.Visit) with { Offer = null };
        return null;
    }

    /// <summary>The last visit that was made here, where it is of a kind; as it is remembered.</summary>
    public static BookedAppointment? MadeHere(BookingState booking, string? visit) => booking.Booked is { } own && (visit is null || own.Slot.Visit == visit) ? own : null;

    /// <summary>The times that somebody waits for: "any day, before Thursday, December 3 at 2:00 PM Central time".</summary>
    public static string Say(Turn turn, WaitingWish wish)
    {
        var ends = ClinicTime.At(turn.Content.Clinic, wish.Ends);
        var words = WishWords.Say(turn, wish.When);
        return ends.TimeOfDay == TimeSpan.Zero ? words : $"{words}, {turn.Say("booking.list-before", ("when", ClinicTime.Long(turn.Content.Clinic, ends)))}";
    }

    private static BookingState LookFirst(Turn turn, BookingState booking) => BookingDialog.Fresh(booking) with
    {
        Visit = BookingWords.Visit(turn.Text, turn.Content.Clinic)?.Id,
        Clinician = BookingWords.Clinician(turn.Text, turn.Content.Clinic),
        When = booking.When is { Kind: WhenKind.Within } when ? when : null,
    };

    private static WaitingWish Wish(Turn turn, BookingState booking)
    {
        var clinic = turn.Content.Clinic;
        var when = booking.When is { Kind: WhenKind.Within } within ? within : new WhenWanted();
        var wish = new WaitingWish(booking.Visit!, when, Offering.Latest(turn)) { Clinician = BookingSteps.Clinician(turn, booking) };
        DateTimeOffset?[] ends =
        [
            wish.Ends,
            when.To is { } last ? ClinicTime.Instant(ClinicTime.Zone(clinic), last.AddDays(1), TimeOnly.MinValue) : null,
            booking.Existing?.Slot.Start,
            booking.Offered.FirstOrDefault(slot => wish.Fits(clinic, slot))?.Start,
        ];
        return wish with { Ends = ends.Min()!.Value };
    }

    private static Decision Join(Turn turn, BookingState booking, WaitingWish wish)
    {
        if (!wish.IsPossible(turn.Content.Clinic, turn.Facts.Now))
            return Impossible(turn, booking, wish);
        if (Free(turn, wish, out var free, out var keptAs) is { } needs)
            return needs;
        if (keptAs is not null)
            return UnansweredSchedule.ForTimes(turn, booking, keptAs);
        if (!free.IsEmpty)
        {
            var offered = booking with { Purpose = booking.Existing is null ? BookingPurpose.Book : BookingPurpose.Move, Step = BookingStep.Time, Offered = free, When = wish.When };
            return BookingSteps.Done(turn, offered, "free times before the waiting list", BookingReplies.After(turn.Say(CanWait(turn, offered) ? "booking.list-free-now" : "booking.list-free-now-soonest"), BookingReplies.Prompt(turn, offered)));
        }

        var known = booking.Existing;
        return Next(turn, BookingDialog.Fresh(booking) with
        {
            Purpose = BookingPurpose.Wait,
            Visit = booking.Visit,
            Clinician = booking.Clinician,
            When = booking.When,
            Wish = wish,
            Existing = known,
            Name = booking.Name ?? known?.Name,
            Phone = booking.Phone ?? known?.Phone,
            Email = booking.Email ?? known?.Email,
            EmailSuggestion = booking.EmailSuggestion,
            PreferredContact = booking.PreferredContact,
            Reason = booking.Reason,
        });
    }

    private static Decision Impossible(Turn turn, BookingState booking, WaitingWish wish) => booking is { Step: BookingStep.Time, Offered: not [] }
        ? BookingSteps.Ask(turn, booking, (wish with { Ends = Offering.Latest(turn) }).IsPossible(turn.Content.Clinic, turn.Facts.Now) ? "booking.list-soonest" : "booking.list-impossible")
        : LateAnswers.Told(turn, booking with { Existing = null }, "nothing to wait for", BookingReplies.Say(turn, "booking.list-impossible", [Book(turn), BookingReplies.Staff(turn)]));

    /// <summary>Which of the wanted times are free now, or what the schedule must be asked first.</summary>
    private static Decision.Needs? Free(Turn turn, WaitingWish wish, out ImmutableArray<Slot> free, out string? keptAs)
    {
        (free, keptAs) = ([], null);
        foreach (var (from, to) in wish.When.Windows(turn.Content.Clinic, Offering.Earliest(turn), wish.Ends))
        {
            var request = wish.Search(from, to, Shown + 1);
            switch (turn.Facts.ResultOf(request))
            {
                case null:
                    return new Decision.Needs(request);
                case ScheduleResult.Kept(var id):
                    keptAs = id;
                    return null;
                case ScheduleResult.Free found when found.Slots.Any(slot => wish.Fits(turn.Content.Clinic, slot)):
                    free = [.. found.Slots.Where(slot => wish.Fits(turn.Content.Clinic, slot)).Take(Shown)];
                    return null;
            }
        }

        return null;
    }

    private static Decision Put(Turn turn, BookingState booking)
    {
        var wish = booking.Wish!;
        var request = new ScheduleRequest.JoinList(new(wish, booking.Name!, booking.Phone!, booking.Email) { PreferredContact = booking.PreferredContact, Reference = booking.Existing?.Reference });
        return turn.Facts.ResultOf(request) switch
        {
            null => new Decision.Needs(request),
            ScheduleResult.Listed(var ahead) => BookingSteps.Ended(
                turn, booking.Listed(wish.Visit, wish.Ends), "joined the waiting list", Joined(turn, booking, wish, ahead)),
            _ => UnansweredSchedule.Refused(turn, booking),
        };
    }

    private static Reply Joined(Turn turn, BookingState booking, WaitingWish wish, int ahead)
    {
        var clinic = turn.Content.Clinic;
        var place = turn.Say(ahead switch { 0 => "booking.list-first", 1 => "booking.list-second", _ => "booking.list-place" }, ("ahead", ahead.ToString(CultureInfo.InvariantCulture)));
        ImmutableArray<CardFact> facts =
        [
            new(turn.Say("booking.fact-visit"), BookingReplies.VisitName(turn, wish.Visit)),
            new(turn.Say("booking.fact-times"), Say(turn, wish)),
            .. wish.Clinician is { } wanted && clinic.Clinicians.GetValueOrDefault(wanted) is { } clinician ? [new CardFact(turn.Say("booking.fact-clinician"), clinician)] : ImmutableArray<CardFact>.Empty,
            new(turn.Say("booking.fact-name"), booking.Name!),
            new(turn.Say("booking.fact-phone"), ContactDetails.Shown(booking.Phone!)),
        ];
        var stays = booking.Existing is { } existing ? "\n\n" + turn.Say("booking.list-visit-stays", ("when", ClinicTime.Long(clinic, existing.Slot.Start))) : "";
        return new()
        {
            Text = $"{turn.Say("booking.list-joined")} {place}\n\n{BookingReplies.List(facts)}\n\n{turn.Say("booking.list-how", ("until", ClinicTime.Day(clinic, wish.Ends.AddTicks(-1))))}{stays}",
            Choices = [SlotOffers.LeaveChoice(turn), BookingReplies.Staff(turn)],
        };
    }

    private static Choice Book(Turn turn) => new(turn.Say("booking.choice-book"), ChoiceAction.Book);
}
