using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What a typed message means at each step, or null where it is no answer to what was asked.</summary>
internal static class BookingAnswers
{
    private const int DigitsWithoutArea = 7;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly (string Word, ContactBy? By)[] s_ways = [("text", ContactBy.Text), ("sms", ContactBy.Text), ("mail", ContactBy.Email), ("call", ContactBy.Call), ("phone", ContactBy.Call)];

    private static readonly Regex s_withoutReference = new(@"\b(?:look|find|search|lost|lose|forgot|without|remember|have|name|phone|email)\b", Options);
    // "And thursday at 9 too": a second time beside the one that is held, not in its place.
    private static readonly Regex s_alsoWants = new(@"^\W*(?:and|plus|also)\b.*\b(?:too|also|as well)\b|\b(?:also|as well|too)\W*$|\b(?:another|second|2nd) (?:one|visit|appointment|appt)\b|\bboth\b", Options);
    // "Can we do video instead?" asks for it; "is video as good instead?" asks about it.
    private static readonly Regex s_asksForOther = new(@"^\W*(?:(?:oh|ok|okay|so|and|um|hm+|wait|actually|sorry|please)[\s,.!]+)*(?:can|could|may) (?:i|we|you) (?:\w+ )*?(?:do|have|make|change|switch|get|book|come)\b", Options);
    private static readonly Regex s_asksOpen = new(@"\b(?:are|is|will|do) (?:you|u|y'?all|they|the (?:clinic|office)) (?:guys |all |be |still )*(?:open|closed?)\b", Options);
    private static readonly Regex s_refusesWay = new(@"\b(?:don'?t|do not|please don'?t|no|not|never|stop)(?: (?:want|like|need|use|send|by|any|me))* (?:(?<text>text|sms|message)|(?<email>e-?mail)|(?<call>call|phone))(?:s|ing)?\b", Options);
    private static readonly Regex s_onlyWay = new(@"\b(?:(?<text>texts?|sms)|(?<email>e-?mails?)|(?<call>calls?|phone calls?)) only\b|\b(?:only|just) (?:(?<text>text)|(?<email>e-?mail)|(?<call>call|phone))\b", Options);
    private static readonly Regex s_noCode = new(@"\b(?:no|not|never|don'?t|didn'?t|haven'?t|lost|nothing|where)\b", Options);
    private static readonly Regex s_areaCode = new(@"(?<!\d)[2-9]\d{2}(?!\d)", Options);

    private static readonly Regex s_noPhone = new(
        @"\b(?:no|without(?: an?)?|(?:don'?t|do not) (?:have|own|use)(?: an?| any)?|can'?t (?:use|do|hear on)(?: an?| the)?|not (?:on|over|by)(?: the)?) (?:cell ?)?(?:phones?|telephone|mobile|number)\b|\b(?:i'?m|i am|she'?s|he'?s|she is|he is) (?:deaf|hard of hearing)\b|\b(?:e-?mail only|only e-?mail|just e-?mail)\b|\b(?:rather|prefer) not (?:to )?(?:give|say|share)\b", Options);

    private static readonly Regex s_asksWhich = new(
        @"\bdifferen(?:ce|t)\b(?!.*\b(?:treatments?|decompression|fibrin|repair|injection)\b)|\bwhich (?:one|kind|type|visit|of (?:them|these|those)|(?:should|do|would) i)\b|^\W*(?:i )?(?:do not|don'?t|dunno|not sure|unsure|no idea|idk|i'?m not sure)(?: know)?\W*$|\b(?:first|initial)(?: (?:visit|consult(?:ation)?|appointment|appt|time))?\W*(?:please|pls)?\W*$|\bnew patient\b|\bnever been (?:there|here|to)\b|\bwhat(?:'?s| is) (?:an? |the )?(?:evaluation|telehealth)\b.*\bor\b", Options);

    private static readonly Regex s_movesInstead = new(@"\b(?:move|reschedule|change|push) (?:it|that|this|my (?:visit|appointment|appt)|the (?:visit|appointment|appt|time|day|date))\b|\bresched(?:ule)?\b|\b(?:different|another|other) (?:day|date|time)\b", Options);
    private static readonly Regex s_thinks = new(@"\bthink(?:ing)? (?:about (?:it|this|that)|it over|it through|this over|on it)\b", Options);

