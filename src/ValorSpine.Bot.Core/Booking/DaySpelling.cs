using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using ValorSpine.Bot.Core.Answering;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>Brings words about days and times into one spelling: "nxt thrusday at ten thirty" becomes "next thursday at 10:30".</summary>
internal static class DaySpelling
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const int ShortestCorrected = 6;
    private const string Months = "january|february|march|april|may|june|july|august|september|october|november|december";

    private static readonly FrozenDictionary<string, string> s_spellings = Table("""
        mon=monday tue=tuesday tues=tuesday tu=tuesday tusday=tuesday wed=wednesday weds=wednesday wensday=wednesday thu=thursday thur=thursday thurs=thursday thrs=thursday thr=thursday fri=friday sat=saturday sun=sunday
        jan=january feb=february mar=march apr=april apirl=april aprl=april apil=april marhc=march nexxt=next  jun=june jul=july aug=august sep=september sept=september oct=october nov=november dec=december
        lunes=monday martes=tuesday miercoles=wednesday miércoles=wednesday jueves=thursday viernes=friday sabado=saturday sábado=saturday domingo=sunday hoy=today manana=mañana tarde=afternoon próximo=next proximo=next
        enero=january febrero=february marzo=march abril=april junio=june julio=july agosto=august septiembre=september octubre=october noviembre=november diciembre=december
        tmrw=tomorrow tmr=tomorrow tmw=tomorrow tmo=tomorrow tomo=tomorrow tomm=tomorrow tmrrw=tomorrow 2morrow=tomorrow 2moro=tomorrow 2mrw=tomorrow 2mro=tomorrow nite=night nites=nights tonite=tonight 2nite=tonight 2night=tonight 2day=today tday=today tomarow=tomorrow tmarrow=tomorrow
        wk=week wks=weeks wknd=weekend wknds=weekends wkends=weekends tomoro=tomorrow tomorro=tomorrow tommorw=tomorrow round=around wkend=weekend wkday=weekday nxt=next nex=next hr=hour hrs=hours mo=month
        mornin=morning morn=morning mrng=morning am's=mornings forenoon=morning arvo=afternoon aftn=afternoon rn=now afternon=afternoon afernoon=afternoon aftrnoon=afternoon eve=evening evng=evening midday=noon  noontime=noon
        b4=before bfore=before bfr=before bef=before befor=before thru=through til=till 'til=till btw=between btwn=between abt=about
        cn=can cant=can't cannot=can't dont=don't doesnt=doesn't isnt=isn't wont=won't couldnt=couldn't arent=aren't im=i'm hes=he's shes=she's theyre=they're ive=i've ill=i'll
        hav=have hv=have exept=except xcept=except avail=available appt=appointment appts=appointments apt=appointment earliset=earliest soonist=soonest christmas=christmas xmas=christmas
        mth=month mths=months mnth=month mnths=months monts=months mos=months yr=year yrs=years wek=week weks=weeks wkdays=weekdays dis=this dat=that dats=that's da=the teh=the tha=the tomoz=tomorrow tomz=tomorrow 2moz=tomorrow any1=any sum1=someone
        l8=late l8r=later haf=half qtr=quarter quater=quarter sumtime=sometime sumtimes=sometimes somtime=sometime wud=would cud=could shud=should gud=good gr8=great skool=school nt=not urs=yours ppl=people idc=whichever idk=maybe eval=evaluation evals=evaluation sry=sorry soz=sorry agn=again agst=august nope=no nah=no whatev=whatever whenevs=whenever
        1rst=1st twenny=twenty labour=labor
        mwf=mondays,wednesdays,fridays tth=tuesdays,thursdays t/th=tuesdays,thursdays tuth=tuesdays,thursdays
        """);

    private static readonly FrozenDictionary<string, string> s_numbers = Table(
        "two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 fifteen=15 twenty=20 thirty=30 forty-five=45 couple=couple");

    private static readonly FrozenDictionary<string, string> s_ordinals = Table("""
        third=3rd fourth=4th fifth=5th sixth=6th seventh=7th eighth=8th ninth=9th tenth=10th eleventh=11th twelfth=12th thirteenth=13th fourteenth=14th fifteenth=15th sixteenth=16th seventeenth=17th
        eighteenth=18th nineteenth=19th twentieth=20th twenty-first=21st twenty-second=22nd twenty-third=23rd twenty-fourth=24th twenty-fifth=25th twenty-sixth=26th twenty-seventh=27th twenty-eighth=28th twenty-ninth=29th
        thirtieth=30th thirty-first=31st
        """);

    private static readonly string[] s_corrected =
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow", "morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "weekend", "weekends",
        "january", "february", "september", "october", "november", "december", "appointment", "anytime", "before", "between", "except", "through", "earliest", "available", "presidents", "veterans", "thanksgiving", "christmas", "thursdays", "tuesdays", "wednesdays", "mondays", "fridays", "saturdays",
    ];

    // Short words are put right only where they are no words.
    private static readonly string[] s_shortOnes = ["after", "until", "within", "around", "weeks", "weekday", "weekdays", "month", "months", "today", "tonight", "early", "beginning", "possible", "sometime", "either", "neither", "august", "april", "march", "later", "whenever", "please", "school", "morning", "friday", "monday", "sunday", "tuesday"];
    private static readonly FrozenSet<string> s_words = CommonWords.All.Select(word => word.Word).ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] s_weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    // Words that a slip of the finger away from a day mean something else.
    private static readonly FrozenSet<string> s_leftAlone = FrozenSet.Create("someday", "weekday", "weekdays", "moaning", "mourning", "warning", "sundry", "sunny", "everything", "though", "thought", "thorough", "expect", "beforehand", "excepted");

    private static readonly Regex s_twentySomething = new(@"\b(twenty|thirty) (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b", Options);
    // "The 29, 30 or 31": the numbers that follow a date are dates, where they are no hours.
    private static readonly Regex s_dateList = new(@"\bthe (?<first>\d{1,2})(?:st|nd|rd|th)?(?<more>(?:(?: ,| or| and)+ (?:the )?(?:1[3-9]|2\d|3[01])(?:st|nd|rd|th)?\b)+)(?! (?:am|pm|minutes|days|weeks))", Options);
    private static readonly Regex s_listed = new(@"\d{1,2}(?!\d|st|nd|rd|th)", Options);
    // "April 1, 3 or 7"
    private static readonly Regex s_monthList = new($@"\b(?<month>{Months}) (?<first>\d{{1,2}})(?:st|nd|rd|th)?(?<more>(?: , \d{{1,2}}(?:st|nd|rd|th)?)+(?: ,)? (?:or|and) \d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:am|pm|:|o'clock))", Options);
    private static readonly Regex s_thisOrNext = new(@"\bthis or (?:the )?next (monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week)\b", Options);
    private static readonly Regex s_orAround = new(@"\b(around \S+) or around (\d)", Options);
    private static readonly Regex s_eitherPart = new($@"\b(early|mid|late) or (early|mid|late) ({Months}|next month|next week|this week|this month)\b", Options);
    private static readonly Regex s_onlyMay = new(@"^(?:this |next )?may(?=\?|$)", Options);
    private static readonly Regex s_oneUnit = new(@"\bone (week|month|fortnight)\b", Options);
    private static readonly Regex s_tomorrowInTwo = new(@"\b(?:to|too|two|2) (?:morr?ow|mrw|moro|morow)\b", Options);
    private static readonly Regex s_tooDay = new(@"\b(?:to|too) day\b", Options);
    private static readonly Regex s_tooThirty = new(@"\b(at|around|about) (?:too|to) (thirty|fifteen|forty-five|30|15|45)\b", Options);
    private static readonly Regex s_hundred = new(@"\b(ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen) hundred(?: hours| hrs)?\b", Options);
    private static readonly string[] s_fromTen = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"];
    private static readonly Regex s_monthThenDays = new($@"\b({Months}) (?:like|about|around|say|from|between)(?: the)? (\d{{1,2}})(?:st|nd|rd|th)? (to|and|or|until) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?! ?(?:am|pm|:))", Options);
    private static readonly Regex s_one = new(@"\b(at|around|about|by|after|before|past|to|till|until|from|between|and) one\b|\bone (o'?clock|am|pm|thirty|fifteen)\b", Options);
    private static readonly Regex s_ordinalWords = new($@"\b(the|{Months}) (first|second)\b( (?:week|thing|available|opening|slot|one|half|appointment|part|time|day|floor|opinion))?", Options);
    private static readonly Regex s_spokenMinutes = new(@"\b([1-9]|1[0-2]) (15|30|45|10|20|40|50)\b(?: (?:days|weeks))?", Options);
    private static readonly Regex s_fourDigits = new(@"\b(0?[1-9]|1[0-7])(00|15|30|45)\b", Options);
    private static readonly Regex s_threeDigits = new(@"\b(0?[1-9]|1[0-2])([0-5]\d)(am|pm)\b|(?<=\bat )([1-9]|1[0-2])([0-5][05])\b(?! ?(?:am|pm))", Options);
    private static readonly Regex s_afterCount = new(@"\bafter (\d{1,2}|a few|a couple(?: of)?) (days|weeks|months)($| ,|\?)", Options);
    private static readonly Regex s_roughly = new(@"\b(\d{1,2}(?::\d{2})?) ?(am|pm)? ?(?:ish|or so)\b|\b(noon) ?ish\b", Options);
    private static readonly Regex s_aft = new(@"\baft (\d|lunch|work|school|the|like|about|around|my|i)\b|\baft\b", Options);
    private static readonly Regex s_bareDay = new(@"\b(the|day) (\d{1,2})\b( (?:am|pm|o'?clock|days|weeks|hour|of us)|:\d)?", Options);

    private static readonly Regex s_greeting = new(@"^(?:hi |hello |hey |dear |there |, )*(?:good (?:morning|afternoon|evening|day)|gm)\b|^gd (?:morning|afternoon|evening|day)\b", Options);
    private static readonly Regex s_thisPart = new(@"\b(?:this|later this) (morning|afternoon|evening)\b|\btonight\b", Options);
    private static readonly Regex s_night = new(@"\b(tomorrow|weekday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)('?s)? nights?\b", Options);
    private static readonly Regex s_half = new(@"\b(today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|the|any|in|or|early|late|week|day|(?:christmas|years) eve|\d(?:st|nd|rd|th)) (am|pm)\b(?! i\b)", Options);
    private static readonly Regex s_weekOrNext = new(@"\bthis week or next\b(?: week)?", Options);
    private static readonly Regex s_weekOrAfter = new(@"\bnext week (or|and) the (?:week after|following week|1 after|next)\b", Options);

    private static readonly Regex s_firstThing = new(@"\b1st (thing|available|opening|appointment|slot|avail)\b", Options);
    private static readonly Regex s_tom = new(@"\btom (at|morning|am|pm|afternoon|evening|around|after|before|by|\d)", Options);
    private static readonly Regex s_evening = new(@"\b(christmas|new year'?s?) evening\b", Options);
    private static readonly Regex s_theWeekend = new(@"\b(before|after|by)(?: the)? weekend\b", Options);
    private static readonly Regex s_dayIs = new(@"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|week|weekend)'s (out|no|not|bad|good|best|better|fine|full|taken|okay|ok|great|perfect|hard|busy|tough|difficult|impossible|off|free|open)\b", Options);
    private static readonly Regex s_hedged = new(@"\b(after|before|by|until|till|past|from|at|between|and|to|around|than) (?:around|about|like|maybe|approximately|roughly|say) (\d|noon)", Options);
    private static readonly Regex s_minutesTo = new(@"(^|\b[a-z]+ )(5|10|15|20|25) (minutes )?(to|till|before) ([1-9]|1[0-2])($|[ ,?])", Options);
    private static readonly Regex s_noMinutes = new($"^(?:{Months}|from|between|the|and|or) $", Options);
    private static readonly Regex s_theMonthOfMay = new(@"\b(by|before|after|until|till|or|and|to|from|through) may($| ,| [a-z])", Options);
    private static readonly Regex s_atLeast = new(@"\b(?:(?:not )?(?:for )?at least|not for(?: another)?|(?:in|wait) another) (\d{1,2}|a couple(?: of)?|an?|a few) (days?|weeks?|months?)(?: (?:out|away|from now|ahead))?\b", Options);
    private static readonly Regex s_untilAfter = new(@"\b(?:not|can't|can't [a-z]+|can't [a-z]+ in|won't be [a-z]+)(?: free| here| home| back)? (?:until|till) after\b", Options);
    private static readonly Regex s_midweek = new(@"\bmid ?week(?: (this|next)(?: week)?)?(?= |$)", Options);
    private static readonly Regex s_between = new(@"\b(?:b/w|b/t|bet) (\d)", Options);
    private static readonly Regex s_noVisits = new(@"\bno (?:appointments?|visits?|slots?|times?) (before|after|on|earlier|later)\b", Options);
    private static readonly Regex s_weekStarting = new(@"\bweek (?:that )?(?:starting|starts|beginning|commencing)\b(?: on)?", Options);
    private static readonly Regex s_orTwo = new(@"\b(a|the next) (day|week|month) or 2\b", Options);
    private static readonly Regex s_ofNext = new(@"\b(or|and) (?:the )?(early|late|beginning of|start of|end of) next($| ,|\?)", Options);
    private static readonly Regex s_partOfDay = new(@"\b(early|late|mid) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|tomorrow) (morning|afternoon|evening)\b", Options);
    private static readonly Regex s_laterInDay = new(@"\blater (?:on )?in the day\b", Options);
    private static readonly Regex s_weak = new(@"\b(next|this) weak\b", Options);
    private static readonly Regex s_tomorrow = new(@"^(?:to?m+[aou]?r{0,2}[aou]{0,2}w|[t2]o{0,2}m+o+r+[ao]*w*)$", Options);
    private static readonly Regex s_onDays = new(@"\bon (1[3-9]|2\d|3[01])(?: (or|and) (1[3-9]|2\d|3[01]))?($| ,)", Options);
    private static readonly Regex s_loneHalf = new(@", (am|pm)($| ,| because| cause| cuz| please| pls| is| works| if)", Options);
    private static readonly Regex s_orTheNext = new(@"\bthis (monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend) (or|and) (?:the )?next(?: (?:one|1))?( [a-z]+)?", Options);
    private static readonly Regex s_notThisButNext = new(@"\b(?:not|can't do|can't) (?:this|this coming) (monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)(?: ,| but| maybe)* (?:the )?(?:next|following|one after|1 after)(?: (?:one|1))?$", Options);
    private static readonly Regex s_theDayAfter = new(@"\btomorrow (or|and) (?:the )?(?:next day|day after that|day after)(?: tomorrow)?\b", Options);
    private static readonly Regex s_ordinalHalf = new(@"(st|nd|rd|th) (am|pm)\b", Options);
    private static readonly Regex s_onEnd = new(@"\bon(?: ,|$)", Options);
    private static readonly Regex s_monthLast = new($@"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: ,)? (?:(\d{{1,2}})(?:st|nd|rd|th)?(?: ,)? )?(or|and) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({Months})\b", Options);
    private static readonly Regex s_spanishNext = new(@"\b(?:la )?(?:pr[oó]xima semana|semana que viene)\b", Options);
    private static readonly Regex s_spanishAt = new(@"\ba las? (\d)", Options);
    private static readonly Regex s_spanishOr = new(@"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today) (?:o|u|y) (?:el )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)\b", Options);
    private static readonly Regex s_spanishTomorrow = new(@"\bmañana at (\d)", Options);
    private static readonly Regex s_counted = new(@"\b(?:first|second|third|1st|2nd|3rd|4th|5th|6th) (opinion|time|visit|floor|grade|grader|disc|surgery|street|avenue|injection|shot|baby|kid|child|shift|consult|evaluation)\b", Options);
    private static readonly Regex s_endOf = new(@"\bbefore (?:the )?end of\b", Options);

    /// <summary>Whether a word is one of the common ones of the language, so that nothing else was meant.</summary>
    public static bool IsWord(string word) => s_words.Contains(word);

    /// <summary>The same text in one spelling.</summary>
    public static string Apply(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Spelled);
        var joined = Idioms.Plain(s_aft.Replace(string.Join(' ', words), match => match.Groups[1].Success ? $"after {match.Groups[1].Value}" : "afternoon"));
        joined = s_greeting.Replace(joined.Replace(" o clock", " o'clock", StringComparison.Ordinal).Replace("oclock", "o'clock", StringComparison.Ordinal), "");
        joined = s_tooDay.Replace(s_tomorrowInTwo.Replace(s_tooThirty.Replace(joined, "$1 2 $2"), "tomorrow"), "today");
        joined = s_hundred.Replace(s_oneUnit.Replace(joined, "1 $1"), match => $"{Array.IndexOf(s_fromTen, match.Groups[1].Value) + 10}:00");
        joined = s_thisPart.Replace(joined, match => match.Groups[1].Success ? $"today {match.Groups[1].Value}" : "today evening");
        joined = s_tom.Replace(joined, "tomorrow $1").Replace("a fortnight", "2 weeks", StringComparison.Ordinal).Replace("fortnight", "2 weeks", StringComparison.Ordinal);
        joined = s_evening.Replace(s_firstThing.Replace(joined, "first $1"), "$1 eve");
        joined = s_endOf.Replace(s_theWeekend.Replace(joined, "$1 this weekend"), "by the end of");
        joined = s_theDayAfter.Replace(joined, "tomorrow $1 day after tomorrow");
        joined = s_spanishAt.Replace(s_spanishNext.Replace(joined.Replace("pasado mañana", "day after tomorrow", StringComparison.Ordinal), "next week"), "at $1");
        joined = s_spanishTomorrow.Replace(s_spanishOr.Replace(joined, "$1 or $2"), "tomorrow at $1").Replace("en la afternoon", "in the afternoon", StringComparison.Ordinal);
        joined = s_counted.Replace(s_dayIs.Replace(joined, "$1 is $2"), "some $1");
        joined = s_orTheNext.Replace(joined, match => match.Groups[3].Success && match.Groups[3].Value is " week" or " month" ? match.Value : $"this {match.Groups[1].Value} {match.Groups[2].Value} next {match.Groups[1].Value}{match.Groups[3].Value}");
        joined = s_notThisButNext.Replace(joined, "$1 after this");
        joined = s_onEnd.Replace(joined, "onwards");
        joined = joined.Replace("weeknight", "weekday night", StringComparison.Ordinal).Replace("when ever", "whenever", StringComparison.Ordinal);
        joined = s_night.Replace(joined, "$1 evening");
        joined = s_ordinalHalf.Replace(joined, match => $"{match.Groups[1].Value} {(match.Groups[2].Value == "am" ? "morning" : "afternoon")}");
        joined = s_half.Replace(joined, match => $"{match.Groups[1].Value} {(match.Groups[2].Value == "am" ? "morning" : "afternoon")}");
        joined = joined switch { "am" => "morning", "pm" => "afternoon", _ => joined };
        joined = s_weekOrAfter.Replace(s_weekOrNext.Replace(joined, "this week or next week"), "next week $1 week after next");
        joined = s_twentySomething.Replace(joined, match => s_ordinals.GetValueOrDefault($"{match.Groups[1].Value}-{match.Groups[2].Value}", match.Value));
        joined = s_ordinalWords.Replace(joined, match => match.Groups[3].Success ? match.Value : $"{match.Groups[1].Value} {(match.Groups[2].Value == "first" ? "1st" : "2nd")}");
        joined = s_one.Replace(joined, match => match.Groups[1].Success ? $"{match.Groups[1].Value} 1" : $"1 {match.Groups[2].Value}");
        joined = string.Join(' ', joined.Split(' ').Select(word => s_numbers.GetValueOrDefault(word) ?? s_ordinals.GetValueOrDefault(word) ?? word));
        joined = s_spokenMinutes.Replace(joined, match => match.Value.Contains("days", StringComparison.Ordinal) || match.Value.Contains("weeks", StringComparison.Ordinal) ? match.Value : $"{match.Groups[1].Value}:{match.Groups[2].Value}");
        joined = s_fourDigits.Replace(joined, match => $"{match.Groups[1].Value}:{match.Groups[2].Value}");
        joined = s_dateList.Replace(joined, match => $"the {match.Groups["first"].Value}th{s_listed.Replace(match.Groups["more"].Value, number => number.Value + "th")}");
        joined = s_thisOrNext.Replace(joined, "this $1 or next $1");
        joined = s_monthList.Replace(joined, match => $"{match.Groups["month"].Value} {match.Groups["first"].Value}th{s_listed.Replace(match.Groups["more"].Value, number => $"{match.Groups["month"].Value} {number.Value}th")}");
        joined = s_monthThenDays.Replace(joined, "$1 $2 $3 $1 $4");
        joined = s_afterCount.Replace(s_threeDigits.Replace(joined, "$1$4:$2$5$3"), "starting in $1 $2$3");
        joined = Idioms.PlainHours(joined);
        joined = s_roughly.Replace(joined, match => match.Groups[3].Success ? "noon" : $"around {match.Groups[1].Value}{match.Groups[2].Value}");
        joined = s_orAround.Replace(s_eitherPart.Replace(joined, "$1 $3 or $2 $3"), "$1 or $2");
        joined = s_onlyMay.Replace(joined, "in may");
        joined = s_hedged.Replace(joined, "$1 $2");
        joined = s_minutesTo.Replace(joined, MinutesTo);
        joined = s_untilAfter.Replace(s_atLeast.Replace(joined, "starting in $1 $2"), "after");
        joined = s_midweek.Replace(s_theMonthOfMay.Replace(joined, "$1 the month of may$2"), match => $"middle of {(match.Groups[1].Success ? match.Groups[1].Value : "the")} week");
        joined = s_onDays.Replace(joined, match => $"on {match.Groups[1].Value}th{(match.Groups[2].Success ? $" {match.Groups[2].Value} {match.Groups[3].Value}th" : "")}{match.Groups[4].Value}");
        joined = s_between.Replace(s_noVisits.Replace(joined, "nothing $1"), "between $1");
        joined = s_weak.Replace(s_weekStarting.Replace(joined, "week of"), "$1 week");
        joined = s_orTwo.Replace(joined, match => match.Groups[1].Value == "a" ? $"1 or 2 {match.Groups[2].Value}s" : $"the next 2 {match.Groups[2].Value}s");
        joined = s_partOfDay.Replace(s_ofNext.Replace(joined, "$1 $2 next week$3"), "$2 $1 $3");
        joined = s_laterInDay.Replace(joined, "afternoon");
        joined = s_loneHalf.Replace(joined, match => $", {(match.Groups[1].Value == "am" ? "morning" : "afternoon")}{match.Groups[2].Value}");
        joined = s_monthLast.Replace(joined, match => $"{match.Groups[5].Value} {match.Groups[1].Value}th {(match.Groups[2].Success ? $"{match.Groups[3].Value} {match.Groups[2].Value}th " : "")}{match.Groups[3].Value} {match.Groups[4].Value}th");
        return s_bareDay.Replace(joined, match => match.Groups[3].Success ? match.Value : $"the {match.Groups[2].Value}th");
    }

    private static string Spelled(string word)
    {
        var bare = word.TrimEnd('?');
        var end = word[bare.Length..];
        return word == "," ? word : (s_spellings.GetValueOrDefault(bare) ?? Corrected(bare)).Replace(",", " , ", StringComparison.Ordinal) + end;
    }

    // "Ten to four" are hours where nobody says minutes, "ten to nine" cannot be.
    private static string MinutesTo(Match match) => !s_noMinutes.IsMatch(match.Groups[1].Value) && (match.Groups[3].Success || match.Groups[2].Value is "20" or "25" || HourWords.Hour(match.Groups[2].Value) > HourWords.Hour(match.Groups[5].Value))
        ? $"{match.Groups[1].Value}{(match.Groups[5].Value == "1" ? 12 : int.Parse(match.Groups[5].ValueSpan, CultureInfo.InvariantCulture) - 1)}:{60 - int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)}{match.Groups[6].Value}"
        : match.Value;

    // "Toosday", "thirsday": the consonants of a day.
    private static string? Sounded(string word)
    {
        var ending = word.EndsWith("days", StringComparison.Ordinal) ? "s" : "";
        if (!word.EndsWith("day" + ending, StringComparison.Ordinal) && !word.EndsWith("dy", StringComparison.Ordinal) && !word.EndsWith("dey", StringComparison.Ordinal))
            return null;
        var bones = Bones(word.AsSpan(0, word.Length - ending.Length));
        var day = Array.Find(s_weekdays, day => day[0] == word[0] && (Bones(day) == bones || (day[0] == 'w' && bones is "wnsd" or "wndsd" or "wdsd")));
        return day is null ? null : day + ending;
    }

    private static string Bones(ReadOnlySpan<char> word)
    {
        Span<char> bones = stackalloc char[word.Length];
        var count = 0;
        foreach (var letter in word)
        {
            if (letter is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y') && (count == 0 || bones[count - 1] != letter))
                bones[count++] = letter;
        }

        return new string(bones[..count]);
    }

    private static string Corrected(string word)
    {
        if (s_tomorrow.IsMatch(word))
            return "tomorrow";
        if (word.Length < ShortestCorrected - 2 || !word.All(char.IsLetter) || s_leftAlone.Contains(word) || s_corrected.Contains(word))
            return word;
        var most = word.Length >= 8 ? 2 : 1;
        if (Sounded(word) is { } day)
            return day;
        if (word.Length >= ShortestCorrected - 1 && s_corrected.FirstOrDefault(right => right.Length >= ShortestCorrected && right[0] == word[0] && EditDistance.Of(word, right) <= most) is { } right)
            return right;
        return s_words.Contains(word) ? word : s_shortOnes.FirstOrDefault(right => right[0] == word[0] && EditDistance.Of(word, right) <= 1) ?? word;
    }

    private static FrozenDictionary<string, string> Table(string pairs) => pairs
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1]);
}
