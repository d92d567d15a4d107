using System.Globalization;
using System.Text;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a typed message means at each step, or null where it is no answer to what was asked.</summary>
internal static class BookingAnswers
{
    private static readonly (string Word, ContactBy? By)[] s_ways = [("text", ContactBy.Text), ("sms", ContactBy.Text), ("mail", ContactBy.Email), ("call", ContactBy.Call), ("phone", ContactBy.Call)];

    public static Decision? Take(Turn turn, BookingState booking)
    {
        var command = BookingWords.Command(turn.Text);
        return Anywhere(turn, booking, command) ?? booking.Step switch
        {
            BookingStep.Reference or BookingStep.PhoneCheck => Reference(turn, booking),
            BookingStep.Code => OwnershipCheck.TakeCode(turn, booking),
            BookingStep.Visit => Visit(turn, booking, command),
            BookingStep.Clinician => Clinician(turn, booking),
            BookingStep.Time => Time(turn, booking, command),
            BookingStep.Details => Details(turn, booking, command),
            BookingStep.Email => Email(turn, booking, command),
            BookingStep.EmailSpelling => EmailSpelling(turn, booking, command),
            BookingStep.Contact => Contact(turn, booking, command),
            BookingStep.Reason => Reason(turn, booking, command),
            BookingStep.Review => Review(turn, booking, command),
            BookingStep.Change => Change(turn, booking, command),
            BookingStep.CancelReview => CancelReview(turn, booking, command),
            _ => null,
        };
    }

    private static Decision? Anywhere(Turn turn, BookingState booking, string? command) => command switch
    {
        BookingAction.Stop => BookingSteps.Stop(turn, booking),
        BookingAction.Cancel when booking.Step != BookingStep.CancelReview => BookingSteps.Stop(turn, booking),
        BookingAction.Back => BookingSteps.Back(turn, booking),
        BookingAction.Restart => BookingSteps.Restart(turn, booking),
        BookingWords.Repeat => BookingSteps.Ask(turn, booking),
        BookingAction.ChangeTime when booking.Step is BookingStep.Details or BookingStep.Email or BookingStep.EmailSpelling or BookingStep.Review or BookingStep.Change =>
            BookingSteps.ChangeTime(turn, booking, SaysDay(turn.Text) && booking.Slot is not null ? new WhenWanted { Kind = WhenKind.OtherDay } : null),
        _ => null,
    };

    // "Wrong day" wants another, "wrong time" another time on it.
    private static bool SaysDay(string text) => text.Contains("day", StringComparison.OrdinalIgnoreCase) || text.Contains("date", StringComparison.OrdinalIgnoreCase);

    private static Decision? Reference(Turn turn, BookingState booking) =>
        BookingWords.Reference(turn.Text, asked: !turn.LooksLikeQuestion) is { } reference ? OwnershipCheck.Take(turn, booking, reference) : null;

    private static Decision? Visit(Turn turn, BookingState booking, string? command)
    {
        if (Told.Of(turn, out var told, out var details) is { } needs)
            return needs;
        var visit = BookingWords.Visit(told, turn.Content.Clinic)?.Id ?? (command == BookingWords.Whichever ? turn.Content.Clinic.Visits[0].Id : null);
        var when = WishInContext.Of(turn, booking, told);
        if (details is not null)
            booking = Known(booking, details, keepName: true);
        booking = booking with { Clinician = BookingWords.Clinician(turn.Text, turn.Content.Clinic) ?? booking.Clinician };
        if (turn.LooksLikeQuestion && when is null)
            return null;
        if (visit is not null)
            return BookingSteps.Begin(turn, booking with { Visit = visit, When = when ?? booking.When, Offered = [] });
        return when is null ? null : BookingSteps.Ask(turn, booking with { When = when }, "booking.time-noted");
    }