    // Who keeps back their name has said nothing of their phone.
    private static readonly Regex s_onlyName = new(@"\bnot (?:to )?(?:give|say|share)\b(?!.*\b(?:phone|number|cell|mobile)\b).*\bname\b", Options);

    // What staff must know before the visit, or what it is about.
    private static readonly Regex s_forStaff = new(
        @"\b(?:wheelchairs?|walker|ramp|scooter|interpret(?:er|ing)|translat(?:or|er|ion)|sign language|asl|deaf|hearing|blind|oxygen|service (?:dog|animal)|voice ?mails?|texts?|texting|calls?|mornings?|evenings?|latex|allerg(?:y|ic|ies)|pain|aches?|numb(?:ness)?|tingling|dis[ck]s?|herniat(?:ed|ion)|bulging|bulge|sciatica|stenosis|back|neck|leg|hip|spine|lumbar|l[1-5]|s1|mri|x-?rays?|surger(?:y|ies)|fusion|injur(?:y|ed)|accident|hurts?|fell|pacemaker|implants?|blood thinners?|pregnant|diabet(?:es|ic)|osteoporosis|bring|coming with|comes with)\b", Options);

    public static Decision? Take(Turn turn, BookingState booking)
    {
        var command = BookingCommands.Of(turn.Text);
        return Anywhere(turn, booking, command) ?? AskedBack.Answer(turn, booking) ?? booking.Step switch
        {
            BookingStep.Reference or BookingStep.PhoneCheck => Reference(turn, booking),
            BookingStep.Code => OwnershipCheck.TakeCode(turn, booking) ?? (s_noCode.IsMatch(turn.Text) ? BookingSteps.Ask(turn, booking, "booking.code-none") : null),
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
            BookingStep.MoveOrSecond => SecondVisit.Answer(turn, booking, command),
            _ => null,
        };
    }

    private static Decision? Anywhere(Turn turn, BookingState booking, string? command) => command switch
    {
        BookingAction.Stop => BookingSteps.Stop(turn, booking),
        BookingAction.Cancel when booking.Step != BookingStep.CancelReview => BookingSteps.Stop(turn, booking),
        BookingAction.Back => BookingSteps.Back(turn, booking),
        BookingAction.Restart => BookingSteps.Restart(turn, booking),
        BookingCommands.Repeat => BookingSteps.Ask(turn, booking),
        BookingAction.ChangeTime when booking.Step is BookingStep.Details or BookingStep.Email or BookingStep.EmailSpelling or BookingStep.Review or BookingStep.Change =>
            BookingSteps.ChangeTime(turn, booking, SaysDay(turn.Text) && booking.Slot is not null ? new WhenWanted { Kind = WhenKind.OtherDay } : null),
        _ => null,
    };

    // "Wrong day" wants another, "wrong time" another time on it.
    private static bool SaysDay(string text) => text.Contains("day", StringComparison.OrdinalIgnoreCase) || text.Contains("date", StringComparison.OrdinalIgnoreCase);

    private static Decision? Reference(Turn turn, BookingState booking) =>
        BookingWords.Reference(turn.Text, asked: !turn.LooksLikeQuestion) is { } reference ? OwnershipCheck.Take(turn, booking, reference)
        : !turn.LooksLikeQuestion || s_withoutReference.IsMatch(turn.Text) ? OwnershipCheck.WithoutReference(turn, booking)
        : null;

    private static Decision? Visit(Turn turn, BookingState booking, string? command)
    {
        if (Told.Of(turn, out var told, out var details) is { } needs)
            return needs;
        var visit = BookingWords.Visit(told, turn.Content.Clinic, asked: true)?.Id ?? (command == BookingCommands.Whichever ? turn.Content.Clinic.Visits[0].Id : null);
        var when = WishInContext.Of(turn, booking, told);
        details ??= visit is null && when is null ? NameAlone(turn, command) : null;
        if (details is not null)
            booking = Known(booking, details, keepName: true);
        booking = booking with { Clinician = BookingWords.Clinician(turn.Text, turn.Content.Clinic) ?? booking.Clinician };
        // Who does not know which, or asks how they differ, asks about the visits and not about the treatments.
        if (visit is null && when is null && details is null && s_asksWhich.IsMatch(turn.Text))
            return BookingSteps.Ask(turn, booking, "booking.visit-kinds");
        if (turn.LooksLikeQuestion && when is null && details?.Needs is null)
            return null;
        if (visit is not null)
            return BookingSteps.Begin(turn, booking with { Visit = visit, When = when ?? booking.When, Offered = [] }, details?.Needs is null ? "" : Noted(details));
        return when is not null ? BookingSteps.Ask(turn, PatientZone.Noted(turn, booking) with { When = when }, "booking.time-noted")
            : details is not null ? BookingSteps.Ask(turn, booking, Noted(details))
            : null;
    }

