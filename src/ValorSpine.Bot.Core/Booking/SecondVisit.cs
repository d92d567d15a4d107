using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Conversation;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>
/// What a message that may ask for a time means while a visit that was booked in this chat stands: that one moved, that one given up, or a second one beside it. Which is meant is asked
/// where it is not said, and whoever books a second one is told of the first.
/// </summary>
internal static class SecondVisit
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;
    private const string It = "(?:it|that|this|me|us|my (?:visit|appointment|appt|booking|time|date)|the (?:visit|appointment|appt|time|date|day)|(?:the|my) (?:first |second |other )?(?:video|phone|telehealth|clinic|in[- ]person|online|office)(?: (?:one|visit|appointment|appt|call|evaluation|eval|consult))?)";

    /// <summary>Key of what is said before a second booking.</summary>
    public const string Lead = "booking.second";

    private static readonly Regex s_givesUp = new(
        @"\b(?:forget (?:about )?(?:it|the (?:visit|appointment|whole thing))|skip it|(?:end|stop|drop) (?:my|the|this) (?:visit|appointment|appt|booking)|(?:no longer|don'?t|do not) (?:need|want) (?:it|to come|(?:this|that|the|my|an?) (?:visit|appointment|appt))|not coming (?:any ?more|after all))\b", Options);

    private static readonly Regex s_cannot = new(@"\b(?:can'?t|cannot|can not|won'?t|will not|couldn'?t|not able to|unable to|won'?t be able to)(?: really| actually| now)? (?:do|make|come|manage|keep|attend|be there)\b", Options);
    private static readonly Regex s_itself = new($@"\b(?:do|make|manage|keep|attend) {It}\b", Options);

    private static readonly Regex s_moves = new($@"\b(?:move|push|bump|shift|switch|change|postpone|swap|slide|bring|pull)(?: {It})?(?: (?:back|out|up|over|forward))? (?:to|for|on|until|till|by|from|a (?:bit|little)|later|earlier|sooner)\b|\b(?:postpone|delay)\b", Options);

    // "Bring it forward a day", "push it back": a way and no day.
    private static readonly Regex s_movesAlong = new($@"\b(?:move|push|bring|pull|bump|shift|slide) {It} (?:back|up|forward|out|over|down)\b", Options);
    private static readonly Regex s_hourInstead = new(@"\b\d{1,2}(?::\d\d)?(?: ?[ap]\.?m\.?)? (?:instead|rather) (?:of|than) (?:at )?\d", Options);
    private static readonly Regex s_cameBetween = new(@"\b(?:fell through|(?:work|job|boss|school|they) (?:just )?(?:has |have )?(?:scheduled|put|called|needs?|wants?) (?:me|us)|have to work|got called in(?:to work)?|(?:double|already) booked)\b", Options);
    private static readonly Regex s_thatDay = new(@"\bth(?:at|is) (?:day|date|time|morning|afternoon)\b", Options);
    private static readonly Regex s_otherTime = new(@"\b(?:need|want|like|prefer|have to (?:have|get)|can (?:i|we) (?:get|have|do)|could (?:i|we) (?:get|have|do)|is there|do you have)(?: to (?:have|get|find|pick|choose))? (?:an? |the |some ?(?:thing )?|any ?(?:thing )?)?(?:later|earlier|sooner|different|other|another|new|better) (?:date|day|time|hour|slot|week)s?\b", Options);
    private static readonly Regex s_wrong = new(@"^\W*(?:(?:oh|no|wait|sorry|hm+|actually|but)[\s,]+)*(?:that'?s|it'?s|that is|this is|it is) (?:way |much |far |a bit |a little )?too (?:soon|early|late|far (?:out|off|away))\b|\bwrong (?:day|date|time|week|hour)\b|\b(?:should(?:'ve| have)? be(?:en)?|supposed to be|i (?:said|asked for|meant|wanted)) (?:on |at )?(?:the )?(?:\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomorrow|next)", Options);

    private static readonly Regex s_notThisDay = new(@"\btoo (?:soon|early)\b|\bwrong (?:day|date|week)\b", Options);
    private static readonly Regex s_tooLate = new(@"\btoo (?:late|far (?:out|off|away))\b(?! to\b)", Options);

    private static readonly Regex s_asks = new(@"^\W*(?:(?:so|and|oh|ok|okay|hey|hi|um+|hm+|actually|also|please|pls|sorry|wait|but)[\s,.!]+)*(?:(?:can|could|may|might) (?:i|we|you)\b|is it (?:possible|ok|okay|too late)\b|would it be\b|i(?:'d| would)? (?:like|want|need|prefer|rather)\b|(?:how|what) about\b|let'?s\b|do you have\b|is there\b|any ?thing\b)", Options);

    // What may happen on a day and is no visit.
    private static readonly Regex s_otherMatter = new(
        @"\b(?:remind(?:er)?s?|call|text|ring|e-?mail|reach|pick(?:s|ed|ing)? (?:me|us|him|her|up)|drop(?:s|ped)? (?:me|us|him|her) off|drive|driv(?:es|ing)|ride|eat|drink|fast|take|wear|bring|park(?:ing)?|work|fly|travel|mri|scans?|results?|insurance|pay|open|close[ds]?|holiday)\b", Options);

    private static readonly Regex s_reminds = new(@"\bremind (?:me|us|her|him)\b|\b(?:send|get|text|email|give) (?:me |us )?an? reminder\b", Options);
    private static readonly Regex s_another = new(@"\b(?:another|second|2nd|extra|additional|one more|new|separate) (?:visit|appointment|appt|evaluation|consultation|consult|booking|call|one)\b|\b(?:also|as well|in addition|besides|too(?! (?:soon|late|early|far|long|much|many)))\b|\bfor my (?:wife|husband|partner|mom|mother|dad|father|son|daughter|sister|brother|friend)\b", Options);
    private static readonly Regex s_saysMove = new(@"\b(?:move|moving|change|changing|instead|reschedul\w*|replace|swap|switch|the (?:old|first|same) one|just (?:the )?one|only one)\b", Options);
    private static readonly Regex s_saysSecond = new(@"\b(?:second|another|add|adding|both|new|extra|also|two|2|separate|too|as well|besides)\b", Options);

    private static readonly Regex s_named = new(@"\b(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'s)?(?: the \d+\w*)? (?:visit|appointment|appt|one|booking)\b|\b(?:cancel|drop|delete) (?:the )?(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:visit|appointment|appt|one|booking) on (?:the )?(?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:can'?t|cannot|won'?t) (?:do|make|come on|come) (?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bfrom (?<day>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?<first>the first|first one|earlier one|first (?:visit|appointment))\b", Options);

    private static readonly Regex s_cancels = new(@"\b(?:cancel|drop|delete|call off|scrap)\b", Options);
    private static readonly Regex s_byKind = new(@"\b(?:the|my|our) (?:first |second |other )?(?:video|phone|telehealth|clinic|in[- ]person|online|office|zoom)\b", Options);

    // "Switch my phone call to video": what follows is what it shall become.
    private static readonly Regex s_toOther = new(@"\b(?:to|into|for) (?:an? )?(?:video|phone|telehealth|clinic|in[- ]person|online|office|zoom)\b.*$", Options);

    /// <summary>Moves or gives up the visit that stands where a message says so, asks which is meant where it names a day, or gives null where it does neither.</summary>
    public static Decision? TryChange(Turn turn)
    {
        if (!StandingVisit.Has(turn) || turn.Action is not null || s_another.IsMatch(turn.Text))
            return null;
        var asks = s_asks.IsMatch(turn.Text);
        if (s_givesUp.IsMatch(turn.Text) && (asks || !turn.LooksLikeQuestion))
            return BookingDialog.StartCancel(turn);
        if (s_reminds.IsMatch(turn.Text) && (asks || !turn.LooksLikeQuestion))
            return StandingVisit.Remind(turn);
        if (!turn.LooksLikeQuestion && s_cameBetween.IsMatch(turn.Text) && (NamesDay(turn) || s_thatDay.IsMatch(turn.Text)))
            return BookingDialog.StartMove(turn);
        if (!turn.LooksLikeQuestion && s_movesAlong.IsMatch(turn.Text))
            return BookingDialog.StartMove(turn);
        if (s_otherMatter.IsMatch(turn.Text))
            return null;
        if (asks && s_hourInstead.IsMatch(turn.Text))
            return BookingDialog.StartMove(turn);
        if (!turn.LooksLikeQuestion && s_cannot.IsMatch(turn.Text) && (s_itself.IsMatch(turn.Text) || NamesDay(turn)))
            return BookingDialog.StartMove(turn);
        if (turn.LooksLikeQuestion && !asks)
            return null;
        var wish = WishInContext.Of(turn, BookingDialog.OfBooked(turn), turn.Text);
        if (s_otherTime.IsMatch(turn.Text) || s_movesAlong.IsMatch(turn.Text) || s_wrong.IsMatch(turn.Text) || ((wish is not null || NamesDay(turn)) && s_moves.IsMatch(turn.Text)))
            return BookingDialog.StartMove(turn);
        return wish is { Kind: WhenKind.Within, HasDays: true } && !BookingWords.NamesVisit(turn.Text) && !BookingWords.SaysBook(turn.Text) && (asks || WishInContext.Of(turn, BookingDialog.OfBooked(turn)) is { Kind: WhenKind.Within })
            ? Ask(turn, BookingDialog.Fresh(BookingDialog.Current(turn)) with { When = wish })
            : null;
    }

    /// <summary>What is wished where a message only says that the time is not right, and how: "oops wrong day", "that's too soon"; else null.</summary>
    public static WhenWanted? OtherThanThis(Turn turn) => turn.Action is not null ? null
        : s_notThisDay.IsMatch(turn.Text) ? new WhenWanted { Kind = WhenKind.OtherDay }
        : s_tooLate.IsMatch(turn.Text) ? new WhenWanted { Kind = WhenKind.Earlier }
        : null;

    /// <summary>Asks whether the visit that stands shall be moved or another one be booked. What is known of the other one is kept.</summary>
    public static Decision Ask(Turn turn, BookingState booking) => BookingSteps.Ask(turn, booking with { Step = BookingStep.MoveOrSecond });

    /// <summary>The answer to that question, or null where a message is none.</summary>
    public static Decision? Answer(Turn turn, BookingState booking, string? command)
    {
        if (command is BookingAction.No)
            return BookingSteps.Stop(turn, booking);
        var (moves, second) = (s_saysMove.IsMatch(turn.Text) || command is BookingAction.ChangeTime or BookingAction.Change, s_saysSecond.IsMatch(turn.Text));
        var wished = WishInContext.Of(turn, booking) is { Kind: WhenKind.Within } wish ? booking with { When = wish } : booking;
        if (moves != second && !turn.LooksLikeQuestion)
            return moves ? BookingDialog.StartMove(turn) : Begin(turn, wished);
        return wished != booking ? Ask(turn, wished) : command is BookingAction.Yes or BookingAction.Confirm || (moves && second) ? Ask(turn, booking) : null;
    }

    /// <summary>Books another visit beside the one that stands.</summary>
    public static Decision Begin(Turn turn, BookingState booking) =>
        BookingSteps.Begin(turn, booking with { Step = BookingStep.None, Purpose = BookingPurpose.Book }, Lead);

    /// <summary>Whether a message asks for another visit than the one that stands.</summary>
    public static bool IsAskedFor(string text) => s_another.IsMatch(text);

    /// <summary>The same booking, with the visit that a message means as the one that is spoken of where several stand.</summary>
    public static BookingState Meant(Turn turn, BookingState booking)
    {
        if (booking is not { Booked: { } last, Others: { IsEmpty: false } others })
            return booking;
        var said = s_named.Match(turn.Text);
        var meant = others.FirstOrDefault(other => turn.Text.Contains(other.Reference, StringComparison.OrdinalIgnoreCase))
            ?? (said.Groups["day"] is { Success: true } day && !IsOn(turn, last, day.Value) ? others.FirstOrDefault(other => IsOn(turn, other, day.Value)) : null)
            ?? (OfKind(turn, last) is { } kind && kind != last.Slot.Visit ? others.FirstOrDefault(other => other.Slot.Visit == kind) : null)
            ?? (said.Groups["first"].Success ? others.Append(last).MinBy(visit => visit.Slot.Start) : null);
        return meant is null || meant == last ? booking : booking with { Booked = meant, Others = [.. others.Remove(meant), last] };
    }

    /// <summary>The kind by which a message tells one visit that stands from the other: "the video one", "my phone call".</summary>
    private static string? OfKind(Turn turn, BookedAppointment last) => s_byKind.IsMatch(turn.Text) ? BookingWords.Visit(s_toOther.Replace(turn.Text, ""), turn.Content.Clinic)?.Id ?? last.Slot.Visit : null;

    /// <summary>Whether a message names a visit that stands by its kind, which is not that of all of them.</summary>
    public static bool NamesOneByKind(Turn turn) =>
        turn.State.Booking is { Booked: { } last, Others: { IsEmpty: false } others } && OfKind(turn, last) is { } kind && others.Append(last).Any(visit => visit.Slot.Visit == kind);

    /// <summary>Moves or gives up the one of several visits that is named by its kind; null where neither is asked for.</summary>
    public static Decision? ChangeOfKind(Turn turn) => turn.LooksLikeQuestion && !s_asks.IsMatch(turn.Text) ? null
        : s_cancels.IsMatch(turn.Text) ? BookingDialog.StartCancel(turn)
        : s_moves.IsMatch(turn.Text) || s_movesAlong.IsMatch(turn.Text) ? BookingDialog.StartMove(turn)
        : null;

    private static bool IsOn(Turn turn, BookedAppointment visit, string day) => ClinicTime.At(turn.Content.Clinic, visit.Slot.Start).DayOfWeek.ToString().Equals(day, StringComparison.OrdinalIgnoreCase);

    private static bool NamesDay(Turn turn) => WhenWords.NamesDay(turn.Text, DateOnly.FromDateTime(ClinicTime.At(turn.Content.Clinic, turn.Facts.Now).DateTime));
}