    private static Decision? Time(Turn turn, BookingState booking, string? command)
    {
        if (command == BookingWords.Whichever || (command is BookingAction.Yes or BookingAction.Confirm && booking.Offered.Length == 1))
            return booking.Offered.IsEmpty ? BookingSteps.OfferTimes(turn, booking) : BookingSteps.Hold(turn, booking, booking.Offered[0]);
        if (command is BookingAction.Yes or BookingAction.Confirm)
            return BookingSteps.Ask(turn, booking, "booking.which-time");
        if (command is BookingAction.No or BookingAction.ChangeTime)
            return BookingSteps.OfferTimes(turn, booking with { When = new WhenWanted { Kind = WhenKind.OtherDay } });
        if (command == BookingAction.ChooseClinician)
            return BookingSteps.Ask(turn, booking with { Step = BookingStep.Clinician });
        var clinician = BookingWords.Clinician(turn.Text, turn.Content.Clinic);
        booking = booking with { Clinician = clinician ?? booking.Clinician };
        if (Told.Of(turn, out var told, out var details) is { } needs)
            return needs;
        if (details is not null)
            booking = Known(booking, details, keepName: true);
        if (WishInContext.Of(turn, booking, told, asked: true) is not { } wish)
        {
            return clinician is not null ? BookingSteps.OfferTimes(turn, booking)
                : OtherVisit(turn, booking, told) ?? (details is null || turn.LooksLikeQuestion ? null : BookingSteps.Ask(turn, booking, "booking.details-noted"));
        }

        // An hour alone is one of the list where just one begins then.
        var alone = WhenWanted.Parse(told, ClinicTime.At(turn.Content.Clinic, turn.Facts.Now), asked: true) is { Kind: WhenKind.Within, HasDays: false } hour ? hour : wish;
        if (alone.At is not null && booking.Offered.Where(slot => Meets(turn, slot, alone)).ToList() is [var named])
            return BookingSteps.Hold(turn, booking, named);
        return BookingSteps.OfferTimes(turn, booking with { When = wish });
    }

    // "Call me at this number" names no kind of visit.
    private static Decision? OtherVisit(Turn turn, BookingState booking, string told) =>
        booking.Purpose == BookingPurpose.Book && !turn.LooksLikeQuestion && BookingWords.Visit(told, turn.Content.Clinic) is { } visit && visit.Id != booking.Visit
            ? BookingSteps.OfferTimes(turn, booking with { Visit = visit.Id, Offered = [] })
            : null;

    private static Decision? Details(Turn turn, BookingState booking, string? command)
    {
        if (command == BookingAction.Skip)
            return BookingSteps.Next(turn, booking, "booking.name-and-phone-needed");
        var details = ThisNumber.AsAnswer(ContactDetails.Read(turn.Text), turn.Text, booking.Phone is null);
        var saysThisNumber = details.IsThisNumber;
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        if (booking.Name is null && details is { Name: null, Problem: null } && HasPicture(turn.Text))
            return BookingSteps.Ask(turn, Known(booking, details, keepName: true), "booking.name-not-readable");
        if (turn.LooksLikeQuestion && details is { Phone: null, Email: null, Problem: null })
            return WishInstead(turn, booking);
        if (saysThisNumber && details.Phone is null)
            return BookingSteps.Ask(turn, Known(booking, details, keepName: true));
        return details.IsEmpty ? WishInstead(turn, booking) : Taken(turn, booking, details, keepName: true);
    }