    private static Decision? Time(Turn turn, BookingState booking, string? command)
    {
        if (command == BookingCommands.Whichever || (command is BookingAction.Yes or BookingAction.Confirm && booking.Offered.Length == 1))
            return booking.Offered.IsEmpty ? BookingSteps.OfferTimes(turn, booking) : BookingSteps.Hold(turn, booking, booking.Offered[0]);
        // Asked once which one, and yes again: the first, which is shown before it is booked.
        if (command is BookingAction.Yes or BookingAction.Confirm)
            return turn.State.Said.ContainsKey("booking.which-time") && !booking.Offered.IsEmpty ? BookingSteps.Hold(turn, booking, booking.Offered[0], "booking.took-first") : BookingSteps.Ask(turn, booking, "booking.which-time");
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
            if (details is null && clinician is null && NameAlone(turn, command) is { } name)
                return BookingSteps.Ask(turn, Known(booking, name, keepName: true), "booking.details-noted");
            return clinician is not null ? BookingSteps.OfferTimes(turn, booking)
                : OtherVisit(turn, booking, told)
                ?? (details is null && !turn.LooksLikeQuestion && (OnlyWay(turn.Text) ?? ContactDetails.Read(turn.Text).Prefers) is { } by ? BookingSteps.Ask(turn, booking with { PreferredContact = by }, "booking.details-noted") : null)
                ?? (details is null || (turn.LooksLikeQuestion && details.Needs is null) ? null : BookingSteps.Ask(turn, booking, Noted(details)));
        }

