using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Booking.Grammar;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Reads a wish in plain words: first what is excluded, then times of day, then days. What cannot be read whole is asked about rather than guessed.</summary>
internal static class WhenWords
{
    private const int FewWords = 3;

    private static readonly Regex s_any = Phrase.Pattern(
        "any ?time|any ?day|(?:either )?(?:early or late|late or early|morning or evening|evening or morning)(?: is fine| both work)?|whenever|no preference|doesn't matter|does not matter|don't care|don't mind|flexible|i'm open|wide open|you (?:pick|choose|decide)|whatever|every day|i'm not picky|not picky|any of them|when ever|open to any ?thing|no particular (?:day|time)|whichever(?: (?:day|time|one))?|surprise me|any ?thing (?:works|is fine|goes|will do)(?: for me)?|take any ?thing|(?:my )?(?:schedule|calendar|week) is (?:pretty |wide |totally |completely |fairly )?(?:open|clear|free|empty|flexible)|(?:up to you|your (?:call|choice|pick))|all days|all the same to me|(?:any|either) (?:one )?(?:is fine|works|is good|is ok|will do)");

    private static readonly Regex s_soon = Phrase.Pattern(
        "asap|as soon as (?:possible|you can|i can|u can)|soonest|the sooner the better|sooner the better|(?:the )?(?:earlier|quicker|faster) the better|(?<!too )soon|earliest|first (?:available|opening|slot|thing available|appointment|spot|thing (?:that )?you (?:have|got|can))|next (?:available|opening|slot|free|open)|right (?:away|now)|straight away|right this (?:minute|second)|immediately|urgent|urgently|nearest|quickest|when can (?:you|u|y'all|i|we) (?:see me|fit me in|get me in|squeeze me in|take me|get in|come(?: in)?|be seen)|first one (?:available|you have|open)|next one (?:available|you have|open)|as early as possible|as quick(?:ly)? as (?:possible|you can)|at once|now");

    private static readonly Regex s_firstThing = Phrase.Pattern("first thing (?:that )?(?:you (?:have|got|can)|you've got|u have|available|that's open|open)");
    private static readonly Regex s_late = Phrase.Pattern("(?:really |very |fairly )?late(?: in the day)?");
    private static readonly Regex s_early = Phrase.Pattern("(?:really |very |nice and |fairly )?early|earlyish");
    private static readonly Regex s_earlier = Phrase.Pattern("(?:(?:nothing|no) (?:any )?)?(?:a (?:bit|little) )?(?:earlier|sooner)(?: than (?:that|this|those|these))?|too late");
    private static readonly Regex s_otherDay = Phrase.Pattern("(?:another|a different|different|other) (?:day|days|date|dates)|(?:way |much |far |a bit |a little )?too soon|(?:a |some )?(?:bit |little )?later (?:date|day)s?");

    private static readonly Regex s_later = Phrase.Pattern(
        "(?:a (?:bit|little) )?later|more|too (?:early|soon)|(?:those|these|they) (?:don't|do not|won't) work|(?:another|a different|different|other|more) (?:time|times|slot|slots|option|options)|something else|others|none(?: of (?:these|those|them))?");

    private static readonly Regex s_harmlessNo = Phrase.Pattern(
        "no (?:later|earlier|sooner) than|not (?:before|until|till|after|later than|earlier than)|not (?:free|available|home|back|around|off) (?:until|till|before)|(?:won't|not|can't) be (?:back|home|here|available|free|in)|can't wait|don't (?:mind|care|know|work|drive)|doesn't matter|not sure|why not|if not|not bad|no (?:problem|rush|hurry|preference|worries)|not (?:working|picky|feeling|doing)|can't (?:sleep|sit|stand|walk|drive|take|believe|remember|stop)|won't go away|doesn't go away|isn't it|no longer|not for|can't (?:come|do|make it|get there|get away) (?:until|till|before)|won't be [a-z]+ (?:until|till|before)");

