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

        (Words("before (?:the |this )?(week|month|year) (?:is (?:over|out|up|done)|ends|runs out|finishes)"), "by the end of the $1"),
        (Words("(?:some ?time |early )?(?:in|into) (?:the )?new years?(?: some ?time)?"), "starting january 1"),
        (Words(@"(?:give (?:me|it)|i need|i'll need|i'd need|gimme|(?:let's|i'll|we'll) wait) (?:like |about |around |at least |maybe )?(an?|a few|few|a couple(?: of)?|two|three|four|five|six|\d{1,2}) (days?|weeks?|months?)(?: or so)?(?! (?:supply|notice|off))"), "starting in $1 $2"),
        (Words("24 ?/ ?7"), "always"),
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
        (Words(@"(\d{1,2}) and (?:a )?half(?! (?:hours?|days?|weeks?|months?|years?))"), "$1:30"),
        (Words(@"(\d{1,2}(?::\d{2})?) (?:at|in the) night"), "$1pm"),
        (Words(@"(\d{1,2}:\d{2}) (?:hours?|hrs|h)"), "$1"),
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