        // An hour alone is one of the list where just one begins then.
        var alone = WhenWanted.Parse(told, ClinicTime.At(turn.Content.Clinic, turn.Facts.Now), asked: true) is { Kind: WhenKind.Within, HasDays: false } hour ? hour : wish;
        // Which day was not understood a moment ago: an hour alone must not choose it.
        if (alone is { At: not null, HasDays: false } && booking.When is { Kind: WhenKind.Unclear or WhenKind.Past or WhenKind.NoSuchDay, Or: null } && booking.Offered.Select(slot => BookingSteps.Exactly(turn, slot).From).Distinct().Count() == 1)
            return BookingSteps.Ask(turn, booking, "booking.which-day");
        if (alone.At is not null && booking.Offered.Where(slot => Meets(turn, slot, alone)).ToList() is [var named])
            return BookingSteps.Hold(turn, booking, named);
        return BookingSteps.OfferTimes(turn, booking with { When = wish }, details?.Needs is null ? "" : Noted(details));
    }

    // A held time is kept where the other kind of visit has it, too. "Call me at this number" names no kind of visit.
    private static Decision? OtherVisit(Turn turn, BookingState booking, string told) =>
        booking.Purpose == BookingPurpose.Book && (!turn.LooksLikeQuestion || s_asksForOther.IsMatch(turn.Text)) && BookingWords.Visit(told, turn.Content.Clinic, asked: true) is { } visit && visit.Id != booking.Visit
            ? BookingSteps.OfferTimes(turn, booking with { Visit = visit.Id, Offered = [], When = booking.Slot is { } held ? BookingSteps.Exactly(turn, held) : booking.When })
            : null;

    private static string Noted(ContactDetails details) => details.Needs is null ? "booking.details-noted" : "booking.noted-for-staff";

    /// <summary>A full name and nothing else, where something else was asked.</summary>
    private static ContactDetails? NameAlone(Turn turn, string? command) =>
        command is null && !turn.LooksLikeQuestion && !BookingWords.NamesVisit(turn.Text) && turn.Content.Intents.Of(turn.Text) is null && turn.Text.Any(char.IsUpper) && ContactDetails.Read(turn.Text) is { Name: { } name, Left: null } details && name.Contains(' ', StringComparison.Ordinal) ? details : null;

    private static Decision? Details(Turn turn, BookingState booking, string? command)
    {
        if (command == BookingAction.Skip)
            return BookingSteps.Next(turn, booking, "booking.name-and-phone-needed");
        var text = booking is { Phone: null, PhoneWithoutArea: { } digits } && s_areaCode.Matches(turn.Text) is [var area] && turn.Text.Count(char.IsAsciiDigit) == area.Length ? area.Value + digits : turn.Text;
        var details = ThisNumber.AsAnswer(ContactDetails.Read(text), text, booking.Phone is null);
        // "Yes ma'am", "hang on" and "perfect" are no names.
        if (details is { Phone: null, Email: null, Problem: null } && command is BookingAction.Yes or BookingAction.No or BookingAction.Confirm)
            return BookingSteps.Ask(turn, booking);
        if (details is { Name: not null, Phone: null, Email: null, Problem: null } && SaidName.IsNone(turn))
            details = details with { Name = null };
        var saysThisNumber = details.IsThisNumber;
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        if (booking is { Phone: null, Purpose: BookingPurpose.Book } && details is { Phone: null, Problem: null } && (booking.HasNoPhone || (s_noPhone.IsMatch(text) && !s_onlyName.IsMatch(text))) && !turn.LooksLikeQuestion)
            return WithoutPhone(turn, Known(booking, booking.HasNoPhone ? details : details with { Name = null }, keepName: true));
        if (booking.Name is null && details is { Name: null, Problem: null } && HasPicture(text))
            return BookingSteps.Ask(turn, Known(booking, details, keepName: true), "booking.name-not-readable");
        if (turn.LooksLikeQuestion && details is { Phone: null, Email: null, Problem: null })
            return WishInstead(turn, booking) ?? OtherKindInstead(turn, booking);
        if (saysThisNumber && details.Phone is null)
            return BookingSteps.Ask(turn, Known(booking, details, keepName: true));
        if (s_onlyName.IsMatch(text))
            return BookingSteps.Ask(turn, booking, "booking.name-and-phone-needed");
        if (details.IsEmpty)
            return WishInstead(turn, booking) ?? OtherKindInstead(turn, booking) ?? ForStaff(turn, booking, details);
        if (details.Left is { } left && BookingWords.WantsInstead(left) && WishInContext.Of(turn, booking, left) is { } other)
            return BookingSteps.ChangeTime(turn, Known(booking, details with { Left = null }, keepName: true), other);
        var isMore = details.Name is { } name && booking.Name is { } known && PersonName.Extends(name, known);
        return Taken(turn, booking, details, keepName: !isMore, withLeft: true);
    }

    /// <summary>A visit cannot be made without a number; staff can make it, where they can write to the patient.</summary>
    private static Decision WithoutPhone(Turn turn, BookingState booking)
    {
        if (booking.Email is not { } email)
            return BookingSteps.Ask(turn, booking with { HasNoPhone = true, PreferredContact = ContactBy.Email }, "booking.no-phone");
        if (BookingSteps.Freed(turn, booking) is { } needs)
            return needs;
        var note = turn.Say("booking.note-no-phone", ("visit", BookingReplies.VisitName(turn, booking.Visit)), ("when", booking.Slot is { } slot ? ClinicTime.Long(turn.Content.Clinic, slot.Start) : turn.Say("booking.when-any")));
        return HandOff.PassOn(turn with { State = turn.State with { Booking = BookingDialog.Fresh(booking) } }, booking.Name, email, ContactDetails.Together(note, booking.Reason)!, "booking.no-phone-email", ("email", email));
    }

    /// <summary>What staff must know, said where something else was asked.</summary>
    private static Decision? ForStaff(Turn turn, BookingState booking, ContactDetails details) =>
        booking.Purpose == BookingPurpose.Book && (StaffNeeds.IsIn(turn.Text) || (!turn.LooksLikeQuestion && s_forStaff.IsMatch(turn.Text))) && (details.Left ?? (details.IsEmpty ? turn.Text : null)) is { } said && turn.Content.Intents.Of(turn.Text) is null or "no-person" or "for-staff" or "visit-change"
            ? BookingSteps.Ask(turn, booking with { Reason = ContactDetails.Together(booking.Reason, said) }, "booking.noted-for-staff")
            : null;

    /// <summary>Another kind of visit, said where something else was asked: "make it video".</summary>
    private static Decision? OtherKindInstead(Turn turn, BookingState booking) =>
        BookingWords.WantsInstead(turn.Text) || BookingWords.IsVisitAlone(turn.Text) ? OtherVisit(turn, booking, turn.Text) : null;

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
        // Who disagrees in words that say nothing here must not find it booked by their next "good".
        _ => Change(turn, booking, command) ?? (DetailCorrections.Disagrees(turn) ? BookingSteps.Ask(turn, booking with { Step = BookingStep.Change }, "booking.correction-unclear") : null),
    };

    private static Decision? Change(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.ChangeName or BookingAction.ChangePhone or BookingAction.ChangeEmail or BookingAction.ChangeVisit or BookingAction.ChangeContact or BookingAction.ChangeReason)
            return BookingPicks.Take(turn, booking, command);
        // Thinking it over, or done with it: what is held is shown again.
        if (command is BookingAction.Yes or BookingAction.No or BookingAction.Confirm || s_thinks.IsMatch(turn.Text) || turn.Content.Intents.Of(turn.Text) == "book-again")
            return BookingSteps.Next(turn, booking);
        if (booking.Purpose != BookingPurpose.Book)
            return WishInstead(turn, booking);
        if (booking.PreferredContact is { } by && Refuses(turn.Text, by))
            return BookingSteps.Next(turn, booking with { PreferredContact = null });
        if (DetailCorrections.RemovesEmail(turn.Text))
            return Skipped(turn, booking);
        var details = ContactDetails.Read(turn.Text);
        if (ThisNumber.Resolve(turn, ref details) is { } needs)
            return needs;
        details = DetailCorrections.Of(turn, booking, details);
        if (turn.LooksLikeQuestion)
            details = details with { Prefers = null };
        if ((details.Phone ?? details.Email ?? details.Reason ?? details.Prefers?.ToString() ?? details.Name) is not null)
            return Taken(turn, booking, details, keepName: false);
        return DetailCorrections.Denied(turn) is { } denied ? BookingPicks.Take(turn, booking, denied)
            : WishInstead(turn, booking)
            ?? OtherKindInstead(turn, booking)
            ?? (details.Problem is not null ? Taken(turn, booking, details, keepName: true) : null)
            ?? ForStaff(turn, booking, details);
    }

    /// <summary>"Don't text me, call only"</summary>
    private static ContactBy? OnlyWay(string text) => s_onlyWay.Match(text) is not { Success: true } only ? null
        : only.Groups["text"].Success ? ContactBy.Text : only.Groups["email"].Success ? ContactBy.Email : ContactBy.Call;

    /// <summary>Whether a message does not want to be reached in a way: "no don't text".</summary>
    private static bool Refuses(string text, ContactBy by) =>
        s_refusesWay.Match(text) is { Success: true } refused && refused.Groups[by switch { ContactBy.Text => "text", ContactBy.Email => "email", _ => "call" }].Success && (ContactDetails.Read(text).Prefers ?? by) == by;

    /// <summary>Leaves out what is optional.</summary>
    public static Decision Skipped(Turn turn, BookingState booking) => BookingSteps.Next(turn, booking.Step switch
    {
        BookingStep.Contact => booking with { PreferredContact = null },
        BookingStep.Reason => booking with { Reason = null },
        _ => booking with { Email = null, EmailSuggestion = null, PreferredContact = booking.PreferredContact == ContactBy.Email ? null : booking.PreferredContact },
    });

    private static Decision? Clinician(Turn turn, BookingState booking) =>
        BookingWords.Clinician(turn.Text, turn.Content.Clinic) is { } wanted ? BookingPicks.Take(turn, booking, BookingAction.Clinician(wanted))
        : BookingWords.AnyClinician(turn.Text) || BookingCommands.Of(turn.Text) is BookingCommands.Whichever or BookingAction.Skip or BookingAction.No ? BookingPicks.Take(turn, booking, BookingAction.Clinician(BookingAction.AnyClinician))
        : WishInContext.Of(turn, booking, asked: true) is { } wish ? BookingSteps.OfferTimes(turn, booking with { When = wish })
        : null;

    private static Decision? Contact(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.Skip or BookingAction.No or BookingCommands.Whichever)
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
        // "No problem" and "no changes" agree to a visit, not to giving one up.
        BookingAction.Yes or BookingAction.Confirm when turn.Text.StartsWith("no", StringComparison.OrdinalIgnoreCase) => BookingSteps.Ask(turn, booking),
        BookingAction.Yes or BookingAction.Cancel or BookingAction.Confirm => BookingSteps.Cancel(turn, booking),
        BookingAction.No => BookingSteps.Stop(turn, booking),
        _ when !turn.LooksLikeQuestion && s_movesInstead.IsMatch(turn.Text) => BookingSteps.WithExisting(turn, booking with { Purpose = BookingPurpose.Move, When = WishInContext.Of(turn, booking) is { Kind: WhenKind.Within } other ? other : null }),
        _ when BookingWords.RefusesToCancel(turn.Text) => BookingSteps.Stop(turn, booking),
        _ when WishInContext.Of(turn, booking) is { Kind: WhenKind.Within } when => BookingSteps.WithExisting(turn, booking with { Purpose = BookingPurpose.Move, When = when }),
        _ when turn.Content.Intents.Of(turn.Text) is "cancel-visit" or "cant-come" or "cancel-shown" => BookingSteps.Cancel(turn, booking),
        _ => null,
    };

    /// <summary>A date said where something else was asked means another time.</summary>
    private static Decision? WishInstead(Turn turn, BookingState booking) => WishInContext.Of(turn, booking) switch
    {
        null => null,
        // What has passed and is asked about is no other time: "are you open on thanksgiving?"
        { Kind: WhenKind.Past } when turn.LooksLikeQuestion => null,
        _ when s_asksOpen.IsMatch(turn.Text) => null,
        _ when s_alsoWants.IsMatch(turn.Text) => BookingSteps.Ask(turn, booking, "booking.one-at-a-time"),
        var wish => BookingSteps.ChangeTime(turn, booking, wish),
    };

    private static Decision Taken(Turn turn, BookingState booking, ContactDetails details, bool keepName, bool withLeft = false)
    {
        var known = Known(booking, withLeft ? details : details with { Left = null }, keepName);
        return details.Problem?.Kind switch
        {
            ContactProblemKind.PhoneNotValid => BookingSteps.Ask(turn, known with { Step = BookingStep.Details, Phone = null, PhoneWithoutArea = details.Problem.Suggestion is { Length: DigitsWithoutArea } digits ? digits : null }, "booking.phone-not-valid"),
            ContactProblemKind.EmailNotValid => BookingSteps.Ask(turn, known with { Step = known.Name is null || known.Phone is null ? BookingStep.Details : BookingStep.Email }, "booking.email-not-valid"),
            _ => BookingSteps.Next(turn, known),
        };
    }

    private static BookingState Known(BookingState booking, ContactDetails details, bool keepName) => booking with
    {
        Name = keepName ? booking.Name ?? details.Name : details.Name ?? booking.Name,
        Phone = details.Phone ?? booking.Phone,
        PhoneWithoutArea = details.Phone is null ? booking.PhoneWithoutArea : null,
        Email = details.Email ?? booking.Email,
        PreferredContact = details.Prefers ?? booking.PreferredContact,
        Reason = ContactDetails.Together(details.Reason ?? booking.Reason, details.Besides, details.Left),
        EmailSuggestion = details.Problem is { Kind: ContactProblemKind.EmailSpelling, Suggestion: var better } ? better : booking.EmailSuggestion,
    };

    private static bool HasPicture(string text) => !text.Any(char.IsLetter) && text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);

    private static bool Meets(Turn turn, Slot slot, WhenWanted wish)
    {
        var local = ClinicTime.At(turn.Content.Clinic, slot.Start).DateTime;
        return TimeOnly.FromDateTime(local) == wish.At && (wish.From is not { } day || (DateOnly.FromDateTime(local) >= day && DateOnly.FromDateTime(local) <= (wish.To ?? day))) && wish.Allows(DateOnly.FromDateTime(local));
    }
}