    private static Decision? Email(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.Skip or BookingAction.No)
            return Skipped(turn, booking);
        var details = ContactDetails.Read(turn.Text);
        return details is { Phone: null, Email: null, Problem: null } ? null : Taken(turn, booking, details with { Name = null }, keepName: true);
    }

    private static Decision? EmailSpelling(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.Yes or BookingAction.Confirm)
            return BookingSteps.Next(turn, booking with { Email = booking.EmailSuggestion, EmailSuggestion = null });
        if (command == BookingAction.No)
            return BookingSteps.Next(turn, booking with { EmailSuggestion = null });
        if (command == BookingAction.Skip)
            return BookingSteps.Next(turn, booking with { Email = null, EmailSuggestion = null });
        var details = ContactDetails.Read(turn.Text);
        return details is { Email: null, Problem: null } ? null : Taken(turn, booking with { EmailSuggestion = null }, details with { Name = null }, keepName: true);
    }

    private static Decision? Review(Turn turn, BookingState booking, string? command) => command switch
    {
        BookingAction.Yes or BookingAction.Confirm => BookingSteps.Confirm(turn, booking),
        BookingAction.No or BookingAction.Change => BookingSteps.Ask(turn, booking with { Step = BookingStep.Change }),
        BookingAction.Skip when turn.Text.Contains("mail", StringComparison.OrdinalIgnoreCase) => Skipped(turn, booking),
        BookingAction.Skip => BookingSteps.Ask(turn, booking),
        _ => Change(turn, booking, command),
    };

    private static Decision? Change(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.ChangeName or BookingAction.ChangePhone or BookingAction.ChangeEmail or BookingAction.ChangeVisit or BookingAction.ChangeContact or BookingAction.ChangeReason)
            return BookingPicks.Take(turn, booking, command);
        if (command is BookingAction.Yes or BookingAction.No)
            return BookingSteps.Next(turn, booking);
        var details = ContactDetails.Read(turn.Text);
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        var namesSomebody = turn.Text.Contains("name", StringComparison.OrdinalIgnoreCase) && !turn.LooksLikeQuestion;
        if (booking.Purpose == BookingPurpose.Book && (details.Phone ?? details.Email ?? details.Reason ?? details.Prefers?.ToString() ?? (namesSomebody ? details.Name : null)) is not null)
            return Taken(turn, booking, namesSomebody ? details : details with { Name = null }, keepName: false);
        return WishInstead(turn, booking) ?? (booking.Purpose == BookingPurpose.Book && details.Problem is not null ? Taken(turn, booking, details with { Name = null }, keepName: true) : null);
    }

    /// <summary>Leaves out what is optional.</summary>
    public static Decision Skipped(Turn turn, BookingState booking) => BookingSteps.Next(turn, booking.Step switch
    {
        BookingStep.Contact => booking with { PreferredContact = null },
        BookingStep.Reason => booking with { Reason = null },
        _ => booking with { Email = null, EmailSuggestion = null, PreferredContact = booking.PreferredContact == ContactBy.Email ? null : booking.PreferredContact },
    });

    private static Decision? Clinician(Turn turn, BookingState booking) =>
        BookingWords.Clinician(turn.Text, turn.Content.Clinic) is { } wanted ? BookingPicks.Take(turn, booking, BookingAction.Clinician(wanted))
        : BookingWords.AnyClinician(turn.Text) || BookingWords.Command(turn.Text) is BookingWords.Whichever or BookingAction.Skip or BookingAction.No ? BookingPicks.Take(turn, booking, BookingAction.Clinician(BookingAction.AnyClinician))
        : WishInContext.Of(turn, booking, asked: true) is { } wish ? BookingSteps.OfferTimes(turn, booking with { When = wish })
        : null;

    private static Decision? Contact(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.Skip or BookingAction.No or BookingWords.Whichever)
            return Skipped(turn, booking);
        var details = ContactDetails.Read(turn.Text);
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        var by = details.Prefers ?? s_ways.FirstOrDefault(way => turn.Text.Contains(way.Word, StringComparison.OrdinalIgnoreCase)) switch { { Word: not null } way => way.By, _ => null };
        return (by is null || turn.LooksLikeQuestion) && details.Phone is null && details.Email is null ? null : Taken(turn, booking, details with { Name = null, Prefers = by }, keepName: true);
    }

    private static Decision? Reason(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.Skip or BookingAction.No)
            return Skipped(turn, booking);
        return turn.LooksLikeQuestion ? null : BookingSteps.Next(turn, booking with { Reason = ContactDetails.ReasonOf(turn.Text) });
    }

    private static Decision? CancelReview(Turn turn, BookingState booking, string? command) => command switch
    {
        BookingAction.Yes or BookingAction.Cancel or BookingAction.Confirm => BookingSteps.Cancel(turn, booking),
        BookingAction.No => BookingSteps.Stop(turn, booking),
        _ when WishInContext.Of(turn, booking) is { Kind: WhenKind.Within } when => BookingSteps.WithExisting(turn, booking with { Purpose = BookingPurpose.Move, When = when }),
        _ => null,
    };

    /// <summary>A date said where something else was asked means another time.</summary>
    private static Decision? WishInstead(Turn turn, BookingState booking) =>
        WishInContext.Of(turn, booking) is { } wish ? BookingSteps.ChangeTime(turn, booking, wish) : null;

    private static Decision Taken(Turn turn, BookingState booking, ContactDetails details, bool keepName)
    {
        var known = Known(booking, details, keepName);
        return details.Problem?.Kind switch
        {
            ContactProblemKind.PhoneNotValid => BookingSteps.Ask(turn, known with { Step = BookingStep.Details, Phone = null }, "booking.phone-not-valid"),
            ContactProblemKind.EmailNotValid => BookingSteps.Ask(turn, known with { Step = known.Name is null || known.Phone is null ? BookingStep.Details : BookingStep.Email }, "booking.email-not-valid"),
            _ => BookingSteps.Next(turn, known),
        };
    }

    private static BookingState Known(BookingState booking, ContactDetails details, bool keepName) => booking with
    {
        Name = keepName ? booking.Name ?? details.Name : details.Name ?? booking.Name,
        Phone = details.Phone ?? booking.Phone,
        Email = details.Email ?? booking.Email,
        PreferredContact = details.Prefers ?? booking.PreferredContact,
        Reason = details.Reason ?? booking.Reason,
        EmailSuggestion = details.Problem is { Kind: ContactProblemKind.EmailSpelling, Suggestion: var better } ? better : booking.EmailSuggestion,
    };

    private static bool HasPicture(string text) => !text.Any(char.IsLetter) && text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);

    private static bool Meets(Turn turn, Slot slot, WhenWanted wish)
    {
        var local = ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
        return TimeOnly.FromDateTime(local) == wish.At && (wish.From is not { } day || (DateOnly.FromDateTime(local) >= day && DateOnly.FromDateTime(local) <= (wish.To ?? day))) && wish.Allows(DateOnly.FromDateTime(local));
    }
}
