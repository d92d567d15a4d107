using System.Text.RegularExpressions;

namespace ValorSpine.Bot.Core.Booking;

/// <summary>What is said of days and hours in words that stand for plainer ones: "eom" is the end of the month, "5 de mayo" the 5th of May.</summary>
internal static class Idioms
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;
    private const string Weekday = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    private const string Month = "january|february|march|april|may|june|july|august|september|october|november|december";

    // Before numbers are written as digits.
    private static readonly (Regex Words, string Instead)[] s_words =
    [
        (Words("eom"), "end of the month"),
        (Words("(?:happy|merry) (?:new years?|thanksgiving|easter|halloween|christmas|holidays|valentines?|valentine's|(?:the )?4th(?: of july)?|mother'?s|father'?s|" + Weekday + ")(?: day| eve)?"), "hello"),
        (Words("(?:it's|it is|its) (?:already )?(?:" + Month + ")(?: already| now)"), "well"),
        (Words("turkey day"), "thanksgiving"),
        (Words("(?:the )?(?:4th|fourth) of july (?=week|wk)|july (?:4th|4|fourth) (?=week|wk)"), "independence day "),
        (Words("(?:the )?(first|1st|second|2nd|last) (" + Weekday + ") (?:in|of) (?:the )?new years?"), "$1 $2 of january"),
        (Words("(?:first thing|1st thing|right|straight|immediately|just) after (?:the|this) weekend"), "monday first thing"),
        (Words("(?:as early as|the minute|the moment|minute|moment|as soon as|right when|right as|the second) (?:you|u|ya|y'all|yall|you're|they|the doors?) (?:guys |can )?open(?: up)?(?: (?:the )?doors?)?"), "first thing"),
        (Words("(?<=(?:^| )(?:my|our|his|her) (?:daughter|wife|sister|mom|mother|granddaughter|niece|aunt|friend|girlfriend|neighbor|nurse|boss) )(?:april|june|may|august|" + Weekday + ")"), "someone"),
        (Words("(?:if|in case|provided|assuming|as long as|hope|hoping) (?:that )?(?:you|u|ur|you're|youre|ya|yall|y'all|they|they're)(?: are| guys| r)*(?: still| not| even| gonna be| going to be| be)* (?:closed|open|there|working|around|in)(?: (?:on )?(?:(?:" + Weekday + "|weekend)s|then|that day))?(?= ,| at| in|\\?|$)"), "if possible"),
        (Words("fell off"), "fell"),
        (Words("today mismo"), "today"),
        (Words("(?:swing|stop|drop|pop|run|roll|come|drive) by(?= (?:on|in|at|after|any|some|next|this|the|tomorrow|today|" + Weekday + "))"), "come"),
        (Words("(?:is|are) (?:the|my|our) (?:only|one|1) (?:days?|times?|free days?|day off)(?: that| when)? (?=i|my|we|our|he|she|the|they|i'm)"), "works because "),
        (Words("mid day"), "noon"),
        (Words("between breakfast and lunch"), "morning"),
        (Words("(?<=(?:^| )(?:you|u|ya|y'all|yall) )(?:got|gots)"), "have"),
        (Words("(?<=work |working |works )(?:the )?(?:nights|graveyards?|overnights?|night shifts?|third shift|3rd shift|swing shift)"), "shifts"),
        (Words("(?:sleep|asleep|sleeping|in bed)(?: in)? (?=until|till)"), "busy "),
        (Words("(?:the )?rest of (?:the|my) week (?:is|i'm|i am|works?|would be)(?: all| wide| pretty| totally)? ?(?:fine|free|open|good|ok|okay|clear|great)"), "any other day works"),
        (Words("(?:the )?(?:rest|remainder|balance) of (?:the|this) (week|month)"), "this $1"),
        (Words("after school (?=starts?|begins?|resumes|is back)"), "after classes "),
        (Words("(?:the )?(?:whole|full|entire) day"), "all day"),
        (Words("eow"), "end of the week"),
        (Words($@"(\d{{1,2}}) del? (?:mes de )?({Month}|mayo)"), "$1 $2"),
        (Words($@"(?<=\d )mayo"), "may"),
        (Words($@"el (?=\d{{1,2}}\b|{Weekday})"), ""),
        (Words($@"(?<=(?:day|days|\d|am|pm|st|nd|rd|th|tomorrow|today|christmas|mornings?|afternoons?|evenings?)) n (?=(?:{Weekday}|tomorrow|\d+(?:[ap]m)?|\d+:\d+|the|early|late|mornings?|afternoons?|evenings?|ny|nye|new)\b)"), " and "),
        (Words("(?<=christmas (?:and|or) )ny"), "new years"),
        (Words("nye"), "new years eve"),
        (Words("christmas (?:eve|evening) (?:eve|evening)"), "december 23"),
        (Words("new year'?s'? (?:eve|evening) (?:eve|evening)"), "december 30"),
        (Words(@"quarter 2 (?=\d|[a-z])"), "quarter to "),
        (Words($"(?:the |a )?({Weekday}) a week"), "$1 week"),

        (Words("before (?:the |this )?(week|month|year)(?:'s)? (?:is (?:over|out|up|done)|ends|end|runs out|finishes)"), "by the end of the $1"),
        (Words("(?:(?:the )?end of (?:the|this) |year'?s? )year|year'?s? end|end of year|eoy"), "end of december"),
        (Words("(?:some ?time |early )?(?:in|into) (?:the )?new years?(?: some ?time)?"), "starting january 1"),
        (Words(@"(?:give (?:me|it)|i need|i'll need|i'd need|gimme|(?:let's|i'll|we'll) wait) (?:like |about |around |at least |maybe )?(an?|a few|few|a couple(?: of)?|one|two|three|four|five|six|\d{1,2}) (days?|weeks?|months?)(?: or so)?(?! (?:supply|notice|off))"), "starting in $1 $2"),
        (Words("24 ?/ ?7"), "always"),
        (Words("(?<=(?:am|pm|mornings?|afternoons?|evenings?) )only(?= ,|$)"), ""),
        (Words($"(?<=(?:\\d/\\d{{1,2}}|\\dst|\\dnd|\\drd|\\dth|{Weekday}) )or so(?! (?:days|weeks|months))"), ""),
        (Words("(?:(?:spring|summer|fall|winter|school|christmas) (?:break|vacation|holidays?)|ramadan|lent|passover|hanukkah) (?=is |ends? |finish(?:es)? |starts? |begins? |runs? |goes )"), "it "),
        (Words("(?:in )?the week (?:that|who|which|what) (?:comes?|is coming|follows?)|the week to come|the week coming"), "next week"),

        (Words($"over (?={Weekday})"), "rather than "),

        // "I don't work mondays" is not "mondays don't work".
        (Words("(?:i|we) (?:don't|do not|never|won't be|am not|ain't|not|no)(?: usually| normally| even)? work(?:ing)?(?! (?:out|until|till|before|after|past|from|at|for))|(?:i |we )?(?:(?:don't|do not|no|not) have (?:any )?|have no )(?:work|class|classes|school|shift)|(?:i'm|we're|i am|we are) not working(?! (?:until|till|before|after))"), "i am free"),

        (Words("(?:do|does) (?:you|u|ya|yall|y'all|they|the doctor|the clinic|someone)(?: guys| all)? work"), "do you have time"),
        (Words($"early (?:to )?mid (?={Month})"), "first half of "),
        (Words($"mid (?:to )?late (?={Month})"), "second half of "),
        (Words("beg(?= of)"), "beginning"),

        // What is a name or a place, or rises in the east.
        (Words($@"(?:dr|doctor|nurse|mr|mrs|ms|miss) (?:{Weekday}|may|april|june|august)(?! (?:at|on|is ok|works|if))"), "someone"),
        (Words(@"(?:first|second|third|fourth|fifth|\d{1,3}(?:st|nd|rd|th)) (?:street|st|avenue|ave|floor|graders?|grade|anniversary|place|opinion|blvd|and [a-z]+ (?:street|st|ave|avenue))"), "somewhere"),
        (Words("the sunday (?=comes|is up|rises|sets|goes|hits|shines|burns)|in the sunday$"), "the light "),
        (Words("(?<=(?:^| )(?:i|we|he|she|just|have|been|was) )saturday (?=down|on|in|at|too|for|all|there|through|with|up|around|still)"), "sit "),
    ];

    // After that.
    private static readonly (Regex Words, string Instead)[] s_hours =
    [
        (Words("either 1(?= ,|$| is| works| of| would)"), "either"),
        (Words(@"\d{1,2} (?:days )?on (?:and )?\d{1,2} (?:days )?off"), "rotating"),
        (Words(@"(\d{1,2}) and (?:a )?half(?! (?:hours?|days?|weeks?|months?|years?))"), "$1:30"),
        (Words(@"(\d{1,2}(?::\d{2})?) (?:at|in the) night"), "$1pm"),
        (Words(@"(\d{1,2}:\d{2}) (?:hours?|hrs|h)"), "$1"),
        (Words("(?:for|going on|about|past|over|almost)(?: over| about| almost| like| the past| the last)? (?:\\d{1,3}|a few|few|several|a couple(?: of)?) (?:days|weeks|months|years|hours) now"), "for a while"),
        (Words(@"(?:the )?(\d{1,2})(?:th)? of (?:the )?(morning|afternoon|evening)"), "$1 in the $2"),
        (Words(@"(?<=(?:at|the) )(\d{1,2}) and (15|30|45)"), "$1:$2"),
        (Words(@"(\d{1,2}) hours? (?:of|in) (?:the )?(morning|afternoon|evening)"), "$1 in the $2"),
    ];

    /// <summary>The text with plain words for days.</summary>
    public static string Plain(string text) => Instead(s_words, text);

    /// <summary>The text with plain words for hours.</summary>
    public static string PlainHours(string text) => Instead(s_hours, text);

    private static string Instead((Regex Words, string Instead)[] idioms, string text)
    {
        foreach (var (words, instead) in idioms)
            text = words.Replace(text, instead);
        return text;
    }

    private static Regex Words(string words) => new($@"\b(?:{words})\b", Options);
}