    private static readonly Regex s_negation = Phrase.Pattern(@"not|no [a-z]+|don't|doesn't|wouldn't|can't|won't|isn't|except|excluding|without|never|neither|(?:any|anything|every|all|everything)(?: [a-z]+){0,4} but");
    private static readonly Regex s_stillExcluded = new(@"^~ (?:or|nor|and) (?:the |on )*#", RegexOptions.CultureInvariant);
    // "Monday after 10, tuesday before 3": each day has a time of its own.
    private static readonly Regex s_twoTimes = new("#[^#@]*@[^#]*#[^#@]*@|@[^#]*#[^#@]*#[^#@]*@|all day[^#@]*#[^#@]*@|#[^#@]*all day.*@", RegexOptions.CultureInvariant);
    private static readonly Regex s_dateOfIt = new("~ (?:the )?#", RegexOptions.CultureInvariant);
    private static readonly Regex s_allDay = Phrase.Pattern("all day");
    private static readonly Regex s_partOrDay = new("^[^#~@]*@ or (?:on |the )*#$|^# or @$", RegexOptions.CultureInvariant);
    private static readonly Regex s_corrected = new(@"[,.;!\s]+(?:(?:haha? )?(?:no,? wait|wait,? no|(?<!\b(?:we|i|to|can|can'?t|cannot|not|could|must|will|should|long|a|the|your|her|his)\s)wait|(?<sure>scratch that|(?:sorry,? )?i mean(?:t(?: to say)?)?(?! (?:to|it|that)\b)|correction|(?:lol,? )?jk|just kidding|nvm|never ?mind|(?:actually,? )?make that|actually,? make it|or rather)|oops|actually|sorry|my bad|no(?=,| sorry| scratch| wait| i mean| not that)|not that)[,.!\s]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_mañana = Phrase.Pattern("mañana");
    private static readonly Regex s_mañanaMorning = Phrase.Pattern("(?:por|en) la mañana");
    private static readonly Regex s_danglingWeek = Phrase.Pattern("(?:week|day) after|following week|(?:the )?following|that week");
    private static readonly Regex s_dayThenNumber = new(@"# (?:[~@] )?(?:, )?(?<number>\d{1,2})(?: |,|\?|$)", RegexOptions.CultureInvariant);
    private static readonly Regex s_numberThenDay = new(@"(?:^|\b(?:do|at|for|say|make it|like|want|prefer|take) )(?<number>[1-9]|1[0-2]) (?:on )?#", RegexOptions.CultureInvariant);
    private static readonly Regex s_hours = new(@"^(?:how (?:early|late|long)|what (?:time|hours)|what are) .*\b(?:open|close|hours)\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_otherQuestion = new(@"^(?:so |ok |hi |and |but )*(?:do i (?:need|have to|get|owe|pay|qualify)|(?:should|must) i (?:bring|wear|stop|take|pay|eat)|will (?:my|the) insurance|is (?:parking|my)|are (?:my|the results)|(?:are|will|is) (?:you|u|ya|yall|y'all|they|the (?:clinic|office)) (?:guys |all )?(?:be )?closed|(?:are|will|is) (?:you|u|ya|yall|y'all|they|the (?:clinic|office)) (?:guys |all )?(?:be )?open (?:on |over |for |during )?(?:thanksgiving|christmas|xmas|new year|easter|memorial|labor|independence|holidays|the holidays|veteran|columbus|black friday)|(?:do|will) (?:you|u|ya|yall) close|closed on)\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_or = new(@",?\s+or\s+(?:else\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_birth = Phrase.Pattern("born|birthdate|birth ?day is|date of birth|dob|birth date");
    // Names a time that only the patient knows, or none.
    private static readonly Regex s_vague = new(@"^(?:(?:oh|well|um|uh|hmm?|maybe|probably|just|i guess|ok|not|whenever|idk|dunno) )*(?:(?:when(?:ever)?|once|after|as soon as|until|till) (?:my|our|i|we|he|she|they|the|it)\b(?! (?:is|are|do|does|can|will|was|were) )|some ?(?:day|time)\b|eventually\b|at some point\b|in the (?:near )?future|soonish|down the road|not sure\b|don't know\b|no idea\b)", RegexOptions.CultureInvariant);
    private static readonly Regex s_someonesReturn = Phrase.Pattern("(?:whenever|when|once|as soon as) (?:my|our|his|her|he|she|they)(?: [a-z']+){0,3} (?:gets?|comes?|is|are|returns?|arrives?|feels?|heals?|recovers?)");

    // "I'll let you know friday" names no day to come.
    private static readonly Regex s_undecided = Phrase.Pattern("(?:i'll|i will|let me|gonna|going to|have to|need to|must|gotta)(?: [a-z]+){0,3} (?:call (?:you|back)|let you know|tell you|text you|get back to you|check|find out|confirm|decide|ask)(?! (?:in|out my|on my|off|for))|not sure (?:about|if|whether|of)|ask me|not now|not yet|this is (?:april|june|may|august)|(?:i'll|i will|will|should) know|(?:when|once|until|till) (?:i|we) (?:get my|know|find out|hear)");
    private static readonly Regex s_hasAppointment = Phrase.Pattern("(?<!you )(?:have|had|got|my|existing|current)(?: an?| my| the)?(?: [a-z]+)? (?:appointment|visit|slot)(?: is| was)?(?: scheduled| booked| set)?(?: on| for| at| this| next)* (?:the \\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|january|february|march|april|may|june|july|august|september|october|november|december|\\d)");
    private static readonly Regex s_moves = Phrase.Pattern("move|change|switch|reschedule|push|bump|moved|rescheduled");
    private static readonly Regex s_unwell = Phrase.Pattern("pain|pains|hurts?|ache|aches|sore|stiff|numb|worse|worst|sleep|symptoms?|recovery|heal|last|lasts|relief|cost|insurance");

    /// <summary>The wish in a text, or null where it is not about when.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="today">On the clinic's wall clock.</param>
    /// <param name="asked">True where a time was asked for: then other words may stand around it.</param>
    public static WhenWanted? Read(string text, DateOnly today, bool asked)
    {
        for (var match = s_corrected.Match(text); match.Success; match = match.NextMatch())
        {
            if (match.Index == 0 || s_corrected.IsMatch(text[(match.Index + match.Length)..]))
                continue;
            var instead = text[(match.Index + match.Length)..].Trim();
            if (ReadWhole(instead.All(char.IsDigit) ? "at " + instead : instead, today, asked) is not { } meant)
                continue;
            var before = ReadWhole(text[..match.Index], today, asked) ?? (match.Groups["sure"].Success ? new WhenWanted { Kind = WhenKind.Unclear } : null);
            if (before is null)
                continue;

            // "Tuesday morning-ish or so, sorry, at 3": what the hour belongs to was not understood.
            return meant.Kind == WhenKind.Within && before.Kind != WhenKind.Within && meant.From is null && meant.Days == DaysOfWeek.None ? meant with { Kind = WhenKind.Unclear }
                : meant.Kind == WhenKind.Within ? meant.Beside(before)
                : meant;
        }

        var whole = ReadWhole(text, today, asked);
        return whole is { Kind: WhenKind.Unclear, Or: null } ? EitherOr(text, today) ?? whole : whole;
    }

    /// <summary>"Tuesday at 9 or thursday at 2": two days with an hour each, which no one wish can hold.</summary>
    private static WhenWanted? EitherOr(string text, DateOnly today)
    {
        if (s_or.Matches(text) is not [var or])
            return null;
        var (one, other) = (ReadWhole(text[..or.Index], today, asked: true), ReadWhole(text[(or.Index + or.Length)..], today, asked: true));
        return one is { Kind: WhenKind.Within, HasTime: true, From: { } first } && other is { Kind: WhenKind.Within, HasTime: true, From: { } second } && first == one.To && second == other.To && first != second
            ? one with { Kind = WhenKind.Unclear, Or = other }
            : null;
    }

    /// <summary>Whether a text names a day.</summary>
    public static bool NamesDay(string text, DateOnly today) => Pieces.Of(Phrase.Of(text, today).Text, today).Exists(piece => piece.Kind == PieceKind.Day);

    /// <summary>Whether all days that a text names are days of the week, which may be those of any week: "tuesday or thursday".</summary>
    public static bool NamesOnlyWeekdays(string text, DateOnly today)
    {
        var days = Pieces.Of(Phrase.Of(text, today).Text, today).FindAll(piece => piece.Kind == PieceKind.Day);
        return days.Count > 0 && days.TrueForAll(day => day.Days!.Kind is NamedKind.Weekday or NamedKind.Recurring);
    }

    private static WhenWanted? ReadWhole(string text, DateOnly today, bool asked)
    {
        var phrase = Phrase.Of(text, today);
        var whole = phrase.Text;
        if (s_hours.IsMatch(phrase.Text) || s_otherQuestion.IsMatch(phrase.Text))
            return null;
        var pieces = Pieces.Of(whole, today);
        var clauses = phrase.HasTwoMeanings ? null : WhenGrammar.Read(pieces, phrase.IsQuestion, today);
        var first = ReadByRules(phrase, today, asked, out var said);

        // Where no time was asked for, whether it is a wish at all is for the rules to say.
        var second = asked || first is not null ? clauses : null;
        var wish = second is null || first is { Kind: not (WhenKind.Within or WhenKind.Unclear) } ? first : second;
        return Judged(wish, isVouched: ReferenceEquals(wish, second), whole, ReferenceEquals(wish, second) || said == whole ? pieces : Pieces.Of(said, today), pieces, today, asked);
    }

    /// <summary>What was read, or that it must be asked about, or that it is no wish after all.</summary>
    private static WhenWanted? Judged(WhenWanted? wish, bool isVouched, string whole, List<Piece> read, List<Piece> pieces, DateOnly today, bool asked)
    {
        if (wish is null && asked && !whole.EndsWith('?') && s_vague.IsMatch(whole) && !s_unwell.IsMatch(whole))
            return new WhenWanted { Kind = WhenKind.Unclear };
        if (History.IsAll(pieces))
            return null;
        if (wish is { Kind: WhenKind.Within, HasTime: false, From: { } from, To: null } && from == today && s_someonesReturn.IsMatch(whole))
            return wish with { Kind = WhenKind.Unclear };
        // "My appointment is thursday, I need to reschedule"
        if (wish is { Kind: WhenKind.Within } && s_hasAppointment.IsMatch(whole) && s_moves.IsMatch(whole) && pieces.Count(piece => piece.Kind == PieceKind.Day) == 1)
            return wish with { Kind = WhenKind.Unclear };
        if (wish is { Kind: WhenKind.Within } && (s_undecided.IsMatch(whole) || (s_hasAppointment.IsMatch(whole) && !s_moves.IsMatch(whole) && !(isVouched && pieces.Exists(piece => piece.Kind == PieceKind.So)) && pieces.Count(piece => piece.Kind == PieceKind.Day) > 1)))
            return wish with { Kind = WhenKind.Unclear };
        if (wish is { Kind: WhenKind.Within } && (WishDoubts.Has(wish, read, isVouched, today) || WishDoubts.PointsElsewhere(wish, pieces)))
            wish = wish with { Kind = WhenKind.Unclear };
        return wish is { Kind: WhenKind.Unclear or WhenKind.Past } or { Kind: WhenKind.Within, HasDays: false } && asked && History.Is(pieces) ? null : wish;
    }

    private static WhenWanted? ReadByRules(Phrase phrase, DateOnly today, bool asked, out string said)
    {
        said = phrase.Text;
        var bare = phrase.Text.All(char.IsDigit);
        if ((bare && !asked) || s_birth.IsMatch(phrase.Text))
            return null;
        if (phrase.HasTwoMeanings)
            return asked ? new WhenWanted { Kind = WhenKind.Unclear } : null;
        var named = true;
        var split = WishAndReason.Split(phrase, today, part => Understand(part, today, out _));
        phrase = split?.Left ?? phrase;
        said = split?.Said ?? said;
        if ((split?.Wish ?? Understand(phrase, today, out named)) is not { } wish)
            return null;
        var unknown = phrase.UnknownWords;
        var strict = phrase.IsQuestion || wish.Kind is not (WhenKind.Within or WhenKind.Unclear or WhenKind.TomorrowOrMorning) ? 0 : 1;
        if (unknown <= strict)
            return wish;
        if (!asked || wish.Kind is WhenKind.Past or WhenKind.Earlier or WhenKind.Later or WhenKind.OtherDay)
            return null;
        if (named && !phrase.AsksSomethingElse)
            return wish;
        return unknown <= FewWords && !phrase.IsQuestion && !s_unwell.IsMatch(phrase.Text) ? wish : null;
    }

    private static WhenWanted? Understand(Phrase phrase, DateOnly today, out bool named)
    {
        var nothing = new WhenWanted();
        named = false;
        if (phrase.Take(s_mañanaMorning) is not null)
        {
            phrase.Insert("morning");
            if (phrase.Take(s_mañana) is not null)
                phrase.Insert("tomorrow");
        }
        else if (phrase.Take(s_mañana) is not null)
        {
            return nothing with { Kind = WhenKind.TomorrowOrMorning };
        }

        if (phrase.Text.Length <= 2 && int.TryParse(phrase.Text, out var number) && number is > 0 and <= 31)
        {
            named = true;
            phrase.Remove(0, phrase.Text.Length);
            return HourWords.Plain(number) is { } hour ? nothing with { At = hour } : nothing with { Kind = WhenKind.Unclear };
        }

        var any = phrase.Take(s_firstThing) is not null;
        var wish = Excluded.Take(phrase, nothing, today);
        var excluded = wish.From is not null || wish.Days != DaysOfWeek.None;
        if (wish.Kind != WhenKind.Within)
            return wish;
        wish = HourWords.Take(phrase, wish);
        var refused = s_negation.IsMatch(s_harmlessNo.Replace(phrase.Text, ""));
        any |= phrase.Take(s_any) is not null;
        var days = Days.Take(phrase, today);
        if (days.Count > 0)
        {
            named = true;

            // "Not the 14th": what is refused in a way that no rule reads must never be offered as wanted.
            if (refused || s_partOrDay.IsMatch(phrase.Text) || (excluded && (s_stillExcluded.IsMatch(phrase.Text) || (days[0].Kind == NamedKind.Date && s_dateOfIt.IsMatch(phrase.Text)))))
                return wish with { Kind = WhenKind.Unclear };
            if (days.Count > 1 && wish.HasTime && s_twoTimes.IsMatch(phrase.Text) && !days.TrueForAll(day => day.From == days[0].From || day.Kind == NamedKind.Past))
                return wish with { Kind = WhenKind.Unclear };
            wish = Numbered(phrase, wish, days, today);
            if (wish.Kind != WhenKind.Within)
                return wish;
            wish = DayCombining.Apply(phrase.Text, wish, days, today);
            _ = phrase.Take(s_soon);
            wish = wish.Kind == WhenKind.Within ? HourWords.TakeRest(phrase, wish, s_early, s_late) : wish;
            return wish.Kind == WhenKind.Within && LeftOver.InWhole(phrase.Text, named: true) ? wish with { Kind = WhenKind.Unclear } : wish;
        }

        any |= phrase.Take(s_allDay) is not null;
        if (phrase.Take(s_danglingWeek) is not null || (wish.HasTime && (LeftOver.Relates(phrase.Text) || LeftOver.InWhole(phrase.Text, named: false))))
            return wish with { Kind = WhenKind.Unclear };
        named = excluded || wish.HasTime;
        var soon = phrase.Take(s_soon) is not null;
        if (!any && !soon)
        {
            if (phrase.Take(s_earlier) is not null)
                return wish with { Kind = WhenKind.Earlier };
            if (phrase.Take(s_otherDay) is not null)
                return wish with { Kind = WhenKind.OtherDay };
            if (phrase.Take(s_later) is not null)
                return wish with { Kind = WhenKind.Later };
        }

        wish = HourWords.TakeRest(phrase, wish, s_early, s_late);
        if (wish.From is null && (any | soon))
            wish = wish with { From = today };
        return wish == nothing ? null : wish;
    }

    /// <summary>"Fri 11" where the 11th is a friday: at eleven on the next, or that friday. It is asked about, with both to pick from.</summary>
    private static WhenWanted EitherOf(WhenWanted wish, DateOnly next, DateOnly dated, int number) =>
        wish with { Kind = WhenKind.Unclear, From = next < dated ? next : dated, To = next < dated ? dated : next, Days = next.DayOfWeek.AsFlag(), At = HourWords.Plain(number) };

    /// <summary>"Friday 13" is a date where it is that weekday's, "tuesday 10" a time of day.</summary>
    private static WhenWanted Numbered(Phrase phrase, WhenWanted wish, List<NamedDays> days, DateOnly today)
    {
        if (days is not [{ Kind: NamedKind.Weekday or NamedKind.NextWeekday or NamedKind.Date } day] || (s_dayThenNumber.Match(phrase.Text) is var after && (after.Success ? after : s_numberThenDay.Match(phrase.Text)) is not { Success: true } match))
            return wish;
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var isDate = day.Kind != NamedKind.Date && Calendars.DayOfMonth(number, today) is { Kind: NamedKind.Date } date && date.From.DayOfWeek == day.From.DayOfWeek;
        if (isDate == (number <= 12) && day.Kind != NamedKind.Date)
            return isDate && !wish.HasTime ? EitherOf(wish, day.From, Calendars.DayOfMonth(number, today).From, number) : wish with { Kind = WhenKind.Unclear };
        phrase.Remove(match.Groups["number"].Index, match.Groups["number"].Length);
        if (isDate)
            days[0] = Calendars.DayOfMonth(number, today);
        return isDate || wish.HasTime ? wish : wish with { At = HourWords.Plain(number) };
    }
}
